"""A series: the readings of one measure at one place, in order of time, with its gaps and breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desist.intervals.missing import Column
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading


@dataclass(frozen=True, kw_only=True)
class Rebase:
    """The first day of a new way of recording, and why: what went before is judged apart."""

    on: date
    reason: str

    def __str__(self) -> str:
        return f"{self.on.day} {self.on:%B %Y} ({self.reason.rstrip('.')})"


@dataclass(frozen=True, kw_only=True)
class Series:
    """Readings in order of time, on every step from the first to the last.

    ``values`` has one number for each step, NaN where there is none (a missing step, a reading without a
    value, a step that a break cuts in two). ``groups`` numbers the steps from 0 between breaks.
    """

    readings: tuple[Reading | None, ...]
    periods: tuple[Period, ...]
    values: Column
    groups: NDArray[np.int64]
    rebases: tuple[Rebase, ...]

    @property
    def last(self) -> Reading:
        reading = self.readings[-1]
        assert reading is not None  # a series ends on the last reading given
        return reading

    @property
    def last_rebase(self) -> Rebase | None:
        """The break that began the group the last step lies in; None when there was none."""
        begun = [each for each in self.rebases if self.periods[0].start < each.on <= self.periods[-1].end]
        return begun[-1] if begun else None


def line_up(readings: Sequence[Reading], breaks: Sequence[Rebase] = ()) -> Series:
    """Put readings in order of time, show the gaps, and divide them at the breaks.

    Raises OperatorMistake when they are of several measures, places, breakdowns or sources, of unequal
    length, held twice, or share days.
    """
    if not readings:
        raise OperatorMistake("There is no reading to compare.", hint="Load data for the measure and place.")
    refuse_mixture(readings)
    ordered = sorted(readings, key=lambda reading: reading.period)
    reason = why_not_a_series(ordered)
    if reason:
        raise OperatorMistake(reason, hint="Compare steps of one length that follow one another.")
    rebases = tuple(sorted(breaks, key=lambda each: each.on))
    held = {reading.period.start: reading for reading in ordered}
    periods = _steps(ordered)
    found = tuple(held.get(period.start) for period in periods)
    values = np.array([_value(reading, rebases) for reading in found], dtype=np.float64)
    groups = np.array([sum(each.on <= period.end for each in rebases) for period in periods], dtype=np.int64)
    return Series(readings=found, periods=periods, values=values, groups=groups - groups[0], rebases=rebases)


def refuse_mixture(readings: Sequence[Reading]) -> None:
    """Stop when readings are not all of one measure, place, breakdown and source."""
    for what, held in (
        ("measure", {reading.measure for reading in readings}),
        ("place", {reading.place for reading in readings}),
        ("breakdown", {_breakdown(reading) for reading in readings}),
        # A reading without a value was counted from nobody's rows.
        ("source", {reading.source or "not stated" for reading in readings if reading.available}),
    ):
        if len(held) > 1:
            names = " and ".join(f"'{name}'" for name in sorted(held)[:2])
            raise OperatorMistake(
                f"One series holds more than one {what}: {names}.", hint=f"Compare one {what} at a time."
            )


def why_not_a_series(ordered: Sequence[Reading]) -> str | None:
    """Why readings in order of time cannot stand on one chart, in a sentence; None when they can."""
    for before, after in pairwise(ordered):
        if before.period == after.period:
            return f"There are two readings of '{after.measure}' at {after.place} for {after.period}."
        if not same_length(before.period, after.period):
            return f"{before.period} and {after.period} are of different lengths, so they are not one series."
        if after.period.start <= before.period.end:
            return f"{before.period} and {after.period} share days, so they are not steps of one series."
        if _between(before.period, after.period) is None:
            return f"From {before.period} to {after.period} is not a whole number of steps."
    return None


def same_length(one: Period, other: Period) -> bool:
    """Equal windows: as many whole calendar months, or as many days where they are not whole months."""
    if one.months is None or other.months is None:
        return one.months is other.months and one.days == other.days
    return one.months == other.months


def _steps(ordered: Sequence[Reading]) -> tuple[Period, ...]:
    """Every step from the first reading to the last; steps that are not held come between."""
    steps = [ordered[0].period]
    for reading in ordered[1:]:
        steps += [*(_between(steps[-1], reading.period) or ()), reading.period]
    return tuple(steps)


def _between(before: Period, after: Period) -> list[Period] | None:
    """The steps that are missing between two; None when the stretch is not a whole number of steps."""
    missing: list[Period] = []
    at = _next(before)
    while at.end < after.start:
        missing.append(at)
        at = _next(at)
    return missing if at.start == after.start else None


def _next(period: Period) -> Period:
    if period.months is not None:
        return period.moved(period.months)
    start = period.end + timedelta(days=1)
    return Period(start, start + timedelta(days=period.days - 1))


def _value(reading: Reading | None, rebases: Sequence[Rebase]) -> float:
    if reading is None or reading.value is None:
        return np.nan
    # A step recorded partly in the old way and partly in the new belongs to neither side.
    if any(reading.period.start < each.on <= reading.period.end for each in rebases):
        return np.nan
    return reading.value


def _breakdown(reading: Reading) -> str:
    return ", ".join(f"{name} {level}" for name, level in sorted(reading.breakdown.items())) or "none"
