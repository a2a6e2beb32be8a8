"""Set rows aside: each with the line it stands on, the sentence of its fault, and its text as sent."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from desist.contracts.cells import text
from desist.intake.checking import Checking, csv_source
from desist.intake.lines import LONGEST, REPEATED, why_unreadable
from desist.intake.table_file import TableFile
from desist.store.engine import copy_to_parquet

LONGEST_SHOWN = 2_000  # characters of a row; the whole of it is in the landed file


class Fault(NamedTuple):
    """A row that is not taken: the line it begins on, its number of lines, why (None: look at it)."""

    line: int
    span: int
    why: str | None


def aside_path(checking: Checking, file: TableFile) -> Path:
    return checking.staging / f"{file.landed.sha256}_aside.parquet"


def set_aside(checking: Checking, file: TableFile, faults: Iterable[Fault]) -> int:
    """Write a file's faulty rows, which come in the order of their lines; returns how many.

    Only one row is held at a time, so a file that is wrong from end to end costs no more memory.
    """
    listed = checking.staging / f"{file.landed.sha256}_aside.csv"
    with listed.open("w", encoding="utf-8", newline="") as going:
        writer = csv.writer(going, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for fault, sent in _with_text(file, faults):
            why = fault.why
            if why is None and not sent.strip():
                continue  # a blank line is no row
            if sent.rstrip(b"\r\n") == file.header.sent:
                why = REPEATED
            elif why is None:
                why = why_unreadable(sent, file.header.delimiter.encode(), len(file.header.cells))
            shown = sent[: 4 * LONGEST_SHOWN].decode("utf-8", errors="replace").rstrip("\r\n")[:LONGEST_SHOWN]
            writer.writerow([fault.line, why, shown])
    read = csv_source([listed], ["line", "why", "sent"], ",", "header=false")
    name, sha = text(file.landed.name), text(file.landed.sha256)
    rows = f"select {name} as file, line::bigint as line, why, sent, {sha} as sha256 from {read}"
    return copy_to_parquet(checking.engine, rows, aside_path(checking, file))


def _with_text(file: TableFile, faults: Iterable[Fault]) -> Iterator[tuple[Fault, bytes]]:
    """Each fault with the lines it is about, in one reading of the file."""
    with file.text.path.open("rb") as source:
        lines = _physical(source.readline)
        at = 1
        for fault in faults:
            taken = list(islice(lines, fault.line - at, fault.line - at + fault.span))
            at = fault.line + fault.span
            yield fault, b"".join(taken)


def _physical(readline: Callable[[int], bytes]) -> Iterator[bytes]:
    """The lines of a file, of an endless one only the beginning."""
    while line := readline(LONGEST + 1):
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while (more := readline(LONGEST)) and not more.endswith(b"\n"):
                pass
        yield line
