"""Find the table in a file: where its header stands, which column is which, how it is delimited."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.extract import Extract, match_header
from desist.intake.receive import CHUNK, Landed
from desist.intake.sheets import read_sheets
from desist.vocabulary.mistake import OperatorMistake

HEADER_WITHIN = 40  # lines in which a header is looked for; published tables open with notes


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """One received file as a text table ready to be read."""

    landed: Landed
    text: Path  # the landed file itself, or its unpacked copy in the staging folder
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    lines: int
    where: dict[str, int]  # column name → position
    period: str = ""  # what the file's name says, where the rows do not
    place: str = ""

    @property
    def unread(self) -> list[str]:
        """Headers of columns the contract does not know; they stay in the landed file alone."""
        known = set(self.where.values())
        return [name for at, name in enumerate(self.header) if at not in known and name.strip()]


def find_table(
    landed: Landed, contract: type[Extract], staging: Path, *, encoding: str, period: str
) -> TableFile:
    """Open a received file and find the contract's table in it; what is amiss is one sentence."""
    text, lines = landed.path, landed.lines
    if landed.workbook:
        text, lines, encoding = *_unpack_workbook(landed, contract, staging), "utf-8"
    elif landed.compressed:
        text, lines = _unpack_gzip(landed, staging)
    elif encoding.lower() not in ("utf-8", "utf8"):
        text, encoding = _recode(landed, staging, encoding), "utf-8"
    with text.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        head = [file.readline(CHUNK + 1) for _ in range(HEADER_WITHIN)]
    if len(head[0]) > CHUNK:
        raise OperatorMistake(f"{landed.name} is not a table: its first line is over a million characters long.")
    line, delimiter, where = _find_header(head, contract, landed.name)
    header = next(csv.reader(io.StringIO(head[line - 1]), delimiter=delimiter))
    return TableFile(
        landed=landed,
        text=text,
        encoding="utf-8-sig",
        delimiter=delimiter,
        header=tuple(header),
        header_line=line,
        lines=lines,
        where=where,
        period=_period(landed.name, contract, period),
        place=_place(landed.name, contract),
    )


def _find_header(head: list[str], contract: type[Extract], name: str) -> tuple[int, str, dict[str, int]]:
    best: tuple[int, OperatorMistake] | None = None
    for number, line in enumerate(head, start=1):
        if not line.strip():
            continue
        delimiter = max(",;\t|", key=line.count)
        cells = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
        try:
            return number, delimiter, match_header(contract, cells, name)
        except OperatorMistake as mistake:
            # The line that comes nearest to a header gets to say what it lacks.
            nearness = -mistake.sentence.count("'") if "has none of the" not in mistake.sentence else -1000 - number
            if best is None or nearness > best[0]:
                best = (nearness, mistake)
    if best is None:
        raise OperatorMistake(f"{name} is empty: it holds no header.")
    raise best[1]


def _period(name: str, contract: type[Extract], given: str) -> str:
    if not contract.period_from_name or given:
        return given
    found = re.search(contract.period_from_name, name, re.IGNORECASE)
    if not found:
        raise OperatorMistake(
            f"Neither {name} nor its rows say which period it is about.", hint="Give it: --period 2022-03."
        )
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    year = found["year"] if len(found["year"]) == 4 else "20" + found["year"]
    return f"{year}-{months.index(found['month'].lower()[:3]) + 1:02d}"


def _place(name: str, contract: type[Extract]) -> str:
    if not contract.place_from_name:
        return ""
    found = re.search(contract.place_from_name, name, re.IGNORECASE)
    if not found:
        raise OperatorMistake(
            f"Neither {name} nor its rows say which force it is about.",
            hint="Keep the name it was published under, as in 2025-01-durham-stop-and-search.csv.",
        )
    return found["place"]


def _unpack_gzip(landed: Landed, staging: Path) -> tuple[Path, int]:
    target = staging / f"{landed.sha256}_unpacked.csv"
    lines, last = 0, b""
    try:
        with gzip.open(landed.path) as coming, target.open("wb") as going:
            while chunk := coming.read(CHUNK):
                going.write(chunk)
                lines += chunk.count(b"\n")
                last = chunk[-1:]
    except (EOFError, OSError, zlib.error) as trouble:
        raise OperatorMistake(
            f"{landed.name} cannot be unpacked: it is cut short or damaged.", hint="Fetch it again."
        ) from trouble
    return target, lines + (0 if last in (b"\n", b"") else 1)


def _unpack_workbook(landed: Landed, contract: type[Extract], staging: Path) -> tuple[Path, int]:
    target = staging / f"{landed.sha256}_unpacked.csv"
    refusal: OperatorMistake | None = None
    for rows in read_sheets(landed.path, landed.name).values():
        for row in rows[:HEADER_WITHIN]:
            try:
                match_header(contract, row, landed.name)
            except OperatorMistake as mistake:
                refusal = refusal or (mistake if any(row) else None)
                continue
            with target.open("w", encoding="utf-8", newline="") as going:
                csv.writer(going).writerows(rows)
            return target, len(rows)
    raise refusal or OperatorMistake(f"{landed.name} is an empty workbook.")


def _recode(landed: Landed, staging: Path, encoding: str) -> Path:
    target = staging / f"{landed.sha256}_recoded.csv"
    with landed.path.open(encoding=encoding, newline="") as coming, target.open("w", encoding="utf-8", newline="") as going:
        while chunk := coming.read(CHUNK):
            going.write(chunk)
    return target
