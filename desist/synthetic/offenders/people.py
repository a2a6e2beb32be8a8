"""Who lives in the made-up county: names, dates of birth, sex, ethnicity, where, and what kind of career."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.synthetic.offenders import settings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Words = NDArray[np.str_]

YEAR = 365.25


def _names(text: str) -> list[str]:
    return text.split()


BOYS = _names(
    "James John David Paul Mark Michael Andrew Stephen Lee Craig Daniel Liam Ryan Jack Thomas Callum Jordan "
    "Connor Kyle Dean Shaun Gary Kevin Anthony Robert William Christopher Matthew Adam Luke Joshua Nathan "
    "Scott Carl Darren Ian Peter Simon Martin Alan"
)
GIRLS = _names(
    "Sarah Emma Claire Laura Rebecca Gemma Stacey Kelly Michelle Nicola Louise Samantha Amy Hannah Chloe "
    "Megan Jessica Lauren Sophie Leanne Joanne Karen Julie Susan Donna Tracey Angela Katie Natalie Charlotte"
)
FAMILIES = _names(
    "Smith Jones Robinson Wilson Thompson Brown Walker Taylor Hall Wood Clark Harrison Richardson Jackson "
    "Johnson White Wright Watson Bell Young Robson Dixon Atkinson Henderson Armstrong Hutchinson Stephenson "
    "Elliott Graham Wilkinson Lowe Coates Raine Hodgson Nicholson Peart Dobson Gibson Simpson Hunter Foster "
    "Ward Marshall Milburn Bainbridge Lowes Proud Tait Teasdale Alderson Kirkup Pattinson Sowerby Blenkinsop "
    "Longstaff Heslop Wearmouth Raw Emerson Hope Khan Ahmed Begum Nowak Kowalska Chen Okafor Mensah"
)


@dataclass(frozen=True, kw_only=True)
class People:
    """Made-up people, one entry each. Days are counted from 1 January 1970; ``kind`` is a place in KINDS."""

    ref: Words
    given: Words
    middle: Words
    family: Words
    born: Ints
    female: Flags
    ethnicity_self: Words
    ethnicity_officer: Words
    area: Words
    kind: Ints
    rate: Floats
    begins: Ints
    desists: Ints

    def __len__(self) -> int:
        return len(self.ref)


def draw_people(how_many: int, dice: np.random.Generator) -> People:
    """Draw the people of the county, each with the first day and the last day of a criminal career."""
    first, last = day(settings.FIRST_DAY), day(settings.LAST_DAY)
    kinds = settings.KINDS
    kind = dice.choice(len(kinds), how_many, p=[each.share for each in kinds])
    shape = np.array([each.shape for each in kinds])[kind]
    rate = dice.gamma(shape) / shape * np.array([each.rate for each in kinds])[kind]
    lasts = dice.exponential(np.array([each.years for each in kinds])[kind]) * YEAR
    young = dice.random(how_many) < np.array([each.young for each in kinds])[kind]
    as_child = np.clip(dice.normal(15.6, 1.6, how_many), 10.1, 17.99)
    as_adult = 18 + np.minimum(dice.gamma(1.2, 9.5, how_many), 60)
    begins = dice.integers(first, last, how_many)
    born = begins - (np.where(young, as_child, as_adult) * YEAR).astype(np.int64) - 1
    female = dice.random(how_many) < settings.FEMALE
    given, middle = (
        np.where(female, dice.choice(GIRLS, how_many), dice.choice(BOYS, how_many)) for _ in range(2)
    )
    # A few names are common and most are not.
    weight = 1 / np.arange(3, 3 + len(FAMILIES))
    family = dice.choice(FAMILIES, how_many, p=weight / weight.sum())
    pairs = list(settings.ETHNICITIES)
    seen = dice.choice(len(pairs), how_many, p=list(settings.ETHNICITIES.values()))
    by_self, by_officer = (np.array([pair[side] for pair in pairs])[seen] for side in (0, 1))
    by_self[dice.random(how_many) < settings.ETHNICITY_SELF_MISSING] = ""
    by_officer[dice.random(how_many) < settings.ETHNICITY_OFFICER_MISSING] = ""
    return People(
        ref=np.array([f"S{number:07d}" for number in range(1, how_many + 1)]),
        given=given,
        middle=np.where(dice.random(how_many) < 0.8, middle, ""),
        family=family,
        born=born,
        female=female,
        ethnicity_self=by_self,
        ethnicity_officer=by_officer,
        area=dice.choice(list(settings.AREAS), how_many, p=list(settings.AREAS.values())),
        kind=kind,
        rate=rate,
        begins=begins,
        desists=begins + lasts.astype(np.int64),
    )


def day(of: object) -> int:
    """The number of a day, counted from 1 January 1970."""
    return int(np.datetime64(str(of), "D").astype(np.int64))


def written(days: Ints) -> list[str]:
    """Days as CSV has them, 2024-03-31."""
    return [str(each) for each in days.astype("datetime64[D]")]
