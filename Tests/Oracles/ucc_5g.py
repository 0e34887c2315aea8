"""ucc-5g FOLDER [STATE]: DL_bitrate in kbit/s, one link per file that keeps a row."""
import csv
import datetime
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.endswith(".csv"))
state = sys.argv[2] if len(sys.argv) > 2 else None
rules = dict.fromkeys(["row in another state", "missing rate", "whole file"], 0)
rows, rows_in, link = [], 0, 0
for path in files:
    points = []
    for row in csv.DictReader(oracle.lines(path)):
        rows_in += 1
        if state and row["State"] != state:
            rules["row in another state"] += 1
        elif row["DL_bitrate"] == "-":
            rules["missing rate"] += 1
        else:
            time = datetime.datetime.strptime(row["Timestamp"] + "+0000", "%Y.%m.%d_%H.%M.%S%z").timestamp()
            points.append((time, float(row["DL_bitrate"]) * 1000))
    rows += [(time, link, rate) for time, rate in oracle.by_time(points, 1, rules)]
    rules["whole file"] += not points
    link += bool(points)
oracle.report(len(files), rows_in, rows, rules)
