"""Measures the simulation's two engines against their targets and SimPy, and writes results/world.md.

Run by `make bench-world`; PASSES, SEEDS and STAGE_TASKS come from the environment.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
BENCH = HERE / "../.build/release/world-bench"
PASSES = int(os.environ.get("PASSES", "5"))
SEEDS = int(os.environ.get("SEEDS", "20"))
STAGE_TASKS = int(os.environ.get("STAGE_TASKS", "1000000"))
PUBLISHED = (0.2427, 0.2325, 0.1090)


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def run(case, engine, tasks, threads=1):
    print(f"{case}, {engine}, {tasks:,} tasks, {threads} at once", flush=True)
    return json.loads(output_of(BENCH, "run", case, engine, str(tasks), str(threads)))


def rate(result, key="simulate_s"):
    return result["hops"] / result[key] / 1e6


def median(results, figure):
    return statistics.median(figure(one) for one in results)


def interval(values):
    """Mean and half width of the 99 % interval over seeds (normal quantile: 20 seeds)."""
    mean = statistics.mean(values)
    return mean, 2.861 * statistics.stdev(values) / len(values) ** 0.5  # t, 19 degrees of freedom


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown"


def main():
    load = [os.getloadavg()[0]]
    cases = ["small", "small-queue", "small-exits", "small-slots", "city"]
    layers = {case: [] for case in cases}
    events = {case: [] for case in ("small", "city")}
    for _ in range(PASSES):
        for case in cases:
            layers[case].append(run(case, "layers", 4_000_000))
        for case in events:
            events[case].append(run(case, "events", 400_000))
        load.append(os.getloadavg()[0])
    one = [run("small", "layers", 8_000_000, 1) for _ in range(PASSES)]
    two = [run("small", "layers", 8_000_000, 2) for _ in range(PASSES)]
    long = run("small", "layers", 100_000_000)
    simpy = json.loads(output_of(sys.executable, HERE / "../Tools/simpy_stages.py", "50000", "1", "2", "3", "4"))
    print("stage means", flush=True)
    ours = [[float(x) for x in line.split()] for line in
            output_of(BENCH, "stages", str(SEEDS), str(STAGE_TASKS)).splitlines()]

    small, city = median(layers["small"], rate), median(layers["city"], rate)
    heap = median(events["small"], rate)
    peer = simpy["hops"] / simpy["cpu_s"] / 1e6
    scaling = 2 * min(r["wall_s"] for r in one) / min(r["wall_s"] for r in two)
    busy = 2 * median(two, rate) / median(one, rate)
    peak = long["peak_kib"] / 1024

    def verdict(value, target, most=False):
        return "met" if (value <= target if most else value >= target) else "**missed**"

    commit = output_of("git", "-C", str(HERE), "rev-parse", "--short", "HEAD")
    if output_of("git", "-C", str(HERE), "status", "--porcelain", "--", "../Sources"):
        commit += ", with changes"
    lines = [
        "# Simulation", "",
        "Written by `make bench-world`. A task-hop is one visit of a server with everything that belongs to it: routing",
        "draw, link, queue, exit, and at the end delay and answer into sums and a histogram.", "",
        f"- Machine: {processor()}, {os.cpu_count()} cores; load {min(load):.1f} to {max(load):.1f} while measuring. "
        "Rates are per second of processor time on one core.",
        f"- Versions: offramp {commit}; SimPy {simpy['version']}.",
        f"- Medians of {PASSES} passes. Small: 50 sources, 8-8-4 servers at utilisation 0.7 (0.112, 0.112, 0.056 s),",
        "  equal split, exits asked and not taken. City: 2000 sources, 3 x 200 servers at 0.7, equal split over the 8",
        "  nearest. Links 100 Mbit/s, 8 kbit a task, 1 ms away, pure delays unless said. Slots of 1000 s (small), 100 s (city).",
        "", "| target | wanted | found | |", "|---|---|---|---|",
        f"| small, engine layers, million task-hops/s | 40 | {small:.1f} | {verdict(small, 40)} |",
        f"| city, engine layers, million task-hops/s | 30 | {city:.1f} | {verdict(city, 30)} |",
        f"| layers / events, small | 3 | {small / heap:.1f} | {verdict(small / heap, 3)} |",
        f"| layers / SimPy, small | 200 | {small / peer:.0f} | {verdict(small / peer, 200)} |",
        f"| two worlds on two cores / one, wall | 1.8 | {scaling:.2f} | {verdict(scaling, 1.8)} |",
        f"| the same by processor time, which a busy machine leaves alone | – | {busy:.2f} | |",
        f"| peak memory of 10⁸ tasks, MiB | 200 | {peak:.0f} | {verdict(peak, 200, True)} |",
        "", "| case | engine | million task-hops/s | with drawing the arrivals |", "|---|---|---|---|",
    ]
    for case in cases:
        lines.append(f"| {case} | layers | {median(layers[case], rate):.1f} | "
                     f"{median(layers[case], lambda r: rate(r, 'with_arrivals_s')):.1f} |")
    for case in events:
        lines.append(f"| {case} | events | {median(events[case], rate):.2f} | "
                     f"{median(events[case], lambda r: rate(r, 'with_arrivals_s')):.2f} |")
    lines.append(f"| small | SimPy | – | {peer:.3f} |")
    lines += [
        "", "small-queue: FIFO links. small-exits: a third leaves at each of the first two stages. small-slots: slots of 5 s.",
        "", f"Mean sojourn per stage in s, {SEEDS} seeds of {STAGE_TASKS:,} tasks, 99 % interval; SimPy 4 seeds of 50,000:",
        "", "| stage | layers | independent programs | SimPy |", "|---|---|---|---|",
    ]
    for stage in range(3):
        mean, half = interval([row[stage] for row in ours])
        theirs = statistics.mean(row[stage] for row in simpy["means"])
        width = 5.841 * statistics.stdev(row[stage] for row in simpy["means"]) / 2  # t, 3 degrees of freedom
        lines.append(f"| {stage + 1} | {mean:.5f} ± {half:.5f} | {PUBLISHED[stage]} | {theirs:.4f} ± {width:.4f} |")
    text = "\n".join(lines) + "\n"
    print(text)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results/world.md").write_text(text)


main()
