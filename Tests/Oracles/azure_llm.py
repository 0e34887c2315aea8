"""azure-llm FILE: request times from the first; the sources are drawn, so they are not checked."""
import csv
import datetime
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.endswith(".csv"))
stamps = [row["TIMESTAMP"] for path in files for row in csv.DictReader(oracle.lines(path))]


def ticks(stamp):
    whole, fraction = stamp.split(".")
    return int(datetime.datetime.fromisoformat(whole + "+00:00").timestamp()) * 10**7 + int(fraction)


rows = [((ticks(stamp) - ticks(stamps[0])) / 1e7, None, 1) for stamp in stamps]
oracle.report(len(files), len(rows), rows, {}, series=50)
