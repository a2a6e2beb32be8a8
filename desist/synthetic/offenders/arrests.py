"""Arrests of the people of the county, and what came of each: charges, cautions, and as often nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desist.synthetic.offenders import disposals, settings
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.offence_mix import draw_codes
from desist.synthetic.offenders.people import Flags, Ints, Words, day, written

# Days from the offence to the arrest and from the arrest to the charge (medians of a spread of 1.2 in the
# logarithm), and how many arrests come to nothing for each that leads to proof. All chosen.
TO_ARREST, TO_CHARGE, SPREAD = 2.0, 2.0, 1.2
TO_NOTHING = 0.9
AGAIN_WITHIN = 120
NOTHING = {"No further action": 0.72, "Released under investigation, then no further action": 0.2}


def draw_arrests(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """Every arrest by the last day, as the columns of police.arrests_and_charges."""
    dice = np.random.default_rng([seed, len(county.people), 5])
    occasions, awaited = county.occasions, county.awaited
    cautions = [disposals.KINDS.index(name) for name in ("caution", "youth_caution")]
    proven = _arrested(
        person=occasions.person[county.occasion],
        code=county.code,
        offence=occasions.offence[county.occasion],
        proof=occasions.proof[county.occasion],
        charged=~np.isin(occasions.disposal[county.occasion], cautions),
        dice=dice,
    )
    persistent = county.people.kind[awaited.person] == len(settings.KINDS) - 1
    waiting = _arrested(
        person=awaited.person,
        code=draw_codes(awaited.child, persistent, dice),
        offence=awaited.offence,
        proof=awaited.proof,
        charged=np.ones(len(awaited.person), dtype=np.bool_),
        dice=dice,
    )
    rows = {*proven, *waiting, *_to_nothing(county, dice)}
    # One person is arrested for one offence on one day once; a charge says more than none.
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for *key, charge, outcome in sorted(rows):
        known[tuple(key)] = (charge, outcome)
    columns = list(zip(*((*key, *rest) for key, rest in sorted(known.items())), strict=True))
    names = ("person_ref", "offence_code", "offence_date", "event_date", "charge_date", "outcome")
    refs = county.people.ref.tolist()
    found = dict(zip(names, map(list, columns), strict=True))
    return {**found, "person_ref": [refs[int(at)] for at in found["person_ref"]]}


Row = tuple[str, str, str, str, str, str]


def _arrested(
    *, person: Ints, code: Words, offence: Ints, proof: Ints, charged: Flags, dice: np.random.Generator
) -> list[Row]:
    """Arrests for offences that lead to proof: never before the offence, never after the proof."""
    last = day(settings.LAST_DAY)
    arrest = np.minimum(offence + _wait(TO_ARREST, len(offence), dice), proof)
    charge = np.minimum(arrest + _wait(TO_CHARGE, len(offence), dice), proof)
    told = np.where(charged, "", "Caution")
    told = np.where(charged & (charge > last), "Under investigation", told)
    shown = charged & (charge <= last)
    kept = arrest <= last
    charges = np.where(shown[kept], np.array(written(charge[kept])), "")
    return _rows(person[kept], code[kept], offence[kept], arrest[kept], charges, told[kept])


def _to_nothing(county: County, dice: np.random.Generator) -> list[Row]:
    """Arrests that come to nothing, of the same people in the months after something they did."""
    occasions = county.occasions
    which = county.occasion[dice.random(len(county.occasion)) < TO_NOTHING]
    which = which[~occasions.custody[which]]
    offence = occasions.offence[which] + dice.integers(1, AGAIN_WITHIN, len(which))
    arrest = offence + _wait(TO_ARREST, len(which), dice)
    names = [*NOTHING, "Community resolution"]
    chances = [*NOTHING.values(), 1 - sum(NOTHING.values())]
    outcome = dice.choice(names, len(which), p=chances)
    code = dice.choice(county.code, len(which))
    kept = arrest <= day(settings.LAST_DAY)
    empty = np.full(int(kept.sum()), "")
    return _rows(occasions.person[which][kept], code[kept], offence[kept], arrest[kept], empty, outcome[kept])


def _wait(median: float, how_many: int, dice: np.random.Generator) -> Ints:
    return (median * np.exp(SPREAD * dice.standard_normal(how_many))).astype(np.int64)


def _rows(person: Ints, code: Words, offence: Ints, arrest: Ints, charge: Words, outcome: Words) -> list[Row]:
    # The person by place, padded, so that rows sort as people do.
    refs = [f"{at:09d}" for at in person.tolist()]
    dates = (written(offence), written(arrest))
    return list(zip(refs, code.tolist(), *dates, charge.tolist(), outcome.tolist(), strict=True))
