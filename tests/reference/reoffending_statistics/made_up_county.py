"""Made-up counties whose delays follow no family a nowcast could fit, and drift over the years.

Three kinds of people offend at very different rates, with a peak in the first months; whole cohorts differ,
and the level wanders over the years. An offence is proven by caution, by magistrates or by the Crown Court:
a mixture of a lognormal, another lognormal and a gamma delay, whose medians and shares drift as ``drift``
says: not at all, in a steady slide, in a wave of four to nine years, or in a sudden jump of the courts'
delays by four fifths (as when courts closed).
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from desist.measures.reoffending.followed_cohort import FollowedCohort
from desist.vocabulary.period import add_months

DRIFTS = ("none", "slide", "wave", "jump")
START = date(2010, 1, 1)


def county(*, seed: int, drift: str, people: int, quarters: int = 34) -> list[FollowedCohort]:
    """Quarterly cohorts of about so many people, with every reoffence that counts in the end."""
    rng = np.random.default_rng(seed)
    opens = [add_months(START, 3 * quarter) for quarter in range(quarters + 1)]
    sizes = rng.poisson(people * np.exp(rng.normal(-0.02, 0.04) * np.arange(quarters) / 4))
    cohort = np.repeat(np.arange(quarters), sizes)
    lengths = np.array([(b - a).days for a, b in pairwise(opens)])
    first_day = np.array([(a - START).days for a in opens[:-1]])
    index = first_day[cohort] + (rng.random(len(cohort)) * lengths[cohort]).astype(np.int64)
    kind = rng.choice(3, len(cohort), p=[0.66, 0.24, 0.10])
    wander = 0.6 * np.cumsum(rng.normal(0, 0.025, quarters)) + rng.normal(0, 0.04, quarters)
    level = np.exp(rng.normal(-0.02, 0.03) * index / 365 + wander[cohort])
    rate = np.array([0.12, 0.75, 3.5])[kind] * rng.gamma(2, 0.5, len(cohort)) * level
    who = np.repeat(np.arange(len(cohort)), rng.poisson(1.25 * rate))
    early = rng.random(len(who)) < 0.25
    offence = np.ceil(np.where(early, rng.exponential(60, len(who)), 365 * rng.random(len(who))))
    offence = np.maximum(offence, 1)
    proof = offence + _delays(rng, years=(index[who] + offence) / 365, drift=drift)
    counts = (offence <= 365) & (proof <= 545)
    who, offence, proof = who[counts], offence[counts], proof[counts]
    order = np.lexsort((proof, who))
    persons, at = np.unique(who[order], return_index=True)
    offence_after, proved_after = np.full((2, len(cohort)), np.nan)
    offence_after[persons], proved_after[persons] = offence[order][at], proof[order][at]
    days = np.datetime64(START, "D") + index
    return [
        FollowedCohort(
            name=f"{opens[quarter]:%Y-%m}",
            closed=opens[quarter + 1] - timedelta(days=1),
            index_date=days[cohort == quarter],
            offence_after=offence_after[cohort == quarter],
            proved_after=proved_after[cohort == quarter],
        )
        for quarter in range(quarters)
    ]


def _delays(rng: np.random.Generator, *, years: np.ndarray, drift: str) -> np.ndarray:
    n = len(years)
    stretch = {
        "none": lambda: np.ones(n),
        "slide": lambda: 1 + rng.normal(0, 0.04) * years,
        "wave": lambda: 1 + 0.35 * np.sin(2 * np.pi * (years / rng.uniform(4, 9) + rng.random())),
        "jump": lambda: 1 + 0.8 / (1 + np.exp(-6 * (years - rng.uniform(4, 8)))),
    }[drift]()
    stretch = np.clip(stretch, 0.4, 3.0)
    fewer_cautions = np.clip(rng.uniform(-0.02, 0.02) * years, 0, 1)
    route = rng.choice(3, n, p=[0.3, 0.5, 0.2])
    route = np.where((route == 0) & (rng.random(n) < fewer_cautions), 2, route)
    caution = rng.lognormal(np.log(12), 1.0, n)
    magistrates = rng.lognormal(np.log(65), 0.7, n) * stretch
    crown = rng.gamma(4, 65, n) * stretch
    return np.ceil(np.choose(route, [caution, magistrates, crown]))
