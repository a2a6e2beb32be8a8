"""Take a text table apart into its rows with the line each begins on, and say which cannot be read.

Used only for files in which something is amiss, so that every bad row can be named by its line and
every good one is still taken.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

LONGEST = 1 << 20  # bytes of a row
MOST_LINES = 50  # of a row; a quotation mark open for longer was never meant to be

TOO_LONG = "The line is over a million characters long."
UNCLOSED = "A quotation mark is opened and never closed."
MISPLACED = "A quotation mark stands where a cell neither begins nor ends."
REPEATED = "The line repeats the header."


class Row(NamedTuple):
    """One row as sent: the line it begins on, how many lines it takes, its bytes, why it is unreadable."""

    line: int
    span: int
    sent: bytes
    why: str = ""


@cache
def _patterns(delimiter: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes], re.Pattern[bytes]]:
    """What one cell looks like, a whole row, and a row that a quotation mark leaves open.

    As the engine reads them: one blank may stand before a quoted cell, any number after it.
    """
    part = re.escape(delimiter)
    opened = rb' ?"[^"]*+(?:""[^"]*+)*+'
    cell = rb"(?:" + opened + rb'" *|(?! ?")[^' + part + rb"\r\n]*+)"
    whole = cell + rb"(?:" + part + cell + rb")*+\r?\n?"
    left_open = rb"(?:" + cell + part + rb")*" + opened
    return re.compile(cell), re.compile(whole), re.compile(left_open)


def width_of(sent: bytes, delimiter: bytes) -> int:
    """How many cells a whole row has."""
    if b'"' not in sent:
        return sent.count(delimiter) + 1
    cell, _, _ = _patterns(delimiter)
    cells, at = 0, 0
    while found := cell.match(sent, at):
        cells += 1
        at = found.end() + 1
        if sent[found.end() : at] != delimiter:
            break
    return cells


def read_rows(path: Path, *, delimiter: str, width: int, header: bytes, after: int) -> Iterator[Row]:
    """Every row below line ``after``, blank lines aside; one that cannot be read says why.

    ``width`` is the number of cells of the header, and ``header`` its line without the line end.
    """
    part = delimiter.encode()
    _, whole, _ = _patterns(part)
    with path.open("rb") as file:
        lines = _Lines(file)
        for number, sent in lines:
            if number <= after or not sent.strip():
                continue
            if b'"' in sent and not whole.fullmatch(sent) and len(sent) <= LONGEST:
                yield from _joined(lines, Row(number, 1, sent), part, width)
            else:
                why = why_unreadable(sent, part, width)
                yield Row(number, 1, sent, why or (REPEATED if sent.rstrip(b"\r\n") == header else ""))


def any_overlong(path: Path, *, delimiter: str, width: int) -> bool:
    """Whether a line has more cells than the header: the engine lets empty ones at its end pass.

    Meant for files in which each line is one row.
    """
    part = delimiter.encode()
    with path.open("rb") as file:
        return any(sent.count(part) >= width and width_of(sent, part) > width for _, sent in _Lines(file))


def why_unreadable(sent: bytes, delimiter: bytes, width: int) -> str:
    """Why one line is no row of a table with so many cells; empty where it is one."""
    if len(sent) > LONGEST:
        return TOO_LONG
    _, whole, left_open = _patterns(delimiter)
    if b'"' in sent and not whole.fullmatch(sent):
        return UNCLOSED if left_open.fullmatch(sent) else MISPLACED
    if (cells := width_of(sent, delimiter)) != width:
        return f"The line has {cells} cell{'s' if cells > 1 else ''}; the header has {width}."
    return ""


def _joined(lines: _Lines, first: Row, delimiter: bytes, width: int) -> Iterator[Row]:
    """A row whose cells hold line breaks, put together; or the first line alone as unreadable."""
    _, whole, left_open = _patterns(delimiter)
    sent, taken = first.sent, []
    while left_open.fullmatch(sent):
        following = next(lines, None)
        if following is None:
            break
        taken.append(following)
        sent += following[1]
        if len(taken) >= MOST_LINES or len(sent) > LONGEST:
            break
        if whole.fullmatch(sent):
            if width_of(sent, delimiter) == width:
                yield Row(first.line, len(taken) + 1, sent)
                return
            break
    lines.again(taken)
    yield Row(first.line, 1, first.sent, why_unreadable(first.sent, delimiter, width))


class _Lines:
    """The physical lines of a file with their numbers from 1; lines can be handed back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._number = 0
        self._waiting: deque[tuple[int, bytes]] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> tuple[int, bytes]:
        if self._waiting:
            return self._waiting.popleft()
        line = self._file.readline(LONGEST + 1)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            # The rest of an endless line is passed over piece by piece, never held whole.
            while (more := self._file.readline(LONGEST)) and not more.endswith(b"\n"):
                pass
        return self._number, line

    def again(self, lines: list[tuple[int, bytes]]) -> None:
        self._waiting.extendleft(reversed(lines))
