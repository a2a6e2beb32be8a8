"""Lay out everybody's proven offences as sorted columns on disk, in memory that does not grow with them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled import asked
from desist.measures.reoffending.compiled.people import PERSON_COLUMNS
from desist.measures.reoffending.compiled.sorted_histories import COLUMNS, NEVER
from desist.quarter.asking import Asking
from desist.store.duck import DuckTables
from desist.store.flat_columns import FlatWriter

Ask = Callable[[str], list[dict[str, Any]]]

SORTED_AT_ONCE = 1_000_000  # offences of one part; people are put into parts by a hash
CHUNK = 1 << 16  # offences followed up at once: few enough to stay near the processor

# One entry a person. STARTS has the place of each person's first offence, CHUNKS the first person and
# first offence of each chunk; both end with one more entry, of what would come next.
OF_PEOPLE: dict[str, np.dtype[Any]] = {
    "known": np.dtype(np.bool_),
    "born": np.dtype(np.int32),
    **{name: np.dtype(np.int16) for name in PERSON_COLUMNS},
}
STARTS, CHUNKS = "starts", "chunks"


class CannotLayOut(Exception):
    """The records hold something that the pass does not allow for, so the queries must answer."""


def lay_out(
    duck: DuckTables,
    asking: Asking,
    folder: Path,
    *,
    held: int,
    notes: Mapping[str, Any],
    levels: asked.Levels | None = None,
) -> None:
    """Write every person's history to a folder of columns.

    ``duck`` holds the tables of a session and ``asking`` answers over its records, which have about as many
    offences as ``held``; ``notes`` are kept.
    ``levels`` are kept in their order, new ones come after them. Raises CannotLayOut where an offence
    was proven before it was committed, or nothing is held.
    """
    parts = 1 + held // SORTED_AT_ONCE
    scratch = folder.with_name(f"{folder.name}.parts")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        _write_parts(duck, asking, asked.offences_sql(), parts, scratch / "offences", "source")
        found = duck.columns(f"select distinct source from {_read(scratch / 'offences', '*')}")
        if not len(found["source"]):
            raise CannotLayOut("nothing proven is held")
        levels = _with_new(levels or {}, asked.people_levels(asking.ask, list(found["source"])))
        people = asked.numbered_people_sql(levels)
        _write_parts(duck, asking, people, parts, scratch / "people", "told_by")
        with FlatWriter(folder) as writer:
            about = _write_columns(duck, asking, levels, parts, scratch, writer)
            places = _places(duck, scratch)
            writer.finish({**about, **notes, "levels": levels, "places": places})
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def offences_held(ask: Ask) -> int:
    """How many proven offences were sent, of whatever source."""
    counts = "(select count(*) from criminal_history) + (select count(*) from courts_proven_offences)"
    return int(ask(f"select {counts} as n")[0]["n"])


def _with_new(levels: asked.Levels, found: asked.Levels) -> asked.Levels:
    return {name: tuple(dict.fromkeys((*levels.get(name, ()), *found[name]))) for name in found}


def _write_parts(duck: DuckTables, asking: Asking, sql: str, parts: int, folder: Path, source: str) -> None:
    part = f"(hash({source}, person_id) % {parts})::integer as part"
    duck.write_parts(asking.prepared(f"select *, {part} from (\n{sql}\n)"), folder, "part")


def _read(folder: Path, part: int | str) -> str:
    place = str(folder).replace("'", "''")
    return f"read_parquet('{place}/part={part}/*.parquet', hive_partitioning=false)"


def _places(duck: DuckTables, scratch: Path) -> list[list[int]]:
    """Which areas each source has people in, by their levels."""
    if not any((scratch / "people").glob("part=*")):
        return []
    found = duck.columns(f"select distinct source, area_code from {_read(scratch / 'people', '*')}")
    return sorted([int(source), int(area)] for source, area in zip(*found.values(), strict=True))


def _write_columns(
    duck: DuckTables, asking: Asking, levels: asked.Levels, parts: int, scratch: Path, writer: FlatWriter
) -> dict[str, Any]:
    """Sort one part after the other; gives what must be known of all of them."""
    people = offences = 0
    chunks: list[tuple[int, int]] = []
    reach = Reach()
    nobody = asking.prepared(f"(select * from (\n{asked.numbered_people_sql(levels)}\n) where false)")
    for part in range(parts):
        if not (scratch / f"offences/part={part}").exists():
            continue
        rows = _read(scratch / "offences", part)
        told = (scratch / f"people/part={part}").exists()
        described = _read(scratch / "people", part) if told else nobody
        duck.keep_again("numbered", asked.numbered_sql(rows, described, levels))
        persons = duck.columns("select * exclude (told_by, person_id) from numbered order by number")
        found = duck.columns(asked.sorted_sql(rows, "numbered"))
        if (found["offence"] > found["proof"]).any():
            raise CannotLayOut("an offence was proven before it was committed")
        many, those = len(persons["number"]), len(found["number"])
        starts = np.searchsorted(found["number"], np.arange(many + 1)).astype(np.int64)
        reach.add(persons["source"][found["number"]], found["proof"], found["index"])
        for name, kind in OF_PEOPLE.items():
            writer.append(name, persons[name].astype(kind, copy=False))
        for name, kind in COLUMNS.items():
            writer.append(name, found[name].astype(kind, copy=False))
        writer.append(STARTS, starts[:-1] + offences)
        for first in chunk_starts(starts):
            chunks.append((people + first, offences + int(starts[first])))
        duck.write(
            f"select number + {people} as number, told_by, person_id from numbered",
            writer.beside(f"people-{part}.parquet"),
        )
        people, offences = people + many, offences + those
        duck.keep_again("numbered", "select 1 as n")
    chunks.append((people, offences))
    writer.append(STARTS, np.array([offences], dtype=np.int64))
    writer.append(CHUNKS, np.array(chunks, dtype=np.int64))
    return {"people": people, "offences": offences, "chunks": len(chunks) - 1, "reach": reach.found}


def chunk_starts(starts: NDArray[np.int64]) -> Iterator[int]:
    """The first person of each chunk; a person with very many offences makes one longer."""
    at = 0
    while at < len(starts) - 1:
        yield at
        at = max(int(np.searchsorted(starts, starts[at] + CHUNK, side="right")) - 1, at + 1)


class Reach:
    """For each source by its level: first and last index day, and the last day of any proof or release."""

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = {}

    def add(self, source: NDArray[np.int16], proof: NDArray[np.int32], index: NDArray[np.int32]) -> None:
        for level in map(int, np.unique(source)):
            here = source == level
            days = index[here & (index != NEVER)]
            last = max(int(proof[here].max()), int(days.max(initial=int(proof[here].max()))))
            first_index = int(days.min(initial=NEVER))
            last_index = int(days.max(initial=-NEVER))
            old = self.found.get(str(level), [NEVER, -NEVER, -NEVER])
            self.found[str(level)] = [
                min(old[0], first_index),
                max(old[1], last_index),
                max(old[2], last),
            ]
