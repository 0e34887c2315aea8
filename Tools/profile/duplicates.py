"""Removal of texts that occur twice, exactly or nearly."""

from collections import defaultdict

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer

from progress import Progress

NEAR_DUPLICATE_COSINE = 0.85
BLOCK_ROWS = 1000


def drop_exact(texts):
    """Keep the first of equal texts within a class; drop texts that two classes share."""
    labels = defaultdict(set)
    for item in texts:
        labels[item.text].add(item.label)
    kept, seen = [], set()
    for item in texts:
        if len(labels[item.text]) == 1 and item.text not in seen:
            seen.add(item.text)
            kept.append(item)
    return kept


def drop_near(texts):
    """Drop each text too close to an earlier one that was kept, over all classes.

    Closeness is the cosine of tf-idf vectors of single words and word pairs.
    """
    vectors = TfidfVectorizer(ngram_range=(1, 2),
                              dtype=numpy.float32).fit_transform([item.text for item in texts])
    kept = numpy.ones(len(texts), dtype=bool)
    blocks = range(0, len(texts), BLOCK_ROWS)
    progress = Progress("near-duplicates", len(blocks))
    for start in blocks:
        end = min(start + BLOCK_ROWS, len(texts))
        cosines = (vectors[start:end] @ vectors[:end].T).tocoo()
        close = cosines.data > NEAR_DUPLICATE_COSINE
        rows, columns = cosines.row[close] + start, cosines.col[close]
        for row, column in sorted(zip(rows.tolist(), columns.tolist())):
            if column < row and kept[column]:
                kept[row] = False
        progress.step()
    return [item for item, keep in zip(texts, kept) if keep]
