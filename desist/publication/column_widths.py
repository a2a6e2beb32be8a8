"""How wide each column of a table must be, so that numbers, dates and signals are never broken.

Word and Typst share out a page's width by rules of their own that know nothing of what must stay in one
piece; so both are told the widths, computed here from the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.inline import WORDS

# Widths of Inter's letters in parts of its size (read from the typeface), by kind of letter.
NARROW, SLIM, WIDE = frozenset("ijl.,:;'|!() \u00a0"), frozenset('frtI[]-/\\"'), frozenset("mwMW%@—")
LETTER, CAPITAL = 0.58, 0.70
BOLD = 1.06
SPARE = 1.03  # kerning and rounding

ONE_PIECE = 24  # letters: "January to March 2025" and "Durham Constabulary" are read at one glance
ENOUGH = 60  # letters: a longer text asks for no wider a column than this
HEADER_LINES, MOST_LINES = 2.4, 4.5  # a header may take about so many lines, and so many where room is scarce
ROOMY_HEADER = 11.0  # parts of the size that a header would like to have
MARKED = 0.85  # of the size: the signal's word, and a note's mark
# home_office.police_officers, but no address of the web
IDENTIFIER = re.compile(r"(?<!\S)[a-z0-9]+(?:[._/][a-z0-9]+)+(?=[\s,;.)]|$)")
SHORTEST_CUT = 14  # letters: a shorter name stays in one piece
SOFT = re.compile(r"(?<=[._/])")


@dataclass(frozen=True)
class Widths:
    """The width of each column in points; ``unbroken`` says that every number stays in one line."""

    points: tuple[float, ...]
    unbroken: bool


def soft_pieces(text: str) -> list[str]:
    """Cut a text where a line may break inside a name such as home_office.police_officers."""
    pieces: list[str] = [""]
    at = 0
    for name in IDENTIFIER.finditer(text):
        if len(name[0]) < SHORTEST_CUT:
            continue
        first, *rest = [piece for piece in SOFT.split(name[0]) if piece]
        pieces[-1] += text[at : name.start()] + first
        pieces += rest
        at = name.end()
    pieces[-1] += text[at:]
    return pieces


def widths_of(grid: Grid, *, room: float, size: float, padding: float) -> Widths:
    """Share ``room`` points among a grid's columns, its letters ``size`` high, ``padding`` in each cell.

    Each column first gets what should not be broken: the whole of a number, a signal or a short text,
    otherwise the longest word; where room is scarce, texts give way to numbers. What is left goes to
    the columns whose texts would like more. A table of few narrow columns is not stretched, since it
    is easier to follow across when it is not.
    """
    number = len(grid.columns)
    # a name such as home_office.police_officers is broken only where it must be
    whole = [_least(grid, at, soft=False) * size + padding for at in range(number)]
    soft = [_least(grid, at, soft=True) * size + padding for at in range(number)]
    least = whole if sum(whole) <= room else soft
    wish = [max(low, _wish(grid, at) * size + padding) for at, low in enumerate(least)]
    if sum(least) > room:
        return Widths(tuple(room * low / sum(least) for low in least), unbroken=False)
    if sum(wish) <= room:
        stretched = sum(wish) > 0.8 * room or any(
            column.kind is ColumnKind.TEXT for column in grid.columns[1:]
        )
        spare = (room - sum(wish)) / number if stretched else 0.0
        return Widths(tuple(width + spare for width in wish), unbroken=True)
    longing = [high - low for high, low in zip(wish, least, strict=True)]
    part = (room - sum(least)) / sum(longing)
    return Widths(tuple(low + part * more for low, more in zip(least, longing, strict=True)), unbroken=True)


def _least(grid: Grid, at: int, *, soft: bool) -> float:
    column = grid.columns[at]
    cells = [_cell_pieces(row[at], column.kind, soft=soft) for row in grid.rows]
    return max([_header(column, MOST_LINES if soft else HEADER_LINES), *cells])


def _wish(grid: Grid, at: int) -> float:
    header = min(ems(grid.columns[at].title) * BOLD, ROOMY_HEADER)
    return max([header, *(min(_cell(row[at]), ENOUGH * LETTER) for row in grid.rows)])


def _header(column: Column, lines: float) -> float:
    pieces = [piece for word in column.title.split() for piece in soft_pieces(word)]
    longest = max(map(ems, pieces), default=0.0)
    return max(longest, ems(column.title) / lines) * BOLD


def _cell(cell: Cell) -> float:
    """A whole cell in one line, in parts of the letters' size."""
    return ems(cell.printed) + _beside(cell)


def _cell_pieces(cell: Cell, kind: ColumnKind, *, soft: bool) -> float:
    """The widest part of a cell that may not be broken; ``soft`` lets texts, and names inside, break."""
    if len(cell.printed) <= ONE_PIECE and (kind is ColumnKind.NUMBER or not soft):
        return _cell(cell)
    pieces = soft_pieces(cell.printed) if soft else [cell.printed]
    words = [word for piece in pieces for word in piece.split()]
    return max([_beside(cell), *map(ems, words)])


def _beside(cell: Cell) -> float:
    signal = ems(WORDS[cell.verdict]) * MARKED * BOLD + 2.4 if cell.verdict is not None else 0.0
    return signal + (ems(" [note 10]") * MARKED if cell.note else 0.0)


def ems(text: str) -> float:
    """How wide a text is in one line, in parts of the letters' size."""
    return SPARE * sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.29
    if letter in SLIM:
        return 0.38
    if letter in WIDE:
        return 0.92
    if letter.isdigit() or letter in "+−–":
        return 0.64
    return CAPITAL if letter.isupper() else LETTER


def shares(grid: Grid, *, room: float, size: float, padding: float) -> Sequence[float]:
    """The same, stretched to the whole width."""
    points = widths_of(grid, room=room, size=size, padding=padding).points
    return [room * width / sum(points) for width in points]
