"""The figures of one run's summary: exits, classes, compute and bytes."""

import math
from collections import Counter

import numpy

import calibrate
import corpus
from model import layer_flop


def exit_table(logits, labels, temperatures):
    """Accuracy, calibration and ranking of each exit, as rows of a summary."""
    rows = []
    for layer, (scores, scale) in enumerate(zip(logits, temperatures), start=1):
        correct = scores.argmax(axis=1) == labels
        confidence = calibrate.max_softmax(scores, scale)
        share = correct.mean()
        rows.append({
            "layer": layer,
            "accuracy": round(float(share), 4),
            "accuracy_standard_error": round(math.sqrt(share * (1 - share) / len(labels)), 4),
            "temperature": round(scale, 3),
            "mean_max_softmax": round(float(confidence.mean()), 4),
            "calibration_error": round(calibrate.calibration_error(confidence, correct), 4),
            "auroc_max_softmax": round(calibrate.ranking(confidence, correct), 4),
            "auroc_entropy": round(calibrate.ranking(
                calibrate.entropy_confidence(scores, scale), correct), 4),
        })
    return rows


def class_table(parts, distinct, logits):
    """Texts of each class and their accuracy after every layer on the held-out part."""
    counts = [Counter(item.label for item in part) for part in parts]
    labels = numpy.array([item.label for item in parts[2]])
    correct = logits.argmax(axis=2) == labels
    rows = []
    for label, (name, _) in enumerate(corpus.LIBRARIES):
        accuracies = correct[:, labels == label].mean(axis=1) if counts[2][label] else []
        rows.append({"class": name, "distinct": distinct[label], "fit": counts[0][label],
                     "calibration": counts[1][label], "held_out": counts[2][label],
                     "accuracy_by_layer": [round(float(value), 4) for value in accuracies]})
    return rows


def compute_table(token_counts, model, stage_count):
    """Tokens per sample, and the work and bytes of one stage at their mean."""
    feed_forward = model.encoder.config.intermediate_size
    layers = model.layer_count // stage_count
    mean = float(numpy.mean(token_counts))
    over_samples = numpy.mean([layer_flop(n, model.width, feed_forward) for n in token_counts])
    return {
        "mean_tokens": round(mean, 2),
        "token_quantiles_5_25_50_75_95":
            numpy.quantile(token_counts, [0.05, 0.25, 0.5, 0.75, 0.95]).tolist(),
        "share_at_token_limit": round(float(numpy.mean(token_counts == max(token_counts))), 4),
        "stage_flop_at_mean_tokens": round(layers * layer_flop(mean, model.width, feed_forward)),
        "stage_flop_mean_over_samples": round(layers * float(over_samples)),
        "bytes_per_cut_fp16": round(mean * model.width * 2),
    }
