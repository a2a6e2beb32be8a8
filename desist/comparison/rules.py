"""The four rules that tell a real change from ordinary variation, point by point.

Each takes points of one group in order of time, NaN where there is none; a gap breaks every run, since the
points on its two sides are not consecutive. Source: NHSRplotthedots 0.2.2 (METHODS 9.2).
"""

from __future__ import annotations

import enum

import numpy as np
from numpy.typing import NDArray

from desist.comparison.limits import ProcessLimits
from desist.intervals.missing import Column
from desist.vocabulary.mistake import OperatorMistake

Signs = NDArray[np.int64]


class Rule(enum.StrEnum):
    """Which rule marked a point; in order of priority."""

    NONE = ""
    OUTSIDE = "outside the process limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three near a process limit"
    SHIFT = "run on one side of the average"


def sides(values: Column, mean: float) -> Signs:
    """+1 above the average, -1 below it, 0 exactly on it or where there is no point."""
    return np.where(np.isnan(values), 0, np.sign(values - mean)).astype(np.int64)


def outside(values: Column, limits: ProcessLimits) -> Signs:
    """+1 above the upper process limit, -1 below the lower one; 0 on the limit itself."""
    return (values > limits.upper).astype(np.int64) - (values < limits.lower).astype(np.int64)


def trend_ends(values: Column, *, points: int = 7) -> Signs:
    """+1 (or -1) on each point that completes so many points each higher (lower) than the one before.

    Two equal points break the trend: 1, 2, 3, 3, 4, 5, 6 is none.
    """
    _enough(points)
    moves = np.nan_to_num(np.sign(np.diff(values)), nan=0.0).astype(np.int64)
    return np.concatenate([np.zeros(min(1, len(values)), np.int64), _run_ends(moves, points - 1)])


def shift_ends(signs: Signs, *, points: int = 7) -> Signs:
    """+1 (or -1) on each point that completes so many consecutive points on one side of the average.

    A point exactly on the average breaks the run.
    """
    _enough(points)
    return _run_ends(signs, points)


def whole_runs(ends: Signs, *, points: int = 7) -> Signs:
    """Mark all the points of each run whose last point is marked; the run completed first wins."""
    marked = np.zeros(len(ends), np.int64)
    for at in np.flatnonzero(ends):
        run = slice(max(0, at - points + 1), at + 1)
        marked[run] = np.where(marked[run] == 0, ends[at], marked[run])
    return marked


def two_in_three(close: NDArray[np.bool_], signs: Signs) -> NDArray[np.bool_]:
    """Points in any three consecutive points on one side of the average of which two are near its limit."""
    marked = np.zeros(len(signs), bool)
    for at in range(len(signs) - 2):
        three = slice(at, at + 3)
        if abs(int(signs[three].sum())) == 3 and close[three].sum() >= 2:
            marked[three] = True
    return marked


def close_to_limits(values: Column, limits: ProcessLimits) -> NDArray[np.bool_]:
    """Points beyond a near limit and still inside the process limit."""
    near = (values > limits.near_upper) | (values < limits.near_lower)
    return np.asarray(near & (outside(values, limits) == 0))


def judge_points(
    values: Column, limits: ProcessLimits, *, trend_points: int = 7, shift_points: int = 7
) -> tuple[tuple[Rule, ...], Signs]:
    """The first rule, in order of priority, that marks each point of a group, and its direction.

    The direction is the side of the average, and for a trend the way it goes.
    """
    signs = sides(values, limits.mean)
    beyond = outside(values, limits)
    trend = whole_runs(trend_ends(values, points=trend_points), points=trend_points)
    close = close_to_limits(values, limits)
    # Only the points near the limit are marked, not the third of the three.
    near = np.where(two_in_three(close, signs) & close, signs, 0)
    shift = whole_runs(shift_ends(signs, points=shift_points), points=shift_points)
    in_order = ((Rule.OUTSIDE, beyond), (Rule.TREND, trend), (Rule.TWO_OF_THREE, near), (Rule.SHIFT, shift))
    rules, directions = [], np.zeros(len(values), np.int64)
    for at in range(len(values)):
        fired = next(((rule, marks[at]) for rule, marks in in_order if marks[at]), (Rule.NONE, 0))
        rules.append(fired[0])
        directions[at] = fired[1]
    return tuple(rules), directions


def _run_ends(signs: Signs, length: int) -> Signs:
    ends = np.zeros(len(signs), np.int64)
    run = 0
    for at, sign in enumerate(signs):
        run = run + 1 if at and sign == signs[at - 1] else 1
        if sign and run >= length:
            ends[at] = sign
    return ends


def _enough(points: int) -> None:
    if points < 3:
        raise OperatorMistake(f"A run of {points} points is no run.", hint="Use 6, 7 or 8 points.")
