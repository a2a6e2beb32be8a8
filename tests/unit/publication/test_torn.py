"""Tables that a page break would tear badly, and that the printed report keeps whole."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from desist.publication.document import Block, Paragraph
from desist.publication.grid import Cell
from desist.publication.inline import Text
from desist.publication.pdf import render_pdf
from desist.publication.torn import torn_badly
from tests.unit.publication.sample import durham, rates_table

ROWS = 20


def rows(table: str, *pages: int, notes: int) -> list[tuple[str, int, int]]:
    """So many rows of a table on each page from the first on, and its notes on a page."""
    begins = [(table, page, 1) for page, many in enumerate(pages, 1) for _ in range(many)]
    return [*begins, (table, notes, 0)]


@pytest.mark.parametrize(
    ("begins", "badly"),
    [
        (rows("a", 5, notes=1), []),
        (rows("a", 3, 2, notes=2), []),
        (rows("a", 4, 1, notes=2), ["a"]),
        (rows("a", 1, 4, notes=2), ["a"]),
        (rows("a", 5, notes=2), ["a"]),
        (rows("a", 9, 30, 1, notes=3), ["a"]),
        ([*rows("a", 5, notes=2), *rows("b", 3, 3, notes=2), *rows("c", 1, 5, notes=2)], ["a", "c"]),
        ([], []),
    ],
)
def test_neither_a_single_row_nor_the_notes_stand_alone(
    begins: list[tuple[str, int, int]], badly: list[str]
) -> None:
    assert torn_badly(begins) == badly


def printed_after(lines: int) -> list[str]:
    """The pages of a report with a long table after so many lines of words."""
    table = rates_table()
    cells = [(Cell(f"Row {at:02}"), *table.grid.rows[0][1:]) for at in range(ROWS)]
    long = replace(table, grid=replace(table.grid, rows=tuple(cells)))
    before: list[Block] = [Paragraph(runs=(Text("Words."),)) for _ in range(lines)]
    report = replace(durham(), blocks=(*before, long))
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(report))).pages]


def test_a_long_table_goes_on_overleaf_but_never_by_a_single_row_or_the_notes_alone() -> None:
    parts = []
    for lines in range(17, 24):
        pages = [
            (many, "Action Fraud records" in text)
            for text in printed_after(lines)
            if (many := sum(f"Row {at:02}" in text for at in range(ROWS)))
        ]
        assert pages[-1][1], f"after {lines} lines the notes stand apart"
        parts.append([many for many, _ in pages])
    assert {sum(each) for each in parts} == {ROWS}
    assert max(len(each) for each in parts) == 2, "no table was torn, so nothing was tried"
    assert min(min(each) for each in parts) >= 2
