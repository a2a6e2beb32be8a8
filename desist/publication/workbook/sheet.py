"""One worksheet: its title, what is said above its table, and the one table it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from desist.publication.grid import Cell, ColumnKind, Grid
from desist.publication.inline import WORDS
from desist.publication.plain_text import one_line
from desist.vocabulary.mark import Mark

# what stands in a cell that would be empty: a screen reader passes over an empty one without a word
NOTHING = Mark.NOT_APPLICABLE.printed
NO_MARK = "none"
PLAIN_NUMBER = re.compile(r"[−+-]?[\d,]+(?:\.(\d+))?(%?)")


@dataclass(frozen=True)
class Number:
    """A number as it is, and how it is shown: decimals, and whether a percent sign follows."""

    value: float
    decimals: int
    percent: bool = False


@dataclass(frozen=True)
class Place:
    """Words that lead to another worksheet."""

    text: str
    sheet: str


Held = str | Number | Place


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A worksheet; ``name`` is safe and unique, ``about`` are the lines between title and table."""

    name: str
    title: str
    about: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Held, ...], ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Notes:
    """The notes of the whole workbook, each with one number wherever it is used."""

    texts: tuple[str, ...]

    def mark(self, note: str) -> str:
        return f"[note {self.texts.index(note) + 1}]"


def sheet_name(label: str) -> str:
    """A worksheet's name from letters, digits and underscores, as 'Table 1' becomes 'Table_1'."""
    return re.sub(r"[^A-Za-z0-9]+", "_", label).strip("_")[:31]


def sheet_of(grid: Grid, *, name: str, title: str, about: Sequence[str], notes: Notes) -> Sheet:
    """Lay a grid out so that every cell holds one thing: a number or words, and never nothing.

    A number that carries a mark or a note stays a number; its mark stands in a column beside it.
    """
    marked = [
        column.kind is ColumnKind.NUMBER
        and any((_number(row[at]) is not None) and (row[at].mark or row[at].note) for row in grid.rows)
        for at, column in enumerate(grid.columns)
    ]
    header: list[str] = []
    for column, beside in zip(grid.columns, marked, strict=True):
        title_of_column = one_line(column.title) or "Value"
        header += [title_of_column, *([f"{title_of_column}: marks and notes"] if beside else [])]
    rows: list[tuple[Held, ...]] = []
    for row in grid.rows:
        held: list[Held] = []
        for cell, column, beside in zip(row, grid.columns, marked, strict=True):
            held.append(_held(cell, column.kind, notes))
            if beside:
                held.append(_beside(cell, notes) if _number(cell) is not None else NO_MARK)
        rows.append(tuple(held))
    return Sheet(
        name=name,
        title=one_line(title),
        about=tuple(one_line(line) for line in about),
        header=_unique(header),
        rows=tuple(rows),
        marks=(*grid.marks, *([Mark.NOT_APPLICABLE] if any(NOTHING in row for row in rows) else [])),
    )


def _held(cell: Cell, kind: ColumnKind, notes: Notes) -> Held:
    number = _number(cell) if kind is ColumnKind.NUMBER else None
    if number is not None:
        return number
    words = cell.printed or (WORDS[cell.verdict] if cell.verdict is not None else "")
    note = notes.mark(cell.note) if cell.note else ""
    return one_line(f"{words} {note}") or NOTHING


def _number(cell: Cell) -> Number | None:
    """The number behind a cell, if its printed words are that number and no more."""
    if cell.number is None or not math.isfinite(cell.number):
        return None
    if not cell.text:
        return Number(cell.number, 0 if float(cell.number).is_integer() else 2)
    plain = PLAIN_NUMBER.fullmatch(cell.text.strip())
    return Number(cell.number, len(plain[1] or ""), bool(plain[2])) if plain else None


def _beside(cell: Cell, notes: Notes) -> str:
    return f"{cell.mark.printed} {notes.mark(cell.note) if cell.note else ''}".strip() or NO_MARK


def _unique(header: Sequence[str]) -> tuple[str, ...]:
    """No two columns of one name, since a table is read by its names."""
    made: list[str] = []
    for title in header:
        number = 2
        chosen = title
        while chosen in made:
            chosen, number = f"{title} ({number})", number + 1
        made.append(chosen)
    return tuple(made)
