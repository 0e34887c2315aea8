"""Temperatures of the exits, and how well confidences tell right from wrong."""

import numpy
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from scipy.stats import rankdata

BINS = 15


def temperature(logits, labels):
    """The temperature that minimises the negative log-likelihood of one exit's logits."""
    rows = numpy.arange(len(labels))

    def loss(log_temperature):
        scaled = log_softmax(logits / numpy.exp(log_temperature), axis=1)
        return -scaled[rows, labels].mean()

    return float(numpy.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def max_softmax(logits, exit_temperature):
    """Confidence of each row: its largest class probability."""
    return softmax(logits / exit_temperature, axis=1).max(axis=1)


def entropy_confidence(logits, exit_temperature):
    """Confidence of each row: 1 − H / log C, with H the entropy over its C classes."""
    log_probability = log_softmax(logits / exit_temperature, axis=1)
    entropy = -(numpy.exp(log_probability) * log_probability).sum(axis=1)
    return 1 - entropy / numpy.log(logits.shape[1])


def calibration_error(confidence, correct):
    """Expected calibration error over bins of equal width."""
    bins = numpy.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = numpy.bincount(bins, weights=confidence - correct, minlength=BINS)  # n · (conf − acc)
    return float(numpy.abs(gaps).sum() / len(confidence))


def ranking(confidence, correct):
    """Area under the ROC curve: how often a right answer outranks a wrong one, ties half."""
    right = correct.sum()
    wrong = len(correct) - right
    return float((rankdata(confidence)[correct].sum() - right * (right + 1) / 2) / (right * wrong))
