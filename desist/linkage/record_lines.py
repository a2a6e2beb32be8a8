"""Records as lines of text with the place of each line: some are read among millions, and no others.

What is kept has one spelling, small letters and digits alone, so a line needs no quotes and has no break.
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desist.linkage.lookup import Numbers
from desist.store.engine import Engine

WIDTH = 10  # digits that each line begins with: the number of its record


def write_lines(engine: Engine, source: str, fields: Sequence[str], folder: Path, part: str) -> None:
    """Write the records of ``source``, one line each in any order, and where each line begins and ends."""
    path = _text(folder, part)
    place = str(path).replace("'", "''")
    cells = ", ".join(fields)
    engine.run(
        f"copy (select lpad(record::varchar, {WIDTH}, '0'), {cells} from {source}) to '{place}' "
        "(format csv, header false)"
    )
    text = np.memmap(path, dtype=np.uint8, mode="r") if path.stat().st_size else np.array([], dtype=np.uint8)
    ends = np.flatnonzero(text == ord("\n")) + 1
    begins = np.concatenate([[0], ends[:-1]])[: len(ends)]
    records = np.zeros(len(ends), dtype=np.int64)
    for digit in range(WIDTH):
        records = records * 10 + (text[begins + digit] - ord("0"))
    places = np.empty((len(ends), 2), dtype=np.int64)
    # Records of a part are numbered without gaps from its first.
    places[records - records.min(initial=np.iinfo(np.int64).max)] = np.column_stack([begins, ends])
    np.save(_places(folder, part), places)


def read_lines(
    engine: Engine,
    folder: Path,
    parts: Sequence[tuple[str, int]],
    fields: Sequence[str],
    records: Numbers,
    table: str,
) -> None:
    """Make a table of some records; ``parts`` names each part and its first record, in order."""
    lines = []
    firsts = [first for _, first in parts]
    whose = np.searchsorted(firsts, records, side="right") - 1
    for at, (part, first) in enumerate(parts):
        wanted = records[whose == at] - first
        if not len(wanted):
            continue
        places = np.load(_places(folder, part), mmap_mode="r")[np.sort(wanted)].tolist()
        with _text(folder, part).open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as text:
            lines += [text[begin:end] for begin, end in places]
    cells = ", ".join(f"nullif(cells[{at}], '') as {name}" for at, name in enumerate(fields, 2))
    engine.run(
        f"create or replace table {table} as select cells[1]::bigint as record, {cells} from "
        "(select string_split(unnest(string_split($1, chr(10))), ',') as cells) where cells[1] <> ''",
        [b"".join(lines).decode("ascii")],
    )


def _text(folder: Path, part: str) -> Path:
    return folder / f"{part}.csv"


def _places(folder: Path, part: str) -> Path:
    return folder / f"{part}-places.npy"
