#!/usr/bin/env python3
"""Where heuristics win, over several seeds: the table of docs/heuristics.md as Markdown.

    python3 Tools/heuristics.py .build/release/offramp runs/heuristics [--seeds 4]

A seed draws arrivals, samples, routing and which link an arc follows. Copies of the scenarios with the controllers of the
table are written beside the runs. A cell is the mean objective in ms over the seeds, the least and the largest in brackets,
and in how many runs the difference to dto-ee-clearing was better (+), worse (−) or indistinguishable (0).
"""

import argparse
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLAIN = ["dto-ee-clearing", "clairvoyant", "optimum", "selfish", "genetic"]
DISPATCHERS = ["least-delay", "channel-aware", "two-choices"]
AGES = {"current": 0, "0.1 s old": 0.1, "1 s old": 1, "5 s old": 5}
CASES = {"demo, 60 slots": ("demo", 60, 1), "real, 360 slots": ("real", 360, 1), "overload, 60 slots": ("demo", 60, 2.64)}
MARKS = {"better": "+", "worse": "−", "indistinguishable": "0"}


def rows():
    """Label, controller and age of news of every row."""
    plain = [(name, name, None) for name in PLAIN]
    return plain + [(f"{name}-{age}", name, words) for name in DISPATCHERS for words, age in AGES.items()]


def scenario(name, scale):
    """The text of a scenario with the table's controllers, and files named from the root."""
    text = (ROOT / f"Configs/{name}.yaml").read_text().split("\ncontrollers:")[0]
    text = text.replace("../Traces/", f"{ROOT}/Traces/").replace("profiles/", f"{ROOT}/Configs/profiles/")
    if scale != 1:
        text = re.sub(r"nominal_per_s: (\d+)", lambda found: f"nominal_per_s: {int(found[1]) * scale:g}\n  scale: {scale}", text)
    lines = []
    for label, controller, age in rows():
        settings = ["threshold_rule: optimised"] if controller in DISPATCHERS + ["selfish"] else []
        if age is not None:
            settings.append(f"information_delay_s: {AGES[age]}")
        lines.append(f"  - {{name: {controller}, label: {label}, set: {{{', '.join(settings)}}}}}")
    return text + "\ncontrollers:\n" + "\n".join(lines) + "\n"


def verdict(summary, label):
    """What the run says of the objective of `label` against dto-ee-clearing."""
    for pair in summary["pairs"]:
        if {pair["first"], pair["second"]} == {label, PLAIN[0]} and label != PLAIN[0]:
            word = pair["objective_s"]["verdict"]
            if pair["first"] == label:
                return MARKS[word]
            return MARKS[{"better": "worse", "worse": "better"}.get(word, word)]
    return ""


def measure(offramp, folder, case, seeds):
    """Objectives in ms and verdicts by label, one of each per seed."""
    name, slots, scale = CASES[case]
    file = folder / f"{name}-{scale}.yaml"
    file.write_text(scenario(name, scale))
    found = {}
    for seed in range(1, seeds + 1):
        run = folder / f"{name}-{scale}-{seed}"
        command = [offramp, "replay", file, "--seed", str(seed), "--epochs", str(slots), "--overwrite", "--output", run,
                   "--progress", "none"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        summary = json.loads((run / "summary.json").read_text())
        for row in summary["controllers"]:
            label = row["controller"]
            found.setdefault(label, []).append((1e3 * row["objective_s"], verdict(summary, label)))
    return found


def cell(values):
    """Mean, range and verdicts."""
    objectives, marks = [value for value, _ in values], "".join(mark for _, mark in values)
    places = 1 if max(objectives) < 1000 else 0
    text = f"{sum(objectives) / len(objectives):.{places}f} ({min(objectives):.{places}f}–{max(objectives):.{places}f})"
    return text + (f" {marks}" if marks else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("offramp")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=4)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    found = {case: measure(options.offramp, options.folder, case, options.seeds) for case in CASES}
    print("| controller | news from servers is | " + " | ".join(CASES) + " |")
    print("|---|---|" + "---|" * len(CASES))
    for label, controller, age in rows():
        cells = [cell(found[case][label]) for case in CASES]
        print(f"| `{controller}` | {age or '–'} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
