"""When people reoffend: the risk by week, groups compared, and the claim about the first three months.

Times are as in kaplan_meier.py: days from the index date to the first reoffence, or to the last day watched.
Source: METHODS 6.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.intervals.differences import ratio_of_rates
from desist.intervals.single import exact_poisson
from desist.measures.reoffending.columns import Column, Flags
from desist.measures.reoffending.kaplan_meier import checked_times
from desist.vocabulary.mistake import OperatorMistake

# The last days of the four quarters of a year of follow-up.
QUARTERS = (91, 182, 273, 365)


@dataclass(frozen=True, kw_only=True)
class Hazard:
    """First reoffences in a stretch of follow-up, for each 1,000 people still free of one for a week.

    From day ``first`` to day ``last`` after the index date, both counted; ``person_days`` is the time people
    were at risk in it. The interval is exact (Poisson); None where nobody was at risk.
    """

    first: int
    last: int
    events: int
    person_days: float
    rate: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, kw_only=True)
class LogRank:
    """Whether groups differ in when they reoffend: observed and expected events, and the test."""

    observed: tuple[int, ...]
    expected: tuple[float, ...]
    chi2: float
    freedom: int
    p: float


@dataclass(frozen=True, kw_only=True)
class PeakClaim:
    """Whether "the highest risk is in the first three months" holds, with the evidence.

    ``holds`` is None where the data cannot tell.
    """

    holds: bool | None
    reason: str
    quarters: tuple[Hazard, ...]


def hazards(
    days: Column, happened: Flags, ends: Sequence[int], *, confidence: float = 0.95
) -> tuple[Hazard, ...]:
    """How fast first reoffences come in each stretch of the follow-up.

    ``ends`` are the last days of the stretches, rising; the first stretch starts on day 1. A person is at
    risk through the day of the reoffence or the last day watched.
    """
    time, event = checked_times(days, happened)
    if list(ends) != sorted({int(end) for end in ends if end >= 1}):
        raise OperatorMistake("The ends of the stretches of follow-up must be whole days that rise from 1.")
    found = []
    start = 0
    for end in ends:
        inside = event & (time > start) & (time <= end)
        count, exposed = int(inside.sum()), float(np.clip(time - start, 0, end - start).sum())
        scale = 7000 / exposed if exposed else None
        bounds = exact_poisson(count, confidence=confidence)
        found.append(
            Hazard(
                first=start + 1,
                last=int(end),
                events=count,
                person_days=exposed,
                rate=None if scale is None else count * scale,
                lower=None if scale is None else bounds.lower * scale,
                upper=None if scale is None else bounds.upper * scale,
            )
        )
        start = int(end)
    return tuple(found)


def weekly_hazard(
    days: Column, happened: Flags, *, weeks: int = 52, confidence: float = 0.95
) -> tuple[Hazard, ...]:
    """The risk of a first reoffence in each week after the index date, for each 1,000 people at risk."""
    return hazards(days, happened, [7 * week for week in range(1, weeks + 1)], confidence=confidence)


def log_rank(days: Column, happened: Flags, group: Sequence[str] | NDArray[np.generic]) -> LogRank:
    """Test whether groups differ in when they reoffend, over the whole follow-up.

    ``group`` names each person's group; the observed and expected events follow the groups in sorted order.
    Raises OperatorMistake when there is only one group. Source: Mantel 1966; Peto and Peto 1972.
    """
    time, event = checked_times(days, happened)
    names, member = np.unique(np.asarray(group), return_inverse=True)
    if len(member) != len(time):
        raise OperatorMistake(f"There are {len(time):,} times for {len(member):,} people with a group.")
    if len(names) < 2:
        raise OperatorMistake("There is only one group, so there is nothing to compare it with.")
    when = np.unique(time[event])
    observed, at_risk = np.zeros((len(names), len(when))), np.zeros((len(names), len(when)))
    for each in range(len(names)):
        own, own_event = np.sort(time[member == each]), np.sort(time[(member == each) & event])
        at_risk[each] = len(own) - np.searchsorted(own, when, side="left")
        observed[each] = np.searchsorted(own_event, when, side="right") - np.searchsorted(own_event, when)
    n, d = at_risk.sum(axis=0), observed.sum(axis=0)
    share = at_risk / n
    expected = (share * d).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(n > 1, d * (n - d) / (n - 1), 0.0)
    covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    gap = observed.sum(axis=1) - expected
    # The gaps add up to nothing, so one group is left out; a group never at risk tells nothing.
    chi2 = float(gap[1:] @ np.linalg.pinv(covariance[1:, 1:]) @ gap[1:])
    freedom = int(np.linalg.matrix_rank(covariance[1:, 1:]))
    return LogRank(
        observed=tuple(int(each) for each in observed.sum(axis=1)),
        expected=tuple(float(each) for each in expected),
        chi2=chi2,
        freedom=freedom,
        p=_upper_tail(chi2, freedom),
    )


def highest_risk_first(
    days: Column, happened: Flags, *, ends: Sequence[int] = QUARTERS, confidence: float = 0.95
) -> PeakClaim:
    """Test the claim that the highest risk of reoffending is in the first three months.

    It holds when the risk of the first stretch of follow-up is higher than that of each later one beyond
    chance (each ratio's interval wholly above 1: since all must be, no allowance for many tests is needed).
    It is false when a later stretch is higher beyond chance, allowing for their number (Bonferroni).
    Otherwise the data cannot tell.
    """
    if len(ends) < 2:
        raise OperatorMistake("The claim needs a first stretch of follow-up and at least one later one.")
    found = hazards(days, happened, ends, confidence=confidence)
    if not found[-1].person_days:
        return PeakClaim(
            holds=None, reason=f"Nobody was watched beyond day {found[-1].first - 1}.", quarters=found
        )
    first, later = found[0], found[1:]
    strict = 1 - (1 - confidence) / len(later)
    above = [_ratio(first, each, confidence) for each in later]
    below = [_ratio(first, each, strict) for each in later]
    rates = "; ".join(f"days {each.first} to {each.last}: {each.rate:.1f}" for each in found)
    said = f"First reoffences a week for each 1,000 people at risk: {rates}."
    if all(ends_ is not None and ends_[0] > 1 for ends_ in above):
        holds, verdict = True, "The first three months are above each later stretch, beyond chance."
    elif any(ends_ is not None and ends_[1] < 1 for ends_ in below):
        holds, verdict = False, "A later stretch is above the first three months, beyond chance."
    else:
        holds, verdict = None, "The stretches do not differ enough to tell which is highest."
    return PeakClaim(holds=holds, reason=f"{verdict} {said}", quarters=found)


def _ratio(first: Hazard, later: Hazard, confidence: float) -> tuple[float, float] | None:
    if not first.events and not later.events:
        return None
    got = ratio_of_rates(
        first.events, first.person_days, later.events, later.person_days, confidence=confidence
    )
    return float(got.lower), float(got.upper)


def _upper_tail(chi2: float, freedom: int) -> float:
    from scipy.special import gammaincc

    return float(gammaincc(freedom / 2, chi2 / 2)) if freedom else 1.0
