"""Quick checks of masking, split, file format and tables; standard library only.

    python3 Tools/profile/test_profile.py
"""

import os
import random
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import corpus
import predictor
import profile_file
import split
import tables


class Masking(unittest.TestCase):
    def test_names_are_masked_inside_longer_words(self):
        self.assertEqual(corpus.mask("NumPy arrays, a DjangoModel, numpydoc"),
                         "lib arrays, a libModel, libdoc")

    def test_aliases_are_masked_as_words_only(self):
        self.assertEqual(corpus.mask("np.zeros, mpl_connect, input, spline, biology"),
                         "lib.zeros, lib_connect, input, spline, biology")

    def test_links_imports_and_version_notes_are_removed(self):
        docstring = (">>> import numpy as np\nfrom scipy import stats\nSee https://example.org/a.\n"
                     ".. versionadded:: 1.2\nKeep this, imported or not.")
        self.assertEqual(corpus.mask(docstring).split(),
                         ["See", "url", "Keep", "this,", "imported", "or", "not."])

    def test_short_texts_are_dropped_and_long_ones_cut(self):
        self.assertIsNone(corpus.prepare("word " * 10))
        self.assertLessEqual(len(corpus.prepare("word " * 500)), corpus.LENGTH_LIMIT)

    def test_docstrings_come_in_source_order(self):
        source = ('"""Module."""\nclass A:\n  """Class."""\n'
                  '  def f(self):\n    """Method."""\nx = 1\n')
        self.assertEqual(corpus.docstrings(source), ["Module.", "Class.", "Method."])


class Split(unittest.TestCase):
    def setUp(self):
        generator = random.Random(7)
        self.texts = [corpus.Text(label, f"module{module}.py", f"{label} {module} {index}")
                      for label in range(3) for module in range(40)
                      for index in range(generator.randint(1, 60))]

    def test_no_module_serves_two_parts(self):
        fit, calibration, held_out = ({(item.label, item.module) for item in part}
                                      for part in split.split(self.texts, 1))
        self.assertFalse(fit & calibration or fit & held_out or calibration & held_out)

    def test_shares_and_cap(self):
        fit, calibration, held_out = split.split(self.texts, 1)
        for label in range(3):
            count = [sum(item.label == label for item in part)
                     for part in (fit, calibration, held_out)]
            available = sum(item.label == label for item in self.texts)
            self.assertEqual(sum(count), min(available, split.TEXTS_PER_CLASS))
            self.assertAlmostEqual(count[2] / sum(count), 0.5, delta=0.05)
            self.assertAlmostEqual(count[1] / (count[0] + count[1]), 0.2, delta=0.05)

    def test_same_seed_same_split(self):
        self.assertEqual(split.split(self.texts, 5), split.split(self.texts, 5))
        self.assertNotEqual(split.split(self.texts, 5), split.split(self.texts, 6))


class ProfileFile(unittest.TestCase):
    def test_written_file_reads_back(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "profile.csv")
            profile_file.write(path, [[0.91236, 0.3], [1.0, 0.5]], [[1, 0], [True, False], [1, 1]])
            with open(path, encoding="ascii") as file:
                self.assertEqual(file.read(), (
                    "sample,stage_1_confidence,stage_1_correct,"
                    "stage_2_confidence,stage_2_correct,stage_3_correct\n"
                    "0,0.9124,1,1.0000,1,1\n1,0.3000,0,0.5000,0,1\n"))
            self.assertEqual(profile_file.read(path), [([0.9124, 1.0], [True, True, True]),
                                                       ([0.3, 0.5], [False, False, True])])

    def test_stages_end_after_equal_runs_of_layers(self):
        self.assertEqual(profile_file.stage_layers(6, 3), [2, 4, 6])
        self.assertEqual(profile_file.stage_layers(6, 6), [1, 2, 3, 4, 5, 6])

    def test_threshold_table_by_hand(self):
        profile = [([0.9, 0.1], [True, False, False]), ([0.5, 0.6], [False, True, False]),
                   ([0.1, 0.2], [False, False, True]), ([0.6, 0.9], [False, True, True])]
        shares, accuracy, compute = tables.at_threshold(profile, 0.6)
        self.assertEqual(shares, [0.5, 0.25, 0.25])  # 0.6 is at the threshold: it leaves
        self.assertEqual(accuracy, 0.75)
        self.assertAlmostEqual(compute, (1 + 1 + 2 + 3) / 12)


class Predictor(unittest.TestCase):
    def test_area_under_the_curve_by_hand(self):
        # Right at 0.9 and 0.4, wrong at 0.4 and 0.1: of four pairs three are in order, one is a tie.
        self.assertEqual(predictor.auroc([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0]), 0.875)

    def test_calibration_error_by_hand(self):
        # One bin says 0.9 and holds 1 of 2; one says 0.1 and holds 0 of 2.
        self.assertAlmostEqual(
            predictor.calibration_error([0.9, 0.9, 0.1, 0.1], [1, 0, 0, 0]), (0.8 + 0.2) / 4)

    def test_fit_finds_the_shares_of_groups(self):
        # A constant and a flag: 1 of 4 without, 3 of 4 with it, but for the ridge.
        rows = [[1.0, 0.0]] * 4 + [[1.0, 1.0]] * 4
        weights = predictor.fit(rows, [1, 0, 0, 0, 1, 1, 1, 0])
        self.assertAlmostEqual(predictor.probability(weights, [1.0, 0.0]), 0.25, delta=0.002)
        self.assertAlmostEqual(predictor.probability(weights, [1.0, 1.0]), 0.75, delta=0.002)

    def test_no_sample_is_scored_by_a_model_that_has_seen_it(self):
        rows = [[1.0, float(i % 7)] for i in range(40)]
        right = [int(i % 3 == 0) for i in range(40)]
        score = predictor.scores(rows, right)
        for i in range(40):
            other = right[:i] + [1 - right[i]] + right[i + 1:]
            self.assertEqual(predictor.scores(rows, other)[i], score[i])


if __name__ == "__main__":
    unittest.main()
