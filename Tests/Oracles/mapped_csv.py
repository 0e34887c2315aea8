"""csv FOLDER TIME_COLUMN VALUE_COLUMN FACTOR: ISO 8601 times without a zone, each file a link that begins at 0."""
import csv
import datetime
import sys

import oracle

folder, time_column, value_column, factor = *sys.argv[1:4], float(sys.argv[4])
files = oracle.files(folder, lambda name: name.endswith(".csv"))
rows, rows_in, rules = [], 0, {"missing value": 0}
for link, path in enumerate(files):
    points = {}
    for row in csv.DictReader(oracle.lines(path)):
        rows_in += 1
        if row[value_column] == "":
            rules["missing value"] += 1
        else:
            time = datetime.datetime.fromisoformat(row[time_column] + "+00:00")
            points[time] = float(row[value_column]) * factor
    rows += [((time - min(points)).total_seconds(), link, value) for time, value in points.items()]
rules["repeated timestamp"] = rows_in - len(rows) - rules["missing value"]
oracle.report(len(files), rows_in, rows, rules)
