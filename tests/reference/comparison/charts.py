"""The XmR chart, the season and the ranks a second time, in loops over plain lists; None is a gap."""

from __future__ import annotations

import itertools
from collections.abc import Callable

Values = list[float | None]


def limits(values: Values, screen: bool) -> tuple[float, float] | None:
    """The mean and the average moving range; None without two neighbouring figures."""
    held = [each for each in values if each is not None]
    ranges = []
    for before, after in itertools.pairwise(values):
        if before is not None and after is not None:
            ranges.append(abs(after - before))
    if not ranges:
        return None
    average = sum(ranges) / len(ranges)
    if screen and average > 0:
        kept = [each for each in ranges if not each >= 3.267 * average]
        average = sum(kept) / len(kept)
    return sum(held) / len(held), average


def side(value: float | None, mean: float) -> int:
    if value is None or value == mean:
        return 0
    return 1 if value > mean else -1


def judged(values: Values, screen: bool, trend_points: int, shift_points: int) -> list[tuple[str, int]]:
    """The rule and the direction of every point of one group."""
    drawn = limits(values, screen)
    if drawn is None:
        return [("", 0)] * len(values)
    mean, average = drawn
    upper, lower = mean + 2.66 * average, mean - 2.66 * average
    near_upper, near_lower = mean + 2 / 3 * 2.66 * average, mean - 2 / 3 * 2.66 * average
    trend = runs(values, trend_points, way)
    shift = runs(values, shift_points, lambda part: one_side(part, mean))
    found: list[tuple[str, int]] = []
    for at, value in enumerate(values):
        if value is None:
            found.append(("", 0))
        elif value > upper or value < lower:
            found.append(("outside the process limits", 1 if value > upper else -1))
        elif trend[at]:
            found.append(("trend", trend[at]))
        elif near_pair(values, at, mean, (lower, near_lower, near_upper, upper)):
            found.append(("two of three near a process limit", side(value, mean)))
        elif shift[at]:
            found.append(("run on one side of the average", shift[at]))
        else:
            found.append(("", 0))
    return found


def runs(values: Values, length: int, says: Callable[[Values], int]) -> list[int]:
    """Mark each whole stretch of so many points of which ``says`` gives +1 or -1; the earliest keeps it."""
    marks = [0] * len(values)
    for start in range(len(values) - length + 1):
        found = says(values[start : start + length])
        for at in range(start, start + length):
            if found and marks[at] == 0:
                marks[at] = found
    return marks


def way(part: Values) -> int:
    """+1 when each is higher than the one before, -1 when each is lower, else 0."""
    if any(each is None for each in part):
        return 0
    if all(b > a for a, b in itertools.pairwise(part)):  # type: ignore[operator] # none is None
        return 1
    return -1 if all(b < a for a, b in itertools.pairwise(part)) else 0  # type: ignore[operator] # as above


def one_side(part: Values, mean: float) -> int:
    there = {side(each, mean) for each in part}
    return there.pop() if len(there) == 1 else 0


def near_pair(values: Values, at: int, mean: float, lines: tuple[float, float, float, float]) -> bool:
    """Whether a point is near a limit, and so is another of some three on its side of the mean."""
    lower, near_lower, near_upper, upper = lines

    def near(value: float | None) -> bool:
        return value is not None and lower <= value <= upper and (value > near_upper or value < near_lower)

    if not near(values[at]):
        return False
    for start in range(max(0, at - 2), min(at, len(values) - 3) + 1):
        three = values[start : start + 3]
        if abs(one_side(three, mean)) == 1 and sum(near(each) for each in three) >= 2:
            return True
    return False


def deseasonalised(values: list[float], cycle: int) -> list[float]:
    years = len(values) // cycle
    usual = [sum(values[year * cycle + at] for year in range(years)) / years for at in range(cycle)]
    average = sum(usual) / cycle
    return [value / (usual[at % cycle] / average) for at, value in enumerate(values)]


def ranks(values: Values, higher_is_better: bool) -> list[int | None]:
    """One more than the number of places that are strictly better."""
    found: list[int | None] = []
    for value in values:
        if value is None:
            found.append(None)
            continue
        better = 0
        for other in values:
            if other is not None and (other > value if higher_is_better else other < value):
                better += 1
        found.append(better + 1)
    return found
