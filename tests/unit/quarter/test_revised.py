"""What a correction marks and lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.publication.passports.passport import Passport
from desist.quarter.judge import judge
from desist.quarter.passports import figure_of, passport
from desist.quarter.revised import marking, revisions
from desist.vocabulary.mark import Mark
from desist.vocabulary.reading import Reading
from tests.unit.quarter.made_up_reads import CLEVELAND, QUARTER, MadeUp, home, indicator, reading

BEFORE = QUARTER.year_before()
PRINTED = (reading(400, BEFORE), reading(520))


def edition(*readings: Reading) -> tuple[Passport, ...]:
    found = judge(MadeUp(readings), home(), indicator(), QUARTER)
    return (passport(figure_of("Durham", QUARTER, found), "Visits", found.readings, MadeUp(readings), None),)


def test_a_figure_that_says_something_else_is_marked() -> None:
    mark = marking(edition(*PRINTED))
    assert mark(reading(480)).mark is Mark.REVISED
    assert mark(reading(520)).mark is Mark.NONE
    assert mark(reading(480, mark=Mark.PROVISIONAL)).mark is Mark.REVISED


@pytest.mark.parametrize(
    "other",
    [reading(480, QUARTER.moved(-120)), reading(480, code=CLEVELAND), reading(480, breakdown={"a": "b"})],
)
def test_a_figure_that_was_not_printed_is_not_revised(other: Reading) -> None:
    assert marking(edition(*PRINTED))(other) == other


def test_a_mark_that_warns_of_more_stays() -> None:
    assert marking(edition(*PRINTED))(reading(480, mark=Mark.UNRELIABLE)).mark is Mark.UNRELIABLE


def test_a_figure_taken_away_is_a_revision_and_stays_x() -> None:
    gone = reading(None)
    assert marking(edition(*PRINTED))(gone).mark is Mark.NOT_AVAILABLE
    now = judge(MadeUp([PRINTED[0], gone]), home(), indicator(), QUARTER)
    (found,) = revisions(edition(*PRINTED), [now])
    assert (found.was, found.now) == ("520", "[x]")


def test_each_revised_figure_is_listed_once_as_it_was_and_as_it_is() -> None:
    now = judge(
        MadeUp([PRINTED[0], replace(PRINTED[1], value=480.0, numerator=480.0)]), home(), indicator(), QUARTER
    )
    (found,) = revisions(edition(*PRINTED), [now, now])
    assert (found.what, found.period) == ("Independent custody visits, Durham", "January to March 2025")
    assert (found.was, found.now) == ("520", "480")
    assert revisions(edition(*PRINTED), [judge(MadeUp(PRINTED), home(), indicator(), QUARTER)]) == ()
