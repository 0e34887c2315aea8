"""Measures trace ingestion against `zstd -dc`, DuckDB and polars, alternating, and writes results/ingest.md.

Run by `make bench-ingest`; ROWS, PASSES and VENV come from the environment.
"""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

import numpy

HERE = pathlib.Path(__file__).parent
ROWS = int(os.environ.get("ROWS", "20000000"))
PASSES = int(os.environ.get("PASSES", "5"))
BENCH = HERE / ".build/release/ingest-bench"
DATA = HERE / "data"
FILE = DATA / f"rows-{ROWS}.csv.zst"


def generate():
    """Writes the benchmark's file unless it is there."""
    DATA.mkdir(exist_ok=True)
    if FILE.exists():
        return
    part = FILE.with_suffix(".partial")
    with part.open("wb") as output:
        rows = subprocess.Popen([BENCH, "generate", str(ROWS)], stdout=subprocess.PIPE)
        subprocess.run(["zstd", "-q", "-3", "-c"], stdin=rows.stdout, stdout=output, check=True)
        if rows.wait() != 0:
            sys.exit("ingest-bench generate failed")
    part.rename(FILE)


def run(command, cores):
    """Runs a command on so many cores: wall and CPU seconds, peak memory in KiB, and what it printed."""
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE if command[0] != "zstd" else subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )
    text = process.stdout.read().decode() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    wall = time.perf_counter() - start
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss, "text": text}


def peer(tool, cores, sums=None):
    """Runs DuckDB or polars; its own clock leaves out Python's start and the imports."""
    command = [sys.executable, str(HERE / "peer.py"), tool, str(FILE), str(cores)]
    return json.loads(run(command + ([str(sums)] if sums else []), cores)["text"])


def ours(cores, sums=None):
    result = run([str(BENCH), "sum", str(FILE)] + ([str(sums)] if sums else []), cores)
    # Its own count: the one of wait4 includes this script, which it was forked from.
    return result | {"rss": int(result["text"].split()[2])}


def check():
    """All three must find the same sums: counts exactly, values to 1e-9."""
    tables = {}
    ours(1, DATA / "sums.f64")
    ours(2, DATA / "sums2.f64")
    if (DATA / "sums.f64").read_bytes() != (DATA / "sums2.f64").read_bytes():
        sys.exit("sums depend on the number of cores")
    tables["offramp"] = numpy.fromfile(DATA / "sums.f64").reshape(-1, 5)
    for tool in ["duckdb", "polars"]:
        peer(tool, 2, DATA / "peer.f64")
        tables[tool] = numpy.fromfile(DATA / "peer.f64").reshape(-1, 5)
    own = tables["offramp"]
    worst = 0.0
    for tool, table in tables.items():
        if not numpy.array_equal(own[:, :3], table[:, :3]):
            sys.exit(f"{tool} counts other rows than offramp")
        error = numpy.max(numpy.abs(own[:, 3:] - table[:, 3:]) / numpy.maximum(numpy.abs(own[:, 3:]), 1e-300))
        worst = max(worst, float(error))
    if worst > 1e-9:
        sys.exit(f"sums differ by {worst}")
    return f"{len(own):,} sums of {int(own[:, 2].sum()):,} rows agree: counts exactly, values to {worst:.1e}."


def targets(medians):
    """The table of what is aimed at beside what was measured."""
    wall = {case: one["wall"] for case, one in medians.items()}
    lines = ["", "| on | target | measured | met |", "|---|---|---|---|"]
    for cores, most in ((1, 1.3), (2, 1.1)):
        on = f"{cores} core{'s' if cores > 1 else ''}"
        ratio = wall["offramp", cores] / wall["zstd -dc", cores]
        lines.append(f"| {on} | at most {most} x the wall time of zstd -dc | {ratio:.2f} x | {'yes' if ratio <= most else 'no'} |")
        for tool in ("duckdb", "polars"):
            faster = wall[tool, cores] / wall["offramp", cores]
            lines.append(f"| {on} | at least 4 x as fast as {tool} | {faster:.2f} x | {'yes' if faster >= 4 else 'no'} |")
        peak = medians["offramp", cores]["rss"] / 1024
        lines.append(f"| {on} | peak at most 32 MiB | {peak:.1f} MiB | {'yes' if peak <= 32 else 'no'} |")
    return lines


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def main():
    generate()
    agreement = check()
    cases = {}
    for cores in (1, 2):
        cases["zstd -dc", cores] = lambda cores=cores: run(["zstd", "-dc", "-q", str(FILE)], cores)
        cases["offramp", cores] = lambda cores=cores: ours(cores)
        for tool in ("duckdb", "polars"):
            cases[tool, cores] = lambda tool=tool, cores=cores: peer(tool, cores)
    measured = {case: [] for case in cases}
    loads = []
    for turn in range(PASSES):
        for case, measure in cases.items():
            loads.append(os.getloadavg()[0])
            measured[case].append(measure())
            print(f"pass {turn + 1}: {case[0]} on {case[1]}: {measured[case][-1]['wall']:.3f} s", flush=True)
    medians = {
        case: {key: statistics.median(one[key] for one in all_) for key in ("wall", "cpu", "rss")}
        for case, all_ in measured.items()
    }
    versions = {tool: measured[tool, 1][0]["version"] for tool in ("duckdb", "polars")}
    busy = " Other work ran beside it: wall times say little, CPU times more." if max(loads) > os.cpu_count() + 0.5 else ""
    commit = output_of("git", "-C", str(HERE), "rev-parse", "--short", "HEAD")
    changed = ", with changes" if output_of("git", "-C", str(HERE), "status", "--porcelain", "--", "../Sources") else ""
    lines = [
        "# Ingestion", "",
        "Written by `make bench-ingest`; times are of one machine on one day, ratios mean more.", "",
        f"- File: {ROWS:,} rows `t_s,cell_id,arrivals,bandwidth_mbps` in one frame of `zstd -3`, "
        f"{FILE.stat().st_size:,} bytes.",
        f"- Machine: {processor()}, {os.cpu_count()} cores; load {min(loads):.1f} to {max(loads):.1f} while measuring.{busy}",
        f"- Versions: offramp {commit}{changed}; {output_of('zstd', '--version').strip('* ')}; "
        f"DuckDB {versions['duckdb']}; polars {versions['polars']}.",
        f"- Medians of {PASSES} passes, alternating. The peers' clocks leave out Python's start and imports. zstd's memory is not measured.",
        f"- {agreement}", "",
        "| on | what | wall s | CPU s | wall / zstd | CPU / zstd | million rows/s | peak MiB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (name, cores), one in medians.items():
        base = medians["zstd -dc", cores]
        lines.append(
            f"| {cores} core{'s' if cores > 1 else ''} | {name} | {one['wall']:.3f} | {one['cpu']:.3f} | "
            f"{one['wall'] / base['wall']:.2f} | {one['cpu'] / base['cpu']:.2f} | {ROWS / one['wall'] / 1e6:.1f} | "
            + ("– |" if name == "zstd -dc" else f"{one['rss'] / 1024:.0f} |")
        )
    lines += targets(medians)
    text = "\n".join(lines) + "\n"
    print(text)
    if ROWS == 20_000_000:
        (HERE / "results/ingest.md").write_text(text)


main()
