"""Which column says what: by the map that was given, or by its usual heading."""

from __future__ import annotations

import pytest

from desist.linkage.columns import columns_of, parse_map
from desist.vocabulary.mistake import OperatorMistake


def test_a_map_gives_each_field_its_columns() -> None:
    assert parse_map("first_name=given name, date_of_birth=by + bm+bd,") == {
        "first_name": ("given name",),
        "date_of_birth": ("by", "bm", "bd"),
    }


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("first_name", "not field=column"),
        ("first_name=", "not field=column"),
        ("frist_name=x", "does not know"),
        ("surname=a,surname=b", "twice"),
    ],
)
def test_a_wrong_map_is_said_in_a_sentence(given: str, sentence: str) -> None:
    with pytest.raises(OperatorMistake, match=sentence) as mistake:
        parse_map(given)
    assert mistake.value.hint


def test_usual_headings_are_known_however_they_are_written() -> None:
    headings = ["rec_id", "Given Name", "FAMILY-NAME", "D.O.B", "shoe size"]
    assert columns_of(headings, {}, "a.csv") == {
        "record_id": ("rec_id",),
        "first_name": ("Given Name",),
        "surname": ("FAMILY-NAME",),
    }  # D.O.B is three words; nobody is forced to guess what they are


def test_a_map_leaves_out_what_it_does_not_name() -> None:
    found = columns_of(["id", "given_name", "surname"], {"first_name": ["given_name"]}, "a.csv")
    assert found == {"record_id": ("id",), "first_name": ("given_name",)}


def test_a_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(OperatorMistake, match=r"a\.csv has no column 'surnam'") as mistake:
        columns_of(["surname", "dob"], {"surname": ["surnam"]}, "a.csv")
    assert "surname" in mistake.value.hint


def test_a_file_that_says_nothing_of_a_person_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="no column that is known"):
        columns_of(["id", "colour"], {}, "a.csv")
