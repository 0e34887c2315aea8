"""fiblab-cells FOLDER COLUMN FACTOR: users × factor × seconds, or traffic × factor, per cell and interval."""
import csv
import sys

import oracle

folder, column, factor = sys.argv[1], sys.argv[2], float(sys.argv[3])
files = oracle.files(folder, lambda name: name.endswith(".csv"))
raw = [row for path in files for row in csv.DictReader(oracle.lines(path))]
slots = {}
for row in raw:
    place = row["cell"].split("-")[0]
    slots[place] = max(slots.get(place, 0), int(row["slot"]) + 1)
interval = min(86400 // count for count in slots.values())

cells, values, rules, previous, last_step = {}, {}, {}, 0, {}
rules = dict.fromkeys(["gap", "jump back put in order", "row after the first week", "row off its calendar", "split slot"], 0)
for row in raw:
    count = slots[row["cell"].split("-")[0]]
    number = cells.setdefault(row["cell"], len(cells))
    step, seconds = int(row["step"]), 86400 // count
    parts = seconds // interval
    value = float(row[column]) * factor * interval if column == "users" else float(row[column]) * factor / parts
    for part in range(parts):
        values[step * seconds + part * interval, number] = value
    rules["gap"] += step > last_step.get(number, step) + 1
    rules["jump back put in order"] += step * seconds < previous
    rules["row after the first week"] += step >= 7 * count
    rules["row off its calendar"] += step % (7 * count) != int(row["weekday"]) * count + int(row["slot"])
    rules["split slot"] += parts > 1
    previous, last_step[number] = step * seconds, step
alive = {number for (_, number), value in values.items() if value}
rules["silent cell"] = len(cells) - len(alive)
oracle.report(len(files), len(raw), [(time, number, value) for (time, number), value in values.items()], rules)
