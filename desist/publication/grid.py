"""Rows and columns: what a table holds, and the data behind a figure."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desist.vocabulary.mark import Mark
from desist.vocabulary.signal import Verdict


class ColumnKind(enum.StrEnum):
    """Words read from the left; numbers line up on the right."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's header and whether it holds words or numbers."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class Cell:
    """One cell: its words as printed, the unrounded number behind them, a mark and a note.

    ``verdict`` prints a signal badge in the cell (leave ``text`` empty then).
    """

    text: str = ""
    number: float | None = None
    mark: Mark = Mark.NONE
    note: str = ""
    verdict: Verdict | None = None

    @property
    def printed(self) -> str:
        return f"{self.text} {self.mark.printed}".strip()


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A header row over rows of cells; the first cell of each row is its header.

    ``row_headers`` False means that no column names the row. Every row has a cell for each column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_headers: bool = True

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The shorthand marks that appear, so that their meaning can be printed beneath."""
        used = {cell.mark for row in self.rows for cell in row}
        return tuple(mark for mark in Mark if mark in used and mark is not Mark.NONE)

    @property
    def notes(self) -> tuple[str, ...]:
        """The cells' notes in reading order, each once; a cell refers to its note by position."""
        return tuple(dict.fromkeys(cell.note for row in self.rows for cell in row if cell.note))
