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

from desist.measures.reoffending.compiled.count import Counter, Layout, tables_of
from desist.measures.reoffending.compiled.days import QUARTER, DayTables, day_tables
from desist.measures.reoffending.compiled.follow import follow, room_for
from desist.measures.reoffending.compiled.people import PERSON_COLUMNS, Described, Lookups
from desist.measures.reoffending.compiled.sorted_histories import (
    COLUMNS,
    NEVER,
    Earlier,
    SortedHistories,
    nothing_earlier,
)
from desist.quarter.reoffending.compiled.layout import CHUNKS, OF_PEOPLE, STARTS
from desist.store.flat_columns import FlatColumns

THREADS = 2


class LaidOut:
    """Histories laid out in a folder, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self.columns = FlatColumns(folder)
        about = self.columns.about
        self.levels: dict[str, tuple[str | None, ...]] = {
            name: tuple(each) for name, each in about["levels"].items()
        }
        self.people, self.offences = int(about["people"]), int(about["offences"])
        # by source: first and last index day, last day that anything was proven or anybody released
        self.reach = {
            self.levels["source"][int(level)]: tuple(days) for level, days in about["reach"].items()
        }
        self.chunks = self.columns.read(CHUNKS, np.dtype(np.int64), 0, 2 * (about["chunks"] + 1)).reshape(
            -1, 2
        )
        first = min((days[0] for days in self.reach.values()), default=0)
        last = max((days[1] for days in self.reach.values()), default=0)
        self.days: DayTables = day_tables(min(first, last), last)

    def reaches_to(self) -> NDArray[np.int64]:
        """The last day that each source knows of, in the order of its levels."""
        never = (0, 0, -NEVER)
        return np.array(
            [self.reach.get(str(name), never)[2] for name in self.levels["source"]], dtype=np.int64
        )

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
    threads: int = THREADS,
) -> NDArray[np.int64]:
    """The totals of every table, as the layout of ``laid_out`` for these tables has them."""
    layout = laid_out.layout(tables, lookups, yearly=yearly)
    turns, turn = itertools.count(), Lock()

    def some() -> NDArray[np.int64]:
        counter = Counter(layout, lookups, laid_out.days, laid_out.reaches_to())
        reader = ChunkReader(laid_out, {name for table in layout.tables for name in table})
        while True:
            with turn:
                chunk = next(turns)
            if chunk >= len(laid_out.chunks) - 1:
                return counter.totals
            histories, people = reader.read(chunk)
            found = follow(
                histories,
                laid_out.days,
                reader.rows,
                each_disposal=each_disposal,
                earlier=reader.earlier(histories.people),
            )
            counter.add(reader.rows, found, people)

    with ThreadPoolExecutor(threads) as pool:
        parts = [pool.submit(some) for _ in range(threads)]
        totals = layout.empty()
        for part in parts:
            totals += part.result()
    return totals


class ChunkReader:
    """Reads one chunk after the other into the same arrays; one for each thread."""

    def __init__(self, laid_out: LaidOut, columns: set[str]) -> None:
        self._laid_out = laid_out
        sizes = np.diff(laid_out.chunks, axis=0)
        people, offences = (int(each) for each in sizes.max(axis=0, initial=0))
        # Levels that no table asks for are not read: nobody looks at them.
        self._levels = [name for name in PERSON_COLUMNS if name in {*columns, "source"}]
        self._born = bool({"age_band", "age_group"} & columns)
        self._offences = {name: np.empty(offences, dtype=kind) for name, kind in COLUMNS.items()}
        self._people = {name: np.zeros(people, dtype=kind) for name, kind in OF_PEOPLE.items()}
        self._level = np.zeros((len(PERSON_COLUMNS), people), dtype=np.int16)
        self._starts = np.empty(people + 1, dtype=np.int64)
        self._earlier = nothing_earlier(people)
        self.rows = room_for(offences)

    def earlier(self, people: int) -> Earlier:
        return Earlier(offences=self._earlier.offences[:people], quarters=self._earlier.quarters[:people])

    def read(self, chunk: int) -> tuple[SortedHistories, Described]:
        """The histories of a chunk's people, and what is told of them, until the next chunk is read."""
        (person, offence), (next_person, next_offence) = self._laid_out.chunks[chunk : chunk + 2]
        people, offences = int(next_person - person), int(next_offence - offence)
        columns = self._laid_out.columns
        starts = self._starts[: people + 1]
        columns.fill(STARTS, int(person), starts)
        starts -= int(offence)
        of_offences: dict[str, NDArray[Any]] = {}
        for name, room in self._offences.items():
            of_offences[name] = room[:offences]
            columns.fill(name, int(offence), of_offences[name])
        for name in ("known", *(["born"] if self._born else [])):
            columns.fill(name, int(person), self._people[name][:people])
        for name in self._levels:
            columns.fill(name, int(person), self._level[PERSON_COLUMNS.index(name), :people])
        return SortedHistories(starts=starts, **of_offences), Described(
            known=self._people["known"][:people],
            born=self._people["born"][:people],
            levels=self._level[:, :people],
        )
