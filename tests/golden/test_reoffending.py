"""Proven reoffending against published numbers, the Ministry's own calendar and every printed boundary.

Sources: MoJ, Guide to Proven Reoffending Statistics (October 2017): the calendar of the cohort of October
to December 2015; MoJ, consultation response of 28 April 2016: annual figures are pooled from quarters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from desist.measures.reoffending.cohort import Cohort, cohorts_holding, quarter
from desist.measures.reoffending.follow_up import follow_up_ends, is_proven_reoffence, waiting_ends
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.reading import Reading
from tests.made_up import MadeUp, read_made_up
from tests.reference.reoffending.rules import Offence
from tests.reoffending_examples import CAUTION, CUSTODY, HOME, as_rows, offence

OCTOBER_TO_DECEMBER_2015 = ending("2015-12", Every.QUARTER)


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def readings(
    offences: Sequence[Offence], name: str, *periods: Period, by: Sequence[str] = ()
) -> list[Reading]:
    asking = store().fill({"criminal_history": as_rows(offences)})
    return read_made_up(asking, name, [HOME], periods, by=by)


def followed(offences: Sequence[Offence], person: str = "p") -> Mapping[str, Any]:
    """The first 3-month cohort of a person."""
    asking = store().fill({"criminal_history": as_rows(offences)})
    return asking.ask(
        "select * from offenders_followed_up "
        f"where person_id = '{person}' and cohort_months = 3 order by period_start"
    )[0]


# The calendar


def test_the_ministrys_calendar_of_its_first_quarterly_cohort() -> None:
    cohort = Cohort(period=OCTOBER_TO_DECEMBER_2015)
    assert cohort.period == Period(date(2015, 10, 1), date(2015, 12, 31))
    assert cohort.last_follow_up_ends == date(2016, 12, 31)
    assert cohort.last_waiting_ends == date(2017, 6, 30)
    assert not cohort.is_mature(as_at=date(2017, 6, 29))
    assert cohort.is_mature(as_at=date(2017, 6, 30))


@pytest.mark.parametrize(
    ("index_date", "follow_up", "waiting"),
    [
        (date(2016, 2, 29), date(2017, 2, 28), date(2017, 8, 29)),
        (date(2015, 12, 31), date(2016, 12, 31), date(2017, 6, 30)),
        (date(2020, 2, 29), date(2021, 2, 28), date(2021, 8, 29)),
        (date(2015, 2, 28), date(2016, 2, 28), date(2016, 8, 28)),
        (date(2014, 8, 31), date(2015, 8, 31), date(2016, 2, 29)),
        (date(2015, 8, 31), date(2016, 8, 31), date(2017, 2, 28)),
    ],
)
def test_a_year_and_eighteen_months_are_added_at_once(
    index_date: date, follow_up: date, waiting: date
) -> None:
    assert follow_up_ends(index_date) == follow_up
    assert waiting_ends(index_date) == waiting
    found = followed([offence("p", "2014-01-01", index_date.isoformat(), CAUTION)])
    assert (found["follow_up_ends"], found["waiting_ends"]) == (follow_up, waiting)


ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "index_date", [date(2016, 2, 29), date(2015, 12, 31), date(2020, 2, 29), date(2015, 3, 1)]
)
def test_both_last_days_count_and_the_index_date_does_not(index_date: date) -> None:
    last, proof = follow_up_ends(index_date), waiting_ends(index_date)
    cases = {
        (index_date, index_date): 0,
        (index_date - ONE_DAY, index_date + ONE_DAY): 0,  # a pseudo-reconviction
        (index_date + ONE_DAY, index_date + ONE_DAY): 1,
        (last, proof): 1,
        (last + ONE_DAY, proof): 0,
        (last, proof + ONE_DAY): 0,
        (index_date + ONE_DAY, proof + ONE_DAY): 0,
    }
    index = offence("p", "2014-01-01", index_date.isoformat(), CAUTION)
    for (committed, proven), expected in cases.items():
        assert is_proven_reoffence(index_date=index_date, offence_date=committed, proof_date=proven) is bool(
            expected
        )
        history = [index, offence("p", committed.isoformat(), proven.isoformat())]
        assert followed(history)["reoffences"] == expected, (committed, proven)


# Who is in a cohort, from when, and for what


def test_custody_counts_from_release_and_never_before() -> None:
    inside = offence("p", "2015-01-01", "2015-02-01", CUSTODY)
    assert readings([inside], "proven_reoffending_rate", ending("2015-03", Every.QUARTER))[0].value is None
    left = offence("p", "2015-01-01", "2015-02-01", CUSTODY, released="2015-10-01")
    found = followed(
        [left, offence("p", "2015-05-01", "2015-11-01"), offence("p", "2015-10-02", "2015-11-01")]
    )
    assert found["index_date"] == date(2015, 10, 1)
    assert (found["disposal"], found["reoffences"]) == (CUSTODY, 1)


def test_a_person_counts_once_in_a_cohort_at_the_first_index_date() -> None:
    history = [
        offence("p", "2015-09-01", "2015-10-01", CAUTION),
        offence("p", "2015-09-02", "2015-12-31"),
        offence("p", "2015-10-02", "2016-01-01"),
    ]
    quarters = readings(
        history, "proven_reoffending_rate", *(ending(m, Every.QUARTER) for m in ("2015-12", "2016-03"))
    )
    assert [(each.numerator, each.denominator) for each in quarters] == [(1, 1), (0, 1)]
    year = ending("2016-09", Every.YEAR)
    asking = store().fill({"criminal_history": as_rows([*history, offence("q", "2016-08-01", "2016-09-30")])})
    pooled = read_made_up(asking, "proven_reoffending_rate", [HOME], [year])[0]
    once = read_made_up(asking, "proven_reoffending_rate_12_month_cohort", [HOME], [year])[0]
    assert (pooled.numerator, pooled.denominator) == (1, 3)
    assert (once.numerator, once.denominator) == (1, 2)


def test_the_most_severe_disposal_of_the_date_is_the_index_then_the_lowest_code() -> None:
    found = followed(
        [
            offence("p", "2015-09-01", "2015-10-05", "fine", code="00100"),
            offence("p", "2015-09-01", "2015-10-05", "community_order", code="05300"),
            offence("p", "2015-09-01", "2015-10-05", "community_order", code="00805"),
            offence("p", "2015-09-01", "2015-10-06", "suspended_sentence", code="00101"),
        ]
    )
    assert (found["disposal"], found["index_offence_code"]) == ("community_order", "00805")


def test_previous_offences_leave_out_those_of_the_index_disposal() -> None:
    found = followed(
        [
            offence("p", "2012-01-01", "2012-02-01", CUSTODY),  # not released on the record: previous
            offence("p", "2015-01-01", "2015-02-01", CUSTODY, released="2015-10-05"),
            offence("p", "2015-01-02", "2015-02-01", CUSTODY, released="2015-10-05"),
            offence("p", "2015-01-03", "2015-09-04", CUSTODY, released="2015-11-05"),  # previous
            offence("p", "2015-01-03", "2015-10-05", "fine"),  # proven on the day, not before it
        ]
    )
    assert (found["index_date"], found["disposal"]) == (date(2015, 10, 5), CUSTODY)
    assert found["previous_offences"] == 2


@pytest.mark.parametrize(
    ("born", "age", "band", "group"),
    [
        ("1997-12-05", 17, "15 to 17", "juvenile"),
        ("1997-10-06", 17, "15 to 17", "juvenile"),
        ("1997-10-05", 18, "18 to 20", "adult"),
        ("1965-10-05", 50, "50 and over", "adult"),
        ("1965-10-06", 49, "45 to 49", "adult"),
        ("2005-10-05", 10, "10 to 14", "juvenile"),
    ],
)
def test_age_is_that_of_the_index_date(born: str, age: int, band: str, group: str) -> None:
    found = followed([offence("p", "2015-10-05", "2015-10-05", CAUTION, born=date.fromisoformat(born))])
    assert (found["age"], found["age_band"], found["age_group"]) == (age, band, group)


@pytest.mark.parametrize(
    ("previous", "band"),
    [
        (0, "0"),
        (1, "1 to 2"),
        (2, "1 to 2"),
        (3, "3 to 6"),
        (6, "3 to 6"),
        (7, "7 to 10"),
        (10, "7 to 10"),
        (11, "11 or more"),
    ],
)
def test_previous_offences_fall_into_the_published_bands(previous: int, band: str) -> None:
    earlier = [
        offence("p", "2010-01-01", "2015-02-01", CUSTODY, released="") for _ in range(previous)
    ]  # never a cohort of their own
    found = followed([*earlier, offence("p", "2015-09-01", "2015-10-05", CAUTION)])
    assert (found["previous_offences"], found["previous_offences_band"]) == (previous, band)


# Figures


def people(name: str, quarter_start: date, offenders: int, reoffenders: int) -> list[Offence]:
    """One quarter's offenders and reoffenders; nobody leaves the custody that a reoffence brought."""
    proven = quarter_start.isoformat()
    later = quarter_start + timedelta(days=30)
    history = [offence(f"{name}{n}", proven, proven, CAUTION) for n in range(offenders)]
    return history + [
        offence(f"{name}{n}", later.isoformat(), later.isoformat(), CUSTODY) for n in range(reoffenders)
    ]


def test_annual_figures_are_pooled_from_counts_not_a_mean_of_rates() -> None:
    """(120, 150, 100, 130) of (400, 480, 350, 420): 30.3030%, where the mean of the rates is 30.193%."""
    starts = [date(2015, 10, 1), date(2016, 1, 1), date(2016, 4, 1), date(2016, 7, 1)]
    counts = zip("abcd", starts, (400, 480, 350, 420), (120, 150, 100, 130), strict=True)
    history = [each for name, start, n, r in counts for each in people(name, start, n, r)]
    history.append(offence("z", "2030-01-01", "2030-01-01", CUSTODY))  # the file reaches past every wait
    year = readings(history, "proven_reoffending_rate", ending("2016-09", Every.YEAR))[0]
    assert (year.numerator, year.denominator) == (500, 1650)
    assert round(year.value or 0, 4) == 30.3030
    assert year.mark is Mark.NONE
    quarters = readings(history, "proven_reoffending_rate", *(quarter(start) for start in starts))
    assert round(sum(each.value or 0 for each in quarters) / 4, 3) == 30.193


def test_the_two_frequencies_and_the_rate_agree() -> None:
    """Reoffences per offender = rate × reoffences per reoffender (METHODS 1.2)."""
    history = people("a", date(2015, 10, 1), 40, 10)
    history += [each for each in history if each.disposal == CUSTODY and each.person in ("a1", "a2", "a3")]
    found = {
        name: readings(history, name, OCTOBER_TO_DECEMBER_2015)[0]
        for name in ("proven_reoffending_rate", "reoffences_per_reoffender", "reoffences_per_offender")
    }
    rate, per_reoffender, per_offender = (each.value or 0 for each in found.values())
    assert (rate, per_reoffender, per_offender) == (25, 1.3, 13 / 40)
    assert per_offender == pytest.approx(rate / 100 * per_reoffender)
    for each in found.values():
        assert (each.lower or 0) < (each.value or 0) < (each.upper or 0)


def test_without_a_reoffender_the_frequency_is_not_applicable() -> None:
    history = people("a", date(2015, 10, 1), 40, 0)
    found = readings(history, "reoffences_per_reoffender", OCTOBER_TO_DECEMBER_2015)[0]
    assert (found.value, found.mark) == (None, Mark.NOT_APPLICABLE)


def test_until_every_wait_is_over_a_figure_is_provisional() -> None:
    history = people("a", date(2015, 10, 1), 40, 10)
    for last, mark in (("2017-06-29", Mark.PROVISIONAL), ("2017-06-30", Mark.NONE)):
        reached = [*history, offence("z", last, last, CUSTODY)]
        found = readings(reached, "proven_reoffending_rate", OCTOBER_TO_DECEMBER_2015)[0]
        assert (found.value, found.mark) == (25, mark)


def test_by_disposal_a_person_counts_once_for_each_kind() -> None:
    history = [
        offence("p", "2015-09-01", "2015-10-01", CAUTION),
        offence("p", "2015-10-15", "2015-11-01", "fine"),
        offence("p", "2015-09-03", "2015-12-01", "fine"),
        offence("q", "2015-09-01", "2015-10-01", CAUTION),
    ]
    found = readings(history, "proven_reoffending_rate", OCTOBER_TO_DECEMBER_2015, by=["disposal"])
    counted = {each.breakdown["disposal"]: (each.numerator, each.denominator) for each in found}
    assert counted == {"caution": (1, 2), "fine": (0, 1)}
    whole = readings(history, "proven_reoffending_rate", OCTOBER_TO_DECEMBER_2015)[0]
    assert whole.denominator == 2


def test_the_table_of_what_leads_to_what_holds_every_reoffence_once() -> None:
    theft, violence = "03700", "00500"
    history = [
        offence("p", "2015-09-01", "2015-10-01", CAUTION, code=theft),
        offence("p", "2015-10-01", "2015-10-01", code=theft),  # the index date itself
        offence("p", "2015-10-02", "2017-04-01", CUSTODY, code=theft),
        offence("p", "2016-10-01", "2017-04-01", CUSTODY, code=violence),
        offence("p", "2016-10-02", "2017-04-01", CUSTODY, code=violence),  # a day too late
        offence("q", "2015-09-01", "2015-10-01", CAUTION, code=violence),
        offence("q", "2016-01-01", "2016-02-01", CUSTODY, code=violence),
        offence("q", "2016-01-01", "2016-02-01", CUSTODY, code=violence),  # a second count
    ]
    by = ["index_offence_group", "reoffence_group"]
    found = readings(history, "proven_reoffences", OCTOBER_TO_DECEMBER_2015, by=by)
    counted = {tuple(each.breakdown.values()): each.numerator for each in found}
    assert counted == {
        ("Theft and handling", "Theft and handling"): 1,
        ("Theft and handling", "Violence against the person"): 1,
        ("Violence against the person", "Violence against the person"): 2,
    }
    whole = readings(history, "reoffences_per_offender", OCTOBER_TO_DECEMBER_2015)[0]
    assert whole.numerator == sum(each.numerator or 0 for each in found)


def test_a_cohort_is_a_quarter_or_a_year_of_quarters() -> None:
    assert [str(each.period) for each in cohorts_holding(date(2016, 2, 29))] == [
        "January to March 2016",
        "year ending December 2016",
        "year ending September 2016",
        "year ending June 2016",
        "year ending March 2016",
    ]
    year = Cohort(period=ending("2016-09", Every.YEAR))
    assert [each.period.end for each in year.quarters()] == [
        date(2015, 12, 31), date(2016, 3, 31), date(2016, 6, 30), date(2016, 9, 30),
    ]  # fmt: skip
    for wrong in (
        ending("2016-02", Every.QUARTER),
        ending("2016-02", Every.MONTH),
        ending("2016-02", Every.YEAR),
    ):
        with pytest.raises(OperatorMistake, match="is not the period of a cohort"):
            Cohort(period=wrong)
