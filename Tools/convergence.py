#!/usr/bin/env python3
"""Measures how fast the step rules of DTO-EE reach the certified optimum of known problems.

Runs `offramp decide` on every instance of a folder that holds a reference.json: `dto-ee` on a grid of fixed steps, from
both cold starts, `dto-ee-curvature`, `dto-ee-exact` and `dto-ee-clearing` as they come, and `optimum`, with thresholds fixed and
free. With thresholds free the yardstick is what `optimum` finds. Writes convergence.csv and the figure convergence.svg, and prints the tables of docs/convergence.md.

example: Tools/convergence.py .build/release/offramp FOLDER --output docs

Needs Python 3.9 or later and matplotlib (`python3 -m venv venv && venv/bin/pip install matplotlib`).
"""
import argparse
import csv
import json
import subprocess
from pathlib import Path

# Five decades by half decades: they bracket the best step of every reference instance.
STEPS = [float(f"{10 ** (half / 2):.4g}") for half in range(-6, 5)]
ROUNDS = 2000
SELF_SCALING = ["dto-ee-curvature", "dto-ee-exact", "dto-ee-clearing"]
YARDSTICK = "optimum"
PERCENT = [5, 1, 0.1, 0.01]
# A search that still rises by this share of the optimum within a round, late in the search, has not settled.
RISE = 0.01
LATE = 100

COLUMNS = [
    "instance", "max_utilisation", "controller", "step_size", "start", "thresholds", "reference_s", "objective_s",
    "relative_gap", "certificate", "rounds_to_5_percent", "rounds_to_1_percent", "rounds_to_0.1_percent",
    "rounds_to_0.01_percent", "late_least_gap", "late_largest_gap", "diverges"]


def main():
    arguments = parse()
    reference = json.loads((arguments.folder / "reference.json").read_text())["rows"]
    runs = [run for row in reference for run in measure(arguments.offramp, arguments.folder, row)]
    with open(arguments.output / "convergence.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**run, "diverges": int(run["diverges"])} for run in runs)
    draw(runs, [row["instance"] for row in reference], arguments.output / "convergence.svg")
    print_tables(runs, [row["instance"] for row in reference])


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("offramp", help="the binary")
    parser.add_argument("folder", type=Path, help="instances and their reference.json")
    parser.add_argument("--output", type=Path, default=Path("docs"), help="where to write (default: docs)")
    return parser.parse_args()


def measure(offramp, folder, row):
    """All runs on one instance."""
    instance = folder / row["instance"]
    central = {thresholds: decide(offramp, instance, YARDSTICK, settings(thresholds)) for thresholds in ["fixed", "free"]}
    best = {"fixed": row["optimum"]["objective_s"],
            "free": min(row["joint_best_known_objective_s"], central["free"]["objective_s"])}

    def run(controller, step, start, thresholds):
        chosen = settings(thresholds) + [f"step_size={step}", "tolerance=0", f"start={start}"]
        decision = decide(offramp, instance, controller, chosen, rounds=ROUNDS)
        return result(row, controller, step, start, thresholds, decision, best[thresholds])

    for start in ["uniform", "speed"]:
        for step in STEPS:
            yield run("dto-ee", step, start, "fixed")
    for thresholds in ["fixed", "free"]:
        for controller in SELF_SCALING:
            yield run(controller, 1.0, "uniform", thresholds)
        yield result(row, YARDSTICK, 0, "uniform", thresholds, central[thresholds], best[thresholds])


def settings(thresholds):
    """What keeps thresholds as they start."""
    return ["threshold_every=0"] if thresholds == "fixed" else []


def decide(offramp, instance, controller, settings, rounds=None):
    """The decision of `controller`."""
    command = [offramp, "decide", str(instance), "--controller", controller]
    command += ["--rounds", str(rounds)] if rounds else []
    for setting in settings:
        command += ["--set", setting]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def result(row, controller, step, start, thresholds, decision, best):
    """One run: its objective round by round, against `best`."""
    objectives = [state["objective_s"] for state in decision["history"]] or [decision["objective_s"]]
    gaps = [objective / best - 1 for objective in objectives]
    late = gaps[-LATE:]
    result = {
        "instance": row["instance"].removesuffix(".json"),
        "max_utilisation": f"{row['optimum']['max_utilisation']:.3f}", "controller": controller,
        "step_size": f"{step:g}" if step else "", "start": start, "thresholds": thresholds, "reference_s": f"{best:.9g}",
        "objective_s": f"{decision['objective_s']:.9g}", "relative_gap": f"{gaps[-1]:.3g}",
        "certificate": f"{decision['gap_s'] / best:.3g}", "gaps": gaps,
        "late_least_gap": f"{min(late):.3g}", "late_largest_gap": f"{max(late):.3g}",
        "diverges": any(after > before + RISE for before, after in zip(late, late[1:])),
    }
    for percent in PERCENT:
        reached = rounds_to(gaps, percent / 100) if controller != YARDSTICK else ""  # it has no rounds
        result[f"rounds_to_{percent:g}_percent"] = reached
    return result


def rounds_to(gaps, limit):
    """The first round from which on the gap stays within the limit; empty when it ends outside."""
    outside = [number for number, gap in enumerate(gaps) if gap > limit]
    first = outside[-1] + 1 if outside else 0
    return first if first < len(gaps) else ""


def select(runs, instance, **wanted):
    """The runs on an instance with these values."""
    name = instance.removesuffix(".json")
    return [one for one in runs if one["instance"] == name and all(one[key] == wanted[key] for key in wanted)]


def best_step(fixed):
    """The settled run that ends nearest to the optimum."""
    return min((one for one in fixed if not one["diverges"]), key=lambda one: one["gaps"][-1])


def least_diverging(fixed):
    """The smallest step that does not settle, if there is one."""
    return next((one for one in fixed if one["diverges"]), None)


def print_tables(runs, instances):
    """The tables of docs/convergence.md."""
    for start in ["uniform", "speed"]:
        print(f"\ndto-ee, start {start}, thresholds fixed\n")
        print("| instance | utilisation | best step | rounds to 5 / 1 / 0.1 / 0.01 % | gap after 2000 | diverges from |")
        print("|---|---|---|---|---|---|")
        for instance in sorted(instances, key=lambda name: utilisation(runs, name)):
            fixed = select(runs, instance, controller="dto-ee", start=start)
            best, worst = best_step(fixed), least_diverging(fixed)
            print(f"| {best['instance']} | {best['max_utilisation']} | {best['step_size']} | {rounds(best)} "
                  f"| {share(best['gaps'][-1])} | {worst['step_size'] if worst else '–'} |")
    for controller in SELF_SCALING:
        print(f"\n{controller}\n")
        print("| instance | thresholds | rounds to 5 / 1 / 0.1 / 0.01 % | gap after 2000 | certificate |")
        print("|---|---|---|---|---|")
        for instance in sorted(instances, key=lambda name: utilisation(runs, name)):
            for one in select(runs, instance, controller=controller):
                print(f"| {one['instance']} | {one['thresholds']} | {rounds(one)} | {share(one['gaps'][-1])} "
                      f"| {share(float(one['certificate']))} |")


def utilisation(runs, instance):
    """The busiest server at the optimum."""
    return select(runs, instance)[0]["max_utilisation"]


def rounds(run):
    """Rounds to each limit, a dash where it was not met."""
    return " / ".join(str(run[f"rounds_to_{percent:g}_percent"]) or "–" for percent in PERCENT)


def share(gap):
    """A relative gap in percent, to two significant digits."""
    return f"{100 * gap:.2g} %" if abs(gap) >= 1e-6 else "< 0.0001 %"


# The figure: one panel per instance, lines named at their ends. Colours of Okabe and Ito, and a purple; dashes tell them apart too.
BLUE, ORANGE, BLACK, GREY, GREEN, PURPLE = "#0072B2", "#D55E00", "#000000", "#9A9A9A", "#009E73", "#AA4499"
FLOOR, CEILING = 1e-7, 1e3


def draw(runs, instances, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({
        "svg.hashsalt": "convergence", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False,
        "axes.spines.right": False})
    import matplotlib.pyplot as plot

    figure, axes = plot.subplots(2, 3, figsize=(11, 6.6), sharex=True, sharey=True)
    panels = list(axes.flat)
    for panel, instance in zip(panels, sorted(instances, key=lambda name: utilisation(runs, name))):
        draw_panel(panel, runs, instance)
    explain(panels[len(instances)])
    for panel in panels[len(instances) + 1:]:
        panel.axis("off")
    figure.supxlabel("round", fontsize=10, y=0.012)
    figure.supylabel("objective above the certified optimum, relative", fontsize=10)
    figure.tight_layout(w_pad=2.2, rect=(0.008, 0.0, 1, 1))
    figure.savefig(path, metadata={"Date": None})


def draw_panel(panel, runs, instance):
    fixed = select(runs, instance, controller="dto-ee", start="uniform")
    curvature = select(runs, instance, controller="dto-ee-curvature", thresholds="fixed")[0]
    exact = select(runs, instance, controller="dto-ee-exact", thresholds="fixed")[0]
    clearing = select(runs, instance, controller="dto-ee-clearing", thresholds="fixed")[0]
    best, worst = best_step(fixed), least_diverging(fixed)
    settled = [one for one in fixed if not one["diverges"]]
    labels = []
    for one in settled:
        if one is not best:
            line(panel, one, GREY, 0.8, "-")
    slowest = settled[0]
    labels.append((slowest, f"η = {slowest['step_size']}", GREY))
    if worst:
        line(panel, worst, ORANGE, 1.2, (0, (2, 1)))
        labels.append((worst, f"η = {worst['step_size']}\ndiverges", ORANGE))
    line(panel, curvature, BLACK, 1.8, (0, (5, 1.5)))
    labels.append((curvature, "curvature", BLACK))
    line(panel, exact, GREEN, 2.2, (0, (1, 1)))
    labels.append((exact, "exact", GREEN))
    line(panel, clearing, PURPLE, 2.2, (0, (6, 1, 1, 1)))
    labels.append((clearing, "clearing", PURPLE))
    line(panel, best, BLUE, 2.2, "-")
    labels.append((best, f"η = {best['step_size']}\nbest fixed", BLUE))
    place(panel, labels)
    panel.set(xscale="log", yscale="log", xlim=(1, ROUNDS), ylim=(FLOOR, CEILING))
    panel.set_title(f"{best['instance']}, utilisation {float(best['max_utilisation']):.2f}", fontsize=9.5, loc="left")
    panel.grid(True, which="major", color="#E4E4E4", linewidth=0.6)
    panel.tick_params(which="minor", length=0)
    panel.tick_params(labelbottom=True)


def line(panel, run, colour, width, style):
    """A run on rounds spaced evenly on the logarithmic axis."""
    last = len(run["gaps"]) - 1
    points = 160 if run["diverges"] else 60
    numbers = sorted({round(last ** (index / points)) for index in range(points + 1)})
    panel.plot(numbers, [max(run["gaps"][number], FLOOR) for number in numbers], color=colour, linewidth=width,
               linestyle=style, solid_capstyle="round", clip_on=True)


def place(panel, labels):
    """Names at the ends of lines, moved apart where they would touch."""
    import math

    span = math.log10(CEILING / FLOOR)
    wanted = []
    for run, text, colour in labels:
        end = sum(math.log10(max(gap, FLOOR)) for gap in run["gaps"][-5:]) / 5
        wanted.append([(end - math.log10(FLOOR)) / span, text, colour])
    wanted.sort()
    height = [0.055 * (1 + text.count("\n")) for _, text, _ in wanted]
    for index in range(1, len(wanted)):
        least = wanted[index - 1][0] + (height[index - 1] + height[index]) / 2 + 0.01
        wanted[index][0] = max(wanted[index][0], least)
    for position, text, colour in wanted:
        panel.text(1.015, position, text, transform=panel.transAxes, color=darker(colour), fontsize=7.8, va="center",
                   linespacing=1.05)


def darker(colour):
    """Grey lines are thin and light; their names must still be read."""
    return "#6A6A6A" if colour == GREY else colour


def explain(panel):
    panel.axis("off")
    steps = f"{STEPS[0]:g} to {STEPS[-1]:g}"
    panel.text(0.02, 0.95, "\n".join([
        "Thresholds fixed, cold start from an equal split.", "",
        f"Thin grey: other fixed steps η, half decades from\n{steps}, that settle. Larger steps than the\n"
        "one marked diverge too and are not drawn.", "",
        "Dashed black: the curvature rule; dotted green:\nexact local solves; dash-dotted purple: markets\nthat clear. All at step 1, nothing tuned.", "",
        "Panels in order of the busiest server's\nutilisation at the optimum.", "",
        "Lines end at 1e-7, the bottom."]),
        transform=panel.transAxes, fontsize=8.6, va="top", linespacing=1.25)


if __name__ == "__main__":
    main()
