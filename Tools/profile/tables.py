"""Threshold tables of profile files, for a README.

    python Tools/profile/tables.py Configs/profiles/minilm-docstrings-3.csv.zst

Reads `.csv`, or `.csv.zst` through the `zstd` program. Standard library only. One threshold
serves all exits: a sample leaves at the first stage whose confidence is at least the
threshold, otherwise at the last. Mean compute takes all stages as equally costly, as those
of an encoder cut into equal runs of layers are.
"""

import argparse

import profile_file

THRESHOLDS = [round(0.20 + 0.05 * step, 2) for step in range(17)]


def at_threshold(profile, threshold):
    """Share of samples per exit, accuracy, and mean compute relative to all stages."""
    stages = len(profile[0][1])
    left = [0] * stages
    right = 0
    for confidences, corrects in profile:
        stage = next((s for s, c in enumerate(confidences) if c >= threshold), stages - 1)
        left[stage] += 1
        right += corrects[stage]
    count = len(profile)
    compute = sum((stage + 1) * samples for stage, samples in enumerate(left)) / (stages * count)
    return [samples / count for samples in left], right / count, compute


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("profile", nargs="+", help="profile file, .csv or .csv.zst")
    for path in parser.parse_args().profile:
        profile = profile_file.read(path)
        stages = len(profile[0][1])
        print(f"\n{path}: {len(profile)} samples\n")
        exits = "".join(f" exit {stage + 1}, % |" for stage in range(stages))
        print(f"| threshold |{exits} accuracy, % | mean compute, % |")
        print("|---" * (stages + 3) + "|")
        for threshold in THRESHOLDS:
            shares, accuracy, compute = at_threshold(profile, threshold)
            cells = "".join(f" {100 * share:.1f} |" for share in shares)
            print(f"| {threshold:.2f} |{cells} {100 * accuracy:.1f} | {100 * compute:.1f} |")


if __name__ == "__main__":
    main()
