"""What the first page says has changed since the last report."""

from __future__ import annotations

from desist.publication.passports.passport import Passport
from desist.publication.report.judged import Judged
from desist.quarter.changed import changed_since
from desist.quarter.judge import judge
from desist.quarter.passports import figure_of, passport
from desist.vocabulary.reading import Reading
from tests.unit.quarter.made_up_reads import QUARTER, MadeUp, home, indicator, reading

LAST = QUARTER.moved(-3)


def judged(*readings: Reading) -> Judged:
    return judge(MadeUp(readings), home(), indicator(), QUARTER)


def printed(*readings: Reading) -> tuple[Passport, ...]:
    """The passports of a report on the quarter before."""
    found = judge(MadeUp(readings), home(), indicator(), LAST)
    figure = figure_of("Durham", LAST, found)
    return (passport(figure, "Custody visits", found.readings, MadeUp(readings), None),)


def test_without_a_report_before() -> None:
    assert changed_since((), [judged(reading(50))]) == "No earlier edition to compare with."


def test_a_newer_figure_is_given_beside_the_older() -> None:
    said = changed_since(printed(reading(40, LAST)), [judged(reading(40, LAST), reading(1250))])
    assert said == "Custody visits: 1,250, was 40 (October to December 2024)."


def test_a_figure_given_for_the_first_time() -> None:
    assert changed_since(printed(), [judged(reading(50))]) == "Custody visits is answered for the first time."


def test_nothing_newer() -> None:
    said = changed_since(printed(reading(40, LAST)), [judged(reading(40, LAST))])
    assert said == "No indicator has a newer figure than in the last report."
