"""How well past nowcasts did: each is made again as it would have been then, and laid beside what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.intervals.single import wilson
from desist.measures.reoffending.nowcast import Nowcast, Nowcaster
from desist.vocabulary.period import add_months

SCORED_MONTHS = (3, 6, 9, 12, 15)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One past nowcast and the final rate that came of it, in percent."""

    nowcast: Nowcast
    final: float

    @property
    def covered(self) -> bool:
        # Both are counts over the same people; a speck allows for the division.
        return self.nowcast.lower - 1e-9 <= self.final <= self.nowcast.upper + 1e-9


@dataclass(frozen=True, kw_only=True)
class Score:
    """How nowcasts of one age did: how often the final rate lay in the interval, in percent.

    ``coverage`` has its own (Wilson) interval, None with no nowcast to score; ``width`` is the mean width of
    the intervals and ``error`` the mean of nowcast less final, in percentage points; ``known`` is the mean
    share of all reoffenders already proven.
    """

    months: int
    nowcasts: int
    covered: int
    coverage: float | None
    lower: float | None
    upper: float | None
    width: float | None
    error: float | None
    known: float | None


def kept_nowcasts(
    nowcaster: Nowcaster, as_at: date, *, months: Sequence[int] = SCORED_MONTHS, after: int = 0
) -> dict[int, tuple[Kept, ...]]:
    """Every past nowcast of each age whose cohort is mature by ``as_at``, beside its final rate.

    Cohorts before which nobody was followed for eighteen months have none. ``after`` leaves out nowcasts
    that rest on fewer than so many past errors.
    """
    found: dict[int, tuple[Kept, ...]] = {}
    for age in months:
        kept = []
        for cohort in nowcaster.cohorts:
            day = add_months(cohort.closed, age)
            mature = cohort.people > 0 and cohort.mature(as_at)
            if not mature or not nowcaster.possible(cohort.name, day):
                continue
            made = nowcaster.nowcast(cohort.name, day)
            if made.errors >= after:
                kept.append(Kept(nowcast=made, final=100 * cohort.reoffenders / cohort.people))
        found[age] = tuple(kept)
    return found


def back_test(
    nowcaster: Nowcaster, as_at: date, *, months: Sequence[int] = SCORED_MONTHS, after: int = 0
) -> tuple[Score, ...]:
    """The scorecard of past nowcasts, by the cohort's age in months since it closed."""
    return tuple(
        scored(age, kept) for age, kept in kept_nowcasts(nowcaster, as_at, months=months, after=after).items()
    )


def scored(months: int, kept: Sequence[Kept]) -> Score:
    """Sum up the nowcasts of one age; from one county or, laid end to end, from many."""
    if not kept:
        return Score(
            months=months,
            nowcasts=0,
            covered=0,
            coverage=None,
            lower=None,
            upper=None,
            width=None,
            error=None,
            known=None,
        )
    covered = sum(each.covered for each in kept)
    ends = wilson(covered, len(kept))
    final = [each for each in kept if each.final > 0]
    shares = [100 * each.nowcast.known / each.nowcast.people / each.final for each in final]
    return Score(
        months=months,
        nowcasts=len(kept),
        covered=covered,
        coverage=100 * covered / len(kept),
        lower=100 * ends.lower,
        upper=100 * ends.upper,
        width=float(np.mean([each.nowcast.upper - each.nowcast.lower for each in kept])),
        error=float(np.mean([each.nowcast.rate - each.final for each in kept])),
        known=100 * float(np.mean(shares)) if shares else None,
    )
