"""What the youth offending service and probation write down: children's outcomes, and adults' needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desist.synthetic.offenders import disposals
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.people import YEAR, Flags, day, written

# What a child is given, by the kind of disposal: how formal it is, and its name.
YOUTH = {
    "youth_caution": ("pre_court", "Youth Caution"),
    "other_conviction": ("first_tier", "Referral Order"),
    "absolute_discharge": ("first_tier", "Absolute Discharge"),
    "conditional_discharge": ("first_tier", "Conditional Discharge"),
    "fine": ("first_tier", "Fine"),
    "community_order": ("community", "Youth Rehabilitation Order"),
    "custody": ("custody", "Detention and Training Order"),
}
LOOKED_AFTER = 0.12

# The chance of each need, of men and of women. Chosen: higher for women where studies of prisoners find so,
# and no estimate for any place.
NEEDS = {
    "accommodation": (0.35, 0.40),
    "attitudes": (0.50, 0.38),
    "children_and_families": (0.30, 0.52),
    "domestic_abuse": (0.22, 0.55),
    "drugs_and_alcohol": (0.55, 0.57),
    "education_training_employment": (0.48, 0.50),
    "finance": (0.35, 0.46),
    "health": (0.38, 0.56),
    "sex_work": (0.01, 0.09),
}
ASSESSED_FROM = day("2018-04-01")
ASSESSED_AGAIN_AFTER = int(YEAR)
MET, MET_AFTER = 0.45, 210.0  # of needs found, and days on average


def youth_outcomes(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """Every outcome given to a child, as the columns of youth.outcomes; the same twice on a day is one."""
    people, occasions = county.people, county.occasions
    dice = np.random.default_rng([seed, len(people), 6])
    in_care = dice.random(len(people)) < LOOKED_AFTER
    kinds = np.array(disposals.KINDS)[occasions.disposal]
    given = [at for at in np.flatnonzero(occasions.child).tolist() if str(kinds[at]) in YOUTH]
    days = written(occasions.proof)
    rows = sorted(
        {
            (
                str(people.ref[occasions.person[at]]),
                days[at],
                *YOUTH[str(kinds[at])][::-1],
                str(bool(in_care[occasions.person[at]])),
            )
            for at in given
        }
    )
    names = ("person_ref", "outcome_date", "outcome", "tier", "looked_after")
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def assessed_needs(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """Every assessment of an adult given an order or custody, once a year at most, pathway by pathway."""
    people, occasions = county.people, county.occasions
    dice = np.random.default_rng([seed, len(people), 7])
    supervised = ("community_order", "suspended_sentence", "custody")
    orders = np.isin(occasions.disposal, [disposals.KINDS.index(kind) for kind in supervised])
    due: Flags = orders & ~occasions.child & (occasions.proof >= ASSESSED_FROM)
    chosen: list[int] = []
    last: dict[int, int] = {}
    for at in np.flatnonzero(due).tolist():
        who, day_given = int(occasions.person[at]), int(occasions.proof[at])
        if day_given - last.get(who, -ASSESSED_AGAIN_AFTER) >= ASSESSED_AGAIN_AFTER:
            chosen.append(at)
            last[who] = day_given
    columns: dict[str, list[str]] = {
        name: [] for name in ("person_ref", "assessed_on", "pathway", "need", "closed_on")
    }
    end = int(occasions.proof.max())
    for pathway, (of_men, of_women) in NEEDS.items():
        person, when = occasions.person[chosen], occasions.proof[chosen]
        need = dice.random(len(chosen)) < np.where(people.female[person], of_women, of_men)
        closed = when + (dice.exponential(MET_AFTER, len(chosen))).astype(np.int64)
        met = need & (dice.random(len(chosen)) < MET) & (closed <= end)
        columns["person_ref"] += people.ref[person].tolist()
        columns["assessed_on"] += written(when)
        columns["pathway"] += [pathway] * len(chosen)
        columns["need"] += [str(bool(each)) for each in need]
        columns["closed_on"] += np.where(met, np.array(written(closed)), "").tolist()
    return columns
