"""lumos5g FOLDER: a time and a rate in Mbit/s per line, one link per file."""
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.startswith("5g_trace_"))
rules, rows, rows_in = {}, [], 0
for link, path in enumerate(files):
    points = [tuple(map(float, line.split("\t"))) for line in oracle.lines(path)]
    rows_in += len(points)
    rows += [(time, link, rate * 1e6) for time, rate in oracle.by_time(points, 1, rules)]
oracle.report(len(files), rows_in, rows, rules)
