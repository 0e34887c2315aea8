"""Measures the replay of a city (Configs/city.yaml) and writes Benchmarks/results/city.md.

Every controller runs in a process of its own with one thread, so that memory and processor time are its own, with all that a
controller alone needs: reading, arrivals, rates, forecast, deciding, simulating, logging. Run by `make bench-city`.
"""

import csv
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

OFFRAMP = ".build/release/offramp"
SCENARIO = "Configs/city.yaml"
DAY = int(os.environ.get("DAY", 17280))
CUT = int(os.environ.get("CUT", 360))
WHOLE_DAY = os.environ.get("CONTROLLERS", "dto-ee-clearing dto-ee-curvature computing-first-opt").split()
MORE = ["dto-ee"]
SLOT_S = 5.0
WANTED = {"times": 2000, "memory": 500 * 2**20, "log": 50e6, "log_share": 0.05}


def labels():
    """All controllers of the scenario, and one more, for a log of six."""
    with tempfile.TemporaryDirectory() as folder:
        run = replay(None, 1, 0, folder)
        return [row["controller"] for row in run["summary"]["controllers"]] + MORE


def replay(label, slots, start, folder):
    """Replays `slots` slots with one controller, or all of them for None, and returns what it took."""
    output = f"{folder}/run"
    command = [OFFRAMP, "replay", SCENARIO, "--epochs", str(slots), "--arrivals-from", str(start), "--threads", "1",
               "--overwrite", "--output", output] + ([] if label is None else ["--controllers", label])
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    run = {"cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * 1024, "slots": slots}
    run["summary"] = json.loads(pathlib.Path(output, "summary.json").read_text())
    run["log"] = os.path.getsize(f"{output}/decisions.jsonl.zst")
    run["split"] = {}
    with open(f"{output}/timings.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["value"]:  # facts of the machine have none
                run["split"][row["measure"]] = run["split"].get(row["measure"], 0.0) + float(row["value"])
    return run


def row(label, run):
    """One line of the table."""
    own, split = run["summary"]["controllers"][0], run["split"]
    seconds = split["replay_s"]
    parts = [split.get(name, 0.0) for name in ("decode_s", "decide_s", "simulate_s", "log_s")]
    shares = [f"{100 * part / seconds:.0f}" for part in parts] + [f"{100 * (1 - sum(parts) / seconds):.0f}"]
    return " | ".join(
        [f"| {label}", f"{run['slots']:,}", f"{own['arrived']:,}", f"{run['cpu']:.1f}",
         f"{run['slots'] * SLOT_S / run['cpu']:,.0f}", f"{run['memory'] / 2**20:.0f}", *shares,
         f"{run['log'] / 1e6:.2f}", f"{own['in_flight']:,}"]) + " |"


HEADER = """| controller | slots | tasks | processor time, s | × real time | peak memory, MiB | decode, % | decide, % | simulate, % | log, % | rest, % | log, MB | in flight at the end |
|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def target(name, wanted, found, met):
    """One line of the targets."""
    return f"| {name} | {wanted} | {found} | {'met' if met else '**missed**'} |"


def targets(days, cuts):
    """What was wanted and what was found."""
    lines = ["| target | wanted | found | |", "|---|---|---|---|"]
    for label, run in days.items():
        times = run["slots"] * SLOT_S / run["cpu"]
        lines.append(target(f"{label}, a day, × real time on one core", f"{WANTED['times']:,}", f"{times:,.0f}",
                            times >= WANTED["times"]))
        lines.append(target(f"{label}, a day, peak memory, MiB", "500", f"{run['memory'] / 2**20:.0f}",
                            run["memory"] <= WANTED["memory"]))
    largest = sorted((run["log"] / run["slots"] * 17280 for run in cuts.values()), reverse=True)[:6]
    lines.append(target("log of a day of the 6 controllers with the largest logs, MB (from the cut)", "50",
                        f"{sum(largest) / 1e6:.1f}", sum(largest) <= WANTED["log"]))
    share = sum(run["split"].get("log_s", 0.0) for run in days.values()) / sum(
        run["split"]["replay_s"] for run in days.values())
    lines.append(target("log, share of the days' time, %", "5", f"{100 * share:.1f}", share <= WANTED["log_share"]))
    return lines


def page(days, cuts, loads):
    """The whole page."""
    version = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    first = next(iter(cuts.values()))["summary"]
    return "\n".join([
        "# Replay of a city", "",
        "Written by `make bench-city`. 1,072 cells of three cities, 192 servers, 7,392 arcs of which 6,432 are radio links; slots",
        f"of 5 s; {first['notice']}.", "",
        f"- Machine: {cpu}, {os.cpu_count()} cores; load {loads[0]:.1f} to {loads[1]:.1f} while measuring. offramp {version}.",
        "- One process per controller, one thread; × real time is replayed time over processor time, start included.",
        "- Shares are of the time of all slots: decode (read traces, draw arrivals, rates, forecast), decide, simulate, log; rest is",
        "  handing over between them. A controller that lets queues grow pays for them in memory and time.", "",
        *targets(days, cuts), "",
        f"## A day from midnight, {DAY:,} slots", "", HEADER, *[row(label, run) for label, run in days.items()], "",
        f"## The busiest stretch, {CUT} slots from 18:00, all controllers", "", HEADER,
        *[row(label, run) for label, run in cuts.items()], ""])


def main():
    loads = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as folder:
        cuts = {label: replay(label, CUT, 64800, folder) for label in labels()}
        days = {label: replay(label, DAY, 0, folder) for label in WHOLE_DAY}
    loads.append(os.getloadavg()[0])
    target_file = pathlib.Path("Benchmarks/results/city.md")
    part = target_file.with_suffix(".md.part")
    part.write_text(page(days, cuts, loads))
    part.rename(target_file)
    print(target_file.read_text())


if __name__ == "__main__":
    main()
