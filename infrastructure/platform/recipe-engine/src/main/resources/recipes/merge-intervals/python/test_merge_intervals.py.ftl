import random
import unittest

from merge_intervals import merge_intervals


def merge_by_marking(intervals, bound):
    """Mark all integers below bound and the points halfway between them, then read off the runs."""
    marked = [
        any(2 * start <= twice <= 2 * end for start, end in intervals) for twice in range(2 * bound)
    ]
    runs = []
    start = 0
    for twice in range(2 * bound):
        if not marked[twice]:
            start = twice + 1
        elif not marked[twice + 1]:
            runs.append((start // 2, twice // 2))
    return runs


class MergeIntervalsTest(unittest.TestCase):
    def test_merges_overlapping_intervals(self):
        self.assertEqual(
            [(1, 6), (8, 10)], merge_intervals([(1, 3), (2, 6), (8, 10), (8, 9)])
        )

    def test_merges_touching_intervals(self):
        self.assertEqual([(1, 3)], merge_intervals([(1, 2), (2, 3)]))

    def test_absorbs_an_interval_inside_another(self):
        self.assertEqual([(1, 10)], merge_intervals([(1, 10), (3, 4), (3, 4)]))

    def test_keeps_intervals_without_a_common_number_apart(self):
        self.assertEqual([(1, 2), (3, 4)], merge_intervals([(1, 2), (3, 4)]))

    def test_gives_no_intervals_for_none(self):
        self.assertEqual([], merge_intervals([]))

    def test_sorts_the_result_and_leaves_the_input_as_it_is(self):
        intervals = [(5, 6), (-3, -1), (1, 2), (2, 3)]

        self.assertEqual([(-3, -1), (1, 3), (5, 6)], merge_intervals(intervals))
        self.assertEqual([(5, 6), (-3, -1), (1, 2), (2, 3)], intervals)

    def test_accepts_single_numbers_and_extreme_bounds(self):
        self.assertEqual([(7, 7)], merge_intervals([(7, 7), (7, 7)]))
        self.assertEqual(
            [(-(10**30), 0), (1, 10**30)], merge_intervals([(1, 10**30), (-(10**30), 0)])
        )

    def test_refuses_a_start_greater_than_the_end(self):
        with self.assertRaisesRegex(ValueError, r"\[3, 1\]"):
            merge_intervals([(1, 2), (3, 1)])

    def test_agrees_with_a_slow_reference_on_random_intervals(self):
        source = random.Random(20240229)
        for _ in range(1000):
            intervals = []
            for _ in range(source.randrange(9)):
                start = source.randrange(30)
                intervals.append((start, start + source.randrange(8)))
            with self.subTest(intervals=intervals):
                self.assertEqual(merge_by_marking(intervals, 40), merge_intervals(intervals))


if __name__ == "__main__":
    unittest.main()
