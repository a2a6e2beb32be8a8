"""Recorded crime, harm and outcomes: any few rows, counted the slow way too."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generative.measures.against_the_truth import hold
from tests.reference.measures.dates import Span, month_of, months, year_to
from tests.reference.measures.places import councils_of
from tests.reference.measures.records import ONS_COLUMNS

DURHAM, CLEVELAND, NORTHUMBRIA, NORTH_EAST = "E23000008", "E23000013", "E23000007", "E12000001"
COUNCILS = sorted(councils_of(NORTH_EAST, "in_april_2021"))
OFFENCES = [
    ("Robbery", "Robbery of personal property", "34B"),
    ("Theft offences", "Domestic burglary", "28E"),
    ("Miscellaneous crimes", "Miscellaneous crimes", "80"),
    ("Fraud offences", "Fraud: action fraud", "AF"),
]
few = settings(max_examples=15)
small = st.integers(-6, 40)

quarter_rows = st.builds(
    lambda at, force, offence, n: {
        "financial_year": at[0],
        "financial_quarter": at[1],
        "force_name": force,
        "offence_description": "as recorded",
        "offence_group": offence[0],
        "offence_subgroup": offence[1],
        "offence_code": offence[2],
        "offences": n,
    },
    st.sampled_from([("2016/17", 4), *(("2017/18", n) for n in range(1, 5)), ("2018/19", 1)]),
    st.sampled_from(["Durham", "Durham", "Cleveland", "Northumbria", "Action Fraud", "Nowhere"]),
    st.sampled_from(OFFENCES),
    small,
)
street_rows = st.builds(
    lambda month, force, lsoa, kind: {
        "month": month,
        "reported_by": force,
        "falls_within": force,
        "lsoa_name": lsoa,
        "crime_type": kind,
    },
    st.sampled_from(
        [
            date(2018, 1, 1),
            date(2018, 2, 1),
            date(2018, 3, 1),
            date(2019, 2, 1),
            date(2019, 3, 1),
            date(2020, 2, 1),
        ]
    ),
    st.sampled_from(["Durham Constabulary", "Durham Constabulary", "Cleveland Police", "Some Other Police"]),
    st.sampled_from(["County Durham 001A", "Darlington 015D", "Hartlepool 001A", None]),
    st.sampled_from(["Burglary", "Robbery", "Violence and sexual offences", "Anti-social behaviour"]),
)
area_rows = st.builds(
    lambda code, period, columns: {
        "area_code": code,
        "area_name": "as printed",
        "_period": period,
        **columns,
    },
    st.sampled_from([DURHAM, NORTH_EAST, "K04000001"]),
    st.sampled_from(["2018-03", "2019-03"]),
    st.dictionaries(
        st.sampled_from(["homicide", "robbery", "drug_offences", "shoplifting"]),
        st.none() | st.integers(0, 40),
    ),
)


@st.composite
def populations(draw: st.DrawFn) -> list[dict[str, Any]]:
    years = draw(st.sets(st.sampled_from([2016, 2017, 2018, 2019])))
    left_out = draw(st.sets(st.sampled_from(COUNCILS), max_size=1))
    return [
        {"code": code, "name": code, "year": year, "population": 100 + 7 * number + year % 5}
        for year in sorted(years)
        for number, code in enumerate(COUNCILS)
        if code not in left_out
    ]


@st.composite
def sent_rows(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows of up to three publishers for the same place, with gaps, corrections and rows alike."""
    whole = draw(st.booleans())
    official = draw(st.lists(quarter_rows, max_size=12))
    if whole:  # a force with every quarter of a year, so that years are answered too
        official += [
            {**draw(quarter_rows), "financial_year": "2017/18", "financial_quarter": n, "force_name": force}
            for n in range(1, 5)
            for force in draw(st.sampled_from([["Durham"], ["Durham", "Cleveland", "Northumbria"]]))
        ]
    areas = {(row["area_code"], row["_period"]): row for row in draw(st.lists(area_rows, max_size=3))}
    filled = {column: 0 for _, _, column in ONS_COLUMNS}
    rates = [
        {"area_code": row["area_code"], "_period": row["_period"], "population": 900}
        for row in areas.values()
    ]
    return {
        "home_office.recorded_crime": official,
        "police_uk.street": draw(st.lists(street_rows, max_size=12)),
        "ons.force_area_counts": [{**filled, **row} for row in areas.values()],
        "ons.force_area_rates": rates if draw(st.booleans()) else [],
        "ons.population": draw(populations()),
    }


PLACES = [DURHAM, NORTH_EAST, "E06000047", "E06000005"]
SPANS: list[Span] = [
    month_of(date(2018, 2, 1)),
    month_of(date(2020, 2, 1)),
    months(date(2018, 1, 1), 3),
    months(date(2018, 4, 1), 3),
    year_to(date(2018, 3, 1)),
    year_to(date(2019, 3, 1)),
    (date(2018, 2, 1), date(2018, 2, 27)),
    (date(2018, 1, 15), date(2018, 2, 14)),
]
spans = st.lists(st.sampled_from(SPANS), min_size=1, max_size=3, unique=True)
breakdowns = st.sampled_from(
    [(), (), ("offence_group",), ("crime_type",), ("offence_group", "offence_subgroup"), ("offence_code",)]
)
levels = st.sampled_from(
    [{}, {}, {"offence_group": "Robbery"}, {"crime_type": "Burglary"}, {"offence_group": "None"}]
)


@few
@given(sent_rows(), spans, breakdowns, levels)
def test_counts_rates_and_changes(
    sent: dict[str, list[dict[str, Any]]], at: list[Span], by: tuple[str, ...], only: dict[str, str]
) -> None:
    for name in ("recorded_offences", "offences_per_1000", "offences_change"):
        hold(name, sent, PLACES, at, by, {key: level for key, level in only.items() if key not in by})


@few
@given(sent_rows(), spans)
def test_antisocial_behaviour(sent: dict[str, list[dict[str, Any]]], at: list[Span]) -> None:
    hold("antisocial_incidents", sent, PLACES, at)


def test_the_days_about_30_june_pick_the_right_population() -> None:
    """A month that ends on 30 June takes that day's estimate; one that ends a day before, last year's."""
    street = [
        {"month": month, "falls_within": "Durham Constabulary", "crime_type": "Robbery"}
        for month in (date(2018, 5, 1), date(2018, 6, 1), date(2018, 7, 1), date(2019, 6, 1))
    ]
    people = [
        {"code": code, "name": "a council", "year": year, "population": year}
        for code in ("E06000047", "E06000005")
        for year in (2017, 2018)
    ]
    sent = {"police_uk.street": street, "ons.population": people}
    at = [month_of(row["month"]) for row in street]
    assert hold("offences_per_1000", sent, [DURHAM], at) == 3  # June 2019 needs the estimate of 2019


def test_a_force_that_lacks_a_council_has_no_population() -> None:
    street = [{"month": date(2018, 5, 1), "falls_within": "Durham Constabulary", "crime_type": "Robbery"}]
    both = [
        {"code": code, "name": "a council", "year": 2017, "population": 900}
        for code in ("E06000047", "E06000005")
    ]
    at = [month_of(date(2018, 5, 1))]
    for councils, valued in ((both, 1), (both[:1], 0), (both[1:], 0)):
        sent = {"police_uk.street": street, "ons.population": councils}
        assert hold("offences_per_1000", sent, [DURHAM], at) == valued


def test_a_council_made_from_others_has_the_sum_of_them() -> None:
    """Cumberland was made in 2023 from three councils, by whose names its streets still go."""
    street = [
        {
            "month": date(2018, 5, 1),
            "falls_within": "Cumbria Constabulary",
            "lsoa_name": "Copeland 008E",
            "crime_type": "Robbery",
        }
    ]
    before = [
        {"code": code, "name": "a council", "year": 2017, "population": 300}
        for code in ("E07000026", "E07000028", "E07000029")
    ]
    at = [month_of(date(2018, 5, 1))]
    for councils, valued in ((before, 1), (before[:2], 0)):
        sent = {"police_uk.street": street, "ons.population": councils}
        assert hold("offences_per_1000", sent, ["E06000063"], at) == valued


def test_a_code_printed_with_two_weights_has_none() -> None:
    crimes = [
        {
            "financial_year": "2017/18",
            "financial_quarter": 1,
            "force_name": "Durham",
            "offence_group": "Robbery",
            "offence_subgroup": "Robbery of personal property",
            "offence_code": code,
            "offences": 3,
        }
        for code in ("34B", "80")
    ]
    weights = [("34B", 700.0), ("34B", 700.0), ("80", 30.0), ("80", 40.0)]
    councils = [
        {"code": code, "name": "a council", "year": 2017, "population": 100}
        for code in ("E06000047", "E06000005")
    ]
    sent = {
        "home_office.recorded_crime": crimes,
        "ons.severity_weights": [{"code_original": code, "weight": weight} for code, weight in weights],
        "ons.population": councils,
    }
    assert hold("crime_severity_score", sent, [DURHAM], [months(date(2017, 4, 1), 3)]) == 1


weight_rows = st.lists(
    st.sampled_from(
        [
            {"code_original": "34B", "weight": 746.0},
            {"code_original": "28E", "weight": 438.0},
            {"code_original": "80", "weight": 33.5},
            {"code_original": "34B", "weight": 746.0},
            {"code_original": "80", "weight": 40.0},
        ]
    ),
    max_size=4,
)
score_rows = st.lists(
    st.sampled_from(
        [
            {
                "offence_group": "Total recorded crime",
                "code": code,
                "name": "",
                "severity_score": score,
                "year_ending": day,
            }
            for code in (DURHAM, NORTH_EAST)
            for score in (9.5, None)
            for day in (date(2018, 3, 31),)
        ]
    ),
    max_size=1,
)


@few
@given(sent_rows(), weight_rows, score_rows, spans, st.sampled_from([(), ("offence_group",)]))
def test_the_severity_score(
    sent: dict[str, list[dict[str, Any]]],
    weights: list[dict[str, Any]],
    scores: list[dict[str, Any]],
    at: list[Span],
    by: tuple[str, ...],
) -> None:
    sent = {**sent, "ons.severity_weights": weights, "ons.crime_severity_score": scores}
    hold("crime_severity_score", sent, PLACES, at, by)
    hold("crime_severity_score_published", sent, PLACES, at)
    hold("crime_severity_score_difference", sent, PLACES, [year_to(date(2018, 3, 1))])


outcome_rows = st.builds(
    lambda row, outcome, so_far, given_then: {
        **{name: cell for name, cell in row.items() if name != "offences"},
        "outcome_type": outcome[0],
        "outcome_group": outcome[1],
        "outcome_description": outcome[1],
        "for_recorded": so_far,
        "given": given_then,
    },
    quarter_rows,
    st.sampled_from(
        [(0, "Not yet assigned"), (1, "Charged"), (7, "Informal"), (8, "Informal"), (18, "No suspect")]
    ),
    st.none() | small,
    st.none() | small,
)


@few
@given(
    st.lists(outcome_rows, max_size=14),
    spans,
    st.sampled_from([(), ("outcome_group",), ("outcome_type",), ("outcome_group", "offence_group")]),
    st.sampled_from([{}, {"offence_group": "Robbery"}, {"outcome_group": "Informal"}]),
)
def test_outcomes(
    rows: list[dict[str, Any]], at: list[Span], by: tuple[str, ...], only: dict[str, str]
) -> None:
    sent = {"home_office.crime_outcomes": rows}
    only = {name: level for name, level in only.items() if name not in by}
    hold("outcome_share", sent, [DURHAM, NORTH_EAST], at, by, only)
    offence_by = tuple(name for name in by if name == "offence_group")
    offence_only = {name: level for name, level in only.items() if name == "offence_group"}
    for name in ("solved_rate", "outcomes_assigned_rate"):
        hold(name, sent, [DURHAM, NORTH_EAST], at, offence_by, offence_only)
