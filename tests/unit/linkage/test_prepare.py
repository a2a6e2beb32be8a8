"""One spelling: however a name or a date was written, what is compared is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desist.linkage.prepare import prepared_sql
from desist.store.engine import Engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    found = Engine(scratch=tmp_path_factory.mktemp("scratch"))
    yield found
    found.close()


def prepared(engine: Engine, **given: str | None) -> dict[str, Any]:
    cells = ", ".join(f"${name}::varchar as {name}" for name in given)
    engine.run(f"create or replace table given as select 0 as record, {cells}", given)
    nicknames = "(select 'liz' as nickname, 'elizabeth' as formal)"
    return engine.records(prepared_sql("given", list(given), nicknames))[0]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("  O'Neill ", "oneill"),
        ("Müller", "muller"),
        ("STRAßE", "strasse"),
        ("Łukasz-Józef", "lukaszjozef"),
        ("Æthelred", "aethelred"),
        ("unknown", None),
        ("N/K", None),
        ("--", None),
        (None, None),
    ],
)
def test_a_name_in_one_spelling(engine: Engine, written: str | None, plain: str | None) -> None:
    assert prepared(engine, surname=written)["surname"] == plain


@pytest.mark.parametrize(
    "written", ["1975-08-31", "31/08/1975", "31.8.1975", "19750831", "1975-08-31 00:00:00", "1975-8-31"]
)
def test_a_date_in_one_spelling(engine: Engine, written: str) -> None:
    found = prepared(engine, date_of_birth=written)
    assert found["date_of_birth"] == "19750831"
    assert (found["born_year"], found["born_month"], found["born_mday"]) == (1975, 8, 31)


@pytest.mark.parametrize("written", ["August 1975", "1975", "", None])
def test_what_is_no_date_is_not_known(engine: Engine, written: str | None) -> None:
    found = prepared(engine, date_of_birth=written)
    assert found["date_of_birth"] is None
    assert found["born_number"] is None


def test_near_days_have_near_numbers(engine: Engine) -> None:
    last, first = (prepared(engine, date_of_birth=day)["born_number"] for day in ("1975-12-31", "1976-01-01"))
    assert 0 < first - last <= 2


def test_a_nickname_stands_for_its_name_and_swapped_names_are_alike(engine: Engine) -> None:
    one = prepared(engine, first_name="Liz", surname="Shaw")
    other = prepared(engine, first_name="Shaw", surname="Liz")
    assert one["first_known"] == "elizabeth"
    assert (one["name_low"], one["name_high"]) == (other["name_low"], other["name_high"])


def test_an_address_is_parted_into_number_and_street(engine: Engine) -> None:
    found = prepared(engine, address="12 High St.")
    assert (found["house_number"], found["street"]) == ("12", "highst")
    assert prepared(engine, address="The Cottage")["house_number"] is None


def test_a_hostile_value_is_only_text(engine: Engine, tmp_path: Path) -> None:
    assert prepared(engine, surname="'; drop table given; --")["surname"] == "droptablegiven"
