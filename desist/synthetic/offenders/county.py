"""The made-up county, whole: its people and their proven offences, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from desist.synthetic.offenders import settings
from desist.synthetic.offenders.careers import Occasions, draw_occasions
from desist.synthetic.offenders.offence_mix import draw_codes
from desist.synthetic.offenders.people import Flags, Ints, People, Words, day, draw_people
from desist.vocabulary.mistake import OperatorMistake

FEWEST, MOST = 100, 2_000_000


@dataclass(frozen=True, kw_only=True)
class County:
    """People and what was proven against them; ``occasion`` and ``code`` have one entry for each offence.

    ``awaited`` are occasions of the same people that nothing is proven of by the last day.
    """

    people: People
    occasions: Occasions
    occasion: Ints
    code: Words
    awaited: Occasions


def draw_county(people: int, seed: int) -> County:
    """Draw a county of so many people, everybody with an offence proven by the last day.

    The same number and the same seed give the same county.
    """
    if not FEWEST <= people <= MOST:
        raise OperatorMistake(
            f"A county of {people:,} people cannot be drawn.", hint=f"Ask for {FEWEST} to {MOST:,} people."
        )
    if seed < 0:
        raise OperatorMistake("The seed is a whole number from 0 on.")
    dice = np.random.default_rng([seed, people])
    # The offence of a few is proven only after the last day: more people are drawn than are kept.
    drawn = draw_people(people + people // 20 + 50, dice)
    occasions = draw_occasions(drawn, dice)
    known = np.unique(occasions.person[occasions.proof <= day(settings.LAST_DAY)])[:people]
    place = np.full(len(drawn), -1)
    place[known] = np.arange(len(known))
    kept = (occasions.proof <= day(settings.LAST_DAY)) & (place[occasions.person] >= 0)
    everybody = _only(drawn, known)
    awaited = (occasions.proof > day(settings.LAST_DAY)) & (place[occasions.person] >= 0)
    held, waiting = (_of(occasions, which, place) for which in (kept, awaited))
    return _with_offences(everybody, held, waiting, dice)


def _of(occasions: Occasions, which: Flags, place: Ints) -> Occasions:
    """Some of the occasions, with everybody at their place among those who are kept."""
    return replace(
        occasions,
        person=place[occasions.person[which]],
        offence=occasions.offence[which],
        proof=occasions.proof[which],
        disposal=occasions.disposal[which],
        release=occasions.release[which],
        child=occasions.child[which],
    )


def _only(people: People, known: Ints) -> People:
    columns = {name: getattr(people, name)[known] for name in People.__dataclass_fields__ if name != "ref"}
    return People(ref=people.ref[: len(known)], **columns)


def _with_offences(
    people: People, occasions: Occasions, awaited: Occasions, dice: np.random.Generator
) -> County:
    kind = people.kind[occasions.person]
    again = np.array(settings.MORE_OFFENCES)[kind]
    count = dice.geometric(1 - again)
    occasion = np.repeat(np.arange(len(count)), count)
    code = draw_codes(occasions.child[occasion], kind[occasion] == len(settings.KINDS) - 1, dice)
    # An offence is known by person, code, day and proof: two alike would be one row sent twice.
    alike = np.char.add(
        np.char.add(occasions.person[occasion].astype(str), "/"),
        np.char.add(np.char.add(occasions.offence[occasion].astype(str), "/"), code),
    )
    alike = np.char.add(np.char.add(alike, "/"), occasions.proof[occasion].astype(str))
    first = np.sort(np.unique(alike, return_index=True)[1])
    return County(
        people=people, occasions=occasions, occasion=occasion[first], code=code[first], awaited=awaited
    )
