"""Count what was laid out: two threads each read a chunk, follow its people up and count them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.count import Counter
from desist.measures.reoffending.compiled.days import QUARTER, DayTables, day_tables
from desist.measures.reoffending.compiled.follow import follow, room_for
from desist.measures.reoffending.compiled.people import PERSON_COLUMNS, Described, Lookups
from desist.measures.reoffending.compiled.sorted_histories import (
    COLUMNS,
    KINDS,
    NEVER,
    Earlier,
    SortedHistories,
    nothing_earlier,
)
from desist.measures.reoffending.compiled.tables import Layout, tables_of
from desist.quarter.reoffending.compiled.layout import CHUNKS, OF_PEOPLE, STARTS
from desist.store.flat_columns import FlatColumns

THREADS = 2
# What a renewal sets apart lies in columns of its own, under the same names with one of these before them.
BEFORE, AFTER = "before_", "after_"


class LaidOut:
    """Histories laid out in a folder, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self.columns = FlatColumns(folder)
        about = self.columns.about
        self.levels: dict[str, tuple[str | None, ...]] = {
            name: tuple(each) for name, each in about["levels"].items()
        }
        self.people, self.offences = int(about["people"]), int(about["offences"])
        # By source: first and last index day, last day that anything was proven or anybody released
        self.reach = {
            self.levels["source"][int(level)]: tuple(days) for level, days in about["reach"].items()
        }
        # Every index day that there is, or was in the state that this one was made from.
        spans = [*about["reach"].values(), *about.get("reach_before", {}).values()]
        first = min((span[0] for span in spans), default=0)
        last = max((span[1] for span in spans), default=0)
        self.days: DayTables = day_tables(min(first, last), last)

    def close(self) -> None:
        self.columns.close()

    def chunks(self, part: str = "") -> NDArray[np.int64]:
        """First person and first offence of each chunk, and of what would come after the last."""
        many = int(self.columns.about[f"{part}chunks"]) + 1
        return self.columns.read(part + CHUNKS, np.dtype(np.int64), 0, 2 * many).reshape(-1, 2)

    def reaches_to(self, part: str = "") -> NDArray[np.int64]:
        """The last day that each source knows of, in the order of its levels; of BEFORE, that it knew of."""
        reach = self.columns.about["reach_before" if part == BEFORE else "reach"]
        levels = range(len(self.levels["source"]))
        return np.array([reach.get(str(level), (0, 0, -NEVER))[2] for level in levels], dtype=np.int64)

    def layout(self, tables: Sequence[Sequence[str]], lookups: Lookups, *, yearly: bool) -> Layout:
        """Where the cells of some tables lie, for every cohort that anybody may be in."""
        quarters = self.days.table[[0, -1], QUARTER]
        return Layout(
            tables=tables_of(tables),
            levels=lookups.levels,
            first_quarter=int(quarters[0]),
            quarters=int(quarters[1] - quarters[0] + 1),
            yearly=yearly,
        )


def count(
    laid_out: LaidOut,
    lookups: Lookups,
    tables: Sequence[Sequence[str]],
    *,
    each_disposal: bool = False,
    yearly: bool = False,
    part: str = "",
    threads: int = THREADS,
) -> NDArray[np.int64]:
    """The totals of every table, as the layout of ``laid_out`` for these tables has them.

    ``part`` counts only what a renewal set apart: what changed people counted for BEFORE, or AFTER.
    """
    layout = laid_out.layout(tables, lookups, yearly=yearly)
    chunks, reaches_to = laid_out.chunks(part), laid_out.reaches_to(part)
    turns, turn = itertools.count(), Lock()

    def some() -> NDArray[np.int64]:
        counter = Counter(layout, lookups, laid_out.days, reaches_to)
        reader = ChunkReader(
            laid_out.columns, chunks, part, {name for table in layout.tables for name in table}
        )
        while True:
            with turn:
                chunk = next(turns)
            if chunk >= len(chunks) - 1:
                return counter.totals
            histories, people, earlier = reader.read(chunk)
            found = follow(
                histories,
                laid_out.days,
                reader.rows,
                each_disposal=each_disposal,
                earlier=earlier,
            )
            counter.add(reader.rows, found, people)

    with ThreadPoolExecutor(threads) as pool:
        shares = [pool.submit(some) for _ in range(threads)]
        totals = layout.empty()
        for share in shares:
            totals += share.result()
    return totals


class ChunkReader:
    """Reads one chunk after the other into the same arrays; one for each thread."""

    def __init__(self, columns: FlatColumns, chunks: NDArray[np.int64], part: str, asked: set[str]) -> None:
        self._columns = columns
        self._chunks = chunks
        self._part = part
        people, offences = (int(each) for each in np.diff(chunks, axis=0).max(axis=0, initial=0))
        # What no table asks for is not read: nobody looks at it.
        self._levels = [name for name in PERSON_COLUMNS if name in {*asked, "source"}]
        self._told = ["known", *(["born"] if {"age_band", "age_group"} & asked else [])]
        self._offences = {name: np.empty(offences, dtype=kind) for name, kind in COLUMNS.items()}
        self._people = {name: np.zeros(people, dtype=OF_PEOPLE[name]) for name in ("known", "born")}
        self._level = np.zeros((len(PERSON_COLUMNS), people), dtype=np.int16)
        self._starts = np.empty(people + 1, dtype=np.int64)
        self._earlier = nothing_earlier(people)
        self.rows = room_for(offences)

    def read(self, chunk: int) -> tuple[SortedHistories, Described, Earlier]:
        """The histories of a chunk's people, and what is told of them, until the next chunk is read."""
        (person, offence), (next_person, next_offence) = self._chunks[chunk : chunk + 2].tolist()
        people, offences = next_person - person, next_offence - offence
        starts = self._starts[: people + 1]
        self._fill(STARTS, person, starts)
        starts -= offence
        of_offences = {name: room[:offences] for name, room in self._offences.items()}
        for name, room in of_offences.items():
            self._fill(name, offence, room)
        of_people = {name: room[:people] for name, room in self._people.items()}
        for name in self._told:
            self._fill(name, person, of_people[name])
        for name in self._levels:
            self._fill(name, person, self._level[PERSON_COLUMNS.index(name), :people])
        earlier = Earlier(offences=self._earlier.offences[:people], quarters=self._earlier.quarters[:people])
        if self._part:
            self._fill("earlier_offences", person, earlier.offences)
            self._fill("earlier_quarters", person * (1 + KINDS), earlier.quarters.reshape(-1))
        described = Described(
            known=of_people["known"], born=of_people["born"], levels=self._level[:, :people]
        )
        return SortedHistories(starts=starts, **of_offences), described, earlier

    def _fill(self, name: str, begin: int, into: NDArray[Any]) -> None:
        self._columns.fill(self._part + name, begin, into)
