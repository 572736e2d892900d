"""Merges closed integer intervals."""

from typing import Iterable, List, Tuple

Interval = Tuple[int, int]


def merge_intervals(intervals: Iterable[Interval]) -> List[Interval]:
    """Return the fewest disjoint intervals that cover the same points, in ascending order.

    Intervals are pairs of start and end, both included; intervals that share
    only an end point are merged. Raise ValueError if a start is greater than
    its end.
    """
    merged: List[Interval] = []
    for start, end in sorted(_checked(interval) for interval in intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _checked(interval: Interval) -> Interval:
    start, end = interval
    if start > end:
        raise ValueError(f"interval [{start}, {end}] starts after its end")
    return interval
