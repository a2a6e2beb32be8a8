"""How long people go without reoffending: the Kaplan-Meier curve and what is read from it.

Times are in days from the index date to the first reoffence, or to the last day a person was watched when
there was none. Source: METHODS 6.3; Kaplan and Meier 1958; Greenwood 1926.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.intervals.missing import Estimate, z_of
from desist.measures.reoffending.columns import Column, Flags
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class SurvivalCurve:
    """The share still without a reoffence after each day on which one happened, with its interval.

    All columns have one entry for each such day. ``free`` is between 0 and 1; ``error`` is Greenwood's
    standard error; ``lower`` and ``upper`` are on the log(-log) scale. ``watched`` is the longest time
    anybody was followed, beyond which the curve says nothing.
    """

    people: int
    watched: float
    days: Column
    at_risk: Column
    events: Column
    free: Column
    error: Column
    lower: Column
    upper: Column
    confidence: float


def kaplan_meier(days: Column, happened: Flags, *, confidence: float = 0.95) -> SurvivalCurve:
    """The share of people still without a reoffence, day by day, with Greenwood's error.

    ``happened`` says whether the time ends in a reoffence (otherwise the person was last watched then; a
    person last watched on a day is still at risk on it). The interval is on the log(-log) scale, which keeps
    it between 0 and 1. Raises OperatorMistake for nobody, a missing or a negative time.
    """
    time, event = checked_times(days, happened)
    when, which = np.unique(time[event], return_inverse=True)
    events = np.bincount(which, minlength=len(when)).astype(np.float64)
    at_risk = len(time) - np.searchsorted(np.sort(time), when, side="left").astype(np.float64)
    free = np.cumprod(1 - events / at_risk, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.cumsum(events / (at_risk * (at_risk - events)))
        error = np.where(free > 0, free * np.sqrt(spread), 0.0)
        reach = z_of(confidence) * np.sqrt(spread) / np.log(free)
        lower, upper = free ** np.exp(-reach), free ** np.exp(reach)
    # When the last person at risk reoffends the curve is 0 and Greenwood has nothing to say.
    ended = free <= 0
    lower, upper = np.where(ended, 0.0, lower), np.where(ended, _last(upper[~ended]), upper)
    return SurvivalCurve(
        people=len(time),
        watched=float(time.max()),
        days=when,
        at_risk=at_risk,
        events=events,
        free=free,
        error=error,
        lower=lower,
        upper=upper,
        confidence=confidence,
    )


def quantile(curve: SurvivalCurve, share: float = 0.5) -> Estimate:
    """The day by which this share of people have reoffended (half: the median), with its interval.

    None where the curve, or an end of its interval, does not come down so far while people were watched.
    Source: Brookmeyer and Crowley 1982.
    """
    if not 0 < share < 1:
        raise OperatorMistake(f"A share of {share} is not between 0 and 1.", hint="Half is 0.5.")
    left = 1 - share

    def first_day(column: Column) -> float | None:
        # A speck more, so that 0.5 reached by multiplying fractions counts as 0.5.
        reached = np.flatnonzero(column <= left + 1e-12)
        return float(curve.days[reached[0]]) if len(reached) else None

    return Estimate(first_day(curve.free), first_day(curve.lower), first_day(curve.upper))


def restricted_mean(curve: SurvivalCurve, until: float) -> Estimate:
    """The average number of days without a reoffence within the first ``until`` days, with its interval.

    The area under the curve. Raises OperatorMistake when nobody was watched for so long.
    Source: Irwin 1949; the error as in Klein and Moeschberger, section 4.5.
    """
    if not 0 < until <= curve.watched:
        raise OperatorMistake(
            f"A mean over {until:g} days is asked for, and people were watched for {curve.watched:g}.",
            hint="Ask for a shorter time, or wait until the cohort is older.",
        )
    inside = curve.days < until
    days, free = curve.days[inside], curve.free[inside]
    widths = np.diff(np.concatenate(([0.0], days, [until])))
    areas = widths * np.concatenate(([1.0], free))
    beyond = areas[::-1].cumsum()[::-1][1:]
    n, d = curve.at_risk[inside], curve.events[inside]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(n > d, beyond**2 * d / (n * (n - d)), 0.0)
    mean, reach = float(areas.sum()), z_of(curve.confidence) * float(np.sqrt(terms.sum()))
    return Estimate(mean, max(mean - reach, 0.0), min(mean + reach, until))


def free_after(curve: SurvivalCurve, day: float) -> Estimate:
    """The share still without a reoffence after a day, with its interval (1 before the first event)."""
    if day > curve.watched:
        raise OperatorMistake(f"Nobody was watched for {day:g} days; the longest is {curve.watched:g}.")
    at = int(np.searchsorted(curve.days, day, side="right")) - 1
    if at < 0:
        return Estimate(1.0, 1.0, 1.0)
    return Estimate(float(curve.free[at]), float(curve.lower[at]), float(curve.upper[at]))


def checked_times(days: Column, happened: Flags) -> tuple[Column, Flags]:
    """Times and events as columns of one length, or the sentence that says what is wrong with them."""
    time, event = np.asarray(days, dtype=np.float64), np.asarray(happened, dtype=bool)
    if len(time) != len(event):
        raise OperatorMistake(f"There are {len(time):,} times for {len(event):,} outcomes.")
    if not len(time):
        raise OperatorMistake("There is nobody in the cohort, so no time to a reoffence can be given.")
    if np.isnan(time).any() or (time < 0).any():
        raise OperatorMistake(
            "A time to a reoffence is missing or below 0.",
            hint="Give the last day a person was watched where there was no reoffence.",
        )
    return time, event


def _last(column: Column) -> float:
    return float(column[-1]) if len(column) else 1.0
