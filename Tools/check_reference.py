#!/usr/bin/env python3
"""Holds `offramp decide` against problems whose optimum is known.

usage: check_reference.py OFFRAMP FOLDER        e.g. check_reference.py .build/release/offramp reference

FOLDER holds instances and a reference.json with, per instance, the certified optimum for fixed thresholds and the best
objective known with free ones. Passes when dto-ee-clearing, in 300 rounds and else as it is, comes within 0.01 % of the first and no more
than a billionth above the second on every instance, with a stationarity below 1e-6 with thresholds fixed; when dto-ee-curvature comes within
0.5 % of the first on every instance and within 1 % of the second on the demo instances, when the certificate covers the distance
to the optimum, and when
the controller optimum is the first to a millionth and no more than a billionth above the second on every instance.
"""
import json
import subprocess
import sys


def decide(offramp, instance, controller, *settings):
    """The decision of `controller`."""
    command = [offramp, "decide", instance, "--controller", controller, *settings]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(offramp, folder):
    failed = 0

    def check(name, value, limit, holds):
        nonlocal failed
        failed += not holds
        print(f"{'ok ' if holds else 'BAD'} {name}: {value:+.4%} (limit {limit})")

    for row in json.load(open(f"{folder}/reference.json"))["rows"]:
        instance, optimum = row["instance"], row["optimum"]["objective_s"]
        neighbours = ("dto-ee-curvature", "--rounds", "2000")
        fixed = decide(offramp, f"{folder}/{instance}", *neighbours, "--set", "threshold_every=0")
        distance = fixed["objective_s"] - optimum
        check(f"{instance}, thresholds fixed", distance / optimum, "0.5 %", distance <= 0.005 * optimum)
        check(f"{instance}, certificate covers it", fixed["gap_s"] / optimum, "the distance",
              fixed["gap_s"] >= distance - 1e-12)
        rounds = ("dto-ee-clearing", "--rounds", "300")
        clearing = decide(offramp, f"{folder}/{instance}", *rounds, "--set", "threshold_every=0")
        excess = clearing["objective_s"] / optimum - 1
        check(f"{instance}, dto-ee-clearing, thresholds fixed", excess, "0.01 %", excess <= 1e-4)
        rest = clearing["stationarity_s"] / clearing["objective_s"]
        check(f"{instance}, dto-ee-clearing, stationarity", rest, "1e-6", rest <= 1e-6)
        excess = decide(offramp, f"{folder}/{instance}", *rounds)["objective_s"] / row["joint_best_known_objective_s"] - 1
        check(f"{instance}, dto-ee-clearing, thresholds free", excess, "1e-9", excess <= 1e-9)
        central = decide(offramp, f"{folder}/{instance}", "optimum", "--set", "threshold_every=0")
        distance = central["objective_s"] / optimum - 1
        check(f"{instance}, optimum, thresholds fixed", distance, "1e-6", abs(distance) <= 1e-6)
        best = row["joint_best_known_objective_s"]
        excess = decide(offramp, f"{folder}/{instance}", "optimum")["objective_s"] / best - 1
        check(f"{instance}, optimum, thresholds free", excess, "1e-9", excess <= 1e-9)
        if instance.startswith("demo"):
            excess = decide(offramp, f"{folder}/{instance}", *neighbours)["objective_s"] / best - 1
            check(f"{instance}, thresholds free", excess, "1 %", excess <= 0.01)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
