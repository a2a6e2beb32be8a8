"""A cohort as a nowcast sees it: for each person the index date, and when a reoffence was done and proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.reoffending.columns import Column, Counts, Days, Flags
from desist.measures.reoffending.follow_up import FOLLOW_UP_MONTHS, WAITING_MONTHS, waiting_ends
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period

# Eighteen calendar months have at most 550 days, a year at most 366; after them nothing more is counted.
HORIZON, LONGEST_YEAR = 550, 366


@dataclass(frozen=True, kw_only=True)
class FollowedCohort:
    """One cohort as the store holds it now: one entry for each person, in days after the index date.

    ``closed`` is the last day of the cohort's period. ``proved_after`` is when the person first became a
    proven reoffender (the earliest proof of an offence that counts), ``offence_after`` when that offence was
    committed; both NaN where there is none. Only reoffences that the rule counts belong here: committed
    within a year and proven within eighteen months.
    """

    name: str
    closed: date
    index_date: Days
    offence_after: Column
    proved_after: Column

    def __post_init__(self) -> None:
        lengths = {len(self.index_date), len(self.offence_after), len(self.proved_after)}
        if len(lengths) > 1:
            raise OperatorMistake(f"The columns of cohort '{self.name}' are not of one length.")
        if (np.isnan(self.offence_after) != np.isnan(self.proved_after)).any():
            raise OperatorMistake(f"Cohort '{self.name}' has a reoffence with only one of its two dates.")
        wrong = (self.offence_after < 1) | (self.offence_after > LONGEST_YEAR)
        wrong = wrong | (self.proved_after < self.offence_after)
        if (wrong | (self.proved_after > HORIZON)).any():
            raise OperatorMistake(
                f"Cohort '{self.name}' has a reoffence that the rule does not count: not within a year after "
                "the index date, proven before it was committed, or proven after eighteen months.",
                hint="Give only reoffences that count.",
            )
        if len(self.index_date) and self.index_date.max() > np.datetime64(self.closed, "D"):
            raise OperatorMistake(f"Cohort '{self.name}' has an index date after it closed.")

    @property
    def people(self) -> int:
        return len(self.index_date)

    def ages(self, as_at: date) -> Counts:
        """Days from each person's index date to the as-at date."""
        return (np.datetime64(as_at, "D") - self.index_date).astype(np.int64)

    def proofs(self) -> Column:
        """Days to the first proof, without end where there is none."""
        return np.where(np.isnan(self.proved_after), np.inf, self.proved_after)

    def mature(self, as_at: date) -> bool:
        """Whether everybody's eighteen months have passed, even of people who joined on the last day."""
        return waiting_ends(self.closed) <= as_at

    @property
    def reoffenders(self) -> int:
        """All proven reoffenders the store holds."""
        return int((~np.isnan(self.proved_after)).sum())


def matured(cohort: FollowedCohort, as_at: date) -> Flags:
    """Whose eighteen months have passed by the end of a day, month ends as the calendar has them."""
    months = cohort.index_date.astype("datetime64[M]")
    day = (cohort.index_date - months.astype("datetime64[D]")).astype(np.int64)
    target = months + FOLLOW_UP_MONTHS + WAITING_MONTHS
    first, after = target.astype("datetime64[D]"), (target + 1).astype("datetime64[D]")
    last = (after - first).astype(np.int64) - 1
    return np.asarray(first + np.minimum(day, last) <= np.datetime64(as_at, "D"), dtype=np.bool_)


def followed_cohorts(
    periods: Sequence[Period], index_date: Days, offence_date: Days, proof_date: Days
) -> tuple[FollowedCohort, ...]:
    """Sort people into the cohorts of their index dates, named by their periods.

    One entry for each person in a cohort: the index date, and the dates of the reoffence that was proven
    first (both NaT where there is none). Raises OperatorMistake for an index date that lies in no period.
    """
    if not len(index_date) == len(offence_date) == len(proof_date):
        raise OperatorMistake("The columns of the people to be followed are not of one length.")
    if np.isnat(index_date).any():
        raise OperatorMistake("A person to be followed has no index date.")
    placed = np.zeros(len(index_date), dtype=np.int64)
    found = []
    for period in periods:
        first, last = np.datetime64(period.start, "D"), np.datetime64(period.end, "D")
        inside = (index_date >= first) & (index_date <= last)
        placed += inside
        found.append(
            FollowedCohort(
                name=str(period),
                closed=period.end,
                index_date=index_date[inside],
                offence_after=_days_between(index_date[inside], offence_date[inside]),
                proved_after=_days_between(index_date[inside], proof_date[inside]),
            )
        )
    if (placed != 1).any():
        at = int(np.argmax(placed != 1))
        where = "no cohort" if placed[at] == 0 else "more than one cohort"
        raise OperatorMistake(f"An index date of {index_date[at].item():%d %B %Y} lies in {where}.")
    return tuple(found)


def _days_between(start: Days, end: Days) -> Column:
    """Days from one date to another, NaN where there is no other."""
    days = (end - start).astype("timedelta64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(np.float64))
