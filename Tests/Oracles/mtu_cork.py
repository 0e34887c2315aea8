"""mtu-cork FOLDER: the uplink rate while the load runs."""
import csv
import datetime
import sys

import oracle

files = oracle.files(sys.argv[1], lambda name: name.endswith(".csv"))
rules = dict.fromkeys(
    ["missing counter", "rate after a missing counter", "impossible rate", "row before the load",
     "row without radio parameters", "file without load"], 0)
rows, rows_in = [], 0
for link, path in enumerate(files):
    header, *body = list(csv.reader(oracle.lines(path)))
    counter, column = header.index("Sent Bytes"), header.index("RATE(MBit/s)")
    rows_in += len(body)
    rules["row without radio parameters"] += sum(all(float(x) == 0 for x in row[1:counter]) for row in body)
    holes = [index for index, row in enumerate(body) if row[counter] in ("", "0")]
    after = {index + 1 for index in holes} - set(holes) - {len(body)}
    rules["missing counter"] += len(holes)
    rules["rate after a missing counter"] += len(after)
    sound = [row for index, row in enumerate(body) if index not in after and index not in holes]
    possible = [row for row in sound if 0 <= float(row[column]) <= 200]
    rules["impossible rate"] += len(sound) - len(possible)
    start = next((index for index, row in enumerate(possible) if float(row[column]) >= 1), None)
    rules["file without load"] += start is None
    rules["row before the load"] += start or 0
    points = [
        (datetime.datetime.strptime(row[0], "%a %b %d %H:%M:%S UTC %Y").timestamp(), float(row[column]) * 1e6)
        for row in possible[start or 0:]]
    rows += [(time, link, rate) for time, rate in oracle.by_time(points, 6, rules)]
oracle.report(len(files), rows_in, rows, rules)
