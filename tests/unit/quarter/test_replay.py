"""A passport says enough to compute its figure again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.publication.passports.difference import differences
from desist.publication.passports.passport import Passport
from desist.publication.passports.written import passport_from, passport_json
from desist.quarter.judge import judge
from desist.quarter.passports import figure_of, passport
from desist.quarter.replay import replay
from desist.vocabulary.mark import Mark
from desist.vocabulary.reading import Reading
from tests.unit.quarter.made_up_reads import CLEVELAND, DURHAM, QUARTER, MadeUp, home, indicator, reading

CRIME = CATALOGUE["recorded_offences"]


def level(code: str, name: str, value: float) -> Reading:
    return reading(value, measure=CRIME, code=code, breakdown={"offence_group": name})


SERIES = [reading(40 + at, QUARTER.moved(-3 * at)) for at in range(6)]
LEVELS = [
    *(level(code, name, n) for code in (DURHAM, CLEVELAND) for name, n in (("Robbery", 7), ("Theft", 90))),
    reading(97, measure=CRIME),
    reading(97, measure=CRIME, code=CLEVELAND),
]
ONE_LEVEL = [level(DURHAM, "Robbery", 7), replace(level(DURHAM, "Robbery", 6), period=QUARTER.year_before())]


def made(readings: list[Reading], **watched: object) -> Passport:
    reads = MadeUp(readings)
    found = judge(reads, home(), indicator(**watched), QUARTER)
    return passport(figure_of("Durham", QUARTER, found), "A figure", found.readings, reads, None)


PASSPORTS = {
    "series": (SERIES, made(SERIES)),
    "levels": (LEVELS, made(LEVELS, measure=CRIME.name, by="offence_group", beside=(CLEVELAND,))),
    "one level": (ONE_LEVEL, made(ONE_LEVEL, measure=CRIME.name, only={"offence_group": "Robbery"})),
    "nothing held": ([], made([])),
}


@pytest.mark.parametrize("name", PASSPORTS)
def test_it_comes_out_the_same_also_after_it_was_written_and_read(name: str) -> None:
    readings, given = PASSPORTS[name]
    for each in (given, passport_from(passport_json(given))):
        assert differences(each.readings, replay(each, MadeUp(readings))) == {}


@pytest.mark.parametrize("name", ["series", "levels", "one level"])
def test_any_other_number_is_told(name: str) -> None:
    readings, given = PASSPORTS[name]
    for at, each in enumerate(readings):
        other = [*readings[:at], replace(each, numerator=1.5, value=1.5), *readings[at + 1 :]]
        shown = {(r.measure, r.place, r.period, tuple(r.breakdown.items())) for r in given.readings}
        key = (each.measure, each.place, each.period, tuple(each.breakdown.items()))
        assert bool(differences(given.readings, replay(given, MadeUp(other)))) == (key in shown)


def test_rows_that_are_gone_leave_x() -> None:
    readings, given = PASSPORTS["series"]
    again = replay(given, MadeUp([]))
    assert {each.mark for each in again} == {Mark.NOT_AVAILABLE}
    said = differences(given.readings, again).values()
    assert sum(each.endswith("no longer computed") for each in said) == len(readings)
