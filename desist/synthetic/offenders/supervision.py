"""Who supervises whom: community orders, suspended sentences, licences and supervision after custody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from desist.synthetic.offenders import disposals, settings
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.people import YEAR, Flags, Ints, Words, day, written

# The extract begins when everybody who leaves custody came to be supervised, after however short a stay
# (Offender Rehabilitation Act 2014). Orders given earlier are not in it.
HELD_FROM = day("2015-02-01")
# Months of an order, and how often each. Chosen.
MONTHS = {
    "community_order": {6: 0.10, 12: 0.55, 18: 0.20, 24: 0.15},
    "suspended_sentence": {12: 0.50, 18: 0.30, 24: 0.20},
}
# Half of a sentence is served inside, so this many days are a sentence of two years; after a shorter one
# post-sentence supervision fills up the first year outside (Criminal Justice Act 2003, section 256AA).
TWO_YEARS_SERVED, FIRST_YEAR = 365, 365
# Public probation was divided until the day before this one; what was running went over to one service.
UNIFIED = day("2021-06-26")
COMPANY = "Durham Tees Valley Community Rehabilitation Company"
NATIONAL = "National Probation Service"
ONE_SERVICE = "Probation Service, County Durham and Darlington"
ELSEWHERE = "Probation Service, elsewhere"
# The National Probation Service had those thought most dangerous: here whoever had served two years'
# sentence, and some others. A few move away. Shares are chosen.
DANGEROUS, MOVED = 0.20, 0.04
HANDED_ON = "Transferred to the Probation Service"
CUT_SHORT = {
    "community_order": "Revoked on sentence to custody",
    "suspended_sentence": "Activated",
    "licence": "Recalled to custody",
    "post_sentence_supervision": "Returned to custody",
}
COLUMNS = ("person_ref", "kind", "provider", "start_date", "end_date", "end_reason")
Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Spells:
    """Spells of supervision, one entry each: a place in the people, first and last day as days since 1970."""

    kind: str
    person: Ints
    start: Ints
    end: Ints


def supervision(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """Every order and licence of an adult, as the columns of probation.supervision; numbers of its own."""
    dice = np.random.default_rng([seed, len(county.people), 8])
    everyone = len(county.people)
    dangerous, moved = (dice.random(everyone) < share for share in (DANGEROUS, MOVED))
    person, received, released = unbroken_stays(county)
    long = released - received >= TWO_YEARS_SERVED
    first_long = np.full(everyone, np.iinfo(np.int64).max)
    np.minimum.at(first_long, person[long], released[long])
    rows: dict[Row, Row] = {}
    for spells in (*_orders(county, dice), *_after_custody(county, person, received, released)):
        end, cut = _cut_short(spells, person, received)
        why = np.where(cut, CUT_SHORT[spells.kind], "Completed")
        national = dangerous[spells.person] | (first_long[spells.person] <= spells.start)
        before = np.where(national, NATIONAL, COMPANY)
        after = np.where(moved[spells.person], ELSEWHERE, ONE_SERVICE)
        for row in _under_each_provider(county, replace(spells, end=end), why, before, after):
            # An order is known by person, kind and first day: of two alike the one that runs on.
            key = (row[0], row[1], row[3])
            rows[key] = max(row, rows.get(key, row), key=_until)
    ordered = sorted(rows.values(), key=lambda row: (row[0], row[3], row[1]))
    return {name: [row[at] for row in ordered] for at, name in enumerate(COLUMNS)}


def _under_each_provider(
    county: County, spells: Spells, why: Words, before: Words, after: Words
) -> Sequence[Row]:
    """The rows of some spells: two of each that ran while probation was unified, otherwise one."""
    last, over = spells.end, spells.end >= UNIFIED
    early = np.flatnonzero(spells.start < UNIFIED)
    handed_on = np.where(over, HANDED_ON, why)
    first_part = replace(spells, end=np.where(over, UNIFIED - 1, last))
    second_part = replace(spells, start=np.maximum(spells.start, UNIFIED))
    return [
        *_rows(county, first_part, early, before, handed_on),
        *_rows(county, second_part, np.flatnonzero(over), after, why),
    ]


def _until(row: Row) -> str:
    return row[4] or "9999-12-31"


def unbroken_stays(county: County) -> tuple[Ints, Ints, Ints]:
    """Unbroken stays inside, by person and day: whose each is, its first day and its last."""
    occasions = county.occasions
    inside = np.flatnonzero(occasions.custody)
    # Occasions lie by person and day of proof, so the first sentence of a stay is the one that began it.
    together = np.stack([occasions.person[inside], occasions.release[inside]])
    first = inside[np.sort(np.unique(together, axis=1, return_index=True)[1])]
    return occasions.person[first], occasions.proof[first], occasions.release[first]


def _orders(county: County, dice: np.random.Generator) -> Sequence[Spells]:
    occasions = county.occasions
    made = []
    for kind, months in MONTHS.items():
        given: Flags = (occasions.disposal == disposals.KINDS.index(kind)) & ~occasions.child
        which = np.flatnonzero(given & (occasions.proof >= HELD_FROM))
        drawn = dice.choice(list(months), len(which), p=list(months.values()))
        start = occasions.proof[which]
        lasts = np.round(drawn * YEAR / 12).astype(np.int64)
        made.append(Spells(kind=kind, person=occasions.person[which], start=start, end=start + lasts - 1))
    return made


def _after_custody(county: County, person: Ints, received: Ints, released: Ints) -> Sequence[Spells]:
    """A licence as long as the time inside, then supervision to the end of the first year outside."""
    adult = released - county.people.born[person] >= 18 * YEAR
    which = adult & (released >= HELD_FROM) & (released <= day(settings.LAST_DAY))
    who, out = person[which], released[which]
    served = np.maximum(out - received[which], 1)
    licence = Spells(kind="licence", person=who, start=out, end=out + served - 1)
    recalled = _cut_short(licence, person, received)[1]
    more = (served < TWO_YEARS_SERVED) & ~recalled
    further = Spells(
        kind="post_sentence_supervision",
        person=who[more],
        start=licence.end[more] + 1,
        end=out[more] + FIRST_YEAR - 1,
    )
    return (licence, further)


def _cut_short(spells: Spells, person: Ints, received: Ints) -> tuple[Ints, Flags]:
    """The last day of each spell, and whether it is the day the person went inside."""
    apart = np.int64(10_000_000)  # so that one person's days never reach the next's
    into = np.sort(person * apart + received)
    at = np.searchsorted(into, spells.person * apart + spells.start, side="right")
    following = np.append(into, np.iinfo(np.int64).max)[at] - spells.person * apart
    cut = following <= spells.end
    return np.where(cut, following, spells.end), cut


def _rows(county: County, spells: Spells, which: Ints, provider: Words, why: Words) -> Sequence[Row]:
    """What the extract says of some of the spells by the county's last day."""
    which = which[spells.start[which] <= day(settings.LAST_DAY)]
    running = spells.end[which] > day(settings.LAST_DAY)
    columns = (
        county.people.ref[spells.person[which]].tolist(),
        [spells.kind] * len(which),
        provider[which].tolist(),
        written(spells.start[which]),
        np.where(running, "", written(spells.end[which])).tolist(),
        np.where(running, "", why[which]).tolist(),
    )
    return list(zip(*columns, strict=True))
