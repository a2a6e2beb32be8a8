"""Proven reoffending as the Ministry of Justice and the Youth Justice Board published it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.measures.answer import reading
from desist.measures.catalogue import measure
from desist.records.places import ENGLAND_AND_WALES
from desist.vocabulary.period import Every, ending
from tests.golden.measures.conftest import Read
from tests.golden.measures.published import number, rows

# MoJ, proven reoffending, England and Wales: rate in percent, reoffences per reoffender, by cohort year.
ADULTS_AND_CHILDREN = {
    "2012/13": (30.9, 3.44),
    "2013/14": (31.1, 3.56),
    "2014/15": (30.0, 3.67),
}


def test_all_seven_cohorts_as_published(read: Read, shared_data: Path) -> None:
    table = list(rows(shared_data / "moj_reoffending/proven_reoffending_england_wales.csv"))
    assert [row["cohort"] for row in table] == [f"20{n}/{n + 1}" for n in range(12, 19)]
    for row in table:
        year = f"{int(row['cohort'][:4]) + 1}-03"
        (rate,) = read("national_reoffending_rate", ENGLAND_AND_WALES, year)
        (each,) = read("national_reoffences_per_reoffender", ENGLAND_AND_WALES, year)
        published = (float(row["reoffendingRate"]), float(row["avgReoffences"]))
        assert (round(rate.value or 0, 1), round(each.value or 0, 2)) == published
        assert ADULTS_AND_CHILDREN.get(row["cohort"], published) == published
        assert rate.numerator == each.denominator == float(row["reoffenders"])


def test_a_year_is_pooled_from_its_quarters_and_is_no_mean_of_rates() -> None:
    """METHODS 1.3: (120, 150, 100, 130) of (400, 480, 350, 420) are 30.3030%, not 30.193%."""
    reoffenders, offenders = (120, 150, 100, 130), (400, 480, 350, 420)
    year = reading(
        measure("national_reoffending_rate"),
        "England and Wales",
        ending("2017-03", Every.YEAR),
        numerator=sum(reoffenders),
        denominator=sum(offenders),
    )
    assert round(year.value or 0, 4) == 30.3030
    mean = sum(100 * r / n for r, n in zip(reoffenders, offenders, strict=True)) / 4
    assert round(mean, 3) == 30.193


def test_children_of_the_year_ending_march_2020(read: Read) -> None:
    """Youth Justice Statistics: 20,695 children, 7,079 reoffenders, 25,830 reoffences; 34.2% and 3.65."""
    (rate,) = read("youth_reoffending_rate", ENGLAND_AND_WALES, "2020-03")
    (each,) = read("youth_reoffences_per_reoffender", ENGLAND_AND_WALES, "2020-03")
    assert (rate.denominator, rate.numerator, each.numerator) == (20_695, 7_079, 25_830)
    assert (round(rate.value or 0, 1), round(each.value or 0, 2)) == (34.2, 3.65)


def test_the_years_and_the_quarters_of_children_are_never_added(read: Read) -> None:
    year = ending("2020-03", Every.YEAR)
    (whole,) = read("youth_reoffending_rate", ENGLAND_AND_WALES, year)
    quarters = [
        read("youth_reoffending_rate", ENGLAND_AND_WALES, each)[0] for each in year.steps(Every.QUARTER)
    ]
    assert whole.source == "YJB by sex, years"
    assert {each.source for each in quarters} == {"YJB by sex, quarters"}
    assert sum(each.denominator or 0 for each in quarters) == whole.denominator


@pytest.mark.parametrize("breakdown", ["sex", "index_offence"])
def test_the_parts_of_the_childrens_cohort_add_to_it(read: Read, breakdown: str) -> None:
    parts = read("youth_reoffending_rate", ENGLAND_AND_WALES, "2020-03", by=[breakdown])
    assert sum(each.denominator or 0 for each in parts) == 20_695
    assert sum(each.numerator or 0 for each in parts) == 7_079


def test_every_published_rate_by_index_offence(read: Read, shared_data: Path) -> None:
    table = [
        row
        for row in rows(shared_data / "national/reoffending_by_index_offence.csv.gz")
        if row["year_ending"] == "2017-03-31"
    ]
    assert len(table) > 20
    for row in table:
        (each,) = read(
            "national_reoffending_rate_by_offence",
            ENGLAND_AND_WALES,
            "2017-03",
            age=row["age"],
            index_offence=row["index_offence"],
        )
        share = number(row["proportion"])
        assert each.value == (None if share is None else pytest.approx(100 * share, abs=1e-9)), row


def test_first_time_entrants_of_every_year(read: Read, shared_data: Path) -> None:
    codes = {"Eng/Wales": ENGLAND_AND_WALES, "England": "E92000001", "Birmingham": "E08000025"}
    codes |= {"West Midlands": "E12000005", "West Midlands (region)": "E12000005"}
    table = list(rows(shared_data / "yjb_youth/fte_09to20.csv"))
    assert len(table) == 48
    for row in table:
        (each,) = read("first_time_entrants", codes[row["level"]], f"{float(row['end_period_year']):.0f}-12")
        assert each.value == float(row["count"]), row


def test_first_time_entrants_for_each_100_000_children(read: Read, shared_data: Path) -> None:
    children = sum(
        float(row[str(age)])
        for row in rows(shared_data / "geography/population20_ltla21.csv")
        for age in range(10, 18)
    )
    (each,) = read("first_time_entrants_per_100000", ENGLAND_AND_WALES, "2020-12")
    assert (each.numerator, each.denominator) == (9_169, children)
    assert round(each.value or 0) == 164
    (earlier,) = read("first_time_entrants_per_100000", ENGLAND_AND_WALES, "2019-12")
    assert earlier.mark == "x" and "ons.population_by_age" in earlier.why


def test_custodial_sentences_are_those_of_the_custody_tier(read: Read, shared_data: Path) -> None:
    table = [
        row
        for row in rows(shared_data / "yjb_youth/disposals_10to21.csv")
        if row["level"] == "Eng/Wales"
        and row["disposal_type"] == "Custody"
        and row["end_period_year"] == "2020.0"
    ]
    (each,) = read("youth_custodial_sentences", ENGLAND_AND_WALES, "2020-03")
    assert each.value == sum(number(row["count"]) or 0 for row in table) == 1_210
