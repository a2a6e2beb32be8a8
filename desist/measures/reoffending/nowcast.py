"""Proven reoffending of a cohort that is not mature: what is known, what is still to come, and how sure.

The method is in docs/method/nowcast.md. What the interval promises is where the final figure of the cohort
will lie, once everybody's eighteen months have passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from desist.measures.reoffending.followed_cohort import HORIZON, FollowedCohort, matured
from desist.measures.reoffending.nowcast_curve import Raw, raw_nowcast
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import add_months

# The cohorts before this one whose nowcasts at the same age are compared with what came of them.
ERRORS_USED = 16
# Until there are such errors the model's own variance counts as this many of them.
PRIOR_ERRORS, PRIOR_DISPERSION = 4, 1.0
# The last mature cohorts that tell how many of the proofs to come are of offences already committed.
COHORTS_OF_SHARE = 4


@dataclass(frozen=True, kw_only=True)
class Nowcast:
    """A provisional proven reoffending rate, in percent, with its interval and what it rests on.

    ``rate``, ``lower`` and ``upper`` are of the final figure; ``known`` people are proven reoffenders
    already. Of the ``expected`` more, ``awaiting_proof`` have committed the offence and await its proof, and
    ``still_at_risk`` are yet to commit it. ``matured`` is the share of people whose eighteen months have
    passed; ``months`` and ``days`` are the cohort's age since it closed. ``errors`` is how many past
    nowcasts at this age set the width, ``dispersion`` how much wider than the model's own (as a variance).
    """

    cohort: str
    as_at: date
    months: int
    days: int
    people: int
    known: int
    expected: float
    awaiting_proof: float
    still_at_risk: float
    rate: float
    lower: float
    upper: float
    matured: float
    dispersion: float
    errors: int

    @property
    def final(self) -> bool:
        """Whether everybody has matured, so that the rate is no longer provisional."""
        return self.matured == 1.0


@dataclass(frozen=True, kw_only=True)
class Nowcaster:
    """Nowcasts of one series of cohorts, each worked out once.

    ``cohorts`` follow one another in time and overlap in no index date. Raises OperatorMistake where they
    do not.
    """

    cohorts: Sequence[FollowedCohort]
    confidence: float = 0.95
    _done: dict[tuple[int, date], Raw | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for before, after in zip(self.cohorts, self.cohorts[1:], strict=False):
            opens = after.index_date.min() if after.people else np.datetime64(after.closed, "D")
            if opens <= np.datetime64(before.closed, "D"):
                raise OperatorMistake(
                    f"Cohort '{after.name}' starts before '{before.name}' has closed.",
                    hint="Give cohorts in the order of time, none overlapping another.",
                )

    def nowcast(self, name: str, as_at: date) -> Nowcast:
        """The provisional rate of a cohort from what was known at the end of a day.

        Proofs dated after ``as_at`` are not looked at, so a past day gives what would have been said then.
        Raises OperatorMistake for a cohort that is unknown, empty or not closed, and when nobody was
        followed for eighteen months before.
        """
        at = self._position(name)
        cohort = self.cohorts[at]
        if as_at < cohort.closed:
            raise OperatorMistake(
                f"Cohort '{name}' does not close until {cohort.closed:%d %B %Y}.",
                hint="A cohort is nowcast from the day it closes.",
            )
        raw = self._raw(at, as_at)
        if raw is None:
            raise OperatorMistake(
                f"Nobody was followed for eighteen months before {as_at:%d %B %Y}, so what is still to come "
                f"of cohort '{name}' cannot be told.",
                hint="Load earlier cohorts, or wait until this one is mature.",
            )
        months, days = age(cohort.closed, as_at)
        dispersion, errors = self._dispersion(at, as_at, months, days)
        low, high = _ends(raw, dispersion, errors, self.confidence)
        share = _already_committed(self.cohorts, cohort, as_at)
        return Nowcast(
            cohort=name,
            as_at=as_at,
            months=months,
            days=days,
            people=cohort.people,
            known=raw.known,
            expected=raw.more,
            awaiting_proof=raw.more * share,
            still_at_risk=raw.more * (1 - share),
            rate=100 * (raw.known + raw.more) / cohort.people,
            lower=100 * (raw.known + low) / cohort.people,
            upper=100 * (raw.known + high) / cohort.people,
            matured=float(matured(cohort, as_at).mean()),
            dispersion=dispersion,
            errors=errors,
        )

    def possible(self, name: str, as_at: date) -> bool:
        """Whether enough had been followed by that day for a nowcast of the cohort."""
        return self._raw(self._position(name), as_at) is not None

    def _dispersion(self, at: int, as_at: date, months: int, days: int) -> tuple[float, int]:
        """How far past nowcasts of this age were off, against what their model allowed (1: as allowed)."""
        squares: list[float] = []
        for past in range(at - 1, -1, -1):
            cohort = self.cohorts[past]
            if not cohort.people or not cohort.mature(as_at):
                continue
            then = self._raw(past, add_months(cohort.closed, months) + timedelta(days=days))
            if then is None or len(squares) == ERRORS_USED:
                break
            if then.variance > 0:
                squares.append((cohort.reoffenders - then.known - then.more) ** 2 / then.variance)
        total = PRIOR_ERRORS * PRIOR_DISPERSION + sum(squares)
        return total / (PRIOR_ERRORS + len(squares)), len(squares)

    def _raw(self, at: int, as_at: date) -> Raw | None:
        if (at, as_at) not in self._done:
            self._done[at, as_at] = raw_nowcast(self.cohorts, at, as_at)
        return self._done[at, as_at]

    def _position(self, name: str) -> int:
        for at, each in enumerate(self.cohorts):
            if each.name == name:
                if not each.people:
                    raise OperatorMistake(f"There is nobody in cohort '{name}', so it has no rate.")
                return at
        raise OperatorMistake(f"There is no cohort '{name}'.")


def _ends(raw: Raw, dispersion: float, errors: int, confidence: float) -> tuple[float, float]:
    """The fewest and the most further reoffenders of the interval, in whole people."""
    from scipy.special import stdtrit

    spread = float(np.sqrt(dispersion * raw.variance))

    def reach(tail: float) -> float:
        return spread * float(stdtrit(PRIOR_ERRORS + errors, 1 - tail))

    outside = 1 - confidence
    low = float(np.floor(max(raw.more - reach(outside / 2), 0.0) + 0.5))
    # There cannot be fewer than none more: where none is the lower end, all the doubt lies above.
    above = reach(outside / 2) if low > 0 else reach(outside)
    high = float(np.floor(min(raw.more + above, raw.open) + 0.5))
    return min(low, raw.more), max(high, raw.more)


def _already_committed(cohorts: Sequence[FollowedCohort], cohort: FollowedCohort, as_at: date) -> float:
    """Of the proofs still to come, the share whose offence lies in the past, as in cohorts that matured."""
    mature = [each for each in cohorts if each.people and each.mature(as_at)][-COHORTS_OF_SHARE:]
    ages = np.minimum(cohort.ages(as_at), HORIZON)[~matured(cohort, as_at)]
    if not mature or not len(ages):
        return 0.0
    offences = np.sort(np.concatenate([each.offence_after[~np.isnan(each.offence_after)] for each in mature]))
    proofs = np.sort(np.concatenate([each.proved_after[~np.isnan(each.proved_after)] for each in mature]))
    committed = np.searchsorted(offences, ages, side="right")
    proven = np.searchsorted(proofs, ages, side="right")
    coming = int((len(proofs) - proven).sum())
    return float((committed - proven).sum()) / coming if coming else 0.0


def age(closed: date, as_at: date) -> tuple[int, int]:
    """Whole months since a cohort closed, and the days beyond them."""
    months = (as_at.year - closed.year) * 12 + as_at.month - closed.month
    while add_months(closed, months) > as_at:
        months -= 1
    return months, (as_at - add_months(closed, months)).days
