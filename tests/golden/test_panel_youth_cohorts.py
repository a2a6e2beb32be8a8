"""Two of 14 and five of 19: the youth cohorts that the Panel was told of as bare percentages.

Source: Office of the Durham Police, Crime and Victims' Commissioner, report to the Police and Crime Panel,
16 October 2020: the October 2019 cohort, 14.3% (2 young people) at 6 months; the April 2019 cohort, 26.3% at
12 months (5 of 19 is the smallest that gives it). Exact intervals: REQUIREMENTS R019.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import desist
from desist.confidentiality.small_numbers import protect
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.catalogue import CATALOGUE
from desist.vocabulary.mark import Mark

OCTOBER, APRIL, TINY = date(2019, 10, 1), date(2019, 4, 1), date(2019, 7, 1)
YOUNG = date(2020, 2, 1)
# Children and how many of them committed something so many days after their outcome.
COHORTS = (
    (OCTOBER, 14, {100: 1, 170: 1}),
    (APRIL, 19, {30: 1, 150: 2, 340: 2}),
    (TINY, 9, {30: 4}),
    (YOUNG, 12, {30: 3}),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("youth")
    outcomes, people, offences = [], [], ["grown,00805,2020-12-01,2021-03-31,fine"]
    for start, children, after in COHORTS:
        days = [day for day, times in after.items() for _ in range(times)]
        for number in range(children):
            ref, given = f"{start:%m}-{number:02}", start + timedelta(days=4 * number)
            outcomes.append(f"{ref},{given},Youth Caution,pre_court")
            people.append(f"{ref},2004-05-01,M,,,County Durham")
            if number < len(days):
                done = given + timedelta(days=days[number])
                offences.append(f"{ref},00805,{done},{done + timedelta(days=20)},youth_caution")
    create(folder / "durham", "durham")
    opened = desist.open(folder / "durham")
    for contract, header, rows in (
        ("youth.outcomes", "person_ref,outcome_date,outcome,tier", outcomes),
        ("police.people", "person_ref,date_of_birth,sex,ethnicity_self,ethnicity_officer,area", people),
        ("courts.proven_offences", "person_ref,offence_code,offence_date,proof_date,disposal", offences),
    ):
        file = folder / f"{contract}.csv"
        file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        assert opened.load(contract, [file], sender="test").rows_quarantined == 0
    return opened


def at(home: Home, months: int, start: date, end: str) -> Any:
    name = f"local_youth_reoffending_{months}_months"
    (found,) = home.measure(name, start=f"{start:%Y-%m}", end=end)
    return found


def test_two_of_fourteen_at_six_months(home: Home) -> None:
    found = at(home, 6, OCTOBER, "2019-12")
    assert (found.numerator, found.denominator, found.mark) == (2, 14, Mark.UNRELIABLE)
    assert [round(each, 1) for each in (found.value, found.lower, found.upper)] == [14.3, 1.8, 42.8]


def test_five_of_nineteen_at_twelve_months(home: Home) -> None:
    found = at(home, 12, APRIL, "2019-06")
    assert (found.numerator, found.denominator, found.mark) == (5, 19, Mark.UNRELIABLE)
    assert [round(each, 1) for each in (found.value, found.lower, found.upper)] == [26.3, 9.1, 51.2]


def test_on_nine_children_no_rate_is_given_anywhere(home: Home) -> None:
    readings = home.measure("local_youth_reoffending_3_months", start="2019-07", end="2019-09")
    (found,) = readings
    assert (found.numerator, found.denominator, found.value, found.mark) == (4, 9, None, Mark.UNRELIABLE)
    assert found.why == "No rate is given on fewer than 10 people; its counts are not for publication."
    assert readings.to_csv().splitlines()[1].endswith(",4,9,,,,u")
    assert '"value": null' in readings.to_json()


def test_nothing_of_so_few_is_published(home: Home) -> None:
    rule = home.partnership.small_numbers
    found = [at(home, 6, OCTOBER, "2019-12"), at(home, 3, TINY, "2019-09")]
    for each in protect(found, rule, CATALOGUE):
        assert each.mark is Mark.CONFIDENTIAL
        assert (each.numerator, each.denominator, each.value, each.lower) == (None,) * 4


def test_the_cohort_is_followed_at_every_age_and_says_when_it_is_final(home: Home) -> None:
    (ages,) = home.reoffending.youth_cohorts(start="2019-10", end="2019-12").cohorts.values()
    assert [(each.months, each.reading.numerator, each.reoffences) for each in ages] == [
        (3, 0, 0),
        (6, 2, 2),
        (9, 2, 2),
        (12, 2, 2),
    ]
    assert [each.final for each in ages] == [True] * 4


def test_a_cohort_whose_wait_is_not_over_is_live(home: Home) -> None:
    """The data reach to 31 March 2021, three months before the last wait of this cohort ends."""
    (ages,) = home.reoffending.youth_cohorts(start="2020-01", end="2020-03").cohorts.values()
    last = ages[-1]
    assert (last.reading.numerator, last.reading.denominator, last.final) == (3, 12, False)
    assert last.reading.provisional
    assert last.reading.why.startswith("Provisional: none of the people has been followed for the whole 12")
    assert [each.final for each in ages] == [True, True, True, False]
