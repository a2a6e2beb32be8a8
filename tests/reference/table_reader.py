"""The slow truth about a text table: character by character, which lines are rows and which are not.

The rules of RFC 4180, with what publishers do to it: one blank before a quoted cell and any after it
are not part of it, a quotation mark inside an unquoted cell is a character like any other, blank lines are no
rows. A quotation mark that is never closed spoils the line it stands on and no other.
"""

from __future__ import annotations

import re

Cells = tuple[str | None, ...]


def read_table(text: str, *, width: int, delimiter: str = ",") -> tuple[dict[int, Cells], set[int]]:
    """Rows by the line they begin on (header left out), and the lines of rows that cannot be read."""
    lines = re.split(r"\r\n|\r|\n", text)
    good: dict[int, Cells] = {}
    bad: set[int] = set()
    at = 1
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        for span in range(1, min(51, len(lines) - at + 1)):
            cells = read_row("\n".join(lines[at : at + span]), delimiter)
            if cells != "open":
                break
        if isinstance(cells, tuple) and len(cells) == width:
            good[at + 1] = cells
            at += span
        else:
            bad.add(at + 1)
            at += 1
    return good, bad


def read_row(text: str, delimiter: str) -> Cells | str:
    """The cells of one row; "open" where a quotation mark is not closed, "wrong" where one is misplaced."""
    cells: list[str | None] = []
    rest = text
    while True:
        unpadded = rest.removeprefix(" ")
        if unpadded.startswith('"'):
            value, at = "", 1
            while True:
                if at >= len(unpadded):
                    return "open"
                if unpadded[at] != '"':
                    value += unpadded[at]
                    at += 1
                elif unpadded[at : at + 2] == '""':
                    value += '"'
                    at += 2
                else:
                    break
            rest = unpadded[at + 1 :].lstrip(" ")
            if rest and not rest.startswith(delimiter):
                return "wrong"
        else:
            end = min((at for at in (rest.find(delimiter), rest.find("\n")) if at >= 0), default=len(rest))
            value, rest = rest[:end], rest[end:]
            if rest.startswith("\n"):
                return "wrong"
        cells.append(value.strip(" \t\u00a0") or None)
        if not rest:
            return tuple(cells)
        rest = rest[1:]
