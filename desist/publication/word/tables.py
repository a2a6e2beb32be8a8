"""Tables in Word: a header row that repeats on each page, and a name for those who listen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu

from desist.publication.column_widths import widths_of
from desist.publication.grid import Cell, ColumnKind, Grid
from desist.publication.plain_text import one_line, visible
from desist.publication.word.runs import badge, words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

TEXT_WIDTH = Cm(16.6)
KEPT_WHOLE = 10  # rows: a table no longer than this stays on one page with what stands beneath it
KEPT_LETTERS = 900  # in all its cells: a table of more words than this may be torn between rows
KEPT_ENDS = 2  # rows at either end of a longer table that are never left alone on a page
CELL_SIZE, CELL_PADDING = 9.3, 11.0  # points; the cell's style and margins, with a little to spare

Fill = Callable[["Paragraph"], None]


def add_table(
    document: Document,
    *,
    header: Sequence[str],
    rows: Sequence[Sequence[Fill]],
    shares: Sequence[float],
    title: str,
    right: Sequence[bool] = (),
    row_headers: bool = True,
    style: str = "Report Table",
    header_style: str = "Cell Header",
    cell_style: str = "Cell",
    together: bool = True,
    letters: int = 0,
    followed: bool = True,
    part: float = 1.0,
) -> Table:
    """Add a table as wide as the text; ``shares`` divide the width and ``right`` marks number columns.

    Each cell is a function that fills its paragraph. ``title`` is what a screen reader announces.
    A short table stays ``together`` with what stands beneath it; one of many ``letters`` is not short.
    Where nothing stands beneath, it is not ``followed``. ``part`` is how much of the text's width it takes.
    """
    table: Table = document.add_table(rows=1 + len(rows), cols=len(header), style=style)
    table.autofit = False
    _describe(table, title, row_headers)
    whole = sum(shares)
    widths = [Emu(int(TEXT_WIDTH * part * share / whole)) for share in shares]
    number = list(right) or [False] * len(header)
    for at, grid_column in enumerate(table.columns):
        grid_column.width = widths[at]
    whole_table = len(rows) <= KEPT_WHOLE and letters <= KEPT_LETTERS
    # one pass over the rows: python-docx counts through the whole table for every single cell
    for at, row in enumerate(table.rows):
        _keep_whole(row._tr, is_header=at == 0)
        for column, cell in enumerate(row.cells):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            tail = " Number" if number[column] else ""
            # by the style's id: finding it by name would take a third of the whole report's time
            paragraph._p.style = f"{header_style if at == 0 else cell_style}{tail}".replace(" ", "")
            kept = together and (whole_table or at <= KEPT_ENDS or at > len(rows) - KEPT_ENDS)
            if kept and (followed or at < len(rows)):
                paragraph.paragraph_format.keep_with_next = True
            if at == 0:
                words(paragraph, one_line(header[column]))
            else:
                rows[at - 1][column](paragraph)
                if column == 0 and row_headers:
                    for run in paragraph.runs:
                        run.bold = True if run.bold is None else run.bold
    return table


def add_grid(document: Document, grid: Grid, *, title: str, followed: bool = True) -> Table:
    """Add a grid of figures, its numbers to the right, with marks, notes and signals in their cells."""
    notes = grid.notes
    shares = shares_of(grid)
    return add_table(
        document,
        header=[column.title for column in grid.columns],
        rows=[[_cell(cell, notes) for cell in row] for row in grid.rows],
        shares=shares,
        title=title,
        right=[column.kind is ColumnKind.NUMBER for column in grid.columns],
        row_headers=grid.row_headers,
        letters=sum(len(cell.printed) for row in grid.rows for cell in row),
        followed=followed,
        part=min(1.0, sum(shares) / TEXT_WIDTH.pt),
    )


def shares_of(grid: Grid) -> list[float]:
    """The columns' widths in points by what they hold, so that no number, date or signal is broken."""
    widths = widths_of(grid, room=TEXT_WIDTH.pt, size=CELL_SIZE, padding=CELL_PADDING)
    return list(widths.points)


def plainly(text: str) -> Fill:
    """A cell that holds plain words."""
    return lambda paragraph: words(paragraph, visible(text))


def _cell(cell: Cell, notes: Sequence[str]) -> Fill:
    def fill(paragraph: Paragraph) -> None:
        words(paragraph, one_line(cell.printed))
        if cell.verdict is not None:
            badge(paragraph, cell.verdict)
        if cell.note:
            words(paragraph, f" [note {notes.index(cell.note) + 1}]")

    return fill


def _describe(table: Table, title: str, row_headers: bool) -> None:
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    first_column = int(row_headers)
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="0020" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), one_line(title))
    properties.append(caption)


def _keep_whole(row: object, *, is_header: bool) -> None:
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]  # python-docx types no element
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))
