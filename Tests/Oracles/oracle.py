"""What the oracles share: reading raw files, and printing what an import must have done.

An oracle is an independent few lines per data set: it never reads what the importers wrote. The tests run it as
`python3 ORACLE.py FOLDER [ARGUMENT…]` and compare the printed object with the import's report and trace.
"""

import json
import math
import os
import subprocess


def files(folder, matches):
    """The files below a folder (or the file itself) whose name without .zst matches, in byte order of their paths."""
    if os.path.isfile(folder):
        return [folder]
    found = []

    def walk(path):
        for name in sorted(os.listdir(path), key=os.fsencode):
            below = os.path.join(path, name)
            if os.path.isdir(below):
                walk(below)
            elif matches(name.removesuffix(".zst")):
                found.append(below)

    walk(folder)
    return found


def read(path):
    """The decompressed bytes of a file."""
    if not path.endswith(".zst"):
        with open(path, "rb") as file:
            return file.read()
    return subprocess.run(["zstd", "-dcq", path], check=True, stdout=subprocess.PIPE).stdout


def lines(path):
    """The lines of a text file."""
    return read(path).decode().splitlines()


def report(files, rows_in, rows, rules, series=None):
    """Prints the counts of an import and three totals of its rows (time in s, series number, value)."""
    print(json.dumps({
        "files": files,
        "rows_in": rows_in,
        "rows_out": len(rows),
        "zeros": sum(value == 0 for _, _, value in rows),
        "series": len({number for _, number, _ in rows}) if series is None else series,
        "total": math.fsum(value for _, _, value in rows),
        "total_by_time": math.fsum(time * value for time, _, value in rows),
        "total_by_series": math.fsum((number or 0) * value for _, number, value in rows),
        "rules": {rule: count for rule, count in rules.items() if count},
    }))


def by_time(points, longest_step, rules):
    """One link's (time, rate) rows under the rules for time, moved to begin at 0."""
    kept = []
    for time, rate in points:
        if kept and time < kept[-1][0]:
            rules["backward step"] = rules.get("backward step", 0) + 1
        elif kept and time == kept[-1][0]:
            rules["repeated timestamp"] = rules.get("repeated timestamp", 0) + 1
            kept[-1] = (time, rate)
        else:
            if kept and time - kept[-1][0] > longest_step:
                rules["gap"] = rules.get("gap", 0) + 1
            kept.append((time, rate))
    return [(time - kept[0][0], rate) for time, rate in kept]
