"""Criminal careers: when each person does something that will be proven, and what is given for it.

Everybody's next occasion is drawn at once, then the one after for whoever is still offending, and so on:
a loop over occasions, not over people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.synthetic.offenders import disposals, settings
from desist.synthetic.offenders.people import YEAR, Flags, Floats, Ints, People, day
from desist.synthetic.offenders.proof import draw_delays


@dataclass(frozen=True, kw_only=True)
class Occasions:
    """Occasions on which something proven was done, one entry each; days count from 1 January 1970.

    ``person`` is a place in the people, ``disposal`` one in disposals.KINDS; ``release`` is the last day of
    the unbroken stay inside that custody was part of, and the day of proof for any other disposal.
    """

    person: Ints
    offence: Ints
    proof: Ints
    disposal: Ints
    release: Ints
    child: Flags

    @property
    def custody(self) -> Flags:
        return np.asarray(self.disposal == disposals.CUSTODY)


def draw_occasions(people: People, dice: np.random.Generator) -> Occasions:
    """Draw every occasion of every career, ordered by person and day of proof."""
    last = day(settings.LAST_DAY)
    who = np.arange(len(people))
    now = people.begins.copy()
    last_time = np.full(len(people), -1_000_000)
    inside_from, inside_until = (np.full(len(people), np.iinfo(np.int64).max) for _ in range(2))
    drawn: list[tuple[Ints, ...]] = []
    earlier = 0
    while len(who):
        at = now[who]
        proof = at + draw_delays(at, dice)
        child = (proof - people.born[who]) < 18 * YEAR
        before = np.full(len(who), earlier)
        disposal = disposals.draw_disposals(before, child, dice)
        custody = disposal == disposals.CUSTODY
        release = proof + np.where(custody, disposals.draw_days_inside(at - last_time[who], dice), 0)
        drawn.append((who, at, proof, disposal, release, child.astype(np.int64)))
        # Whoever is to go inside cannot offend from the day of proof to the day of release.
        ahead = custody & (inside_from[who] < np.iinfo(np.int64).max) & (inside_until[who] > at)
        begins = np.where(ahead, np.minimum(inside_from[who], proof), proof)
        ends = np.where(ahead, np.maximum(inside_until[who], release), release)
        inside_from[who[custody]], inside_until[who[custody]] = begins[custody], ends[custody]
        last_time[who] = at
        brief = custody & (release - proof <= disposals.MOST_SHORT)
        now[who] = _next(people, who, at, brief, inside_from[who], inside_until[who], dice)
        who = who[(now[who] <= last) & (now[who] <= people.desists[who])]
        earlier += 1
    return _stays_joined(*(np.concatenate(column) for column in zip(*drawn, strict=True)))


def _next(
    people: People,
    who: Ints,
    at: Ints,
    brief: Flags,
    inside_from: Ints,
    inside_until: Ints,
    dice: np.random.Generator,
) -> Ints:
    """The day of the next occasion: outside, a quiet spell if one comes, then a wait at the age's rate."""
    age = (at - people.born[who]) / YEAR
    rate = people.rate[who] * age_factor(age)
    kind = people.kind[who]
    pause, quiet = (np.array([getattr(each, of) for each in settings.KINDS]) for of in ("pause", "quiet"))
    chance = pause[kind] * np.where(brief, settings.PAUSE_AFTER_SHORT_CUSTODY, 1.0)
    silent = np.where(dice.random(len(who)) < chance, dice.exponential(size=len(who)) * quiet[kind], 0)
    until = silent + dice.exponential(size=len(who)) / rate
    following = at + 1 + (until * YEAR).astype(np.int64)
    lost = (following >= inside_from) & (following < inside_until)
    later = following - np.maximum(inside_from, at) + inside_until
    return np.where(lost, later, following)


def age_factor(age: Floats) -> Floats:
    """How much more or less often people of an age offend than at 21 to 29."""
    ages, factors = np.array(list(settings.AGE_FACTORS)), np.array(list(settings.AGE_FACTORS.values()))
    return np.asarray(factors[np.clip(np.searchsorted(ages, age, side="right") - 1, 0, None)])


def _stays_joined(
    person: Ints, offence: Ints, proof: Ints, disposal: Ints, release: Ints, child: Ints
) -> Occasions:
    """Sentences served in one unbroken stay are all left on its last day."""
    order = np.lexsort((release, proof, person))
    person, offence, proof, disposal, release, child = (
        column[order] for column in (person, offence, proof, disposal, release, child)
    )
    inside = np.flatnonzero(disposal == disposals.CUSTODY)
    if len(inside):
        apart = person[inside] * np.int64(10_000_000)  # so that one person's days never reach the next's
        until = np.maximum.accumulate(apart + release[inside])
        new = np.r_[True, (apart + proof[inside])[1:] > until[:-1]]
        stay = np.cumsum(new) - 1
        ends = np.zeros(stay[-1] + 1, dtype=np.int64)
        np.maximum.at(ends, stay, release[inside])
        release[inside] = ends[stay]
    return Occasions(
        person=person,
        offence=offence,
        proof=proof,
        disposal=disposal,
        release=release,
        child=child.astype(bool),
    )
