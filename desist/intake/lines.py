"""Read a text table record by record with the line each stands on, and say what is wrong with a line.

Slower than the engine's own reader; it is used only for files in which something is amiss, so
that every bad row can be named by its line and every good one is still taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST_LINE = 1 << 20
LONGEST_RECORD = 50  # lines; a quotation mark open for longer was never meant to be


@dataclass(frozen=True)
class Record:
    """One row as sent: the line it begins on, its cells, its text, and why it cannot be read."""

    line: int
    cells: list[str]
    text: str
    why: str = ""


def read_records(path: Path, delimiter: str, encoding: str) -> Iterator[Record]:
    """Every record of a file, blank lines aside, each with its line number from 1."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        waiting: list[tuple[int, str]] = []
        source = _physical_lines(file)
        while True:
            number, line = waiting.pop(0) if waiting else next(source, (0, ""))
            if not number:
                return
            if len(line) > LONGEST_LINE:
                yield Record(number, [], line[:200], "The line is longer than a million characters.")
                continue
            if not line.strip():
                continue
            taken = [(number, line)]
            while sum(part.count('"') for _, part in taken) % 2:
                following = waiting.pop(0) if waiting else next(source, None)
                if following is None or len(taken) >= LONGEST_RECORD or len(following[1]) > LONGEST_LINE:
                    waiting = taken[1:] + ([following] if following else []) + waiting
                    taken = taken[:1]
                    break
                taken.append(following)
            text = "".join(part for _, part in taken).rstrip("\r\n")
            if sum(part.count('"') for _, part in taken) % 2:
                yield Record(number, [], text, "A quotation mark is opened and never closed.")
                continue
            yield Record(number, next(csv.reader(io.StringIO(text), delimiter=delimiter)), text)


def _physical_lines(file: io.TextIOWrapper) -> Iterator[tuple[int, str]]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        whole = line
        while not line.endswith("\n") and len(line) > LONGEST_LINE:
            line = file.readline(LONGEST_LINE + 1)
            if not line:
                break
        yield number, whole
