"""The report as a tagged PDF (PDF/UA-1), printed by Typst from a fixed template and plain data.

No word of a report is ever Typst source: the template is ours and does not change, and the report
reaches it as JSON whose strings Typst prints as they are.
"""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.publication.column_widths import soft_pieces, widths_of
from desist.publication.document import Figure, Framework, Report, Table
from desist.publication.drawing import safe_drawing
from desist.publication.fonts import FAMILY, FOLDER, printable
from desist.publication.grid import Cell, Column, Grid
from desist.publication.inline import SYMBOLS, WORDS
from desist.publication.number import numbered
from desist.publication.row_headers import tag_row_headers
from desist.publication.torn import torn_badly
from desist.publication.words import beneath, full_date, on_every_page, said_of_all, sentence
from desist.vocabulary.mark import SYNTHETIC, Mark
from desist.vocabulary.signal import Verdict

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
TEXT_WIDTH, CELL, PADDING = 470.5, 9.0, 9.5  # points; as in report.typ and blocks.typ


def render_pdf(report: Report, *, timestamp: datetime | None = None) -> bytes:
    """Print a report as a PDF that a screen reader can follow; the same report gives the same bytes.

    ``timestamp`` (with its time zone) is the document's date, the report's own unless given. Raises
    OperatorMistake for a reference to a figure or table that the report does not hold.
    """
    made = numbered(report)
    data = plain(made)
    assert isinstance(data, dict)
    data["banners"] = [printable(banner) for banner in on_every_page(report)]
    data["made"] = full_date(report.timestamp)
    data["alike"] = plain(said_of_all(made.answers))
    made_pdf = _typeset_report(data, timestamp or report.timestamp)
    return tag_row_headers(made_pdf, _row_headers(made))


def _typeset_report(data: Mapping[str, object], timestamp: datetime) -> bytes:
    """Print the report, and once more with each table kept whole of which a single row had gone overleaf."""
    whole: list[str] = []
    while True:
        compiler = _compiler("report.typ", {**data, "whole": whole})
        begins = json.loads(compiler.query("<row-begins>", field="value"))
        # One at a time: whatever follows the first may lie elsewhere afterwards.
        badly = [table for table in torn_badly(begins) if table not in whole]
        if not badly:
            return _printed(compiler, timestamp)
        whole.append(badly[0])


def _row_headers(report: Report) -> list[bool]:
    """Of each table, in the template's order, whether the first cell of a row is its header."""
    tables = [block.grid.row_headers for block in report.blocks if isinstance(block, Table)]
    behind = [block.data.row_headers for block in report.blocks if isinstance(block, Figure)]
    return [
        True,
        *([True] if report.answers.promises else []),
        *tables,
        *([True] if report.appendix else []),
        *behind,
    ]


def typeset(template: str, data: object, *, timestamp: datetime) -> bytes:
    """Run one of our templates over plain data; only the fonts we ship are used."""
    return _printed(_compiler(template, data), timestamp)


def _printed(compiler: typst.Compiler, timestamp: datetime) -> bytes:
    if timestamp.tzinfo is None:
        raise ValueError("a PDF's timestamp needs its time zone, or a rebuild would differ")
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=timestamp)
    assert isinstance(made, bytes)
    return made


def _compiler(template: str, data: object) -> typst.Compiler:
    import typst

    badges = {verdict.value: {"symbol": SYMBOLS[verdict], "word": WORDS[verdict]} for verdict in Verdict}
    return typst.Compiler(
        input=str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={
            "data": json.dumps(data),
            "face": FAMILY,
            "badges": json.dumps(badges),
            "synthetic": SYNTHETIC,
        },
    )


def plain(thing: object) -> object:
    """Turn a tree into dictionaries, lists, numbers and printable strings; ``kind`` names the class."""
    match thing:
        case Mark():
            return {"printed": thing.printed, "meaning": thing.meaning}
        case enum.Enum():
            return thing.value
        case str():
            return printable(thing)
        case None | bool() | int() | float():
            return thing
        case datetime() | date():
            return full_date(thing)
        case Mapping():
            return {str(key): plain(value) for key, value in thing.items()}
        case tuple() | list():
            return [plain(each) for each in thing]
        case _ if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            return _object(thing)
    raise TypeError(f"a report's tree holds a {type(thing).__name__}, which no renderer knows")


def _object(thing: object) -> dict[str, object]:
    assert dataclasses.is_dataclass(thing)
    made = {field.name: plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}
    made["kind"] = type(thing).__name__
    if isinstance(thing, Column):
        made["column-kind"] = thing.kind.value
    if isinstance(thing, Figure):
        made["svg"] = safe_drawing(thing.svg, prefix=thing.id, show=printable)
    if isinstance(thing, Cell):
        made["pieces"] = plain(soft_pieces(thing.text))
    if isinstance(thing, Figure | Table):
        made["beneath"] = plain(beneath(thing, thing.data if isinstance(thing, Figure) else thing.grid))
    if isinstance(thing, Framework):
        made["source"] = plain(sentence(thing.source))
    if isinstance(thing, Grid):
        widths = widths_of(thing, room=TEXT_WIDTH, size=CELL, padding=PADDING)
        made["widths"], made["unbroken"] = list(widths.points), widths.unbroken
        made["notes"] = plain(thing.notes)
    return made
