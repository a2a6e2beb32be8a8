"""Looking up forces and places in the tables of facts."""

from __future__ import annotations

import pytest

from desist.vocabulary import reference
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.place import PlaceKind, plain_name


def test_there_are_43_territorial_forces() -> None:
    assert sum(force.territorial for force in reference.forces()) == 43


def test_no_name_of_one_force_is_a_name_of_another() -> None:
    owners: dict[str, str] = {}
    for force in reference.forces():
        for name in force.names:
            assert owners.setdefault(plain_name(name), force.code) == force.code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Durham", "E23000008"),
        ("Durham Constabulary", "E23000008"),
        ("County Durham and Darlington", "E23000008"),
        ("e23000008", "E23000008"),
        ("London, City of", "E23000034"),
        ("City of London", "E23000034"),
        ("Devon & Cornwall Police", "E23000035"),
        ("Gwent [note 7]", "W15000002"),
        ("Action Fraud", "X-AF"),
    ],
)
def test_a_force_is_found_by_any_publishers_name(name: str, code: str) -> None:
    assert reference.force(name).code == code


def test_an_unknown_force_is_an_operators_mistake_with_the_nearest() -> None:
    with pytest.raises(OperatorMistake, match=r"'Durhum' is no police force.*Did you mean 'Durham'"):
        reference.force("Durhum")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("West Midlands", "E23000014"),
        ("West Midlands region", "E12000005"),
        ("West Midlands (region)", "E12000005"),
        ("Dorset", "E23000039"),
        ("Dorset (local authority)", "E06000059"),
        ("County Durham", "E06000047"),
        ("DARLINGTON", "E06000005"),
        ("E07000026", "E07000026"),
        ("Allerdale", "E07000026"),
        ("Allerdale (community safety partnership)", "E22000031"),
        ("Eng/Wales", "K04000001"),
        ("East of England", "E12000006"),
        ("Northumberland UA", "E06000057"),
        ("British Transport Police", "X-BTP"),
    ],
)
def test_a_place_is_found_by_code_name_or_name_with_kind(text: str, code: str) -> None:
    assert reference.place(text).code == code


def test_a_kind_may_be_asked_for() -> None:
    assert reference.place("City of London").kind is PlaceKind.FORCE
    assert reference.place("City of London", PlaceKind.LOCAL_AUTHORITY).code == "E09000001"


def test_places_widen_to_a_country() -> None:
    darlington = reference.place("Darlington")
    chain = [darlington]
    while chain[-1].parent:
        chain.append(reference.place(chain[-1].parent))
    assert [place.name for place in chain] == [
        "Darlington", "Durham", "North East", "England", "England and Wales",
    ]  # fmt: skip


def test_an_unknown_place_says_what_was_looked_for() -> None:
    with pytest.raises(
        OperatorMistake, match=r"'Darlingtun' is no local authority.*Did you mean 'Darlington'"
    ):
        reference.place("Darlingtun (local authority)")


def test_durham_is_two_local_authorities() -> None:
    assert reference.local_authorities("Durham") == ("E06000005", "E06000047")


def test_cumbria_was_six_districts_and_is_two_councils() -> None:
    assert len(reference.local_authorities("Cumbria")) == 6
    assert reference.local_authorities("Cumbria", boundaries=2024) == ("E06000063", "E06000064")


def test_boundaries_that_are_not_held_are_refused() -> None:
    with pytest.raises(OperatorMistake, match="Boundaries of 1974 are not held"):
        reference.local_authorities("Durham", boundaries=1974)
