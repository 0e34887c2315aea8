#!/usr/bin/env python3
"""Kills a replay at random instants and goes on with it, again and again, until it is done.

  Tools/kill_resume.py OFFRAMP [--scenario FILE] [--kills 50] [--kills-per-run 1] [--seed 1] [--epochs N] [--every N]

The process is killed (SIGKILL; every fifth time SIGINT) and the run gone on with, --kills-per-run times, and then to the
end. What stands under the run's final name, if anything, must always be whole: every file but timings.csv has the bytes of
a run that nothing interrupted. Needs nothing but Python.
"""
import argparse, filecmp, pathlib, random, shutil, signal, subprocess, sys, tempfile, time

arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
arguments.add_argument("offramp")
arguments.add_argument("--scenario", default="Configs/demo.yaml")
arguments.add_argument("--kills", type=int, default=50)
arguments.add_argument("--kills-per-run", type=int, default=1)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--epochs", type=int, default=60)
arguments.add_argument("--every", type=int, default=3)
arguments.add_argument("--controllers", default="dto-ee-curvature,computing-first,least-delay")
given = arguments.parse_args()

place = pathlib.Path(tempfile.mkdtemp(prefix="offramp-kill-"))
draw = random.Random(given.seed)
run, partial = place / "run", place / "run.partial"
command = [given.offramp, "replay", given.scenario, "--controllers", given.controllers, "--epochs", str(given.epochs),
           "--hop-log", "--decision-detail", "full", "--progress", "none", "--format", "json"]


def start(output, *more):
    return subprocess.Popen(command + ["--output", str(output), *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def fail(text):
    sys.exit(f"{text}\nleft in {place}")


def check(reference):
    names = sorted(p.name for p in reference.iterdir())
    if sorted(p.name for p in run.iterdir()) != names:
        fail(f"other files: {sorted(p.name for p in run.iterdir())}, not {names}")
    differing = [n for n in names if n != "timings.csv" and not filecmp.cmp(reference / n, run / n, shallow=False)]
    if differing:
        fail(f"differing files: {differing}")


reference = place / "reference"
begun = time.monotonic()
process = start(reference)
_, err = process.communicate()
seconds = time.monotonic() - begun
if process.returncode != 0:
    fail(f"the run that nothing interrupts failed: {err.decode()}")

kills = runs = 0
while kills < given.kills:
    left = min(given.kills_per_run, given.kills - kills)
    while not run.exists() or partial.exists():
        process = start(run, "--resume", "--checkpoint-every", str(given.every))
        if left > 0:
            try:
                process.wait(draw.uniform(0, seconds))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT if kills % 5 == 4 else signal.SIGKILL)
                left, kills = left - 1, kills + 1
        out, err = process.communicate()
        if process.returncode not in (0, -signal.SIGKILL, -signal.SIGINT):
            fail(f"status {process.returncode}: {err.decode()}")
        if run.exists():
            check(reference)
    runs += 1
    shutil.rmtree(run)
print(f"{kills} kills, {runs} runs gone on with, every file as without (a run takes {seconds:.2f} s)")
shutil.rmtree(place)
