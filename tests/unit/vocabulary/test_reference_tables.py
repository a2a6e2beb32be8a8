"""The project's tables of facts are whole: columns, keys, links between tables, and a source for each."""

from __future__ import annotations

from datetime import date

import pytest

from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reference_tables import FOLDER, TABLES, rows, sources, table_path

KEYS = {
    "regions": ("code",),
    "forces": ("code",),
    "areas": ("code",),
    "partnerships": ("code",),
    "area_partnerships": ("area_code", "partnership_code"),
    "offence_groups": ("name",),
    "offence_codes": ("code",),
    "severity_weights": ("version", "code"),
    "police_uk_categories": ("name",),
    "crime_outcomes": ("code",),
    "police_uk_outcomes": ("name",),
    "moj_offence_codes": ("code",),
}
# Each column whose value, where there is one, is a key of another table.
LINKS = [
    ("regions", "parent_code", "regions", "code"),
    ("forces", "region_code", "regions", "code"),
    ("forces", "country_code", "regions", "code"),
    ("areas", "force_code", "forces", "code"),
    ("areas", "region_code", "regions", "code"),
    ("areas", "country_code", "regions", "code"),
    ("areas", "successor_code", "areas", "code"),
    ("partnerships", "force_code", "forces", "code"),
    ("area_partnerships", "area_code", "areas", "code"),
    ("area_partnerships", "partnership_code", "partnerships", "code"),
    ("offence_groups", "parent", "offence_groups", "name"),
    ("offence_codes", "offence_group", "offence_groups", "name"),
    ("offence_codes", "subgroup", "offence_groups", "name"),
    ("offence_codes", "police_uk_category", "police_uk_categories", "name"),
    ("severity_weights", "code", "offence_codes", "code"),
    ("police_uk_categories", "offence_group", "offence_groups", "name"),
    ("police_uk_outcomes", "outcome_group", "crime_outcomes", "outcome_group"),
]


@pytest.mark.parametrize("name", TABLES)
def test_the_file_has_exactly_the_columns_that_are_promised(name: str) -> None:
    header = table_path(name).read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header == list(TABLES[name])
    assert rows(name)


@pytest.mark.parametrize("name", TABLES)
def test_no_key_occurs_twice_and_none_is_empty(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows(name)]
    assert len(set(keys)) == len(keys)
    assert all(all(key) for key in keys)


@pytest.mark.parametrize("name", TABLES)
def test_every_value_is_of_its_columns_type_and_without_stray_space(name: str) -> None:
    for row in rows(name):
        for column, kind in TABLES[name].items():
            value = row[column]
            assert value == " ".join(value.split())
            if kind == "BOOLEAN":
                assert value in ({"true", "false", ""} if name == "police_uk_outcomes" else {"true", "false"})
            elif kind == "DOUBLE":
                assert float(value) > 0
            elif kind == "INTEGER":
                assert int(value) > 0
            elif kind == "DATE" and value:
                assert date.fromisoformat(value) > date(2010, 1, 1)


@pytest.mark.parametrize(("table", "column", "other", "key"), LINKS)
def test_every_link_leads_somewhere(table: str, column: str, other: str, key: str) -> None:
    known = {row[key] for row in rows(other)}
    assert {row[column] for row in rows(table)} - known <= {""}


def test_every_file_is_a_table_with_its_source() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(TABLES) == set(sources())
    for source in sources().values():
        assert source.title and source.source and source.publisher and source.date and source.licence
        assert source.verified or source.notes, "what is not verified says so in words"


def test_an_unknown_table_is_named_with_the_nearest() -> None:
    with pytest.raises(OperatorMistake, match=r"no reference table 'force'.*Did you mean 'forces'"):
        table_path("force")
