"""A profile whose confidence is a predictor's score, fitted on two profiles of the same samples.

    python3 Tools/profile/predictor.py Configs/profiles/minilm-docstrings-3.csv.zst \
        Configs/profiles/minilm-docstrings-3-entropy.csv.zst predictor.csv

Per exit a logistic regression says how probably the answer there is right, from what the exits so
far have shown: maximum softmax, its log-odds, entropy confidence, and at later exits how both have
changed since the exit before. Cross-fitted: fold k holds the samples k, k + 10, k + 20, ... and is
scored by a model of the nine others, so no sample is scored by a model that has seen it. Nothing
is drawn; the same inputs give the same bytes. Prints, per exit, the AUROC, calibration error and
mean of the softmax and of the score. Standard library only; a few
seconds.
"""

import argparse
import math

import profile_file

FOLDS = 10
RIDGE = 1e-3  # keeps the fit finite where a column says nothing
STEPS = 25
CLIP = 1e-4  # confidences are given to four decimals; log-odds of 0 and 1 are not finite


def log_odds(share):
    share = min(max(share, CLIP), 1 - CLIP)
    return math.log(share / (1 - share))


def features(softmax, entropy, exit_index):
    """What the exits up to `exit_index` have shown of one sample, a constant first."""
    row = [1.0, softmax[exit_index], log_odds(softmax[exit_index]), entropy[exit_index]]
    if exit_index > 0:
        row += [log_odds(softmax[exit_index]) - log_odds(softmax[exit_index - 1]),
                entropy[exit_index] - entropy[exit_index - 1]]
    return row


def probability(weights, row):
    score = sum(w * x for w, x in zip(weights, row))
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))


def solve(matrix, right):
    """The solution of a small positive definite system, by elimination."""
    size = len(right)
    rows = [matrix[i][:] + [right[i]] for i in range(size)]
    for i in range(size):
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i])]
    solution = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(rows[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (rows[i][size] - rest) / rows[i][i]
    return solution


def fit(rows, right):
    """Weights of a logistic regression with a small ridge, by Newton's method."""
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(STEPS):
        gradient = [-RIDGE * w for w in weights]
        hessian = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for row, is_right in zip(rows, right):
            p = probability(weights, row)
            slope, bend = is_right - p, p * (1 - p)
            for i in range(size):
                gradient[i] += slope * row[i]
                for j in range(i + 1):
                    hessian[i][j] += bend * row[i] * row[j]
        for i in range(size):
            for j in range(i + 1, size):
                hessian[i][j] = hessian[j][i]
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step)]
        if max(abs(s) for s in step) < 1e-9:
            break
    return weights


def scores(rows, right, folds=FOLDS):
    """The cross-fitted probability of being right, by sample."""
    result = [0.0] * len(rows)
    for fold in range(folds):
        rest = [i for i in range(len(rows)) if i % folds != fold]
        weights = fit([rows[i] for i in rest], [right[i] for i in rest])
        for i in range(fold, len(rows), folds):
            result[i] = probability(weights, rows[i])
    return result


def auroc(score, right):
    """The probability that a right answer scores above a wrong one, ties counted half."""
    order = sorted(range(len(score)), key=score.__getitem__)
    rank_sum, start = 0.0, 0
    while start < len(order):
        end = start
        while end < len(order) and score[order[end]] == score[order[start]]:
            end += 1
        rank_sum += sum(right[i] for i in order[start:end]) * (start + end + 1) / 2
        start = end
    positive = sum(right)
    return (rank_sum - positive * (positive + 1) / 2) / (positive * (len(right) - positive))


def calibration_error(score, right, bins=15):
    """The mean distance of score and accuracy over equal bins, weighted by their samples."""
    sums = [[0, 0.0, 0] for _ in range(bins)]
    for value, is_right in zip(score, right):
        cell = sums[min(int(value * bins), bins - 1)]
        cell[0] += 1
        cell[1] += value
        cell[2] += is_right
    return sum(abs(total - hits) for count, total, hits in sums if count) / len(score)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("softmax", help="profile with the maximum softmax")
    parser.add_argument("entropy", help="profile of the same samples with the entropy confidence")
    parser.add_argument("output", help="the profile to write, .csv")
    options = parser.parse_args()
    softmax, entropy = profile_file.read(options.softmax), profile_file.read(options.entropy)
    if [corrects for _, corrects in softmax] != [corrects for _, corrects in entropy]:
        parser.error("the two profiles are not of the same samples: their correctness differs")
    confidences, correct = [], list(zip(*[corrects for _, corrects in softmax]))
    print("| exit | AUROC: softmax | AUROC: predictor | calibration error: softmax, % | predictor, % "
          "| mean softmax | mean score | accuracy |")
    print("|---" * 8 + "|")
    for index in range(len(correct) - 1):
        rows = [features(s, e, index) for (s, _), (e, _) in zip(softmax, entropy)]
        right = [int(value) for value in correct[index]]
        score = scores(rows, right)
        confidences.append(score)
        plain, count = [s[index] for s, _ in softmax], len(right)
        print(f"| {index + 1} | {auroc(plain, right):.3f} | {auroc(score, right):.3f} "
              f"| {100 * calibration_error(plain, right):.1f} "
              f"| {100 * calibration_error(score, right):.1f} | {sum(plain) / count:.3f} "
              f"| {sum(score) / count:.3f} | {sum(right) / count:.3f} |")
    profile_file.write(options.output, confidences, correct)


if __name__ == "__main__":
    main()
