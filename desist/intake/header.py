"""Find the header of a contract among the first lines of a text table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.extract import Extract, match_header
from desist.intake.text_look import DELIMITERS
from desist.vocabulary.mistake import OperatorMistake

HEADER_WITHIN = 40  # lines in which a header is looked for; published tables open with notes
LONGEST_HEADER = 1 << 20  # bytes


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where the header stands, what parts its cells, and which column stands where."""

    cells: tuple[str, ...]
    sent: bytes  # as it stands in the file, without its line end
    last_line: int  # the line it ends on; a name may be broken over lines
    delimiter: str
    where: dict[str, int]  # column name → position


def find_header(path: Path, contract: type[Extract], name: str) -> Header:
    """The first line that names the contract's columns; if none does, what the nearest one lacks."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = [file.readline(LONGEST_HEADER + 1) for _ in range(HEADER_WITHIN)]
    if max(map(len, head[:1]), default=0) > LONGEST_HEADER:
        raise OperatorMistake(f"{name} is not a table: its first line is over a million characters long.")
    refusals: list[OperatorMistake] = []
    for at, line in enumerate(head):
        last = at
        while line.count('"') % 2 and last + 1 < len(head) and head[last + 1]:
            last += 1
            line += head[last]
        if not line.strip() or len(line) > LONGEST_HEADER:
            continue
        delimiter = max(DELIMITERS, key=line.count)
        try:
            cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
            where = match_header(contract, cells, name)
        except csv.Error:
            refusals.append(
                OperatorMistake(f"{name} is not a table: line {at + 1} cannot be parted into cells.")
            )
            continue
        except OperatorMistake as refusal:
            refusals.append(refusal)
            continue
        return Header(
            cells=tuple(cells),
            sent=line.rstrip("\r\n").encode(),
            last_line=last + 1,
            delimiter=delimiter,
            where=where,
        )
    if not refusals:
        raise OperatorMistake(f"{name} is empty: it holds no header.")
    # A line that has some of the columns says what is amiss better than a title that has none.
    raise min(refusals, key=lambda refusal: "has none of the" in refusal.sentence)
