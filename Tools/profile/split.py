"""The split of the texts by source file, so that no file serves two purposes."""

import random
from collections import Counter, defaultdict

TEXTS_PER_CLASS = 1400
HELD_OUT_SHARE = 0.5
CALIBRATION_SHARE = 0.2  # of the training half


def cap(texts, generator):
    """At most `TEXTS_PER_CLASS` texts of each class, drawn without replacement."""
    by_label = defaultdict(list)
    for item in texts:
        by_label[item.label].append(item)
    drawn = []
    for label in sorted(by_label):
        items = by_label[label]
        drawn.extend(generator.sample(items, min(TEXTS_PER_CLASS, len(items))))
    return drawn


def divide(texts, share, generator):
    """Two lists, the second with about `share` of each class's texts, no module in both.

    Modules come in random order; each goes to the side that is further below its share.
    """
    modules = defaultdict(Counter)
    for item in texts:
        modules[item.label][item.module] += 1
    second = set()
    for label in sorted(modules):
        names = sorted(modules[label])
        generator.shuffle(names)
        counts = [0, 0]
        for name in names:
            size = modules[label][name]
            goes_second = (counts[1] + size) / share <= (counts[0] + size) / (1 - share)
            counts[goes_second] += size
            if goes_second:
                second.add((label, name))
    first_texts = [item for item in texts if (item.label, item.module) not in second]
    second_texts = [item for item in texts if (item.label, item.module) in second]
    return first_texts, second_texts


def split(texts, seed):
    """The texts to fit the model, to fit the temperatures, and held out, each shuffled."""
    generator = random.Random(seed)
    training, held_out = divide(cap(texts, generator), HELD_OUT_SHARE, generator)
    fit, calibration = divide(training, CALIBRATION_SHARE, generator)
    for part in (fit, calibration, held_out):
        generator.shuffle(part)
    return fit, calibration, held_out
