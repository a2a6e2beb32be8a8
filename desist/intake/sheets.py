"""Read a workbook (XLSX, ODS) as text: the one sheet that holds the table, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desist.contracts.extract import Extract, match_header
from desist.intake.header import HEADER_WITHIN
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The sheet that holds the table: its rows as text, from the first row of the sheet."""

    rows: list[list[str]]
    notes: tuple[str, ...]


def find_sheet(path: Path, name: str, contract: type[Extract]) -> Sheet:
    """The sheet with the contract's header in it.

    A damaged workbook, one without the table, or one with the table on two sheets is an
    OperatorMistake: which sheet is meant cannot be guessed, and leaving one out would be silent loss.
    """
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(str(path))
        sheets = {title: list(_rows(book, title)) for title in book.sheet_names}
    except (calamine.CalamineError, OSError, ValueError) as trouble:
        raise OperatorMistake(
            f"{name} cannot be opened as a workbook; it may be damaged or protected by a password.",
            hint="Save it again as .xlsx, .ods or CSV.",
        ) from trouble
    found = [title for title, rows in sheets.items() if _refusal(rows, contract, name) is None]
    if len(found) > 1:
        listed = " and ".join(f"'{title}'" for title in found[:3])
        raise OperatorMistake(
            f"{name} holds the table on {len(found)} sheets, {listed}; which is meant cannot be guessed.",
            hint="Save each sheet as a file of its own.",
        )
    if not found:
        refusals = [refusal for rows in sheets.values() if (refusal := _refusal(rows, contract, name))]
        raise min(refusals, key=_farness, default=OperatorMistake(f"{name} is an empty workbook."))
    others = [title for title, rows in sheets.items() if title not in found and any(map(any, rows))]
    listed = ", ".join(f"'{title}'" for title in others[:5])
    notes = (f"{name}: read sheet '{found[0]}'; left unread: {listed}.",) if others else ()
    return Sheet(rows=sheets[found[0]], notes=notes)


def _refusal(rows: list[list[str]], contract: type[Extract], name: str) -> OperatorMistake | None:
    """Why no row of a sheet is the contract's header; None where one is."""
    refusals = []
    for row in rows[:HEADER_WITHIN]:
        if not any(row):
            continue
        try:
            match_header(contract, row, name)
        except OperatorMistake as mistake:
            refusals.append(mistake)
        else:
            return None
    return min(refusals, key=_farness, default=OperatorMistake(f"{name} is an empty workbook."))


def _farness(mistake: OperatorMistake) -> int:
    return int("has none of the" in mistake.sentence or "empty workbook" in mistake.sentence)


def _rows(book: CalamineWorkbook, title: str) -> Iterator[list[str]]:
    for row in book.get_sheet_by_name(title).to_python(skip_empty_area=False):
        yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell as a person would type it: no .0 behind whole numbers, days and moments in ISO 8601."""
    match cell:
        case bool():
            return str(cell)
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            return repr(cell)
        case datetime() if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell.total_seconds())
        case _:
            return str(cell).replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
