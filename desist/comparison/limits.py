"""Process limits: how far a steady process moves of itself, from the moves between neighbouring points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.intervals.missing import Column
from desist.vocabulary.mistake import OperatorMistake

# Shewhart constants for moving ranges of two points: 3/d2 and D4, d2 = 1.128 (METHODS 9.2, NHSRplotthedots).
LIMIT = 2.66
RANGE_LIMIT = 3.267
# The near limit stands at two thirds of the way to the process limit.
NEAR = 2 / 3


@dataclass(frozen=True, kw_only=True)
class ProcessLimits:
    """The average of a group of points and the limits of its ordinary variation, in the points' own unit.

    ``points`` is how many points they rest on; ``average_range`` the average moving range that they were
    made from; ``range_limit`` the upper limit of a chart of the moving ranges.
    """

    points: int
    mean: float
    average_range: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    range_limit: float


def moving_ranges(values: Column) -> Column:
    """How far each point lies from the point just before it; NaN for the first, and on each side of a gap."""
    return np.concatenate([[np.nan], np.abs(np.diff(values))]) if len(values) else np.array([])


def process_limits(values: Column, *, screen: bool = True, fix_after: int | None = None) -> ProcessLimits:
    """The limits of one group of points in order of time, NaN where there is none.

    With ``screen`` (as the R code; the Excel tool does not) a moving range of at least 3.267 times the
    average is left out, once, so that one wild point does not widen the limits. ``fix_after`` rests the
    limits on the group's first so many steps. Raises OperatorMistake when no point has a value, or when no
    two neighbouring points have one. Source: NHSRplotthedots 0.2.2 (METHODS 9.2).
    """
    if fix_after is not None and fix_after < 2:
        raise OperatorMistake("Limits must be fixed after 2 points or more.")
    base = values[:fix_after]
    ranges = moving_ranges(base)
    ranges = ranges[~np.isnan(ranges)]
    if not len(ranges):
        raise OperatorMistake("No two neighbouring periods have a figure, so there are no moving ranges.")
    average = float(ranges.mean())
    if screen and average > 0:
        # An average of 0 has no range below 3.267 times itself: the R code then has no limits, we keep them.
        kept = ranges[ranges < RANGE_LIMIT * average]
        average = float(kept.mean())
    mean = float(np.nanmean(base))
    reach, near = LIMIT * average, NEAR * LIMIT * average
    return ProcessLimits(
        points=int((~np.isnan(base)).sum()),
        mean=mean,
        average_range=average,
        lower=mean - reach,
        upper=mean + reach,
        near_lower=mean - near,
        near_upper=mean + near,
        range_limit=RANGE_LIMIT * average,
    )
