"""This period against the same period a year before, by the interval of the change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from desist.comparison.alike import (
    Side,
    at_equal_age,
    break_between,
    refuse,
    why_not_alike,
    why_not_equal_age,
    why_not_years_apart,
    why_unequal,
)
from desist.comparison.series import Rebase
from desist.comparison.wording import NO_UNIT, PERCENT, POINTS, change_words, when, written
from desist.intervals.differences import apart, newcombe, ratio_of_rates, wave_difference
from desist.intervals.missing import Estimate, Numbers, z_of
from desist.vocabulary.measure import Kind
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better, Signal, Verdict, verdict_of

NO_INTERVAL = "no interval was published, so the change cannot be told from chance"
YEAR_BEFORE = "the same period a year before"
EARLIER_WAVE = "the earlier wave"
RULE = "the 95% interval of the change excludes no change"

# With fewer events in both periods together not even all of them in one period would be beyond chance:
# 2 * 0.5 ** 5 is above 0.05 and 2 * 0.5 ** 6 is not.
FEWEST_EVENTS = 6
# No rate on fewer than 10 people (METHODS 1.6, there marked as unverified): a default, to be configured.
FEWEST_PEOPLE = 10


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change in the unit its words need (percent, points, or the measure's own), or why there is none."""

    change: Estimate | None
    unit: str = NO_UNIT
    why: str = ""

    @property
    def direction(self) -> int:
        """+1 or -1 when the whole interval lies on one side of no change, 0 otherwise."""
        if self.change is None:
            return 0
        return int(self.change.lower > 0) - int(self.change.upper < 0)


def change(
    now: Side,
    before: Side,
    *,
    better: Better,
    breaks: Sequence[Rebase] = (),
    fewest_people: int = FEWEST_PEOPLE,
) -> Signal:
    """Judge a figure against the same period of an earlier year.

    Counts and rates by the interval of their ratio, proportions by Newcombe's interval of the difference,
    estimates by both their intervals. Raises OperatorMistake when the two are not alike (measure, place,
    kind, unit, source, definition) or not equal windows at the same time of year. A recording change
    between them, unequal age, or too little to judge by, ends in "too few to say". Source: METHODS 6.2, 9.3.
    """
    refuse(_why_not_one_place(now, before) or why_not_alike(now, before))
    refuse(why_not_years_apart(now.reading.period, before.reading.period))
    years = now.reading.period.start.year - before.reading.period.start.year
    against = YEAR_BEFORE if years == 1 else f"the same period {years} years before"
    measured = measured_change(now, before, fewest_people=fewest_people)
    return _signal(now, before, measured, against, better, breaks)


def wave_change(now: Side, before: Side, *, better: Better, breaks: Sequence[Rebase] = ()) -> Signal:
    """Judge a survey estimate against an earlier wave of equal length, also one that shares answers with it.

    Rolling years share the answers of the days they share, so the variance of the difference is
    (SE1^2 + SE2^2) * (1 - overlap). Standard errors are read back from the 95% intervals.
    Source: METHODS 8.
    """
    refuse(_why_not_one_place(now, before) or why_not_alike(now, before))
    refuse(why_unequal(now.reading.period, before.reading.period))
    if now.reading.period <= before.reading.period:
        refuse(f"{before.reading.period} is not earlier than {now.reading.period}.", hint="Newer first.")
    if now.kind is not Kind.ESTIMATE:
        refuse(f"'{now.reading.measure}' is not a survey estimate, so its periods may not share days.")
    shared = overlap(now.reading.period, before.reading.period)
    if _interval(now.reading) is None or _interval(before.reading) is None:
        measured = Change(change=None, why=NO_INTERVAL)
    else:
        new, old = now.reading, before.reading
        found = wave_difference(new.value, _error(new), old.value, _error(old), overlap=shared)
        measured = Change(change=found, unit=_own_unit(now))
    return _signal(now, before, measured, EARLIER_WAVE, better, breaks)


def overlap(one: Period, other: Period) -> float:
    """The share of a period that it has in common with another: 0.75 for rolling years a quarter apart.

    In whole calendar months where both are, so that the length of months does not matter.
    """
    first, last = max(one.start, other.start), min(one.end, other.end)
    if first > last:
        return 0.0
    common = Period(first, last)
    if common.months is not None and one.months is not None:
        return common.months / one.months
    return common.days / one.days


def measured_change(now: Side, before: Side, *, fewest_people: int = FEWEST_PEOPLE) -> Change:
    """The change from one side to the other with its interval, or why it cannot be measured."""
    a, b = now.reading, before.reading
    for each in (a, b):
        if each.value is None:
            return Change(change=None, why=f"there is no figure for {each.period}")
    if now.kind is Kind.CHANGE:
        refuse(f"'{a.measure}' is a change already, so there is no change of it to judge.")
    if now.kind is Kind.PROPORTION and None not in (a.numerator, a.denominator, b.numerator, b.denominator):
        people = min(float(a.denominator or 0), float(b.denominator or 0))
        if people < fewest_people:
            why = f"one of the two rests on only {people:,.0f}, and {fewest_people} are needed"
            return Change(change=None, why=why)
        found = newcombe(a.numerator, a.denominator, b.numerator, b.denominator)
        return Change(change=Estimate(*(100 * each for each in found)), unit=POINTS)
    if now.kind is Kind.COUNT:
        return _change_of_events((_count(a), 1.0), (_count(b), 1.0))
    if now.kind is Kind.RATE and None not in (a.numerator, a.denominator, b.numerator, b.denominator):
        return _change_of_events((a.numerator, a.denominator), (b.numerator, b.denominator))
    if _interval(a) is None or _interval(b) is None:
        return Change(change=None, why=NO_INTERVAL)
    return Change(change=apart((a.value, a.lower, a.upper), (b.value, b.lower, b.upper)), unit=_own_unit(now))


def _change_of_events(now: tuple[Numbers, Numbers], before: tuple[Numbers, Numbers]) -> Change:
    """The percent change from one (events, exposure) to another."""
    a, b = float(now[0]), float(before[0])
    if a < 0 or b < 0:
        return Change(change=None, why="a figure below 0 corrects earlier figures and has no interval")
    if a + b < FEWEST_EVENTS:
        return Change(
            change=None,
            why=f"there are {a + b:,.0f} in both periods together, and with fewer than {FEWEST_EVENTS} "
            "no change could be told from chance",
        )
    ratio = ratio_of_rates(*now, *before)
    return Change(change=Estimate(*(100 * (each - 1) for each in ratio)), unit=PERCENT)


def _count(reading: Reading) -> float | None:
    """A count is its own numerator; a partner's return may give only the value."""
    return reading.value if reading.numerator is None else reading.numerator


def _signal(
    now: Side, before: Side, measured: Change, against: str, better: Better, breaks: Sequence[Rebase]
) -> Signal:
    a, b = now.reading, before.reading
    broken = break_between(a.period, b.period, breaks)
    why = why_not_equal_age(a, b) or measured.why
    if broken is not None:
        why = f"recording changed on {broken}, so the two are not alike"
    if why or measured.change is None:
        held = [
            f"{written(each.value, now.kind, now.unit)} {when(each.period)}"
            for each in (a, b)
            if each.value is not None
        ]
        said = f"{' and '.join(held)} cannot be compared" if held else "Nothing can be compared"
        return Signal(verdict=Verdict.TOO_FEW, against=against, reason=f"{said}: {why}.")
    assert a.value is not None and b.value is not None  # a measured change has both
    words = (
        "where there were none"
        if math.isinf(measured.change.value)
        else change_words(measured.change, now.kind, measured.unit)
    )
    return Signal(
        verdict=verdict_of(measured.direction, better),
        against=against,
        reason=f"{written(a.value, now.kind, now.unit)} {when(a.period)} against "
        f"{written(b.value, now.kind, now.unit)} {when(b.period)}, {words}{at_equal_age(a)}.",
        rule=RULE if measured.direction else "",
        direction=measured.direction,
    )


def _why_not_one_place(now: Side, before: Side) -> str | None:
    a, b = now.reading.place, before.reading.place
    return None if a == b else f"A change over time must be of one place, not of {a} and {b}."


def _interval(reading: Reading) -> tuple[float, float] | None:
    return None if reading.lower is None or reading.upper is None else (reading.lower, reading.upper)


def _error(reading: Reading) -> float:
    ends = _interval(reading)
    assert ends is not None
    return (ends[1] - ends[0]) / (2 * z_of(0.95))


def _own_unit(side: Side) -> str:
    return POINTS if side.kind is Kind.PROPORTION or side.unit.startswith("%") else NO_UNIT
