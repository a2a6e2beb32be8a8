"""Roads, reoffending, children, confidence, officers and partners' returns, counted the slow way too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generative.measures.against_the_truth import hold
from tests.reference.measures.dates import Span, month_of, months, year_to
from tests.reference.measures.places import councils_of

BOTH, DURHAM = "K04000001", "E23000008"
Rows = list[dict[str, Any]]
few = settings(max_examples=20)


def choose(*options: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


def made(**cells: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(cells)


def year(text: str) -> Span:
    return year_to(date(int(text[:4]), int(text[5:]), 1))


# Cleveland has four councils, and Durham two: a force is held only in the months in which all of them are.
casualties = made(
    date=choose(date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 29), date(2020, 3, 1), date(2021, 2, 28)),
    area_name=choose("County Durham", "Darlington", "Gateshead", "Northumberland"),
    casualty_severity=choose("Fatal", "Serious", "Slight"),
    mode=choose("Car", "Pedal cycle", None),
)


@few
@given(
    st.lists(casualties, max_size=12), choose((), ("severity",), ("mode",)), choose({}, {"severity": "fatal"})
)
def test_killed_or_seriously_injured(rows: Rows, by: tuple[str, ...], only: dict[str, str]) -> None:
    at = [month_of(date(2020, 2, 1)), months(date(2020, 1, 1), 3), month_of(date(2021, 2, 1))]
    only = {} if "severity" in by else only
    places = [DURHAM, "E06000047", "E06000005", "E23000007", "E08000037"]
    hold("killed_or_seriously_injured", {"stats19.casualties": rows}, places, at, by, only)


cohorts = made(
    cohort=choose("as printed"),
    start=choose(date(2012, 4, 1), date(2013, 4, 1), date(2015, 4, 1)),
    offenders=st.integers(0, 60),
    reoffenders=st.integers(0, 60),
    reoffences=st.integers(0, 90),
)


@few
@given(st.lists(cohorts, max_size=3, unique_by=lambda row: row["start"]))
def test_national_reoffending(rows: Rows) -> None:
    for name in ("national_reoffending_rate", "national_reoffences_per_reoffender"):
        at = [year("2013-03"), months(date(2012, 4, 1), 24), year("2016-03"), month_of(date(2012, 4, 1))]
        hold(name, {"moj.reoffending": rows}, [BOTH, DURHAM], at)


by_offence = made(
    year_ending=choose(date(2016, 3, 31), date(2017, 3, 31)),
    age=choose("adult", "juvenile"),
    index_offence=choose("drug", "theft"),
    proportion=st.none() | st.floats(0, 1),
)


@few
@given(
    st.lists(
        by_offence, max_size=6, unique_by=lambda row: (row["year_ending"], row["age"], row["index_offence"])
    ),
    choose((), ("age",), ("age", "index_offence")),
    choose({}, {"index_offence": "drug"}),
)
def test_reoffending_by_index_offence(rows: Rows, by: tuple[str, ...], only: dict[str, str]) -> None:
    only = {name: level for name, level in only.items() if name not in by}
    at = [year("2017-03"), months(date(2015, 4, 1), 24)]
    hold("national_reoffending_rate_by_offence", {"moj.reoffending_by_offence": rows}, [BOTH], at, by, only)


def children(name: str, *levels: str) -> st.SearchStrategy[dict[str, Any]]:
    counts = ("Number of children in cohort", "Number of reoffenders", "Number of reoffences")
    when = choose(
        (2019, "Mar", "Quarter"), (2019, "Jun", "Quarter"), (2020, "Mar", "Quarter"), (2020, "March", "Year")
    )
    return st.builds(
        lambda level, measure, when, count: {
            name: level,
            "measure": measure,
            "count": count,
            "end_period_year": when[0],
            "end_period_month": when[1],
            "period_length": when[2],
        },
        choose(*levels),
        choose(*counts),
        when,
        st.integers(0, 50),
    )


@few
@given(
    st.lists(children("gender", "Girls", "Boys"), max_size=14),
    st.lists(children("offence", "Robbery", "Drugs"), max_size=14),
    choose((), (), ("sex",), ("index_offence",)),
)
def test_childrens_reoffending_never_adds_years_and_quarters(
    sex: Rows, offence: Rows, by: tuple[str, ...]
) -> None:
    sent = {"yjb.reoffending_by_sex": sex, "yjb.reoffending_by_offence": offence}
    at = [year("2020-03"), months(date(2019, 1, 1), 3), months(date(2019, 1, 1), 6)]
    for name in ("youth_reoffending_rate", "youth_reoffences_per_reoffender"):
        hold(name, sent, [BOTH], at, by)


entrants = made(
    level=choose("Eng/Wales", "West Midlands", "West Midlands (region)", "Birmingham"),
    end_period_year=choose(2009, 2020),
    end_period_month=choose("December"),
    period_length=choose("Year", "Year", "Quarter"),
    count=st.integers(0, 90),
)
disposals = made(
    level=choose("Eng/Wales", "Birmingham"),
    end_period_year=choose(2020, 2021),
    end_period_month=choose("Unknown"),
    period_length=choose("Year"),
    disposal_type=choose("Custody", "Custody", "Community"),
    disposal=choose("Detention and Training Order", "Section 91"),
    count=st.integers(0, 90),
)


def young(code: str) -> dict[str, Any]:
    ages = {f"age_{age}": age * 3 for age in range(10, 18)}
    return {"code": code, "name": "a council", "total": 900, "_period": "2020-06", **ages}


MIDLANDS = sorted(councils_of("E12000005", "in_april_2021"))


@few
@given(
    st.lists(entrants, max_size=6, unique_by=lambda row: (row["level"][:13], row["end_period_year"])),
    st.lists(disposals, max_size=8),
    choose([], MIDLANDS[:-1], MIDLANDS),
    choose((), ("disposal",)),
)
def test_children_who_enter_the_system(
    entered: Rows, given_to: Rows, councils: list[str], by: tuple[str, ...]
) -> None:
    entered = [
        row for row in entered if (row["level"], row["end_period_year"]) != ("West Midlands (region)", 2009)
    ]
    sent = {
        "yjb.first_time_entrants": entered,
        "yjb.disposals": given_to,
        "ons.population_by_age": [young(code) for code in councils],
    }
    places = [BOTH, "E12000005", "E23000014", "E08000025"]
    for name in ("first_time_entrants", "first_time_entrants_per_100000"):
        hold(name, sent, places, [year("2020-12"), year("2009-12")])
    hold("youth_custodial_sentences", sent, [BOTH, "E08000025"], [year("2020-03"), year("2021-03")], by)
    hold("youth_custody_per_1000", sent, [BOTH, "E08000025"], [year("2020-03"), year("2021-03")])


NORTH_EAST = ("Durham", "Cleveland", "Northumbria", "British Transport Police")


@few
@given(
    st.lists(
        made(year=choose(2018, 2019), force_name=choose(*NORTH_EAST, "Nowhere"), officers=st.floats(0, 900)),
        max_size=8,
        unique_by=lambda row: (row["year"], row["force_name"]),
    )
)
def test_police_officers(rows: Rows) -> None:
    at = [year("2019-03"), months(date(2017, 4, 1), 24), month_of(date(2019, 3, 1))]
    places = [DURHAM, "E12000001", BOTH, "X-BTP"]
    hold("police_officers", {"home_office.police_officers": rows}, places, at)


answers = made(
    year=choose(2018),
    quarter=choose(3, 4),
    measurement_var=choose("fairova1dv", "cjsovb1dv", "ratpol3", "patt7"),
    geography=choose("England and Wales", "Durham"),
    sex=choose("All adults", "All adults", "Men"),
    age=choose("16+"),
    characteristic_var=choose("Total"),
    characteristic=choose("Total"),
    estimate=choose(None, 0.0, 0.25, 0.656, 1.0),
    standard_error=choose(0.01, 0.02),
    unweighted_count=choose(0, 400, 2000),
)


@few
@given(
    st.lists(
        answers, max_size=8, unique_by=lambda row: (row["quarter"], row["measurement_var"], row["geography"])
    )
)
def test_the_crime_survey(rows: Rows) -> None:
    sent, at = {"ons.crime_survey": rows}, [year("2018-12"), year("2018-09")]
    for name in ("fair_cjs", "effective_cjs", "police_good_or_excellent", "police_confidence"):
        hold(name, sent, [BOTH, DURHAM], at)
    hold("survey_design_effect", sent, [BOTH], at, ("question",))
    hold("survey_design_effect", sent, [BOTH], at, (), {"question": "patt7"})


stops = made(
    _place=choose("durham", "cleveland"),
    date=choose("2020-02-29T23:59:00+00:00", "2020-03-01T00:00:00+00:00", "2020-01-31T12:00:00+00:00"),
    type=choose("Person search", "Vehicle search"),
    outcome=choose("Arrest", None),
)


@few
@given(st.lists(stops, max_size=10), choose((), ("type",), ("outcome",), ("type", "outcome")))
def test_stops_and_searches(rows: Rows, by: tuple[str, ...]) -> None:
    at = [month_of(date(2020, 2, 1)), month_of(date(2020, 3, 1)), months(date(2020, 1, 1), 3)]
    hold("stop_and_searches", {"police_uk.stop_and_search": rows}, [DURHAM, "E23000013"], at, by)


COUNTS = (
    "victim_service_referrals",
    "mental_health_incidents",
    "place_of_safety_detentions",
    "rj_referrals",
    "custody_visits",
    "all_incidents",
)
SHARES = (
    "mental_health_triage_share",
    "satisfied_ease_of_contact",
    "satisfied_arrival_time",
    "satisfied_actions_taken",
    "satisfied_follow_up",
    "satisfied_treatment",
    "satisfied_whole_experience",
)
RETURN_SPANS = [
    month_of(date(2024, 2, 1)),
    months(date(2024, 1, 1), 3),
    months(date(2023, 4, 1), 12),
    months(date(2024, 1, 1), 12),
    months(date(2023, 4, 1), 24),
]


def returns(*names: str) -> st.SearchStrategy[Rows]:
    row = made(
        measure=choose(*names),
        place=choose("Durham", "County Durham", "Atlantis"),
        period=choose("2024-01", "2024-02", "2024-03", "2024-Q1", "2024-Q2", "2023/24", "2024/25", "2024"),
        numerator=st.integers(-3, 60).map(float),
        denominator=st.none() | st.integers(0, 80).map(float),
        note=choose(None, "deff=1.2", "pilot; deff = 0.9."),
        _sender=choose("partner return", "Victim Care"),
    )
    return st.lists(
        row,
        max_size=12,
        unique_by=lambda each: (each["measure"], each["place"], each["period"], each["_sender"]),
    )


@pytest.mark.parametrize("name", [*COUNTS, *SHARES])
@settings(max_examples=6)
@given(st.data())
def test_partners_returns(name: str, data: st.DataObject) -> None:
    rows = data.draw(returns(name))
    hold(name, {"local.series": rows}, [DURHAM, "E06000047"], RETURN_SPANS)


incidents = made(
    month=choose(date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)),
    falls_within=choose("Durham Constabulary"),
    lsoa_name=choose("County Durham 001A"),
    crime_type=choose("Anti-social behaviour", "Burglary"),
)


@few
@given(returns("all_incidents", "antisocial_share"), st.lists(incidents, max_size=12))
def test_the_share_of_antisocial_behaviour(rows: Rows, seen: Rows) -> None:
    sent = {"local.series": rows, "police_uk.street": seen}
    hold("antisocial_share", sent, [DURHAM, "E06000047"], RETURN_SPANS[:3])
