"""How proven reoffending comes to light with time: what past people teach about those not yet proven.

A person counts as a reoffender on the day the first qualifying reoffence is proven. The time from the index
date to that day holds both things a young cohort lacks: time at risk to commit an offence, and time for the
courts to prove it. No shape is assumed for either; the risk of each day is counted from people who were at
that age in recent months, whichever cohort they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.reoffending.columns import Column, Counts
from desist.measures.reoffending.followed_cohort import HORIZON, FollowedCohort, matured

# Recent months that teach, widened until enough proofs lie beyond the cohort's age.
WINDOWS, ENOUGH_PROOFS = (365, 730, 1095), 50
# Cohorts before this one that tell how much whole cohorts differ from one another.
COHORTS_COMPARED = 12


@dataclass(frozen=True, kw_only=True)
class ProofCurve:
    """The risk of a first proof on each day after the index date, as seen in recent months.

    Columns run over days 0 to 550: ``risk`` adds up the daily risk to that day, ``variance`` is that of each
    day's own risk, ``at_risk`` how many people were seen at that age, ``proofs`` how many first proofs.
    """

    window: int
    risk: Column
    variance: Column
    at_risk: Counts
    proofs: Counts


@dataclass(frozen=True, kw_only=True)
class Raw:
    """What is expected of a cohort before the nowcast learns from its own past errors.

    ``more`` is how many people are still expected to be proven reoffenders, ``variance`` how uncertain that
    is by the model's own reckoning, ``open`` how many could still be.
    """

    known: int
    more: float
    variance: float
    open: int
    window: int


def proof_curve(ages: Counts, proofs: Column, window: int) -> ProofCurve:
    """Count the risk of a first proof by days since the index date, over the last ``window`` days.

    ``ages`` are days since each person's index date, ``proofs`` days to the first proof. What was proven
    after the as-at date is not seen: a person is at risk up to today, and no further.
    """
    start = np.maximum(1, ages - window + 1)
    stop = np.minimum(np.minimum(proofs, ages), HORIZON).astype(np.int64)
    seen = stop >= start
    entered = np.bincount(start[seen], minlength=HORIZON + 2)
    left = np.bincount(stop[seen] + 1, minlength=HORIZON + 2)
    at_risk = np.cumsum(entered - left)[: HORIZON + 1]
    proved = np.bincount(stop[seen & (proofs == stop)], minlength=HORIZON + 1)[: HORIZON + 1]
    people = np.maximum(at_risk, 1)
    return ProofCurve(
        window=window,
        risk=np.cumsum(proved / people),
        variance=proved / people**2,
        at_risk=at_risk,
        proofs=proved,
    )


def raw_nowcast(cohorts: Sequence[FollowedCohort], at: int, as_at: date) -> Raw | None:
    """How many more proven reoffenders to expect of cohort number ``at``, from what was known on a day.

    ``cohorts`` are in the order of time and share no people's index dates. The cohort's own level is learned
    from its proofs so far, drawn towards the level of recent cohorts by as much as those differ among
    themselves. None when nobody was followed for long enough before.
    """
    cohort = cohorts[at]
    ages, proofs = cohort.ages(as_at), cohort.proofs()
    reached = np.minimum(ages, HORIZON)
    known = proofs <= reached
    still = ~known & ~matured(cohort, as_at)
    if not still.any():
        return Raw(known=int(known.sum()), more=0.0, variance=0.0, open=0, window=0)
    curve = _recent(cohorts, as_at, youngest=int(reached[still].min()))
    if curve is None:
        return None
    seen, expected = _seen_and_expected(cohort, as_at, curve)
    # A gamma prior about 1 for the cohort's level; `prior` is worth that many expected proofs.
    prior = 1 / _spread(cohorts[max(0, at - COHORTS_COMPARED) : at], as_at, curve)
    level = (prior + seen) / (prior + expected)
    left = curve.risk[HORIZON] - curve.risk[reached[still]]
    free = np.exp(-level * left)
    of_level = float((left * free).sum()) ** 2 * (prior + seen) / (prior + expected) ** 2
    # How the sum moves with the risk of each day: through everybody still short of that day.
    moved = np.bincount(reached[still] + 1, weights=level * free, minlength=HORIZON + 2)
    of_curve = float((np.cumsum(moved)[: HORIZON + 1] ** 2 * curve.variance).sum())
    # Half a proof that recent months happened not to show keeps a quiet tail from looking certain.
    unseen = 0.5 * int(still.sum()) / max(int(curve.at_risk[int(reached[still].min()) + 1]), 1)
    return Raw(
        known=int(known.sum()),
        more=float((1 - free).sum()),
        variance=float((free * (1 - free)).sum()) + of_level + of_curve + unseen,
        open=int(still.sum()),
        window=curve.window,
    )


def _recent(cohorts: Sequence[FollowedCohort], as_at: date, *, youngest: int) -> ProofCurve | None:
    """The curve of the shortest window with enough proofs beyond the youngest age; None without history."""
    # A cohort closed so long ago, or not yet begun, shows nothing in the widest window.
    near = [each for each in cohorts if (as_at - each.closed).days <= HORIZON + WINDOWS[-1]]
    ages = np.concatenate([each.ages(as_at) for each in near])
    proofs = np.concatenate([each.proofs() for each in near])
    begun = ages >= 1
    ages, proofs = ages[begun], proofs[begun]
    found = None
    for window in WINDOWS:
        curve = proof_curve(ages, proofs, window)
        if (curve.at_risk[youngest + 1 : HORIZON - 4] > 0).all():
            found = curve
            if int(curve.proofs[youngest + 1 :].sum()) >= ENOUGH_PROOFS:
                return curve
    return found


def _seen_and_expected(cohort: FollowedCohort, as_at: date, curve: ProofCurve) -> tuple[int, float]:
    """Proofs so far, and how many the curve expects of people watched for as long."""
    reached, proofs = np.minimum(cohort.ages(as_at), HORIZON), cohort.proofs()
    watched = np.maximum(np.minimum(reached, proofs), 0).astype(np.int64)
    return int((proofs <= reached).sum()), float(curve.risk[watched].sum())


def _spread(cohorts: Sequence[FollowedCohort], as_at: date, curve: ProofCurve) -> float:
    """How much whole cohorts differ in level beyond chance, as a variance about 1 (at least 0.0001)."""
    pairs = [_seen_and_expected(each, as_at, curve) for each in cohorts]
    beyond = sum((seen - expected) ** 2 - expected for seen, expected in pairs)
    return max(beyond / max(sum(expected**2 for _, expected in pairs), 1e-9), 1e-4)
