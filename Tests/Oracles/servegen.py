"""servegen FOLDER: rate × 600 s per client and window."""
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.endswith(".csv"))
rules, rows = {"idle window": 0, "silent client": 0, "gap": 0}, []
for client, path in enumerate(files):
    windows = [(float(start), float(rate)) for start, rate, *_ in (line.split(",") for line in oracle.lines(path))]
    rules["idle window"] += sum(rate == 0 for _, rate in windows)
    rules["silent client"] += all(rate == 0 for _, rate in windows)
    rules["gap"] += sum(b[0] - a[0] > 600 for a, b in zip(windows, windows[1:]))
    rows += [(start, client, rate * 600) for start, rate in windows]
oracle.report(len(files), len(rows), rows, rules)
