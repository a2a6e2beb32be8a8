"""Two cohorts compared only at equal age: both as they stood the same number of days after they closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desist.intervals.differences import newcombe
from desist.intervals.missing import Estimate
from desist.measures.reoffending.followed_cohort import FollowedCohort
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Stood:
    """A cohort as it stood at the end of a day: people, and how many were proven reoffenders by then."""

    cohort: str
    on: date
    people: int
    proven: int

    @property
    def rate(self) -> float:
        """Percent of people who were proven reoffenders by then."""
        return 100 * self.proven / self.people


@dataclass(frozen=True, kw_only=True)
class EqualAge:
    """Two cohorts as they stood ``days`` after each had closed.

    ``difference`` is the first rate less the second in percentage points, with its 95% interval.
    """

    days: int
    one: Stood
    other: Stood
    difference: Estimate


def stood(cohort: FollowedCohort, on: date) -> Stood:
    """The counts of a cohort by what was proven at the end of a day."""
    proven = int((cohort.proofs() <= cohort.ages(on)).sum())
    return Stood(cohort=cohort.name, on=on, people=cohort.people, proven=proven)


def at_equal_age(one: FollowedCohort, other: FollowedCohort, as_at: date) -> EqualAge:
    """Compare two cohorts at the greatest age that both have reached by a day, the younger one's.

    A cohort that is not mature never meets the final figure of another: of the older one only what had been
    proven at that age is counted. Raises OperatorMistake for a cohort that has not closed or has nobody.
    """
    for each in (one, other):
        if each.closed > as_at:
            raise OperatorMistake(
                f"Cohort '{each.name}' does not close until {each.closed:%d %B %Y}.",
                hint="Compare cohorts that have closed.",
            )
        if not each.people:
            raise OperatorMistake(f"There is nobody in cohort '{each.name}', so it has no rate.")
    days = min((as_at - each.closed).days for each in (one, other))
    here, there = (stood(each, each.closed + timedelta(days=days)) for each in (one, other))
    found = newcombe(here.proven, here.people, there.proven, there.people)
    return EqualAge(
        days=days, one=here, other=there, difference=Estimate(*(100 * float(each) for each in found))
    )
