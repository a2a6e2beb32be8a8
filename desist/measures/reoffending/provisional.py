"""One cohort as it is printed: what is proven so far, where the final rate will lie, and how old it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from desist.measures.read import share_followed, written_day
from desist.measures.reoffending.equal_age import EqualAge, at_equal_age, stood
from desist.measures.reoffending.follow_up import FOLLOW_UP_MONTHS, WAITING_MONTHS, waiting_ends
from desist.measures.reoffending.followed_cohort import FollowedCohort, matured
from desist.measures.reoffending.nowcast import Nowcaster, age
from desist.partnership.office import SmallNumbers
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period, month_end

WAIT = FOLLOW_UP_MONTHS + WAITING_MONTHS


@dataclass(frozen=True, kw_only=True)
class Provisional:
    """A cohort on a day: people, proven reoffenders so far, and the nowcast of the final rate.

    ``level`` is the level of the breakdown, empty where there is none. Rates are in percent: ``so_far`` is
    what is proven by ``as_at``, ``rate`` the nowcast of the final rate with its 95% interval from ``lower``
    to ``upper`` (of a final cohort the rate itself, without an interval). ``matured`` is the share of people
    whose eighteen months have passed, between 0 and 1. ``months`` and ``days`` are the age since the cohort
    closed. Of the ``expected`` further reoffenders ``awaiting_proof`` have committed the offence already and
    ``still_at_risk`` are yet to. ``year_before`` sets it against the cohort of a year before as that one
    stood when it was as old, where both have people enough for a rate. What cannot be given is None, and
    ``why`` says so.
    """

    period: Period
    level: str
    as_at: date
    months: int
    days: int
    people: int | None
    proven: int | None
    matured: float
    so_far: float | None
    rate: float | None = None
    lower: float | None = None
    upper: float | None = None
    expected: float | None = None
    awaiting_proof: float | None = None
    still_at_risk: float | None = None
    year_before: EqualAge | None = None
    mark: Mark = Mark.NONE
    why: str = ""

    @property
    def final(self) -> bool:
        """Whether everybody has been followed to the end, so that nothing more can count."""
        return self.matured == 1.0

    @property
    def final_on(self) -> date:
        """The day on which the last wait ends, so that the rate can be final at the earliest."""
        return waiting_ends(self.period.end)

    @property
    def months_gained(self) -> int:
        """Whole months by which the nowcast comes before that day."""
        return max(_age(self.as_at, self.final_on)[0], 0)

    @property
    def age(self) -> str:
        """How long ago the cohort closed, in words: '7 months 12 days'."""
        parts = [(self.months, "month"), (self.days, "day")]
        told = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
        return " ".join(told) or "closed that day"

    @property
    def sentence(self) -> str:
        """What may be said aloud: how far the cohort has come, and where its final rate will lie."""
        if self.rate is None:
            return self.why
        if self.final:
            return f"Final: {share_followed(1)} for the whole {WAIT} months; the rate is {self.rate:.1f}%."
        share = share_followed(self.matured)
        return (
            f"Provisional: {share} for the whole {WAIT} months, as at {written_day(self.as_at)}; the final "
            f"rate will lie between {self.lower:.1f}% and {self.upper:.1f}% (95%)."
        )


def provisional(
    nowcaster: Nowcaster,
    cohort: FollowedCohort,
    period: Period,
    as_at: date,
    rule: SmallNumbers,
    level: str = "",
) -> Provisional:
    """What may be printed of a cohort that has closed, by what was known at the end of a day.

    Under ``rule.no_rate_below`` people nothing is given, under ``rule.unreliable_below`` it is marked [u].
    Where nobody was followed for long enough before there is no nowcast, and ``why`` says so.
    """
    proven = stood(cohort, as_at).proven
    months, days = _age(cohort.closed, as_at)
    shares = matured(cohort, as_at) if cohort.people else cohort.mature(as_at)
    bare = Provisional(
        period=period,
        level=level,
        as_at=as_at,
        months=months,
        days=days,
        people=cohort.people,
        proven=proven,
        matured=float(np.mean(shares)),
        so_far=100 * proven / cohort.people if cohort.people else None,
    )
    if not cohort.people:
        return replace(bare, mark=Mark.NOT_APPLICABLE, why="There is nobody in this cohort.")
    if cohort.people < rule.no_rate_below:
        why = f"No figure is given on fewer than {rule.no_rate_below} people."
        return replace(bare, people=None, proven=None, so_far=None, mark=Mark.CONFIDENTIAL, why=why)
    usual = Mark.NONE if bare.final else Mark.PROVISIONAL
    marked = replace(bare, mark=Mark.UNRELIABLE if cohort.people < rule.unreliable_below else usual)
    if marked.final:
        return replace(marked, rate=marked.so_far, expected=0.0, awaiting_proof=0.0, still_at_risk=0.0)
    before = next((each for each in nowcaster.cohorts if each.closed == period.year_before().end), None)
    if before is not None and before.people >= rule.no_rate_below:
        marked = replace(marked, year_before=at_equal_age(cohort, before, as_at))
    return _nowcast(nowcaster, cohort, marked)


def _age(closed: date, as_at: date) -> tuple[int, int]:
    """Whole months and days since a cohort closed; from month end to month end no days are left over."""
    if as_at == month_end(as_at) and closed == month_end(closed):
        return age(closed.replace(day=1), as_at.replace(day=1))
    return age(closed, as_at)


def _nowcast(nowcaster: Nowcaster, cohort: FollowedCohort, bare: Provisional) -> Provisional:
    if not nowcaster.possible(cohort.name, bare.as_at):
        why = (
            f"Provisional: nobody was followed for the whole {WAIT} months before {written_day(bare.as_at)}, "
            "so where the final rate will lie cannot be told."
        )
        return replace(bare, why=why)
    found = nowcaster.nowcast(cohort.name, bare.as_at)
    return replace(
        bare,
        rate=found.rate,
        lower=found.lower,
        upper=found.upper,
        expected=found.expected,
        awaiting_proof=found.awaiting_proof,
        still_at_risk=found.still_at_risk,
    )
