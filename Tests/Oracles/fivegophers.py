"""5gophers FOLDER: one link per run, or per carrier's column."""
import csv
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.endswith(".csv"))
links, rules, moved = {}, {}, 0
for path in files:
    for row in csv.DictReader(oracle.lines(path)):
        for column in row:
            if column.endswith("throughput_mbps"):
                key = (path, row.get("run_num"), column)
                links.setdefault(key, []).append((int(row["seq_num"]), float(row[column]) * 1e6))
rows = []
for link, points in enumerate(links.values()):
    moved += points[0][0] != 0
    rows += [(time, link, rate) for time, rate in oracle.by_time(points, 1, rules)]
rules["link moved to 0"] = moved
oracle.report(len(files), sum(map(len, links.values())), rows, rules)
