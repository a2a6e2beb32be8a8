"""Funnels, the interval of a rank, and rare events a second time, in loops."""

from __future__ import annotations

import math

from tests.reference.comparison import charts, intervals


def dispersion(scores: list[float]) -> float:
    """Mean square of the scores, the lowest and highest tenth set to the 10th and 90th percentile."""
    low, high = percentile(scores, 0.1), percentile(scores, 0.9)
    return sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)


def percentile(numbers: list[float], share: float) -> float:
    """Between the two nearest of the sorted numbers, in proportion."""
    ordered = sorted(numbers)
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])


def proportion_standings(x: list[int], n: list[int]) -> list[str]:
    average = sum(x) / sum(n)
    found = []
    for count, whole in zip(x, n, strict=True):
        word = "Not significant"
        for confidence, level in ((0.95, "0.025"), (0.998, "0.001")):
            reach = intervals.z(confidence) * math.sqrt(average * (1 - average) / whole)
            if count / whole < average - reach:
                word = f"Low ({level})"
            if count / whole > average + reach:
                word = f"High ({level})"
        found.append(word)
    return found


def rate_standings(x: list[int], n: list[int]) -> list[str]:
    average = sum(x) / sum(n)
    found = []
    for count, whole in zip(x, n, strict=True):
        word = "Not significant"
        for confidence, level in ((0.95, "0.025"), (0.998, "0.001")):
            low, high = intervals.events_interval(count, confidence)
            if high < average * whole:
                word = f"Low ({level})"
            if low > average * whole:
                word = f"High ({level})"
        found.append(word)
    return found


def rank_interval(draws: list[list[float]], higher_is_better: bool) -> list[tuple[int, int]]:
    """For each place, the smallest ranks that at least 2.5% and 97.5% of the draws do not exceed."""
    held = [charts.ranks(list(draw), higher_is_better) for draw in draws]
    found = []
    for place in range(len(draws[0])):
        ordered = sorted(row[place] or 0 for row in held)
        ends = []
        for parts in (25, 975):  # in thousandths, so that the share is counted and not rounded
            ends.append(next(rank for at, rank in enumerate(ordered, 1) if 1000 * at >= parts * len(ordered)))
        found.append((ends[0], ends[1]))
    return found


def g_directions(gaps: list[int]) -> list[int]:
    """-1 where a gap is beyond the upper limit or in a run of 7 above the median, +1 in a run below."""
    mean = sum(gaps) / len(gaps)
    upper = mean + 3 * math.sqrt(mean * (mean + 1))
    middle = percentile([float(gap) for gap in gaps], 0.5)
    found = [0] * len(gaps)
    for start in range(len(gaps) - 6):
        way = charts.one_side([float(gap) for gap in gaps[start : start + 7]], middle)
        for at in range(start, start + 7):
            found[at] = found[at] or -way
    return [-1 if gap > upper else way for gap, way in zip(gaps, found, strict=True)]
