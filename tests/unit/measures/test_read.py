"""What is missing is said: which contract would supply it, and the last period held."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.measures.supply import would_supply
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, Period, ending, month
from desist.vocabulary.reading import Reading
from tests.made_up import MadeUp, read_made_up

DURHAM = "E23000008"


@pytest.fixture(scope="module")
def store() -> MadeUp:
    return MadeUp()


def robbery(*months: date) -> list[dict[str, Any]]:
    return [
        {"month": each, "falls_within": "Durham Constabulary", "crime_type": "Robbery"} for each in months
    ]


def one(store: MadeUp, sent: Any, name: str, period: Period, place: str = DURHAM, **options: Any) -> Reading:
    (found,) = read_made_up(store.fill(sent), name, [place], [period], **options)
    return found


def test_a_period_that_is_not_held(store: MadeUp) -> None:
    sent = {"police_uk.street": robbery(date(2025, 1, 1), date(2025, 3, 1))}
    found = one(store, sent, "recorded_offences", ending("2025-03", Every.QUARTER))
    assert found.mark == "x" and found.value is None
    assert found.why == (
        "Not available: police_uk.street or home_office.recorded_crime or ons.force_area_counts would supply "
        "Durham, January to March 2025; the last period held is March 2025."
    )


def test_a_place_of_which_nothing_is_held(store: MadeUp) -> None:
    found = one(store, {}, "killed_or_seriously_injured", month("2025-01"))
    assert found.why == (
        "Not available: stats19.casualties would supply Durham, January 2025; no period is held."
    )


@pytest.mark.parametrize(
    ("name", "supplied"),
    [
        (
            "proven_reoffending_rate",
            "criminal_history, or courts.proven_offences with police.people and prisons.custody_spells, "
            "would",
        ),
        (
            "local_youth_reoffending_12_months",
            "youth.outcomes, with either criminal_history or courts.proven_offences, would",
        ),
        (
            "young_people_with_parent_proven",
            "local.family_links, with either criminal_history or courts.proven_offences together with "
            "police.people, would",
        ),
        ("scheme_arrests", "local.cohort_membership and police.arrests_and_charges would"),
        ("antisocial_share", "local.series or police_uk.street would"),
    ],
)
def test_what_would_supply_a_figure_is_told_with_what_it_needs_beside_it(name: str, supplied: str) -> None:
    assert f"{would_supply(CATALOGUE[name])} it" == f"{supplied} supply it"


def test_a_population_that_is_not_held(store: MadeUp) -> None:
    councils = [
        {"code": code, "name": "a council", "year": 2020, "population": 500}
        for code in ("E06000047", "E06000005")
    ]
    sent = {"police_uk.street": robbery(date(2025, 1, 1)), "ons.population": councils}
    found = one(store, sent, "offences_per_1000", month("2025-01"))
    assert (found.mark, found.numerator, found.denominator) == ("x", 1, None)
    assert found.why == (
        "Not available: ons.population would supply the population of Durham to divide January 2025 by; "
        "the last one held is that of 30 June 2020."
    )


def test_a_misspelt_level(store: MadeUp) -> None:
    sent = {"police_uk.street": robbery(date(2025, 1, 1))}
    found = one(store, sent, "recorded_offences", month("2025-01"), only={"crime_type": "Robery"})
    assert found.why == (
        "Not available: nothing held of recorded_offences has crime_type 'Robery'. Did you mean 'Robbery'?"
    )


def test_a_breakdown_that_the_measure_does_not_have(store: MadeUp) -> None:
    with pytest.raises(OperatorMistake, match="recorded_offences cannot be broken down by 'offence'"):
        one(store, {}, "recorded_offences", month("2025-01"), by=["offence"])


def test_a_change_needs_both_ends_from_one_publisher(store: MadeUp) -> None:
    """2018 is held from the Home Office alone and 2019 from data.police.uk alone: no change is worked out."""
    official = {
        "financial_year": "2017/18",
        "financial_quarter": 4,
        "force_name": "Durham",
        "offence_group": "Robbery",
        "offence_subgroup": "Robbery of personal property",
        "offence_code": "34B",
        "offences": 10,
    }
    later = robbery(*(date(2019, number, 1) for number in (1, 2, 3)))
    sent = {"home_office.recorded_crime": [official], "police_uk.street": later}
    quarter = ending("2019-03", Every.QUARTER)
    assert one(store, sent, "recorded_offences", quarter).value == 3
    assert one(store, sent, "offences_change", quarter).mark == "x"
    earlier = robbery(*(date(2018, number, 1) for number in (1, 2, 3)), date(2018, 3, 1))
    both = {**sent, "police_uk.street": later + earlier}
    changed = one(store, both, "offences_change", quarter)
    assert (changed.numerator, changed.denominator, changed.source) == (3, 4, "data.police.uk")


def test_one_name_for_two_places_is_told_apart(store: MadeUp) -> None:
    codes = ["E12000005", "E23000014"]
    found = read_made_up(store.fill({}), "recorded_offences", codes, [month("2025-01")])
    assert [each.place for each in found] == ["West Midlands (region)", "West Midlands"]


def test_the_city_of_london_is_marked_unreliable(store: MadeUp) -> None:
    sent = {
        "police_uk.street": [
            {"month": date(2018, 1, 1), "falls_within": "City of London Police", "crime_type": "Robbery"}
        ],
        "ons.population": [{"code": "E09000001", "name": "City of London", "year": 2017, "population": 8000}],
    }
    found = one(store, sent, "offences_per_1000", month("2018-01"), "E23000034")
    assert (found.mark, found.value) == ("u", 0.125)


def test_a_region_is_never_made_up_from_one_of_its_forces(store: MadeUp) -> None:
    found = one(
        store,
        {"police_uk.street": robbery(date(2025, 1, 1))},
        "recorded_offences",
        month("2025-01"),
        "E12000001",
    )
    assert found.mark == "x"
