"""Read a workbook (XLSX, ODS) as text: each sheet a list of rows, numbers as they would be typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from desist.vocabulary.mistake import OperatorMistake


def read_sheets(path: Path, name: str) -> dict[str, list[list[str]]]:
    """Sheet name → rows of text cells. A damaged workbook is an OperatorMistake."""
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(str(path))
        return {
            sheet: [[_text(cell) for cell in row] for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
            for sheet in book.sheet_names
        }
    except (calamine.CalamineError, OSError) as trouble:
        raise OperatorMistake(
            f"{name} cannot be opened as a workbook; it may be damaged or protected by a password.",
            hint="Save it again as .xlsx, .ods or CSV.",
        ) from trouble


def _text(cell: object) -> str:
    match cell:
        case bool():
            return str(cell)
        case float() if cell.is_integer():
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
            return str(cell).replace("\r", "").replace("\n", " ")
