"""Workbooks, XLSX and ODS: notes above the header, several sheets, cells that are days or numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desist.intake.load import load
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.extract_examples import HEADER, NOW, SERIES, held, load_street, set_aside, street_row
from tests.workbook_examples import Cell, write_ods, write_xlsx

Write = Callable[[Path, dict[str, list[list[Cell]]]], Path]
KINDS = [pytest.param(write_xlsx, "a.xlsx", id="xlsx"), pytest.param(write_ods, "a.ods", id="ods")]


def row(number: int, **cells: Cell) -> list[Cell]:
    sent: list[Cell] = list(street_row(number))
    for name, cell in cells.items():
        sent[HEADER.index(name)] = cell
    return sent


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_notes_above_blank_rows_and_other_sheets(tmp_path: Path, write: Write, name: str) -> None:
    store = Store(tmp_path / "store")
    sheet = [["Street crime, Durham"], [None], HEADER, row(1), [None], row(2, Month="soon"), row(3)]
    path = write(tmp_path / name, {"Cover": [["Notes for readers"]], "Data": sheet})
    done = load_street(store, path)
    assert (done.rows_read, done.rows_accepted, done.rows_quarantined) == (3, 2, 1)
    assert set_aside(store, done)[0][:2] == (6, "Month must be a month written like 2025-01.")
    assert done.notes == (f"{name}: read sheet 'Data'; left unread: 'Cover'.",)


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_a_month_that_became_a_day_is_still_that_month(tmp_path: Path, write: Write, name: str) -> None:
    store = Store(tmp_path / "store")
    rows = [HEADER, row(1, Month=date(2025, 1, 1)), row(2, Month=date(2025, 1, 31), Longitude=-1.5)]
    done = load_street(store, write(tmp_path / name, {"Data": rows}))
    assert (done.rows_accepted, done.rows_quarantined) == (1, 1)
    assert held(store)[0]["_period"] == "2025-01"
    assert held(store)[0]["month"] == date(2025, 1, 1)
    assert "looks rewritten by a spreadsheet" in set_aside(store, done)[0][1]


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_numbers_are_read_as_they_would_be_typed(tmp_path: Path, write: Write, name: str) -> None:
    store = Store(tmp_path / "store")
    header: list[Cell] = ["measure", "place", "period", "numerator", "n", "note"]
    rows = [header, ["street_triage", "Durham", 2025, 12, 40.0, "two\nlines"]]
    done = load(store, SERIES, [write(tmp_path / name, {"Return": rows})], now=NOW)
    assert done.rows_accepted == 1
    only = held(store, "local.series")[0]
    assert (only["period"], only["numerator"], only["denominator"]) == ("2025", 12.0, 40.0)
    assert only["note"].split() == ["two", "lines"]


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_the_table_on_two_sheets_is_refused(tmp_path: Path, write: Write, name: str) -> None:
    path = write(tmp_path / name, {"January": [HEADER, row(1)], "February": [HEADER, row(2)]})
    with pytest.raises(OperatorMistake, match="holds the table on 2 sheets, 'January' and 'February'"):
        load_street(Store(tmp_path / "store"), path)


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_a_workbook_without_the_table_says_what_is_missing(tmp_path: Path, write: Write, name: str) -> None:
    path = write(tmp_path / name, {"Cover": [["Notes"]], "Data": [HEADER[:-1], row(1)[:-1]]})
    with pytest.raises(OperatorMistake, match="it has no column 'Context'"):
        load_street(Store(tmp_path / "store"), path)


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_an_empty_workbook_says_so(tmp_path: Path, write: Write, name: str) -> None:
    with pytest.raises(OperatorMistake, match="empty workbook"):
        load_street(Store(tmp_path / "store"), write(tmp_path / name, {"Sheet 1": []}))


@pytest.mark.parametrize(("write", "name"), KINDS)
def test_a_header_and_no_rows(tmp_path: Path, write: Write, name: str) -> None:
    with pytest.raises(OperatorMistake, match="holds a header and no rows"):
        load_street(Store(tmp_path / "store"), write(tmp_path / name, {"Sheet 1": [HEADER]}))


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_workbook_cut_short(tmp_path: Path, cut: float) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Data": [HEADER, row(1)]})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    with pytest.raises(OperatorMistake, match="cannot be opened as a workbook"):
        load_street(Store(tmp_path / "store"), path)
