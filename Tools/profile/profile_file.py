"""The exit profile as a file: written, read, and how layers make stages. Standard library only."""

import csv
import io
import subprocess


def stage_layers(layer_count, stage_count):
    """The layer, counted from 1, after which each stage has its exit."""
    return [layer_count * (stage + 1) // stage_count for stage in range(stage_count)]


def write(path, confidences, correct):
    """Write one row per sample: confidence and correctness of each stage, the last only correct.

    - confidences: one list per stage but the last, each with a number per sample.
    - correct: one list per stage, each with a truth value per sample.
    """
    header = ["sample"]
    columns = []
    for stage, right in enumerate(correct, start=1):
        if stage < len(correct):
            header.append(f"stage_{stage}_confidence")
            columns.append([f"{value:.4f}" for value in confidences[stage - 1]])
        header.append(f"stage_{stage}_correct")
        columns.append([int(value) for value in right])
    with open(path, "w", newline="", encoding="ascii") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for sample, row in enumerate(zip(*columns, strict=True)):
            writer.writerow([sample, *row])


def read(path):
    """The rows of a profile, `.csv` or `.csv.zst`: (confidences, corrects) per sample."""
    if path.endswith(".zst"):
        text = subprocess.run(["zstd", "-dcq", path], check=True,
                              stdout=subprocess.PIPE).stdout.decode("ascii")
    else:
        with open(path, encoding="ascii") as file:
            text = file.read()
    rows = csv.reader(io.StringIO(text))
    header = next(rows)
    confidence_columns = [i for i, name in enumerate(header) if name.endswith("_confidence")]
    correct_columns = [i for i, name in enumerate(header) if name.endswith("_correct")]
    return [([float(row[i]) for i in confidence_columns], [row[i] == "1" for i in correct_columns])
            for row in rows]
