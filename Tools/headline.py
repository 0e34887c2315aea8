#!/usr/bin/env python3
"""What DTO-EE is worth on given runs, against every heuristic and against clairvoyant: Markdown from summary.json alone.

    python3 Tools/headline.py runs/real runs/city [--controller dto-ee-clearing]
"""

import argparse
import json
import pathlib

YARDSTICKS = ["optimum", "clairvoyant"]


def pair(summary, first, second, quantity):
    """Mean and half width of first minus second, from the summary's pairs; None where they were not compared."""
    for entry in summary["pairs"]:
        if {entry["first"], entry["second"]} != {first, second} or entry[quantity] is None:
            continue
        sign = 1 if entry["first"] == first else -1
        interval = entry[quantity]["interval_95"]
        width = (interval[1] - interval[0]) / 2 if interval else None
        return sign * entry[quantity]["difference"], width
    return None


def difference(found, unit, places):
    """A difference with its interval in `unit`, as text."""
    if found is None:
        return "–"
    mean, width = found
    return f"{mean * unit:+.{places}f}" + (f" ± {width * unit:.{places}f}" if width is not None else "")


def verdict(found):
    """What the interval says of the first controller's objective."""
    if found is None or found[1] is None or abs(found[0]) <= found[1]:
        return "indistinguishable"
    return "better" if found[0] < 0 else "worse"


def percent(own, other):
    """How much less `own` is than `other`, in %."""
    return f"{100 * (1 - own / other):+.1f}" if own is not None and other else "–"


def table(summary, controller):
    """One row per other controller: heuristics first, the strongest on top, then the yardsticks."""
    rows = {row["controller"]: row for row in summary["controllers"]}
    own = rows[controller]
    heuristics = [row for row in rows.values() if row["heuristic"] and row["objective_s"] is not None]
    heuristics.sort(key=lambda row: row["objective_s"])
    others = heuristics + [rows[name] for name in YARDSTICKS if name in rows]
    yield f"| {controller} against | delay lower by, % | delay, ms | accuracy, points | objective lower by, % | objective, ms | verdict |"
    yield "|---|---|---|---|---|---|---|"
    for row in others:
        name = row["controller"]
        found = {key: pair(summary, controller, name, key) for key in ("delay_s", "accuracy", "objective_s")}
        yield " | ".join(
            [
                f"| {name}",
                percent(own["delay_mean_s"], row["delay_mean_s"]),
                difference(found["delay_s"], 1000, 1),
                difference(found["accuracy"], 100, 2),
                percent(own["objective_s"], row["objective_s"]),
                difference(found["objective_s"], 1000, 1),
                verdict(found["objective_s"]) + " |",
            ]
        )


def section(folder, controller):
    """The part of one run."""
    summary = json.loads((pathlib.Path(folder) / "summary.json").read_text())
    manifest = json.loads((pathlib.Path(folder) / "manifest.json").read_text())
    own = next((row for row in summary["controllers"] if row["controller"] == controller), None)
    if own is None:
        raise SystemExit(f"{folder}: no controller {controller}; name another with --controller")
    if own["objective_s"] is None:
        raise SystemExit(f"{folder}: no task of {controller} completed")
    profile = pathlib.Path(manifest["scenario"]["exit_profile"]["file"]).name
    lines = [
        f"### {summary['scenario']}, {profile}",
        "",
        f"{summary['slots']} slots, {own['completed']:,} tasks completed; {controller}: delay {own['delay_mean_s'] * 1000:.1f} ms, "
        f"accuracy {own['accuracy'] * 100:.2f} %, objective {own['objective_s'] * 1000:.1f} ms.",
        "",
        *table(summary, controller),
    ]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", nargs="+", help="run directories")
    parser.add_argument("--controller", default="dto-ee-clearing", help="whose worth is asked for")
    options = parser.parse_args()
    print("\n".join(section(folder, options.controller) for folder in options.runs), end="")


if __name__ == "__main__":
    main()
