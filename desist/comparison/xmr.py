"""The XmR chart: a figure against its own past, as NHS England's Making Data Count draws it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.comparison.limits import ProcessLimits, moving_ranges, process_limits
from desist.comparison.rules import Rule, Signs, judge_points
from desist.intervals.missing import Column, Numbers
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better

# Fewer points than this in a group are too few for its limits (METHODS 9.2; the R code warns below 13).
FEWEST_POINTS = 12


class Variation(enum.StrEnum):
    """The variation icon: what the last point says."""

    COMMON = "common cause"
    IMPROVEMENT_HIGH = "improvement, high"
    IMPROVEMENT_LOW = "improvement, low"
    CONCERN_HIGH = "concern, high"
    CONCERN_LOW = "concern, low"
    NEITHER_HIGH = "neither, high"
    NEITHER_LOW = "neither, low"


class Assurance(enum.StrEnum):
    """The assurance icon: whether a target will be met while the process stays as it is."""

    NONE = ""
    PASS = "consistently met"
    FAIL = "consistently missed"
    INCONSISTENT = "met at some times and not at others"


@dataclass(frozen=True, kw_only=True)
class XmR:
    """An XmR chart, one entry for each step: its value (NaN in a gap), group, rule, direction and icon.

    ``limits`` holds one ProcessLimits for each group, None where a group has no two neighbouring points.
    ``ranges`` are the moving ranges; a range never crosses a gap or a break.
    """

    values: Column
    groups: NDArray[np.int64]
    limits: tuple[ProcessLimits | None, ...]
    ranges: Column
    rules: tuple[Rule, ...]
    directions: Signs
    points: tuple[Variation, ...]
    fewest: int

    def count(self, group: int) -> int:
        """How many points with a value a group has."""
        return int((~np.isnan(self.values[self.groups == group])).sum())

    @property
    def last_limits(self) -> ProcessLimits | None:
        return self.limits[int(self.groups[-1])] if len(self.groups) else None

    @property
    def too_few(self) -> bool:
        """Whether the last group has too few points for its limits to be trusted."""
        return self.last_limits is None or self.count(int(self.groups[-1])) < self.fewest

    @property
    def variation(self) -> Variation:
        """The variation icon: the kind of the last point."""
        return self.points[-1]


def xmr(
    values: Numbers,
    *,
    better: Better = Better.NEITHER,
    groups: Sequence[int] | NDArray[np.int64] | None = None,
    screen: bool = True,
    trend_points: int = 7,
    shift_points: int = 7,
    fix_after: int | None = None,
    fewest: int = FEWEST_POINTS,
) -> XmR:
    """Judge every point of a series against the ordinary variation of its group.

    ``values`` is in order of time, one a step, None or NaN where a step has no figure. ``groups`` gives each
    step's group, rising from 0 at each rebase. Limits are worked out for short groups as well, for drawing;
    ``too_few`` says when not to judge by them. Source: NHSRplotthedots 0.2.2 (METHODS 9.2).
    """
    column = np.atleast_1d(np.asarray(values, dtype=np.float64))
    if not len(column):
        raise OperatorMistake("There is no figure to judge against its own past.")
    number = np.zeros(len(column), np.int64) if groups is None else np.asarray(groups, dtype=np.int64)
    if len(number) != len(column) or (np.diff(number) < 0).any():
        raise OperatorMistake("Groups must be one for each step, and may only rise in time.")
    limits: list[ProcessLimits | None] = []
    rules: list[Rule] = []
    ranges, directions = [], []
    for group in range(int(number[-1]) + 1):
        part = column[number == group]
        drawn = _limits(part, screen=screen, fix_after=fix_after)
        limits.append(drawn)
        ranges.append(moving_ranges(part))
        if drawn is None:
            rules += [Rule.NONE] * len(part)
            directions.append(np.zeros(len(part), np.int64))
            continue
        fired, way = judge_points(part, drawn, trend_points=trend_points, shift_points=shift_points)
        rules += fired
        directions.append(way)
    way = np.concatenate(directions)
    return XmR(
        values=column,
        groups=number,
        limits=tuple(limits),
        ranges=np.concatenate(ranges),
        rules=tuple(rules),
        directions=way,
        points=tuple(variation_of(int(each), better) for each in way),
        fewest=fewest,
    )


def variation_of(direction: int, better: Better) -> Variation:
    """The icon of a point marked high (+1), low (-1) or not at all (0)."""
    if direction == 0:
        return Variation.COMMON
    height = "high" if direction > 0 else "low"
    if better is Better.NEITHER:
        return Variation(f"neither, {height}")
    good = (direction > 0) == (better is Better.HIGHER)
    return Variation(f"{'improvement' if good else 'concern'}, {height}")


def assurance(limits: ProcessLimits, target: float | None, better: Better) -> Assurance:
    """Whether the process as it stands will meet a target always, never or at some times.

    A target exactly on a limit is met at some times. No target, or neither direction better: none.
    """
    if target is None or better is Better.NEITHER:
        return Assurance.NONE
    if target > limits.upper:
        return Assurance.FAIL if better is Better.HIGHER else Assurance.PASS
    if target < limits.lower:
        return Assurance.PASS if better is Better.HIGHER else Assurance.FAIL
    return Assurance.INCONSISTENT


def _limits(part: Column, *, screen: bool, fix_after: int | None) -> ProcessLimits | None:
    if np.isnan(moving_ranges(part[:fix_after])).all():
        return None
    return process_limits(part, screen=screen, fix_after=fix_after)
