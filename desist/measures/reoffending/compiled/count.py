"""Count the people followed up: by cohort, and by the levels of any columns, several tables at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.compiler import compiled
from desist.measures.reoffending.compiled.days import WRITTEN, DayTables
from desist.measures.reoffending.compiled.follow import (
    CODE,
    COHORT,
    GAP,
    INDEX_DAY,
    KIND,
    LONGEST,
    PERSON,
    PREVIOUS,
    REOFFENCES,
)
from desist.measures.reoffending.compiled.people import COLUMNS, OLDEST, PERSON_COLUMNS, Described, Lookups

# What is added up in every cell. Squares are needed for intervals: a person's reoffences come together.
SUMS = (
    "people",
    "reoffenders",
    "reoffences",
    "reoffences_squared",
    "with_previous",
    "previous_offences",
    "previous_offences_squared",
)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where each table's cells lie in one array: a table is the columns it is broken down by.

    The array has a row a cell, a column for each 3-month cohort and gap since the person's last one
    (from 1 to LONGEST), and SUMS. ``first_quarter`` is the first cohort's number.
    """

    tables: tuple[tuple[str, ...], ...]
    levels: Mapping[str, tuple[str | None, ...]]
    first_quarter: int
    quarters: int

    def cells(self, table: tuple[str, ...]) -> int:
        return int(np.prod([len(self.levels[name]) for name in table], dtype=np.int64))

    def empty(self) -> NDArray[np.int64]:
        """Totals in which nothing has been counted yet."""
        cells = sum(map(self.cells, self.tables))
        return np.zeros((cells, self.quarters * LONGEST, len(SUMS)), dtype=np.int64)

    def part(self, totals: NDArray[np.int64], table: tuple[str, ...]) -> NDArray[np.int64]:
        """One table of the totals: one axis a column, then cohorts, gaps and SUMS."""
        at = self.tables.index(table)
        begin = sum(map(self.cells, self.tables[:at]))
        shape = [len(self.levels[name]) for name in table]
        cut = totals[begin : begin + self.cells(table)]
        return cut.reshape(*shape, self.quarters, LONGEST, len(SUMS))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One line of a table: months and first quarter of the cohort, the level of each column, SUMS."""

    months: int
    quarter: int
    levels: tuple[str | None, ...]
    sums: tuple[int, ...]


class Counter:
    """Adds people followed up to the cells of some tables; one for each thread."""

    def __init__(self, layout: Layout, lookups: Lookups, days: DayTables) -> None:
        self.totals = layout.empty()
        self._layout = layout
        self._lookups = lookups
        self._days = days
        columns = [COLUMNS.index(name) for table in layout.tables for name in table]
        self._columns = np.array(columns, dtype=np.int64)
        self._strides = np.array(list(_strides(layout)), dtype=np.int64)
        self._begins = np.cumsum([0, *(len(table) for table in layout.tables)], dtype=np.int64)
        cells = [layout.cells(table) for table in layout.tables]
        self._offsets = np.cumsum([0, *cells], dtype=np.int64)[:-1]
        self._level = np.zeros(len(COLUMNS), dtype=np.int64)

    def add(self, rows: NDArray[np.int32], found: int, people: Described) -> None:
        """Count the first rows that ``follow`` wrote of these people."""
        compiled(_count)(
            rows,
            found,
            people.known,
            people.born,
            people.levels,
            self._days.first,
            self._days.table,
            self._lookups.age,
            self._lookups.group_of_code,
            self._lookups.least_previous,
            self._columns,
            self._strides,
            self._begins,
            self._offsets,
            bool((self._columns >= BY_INDEX).any()),
            self._layout.first_quarter,
            self._level,
            self.totals,
        )


def lines(layout: Layout, totals: NDArray[np.int64], table: tuple[str, ...]) -> Iterator[Counted]:
    """Every line of a table in which anybody is counted, for cohorts of 3 and of 12 months.

    A 12-month cohort counts a person where they first come into it: in each of its quarters, those
    whose last cohort before lies before its beginning.
    """
    part = layout.part(totals, table)
    quarterly = part.sum(axis=-2)
    yearly = np.zeros((*part.shape[:-3], layout.quarters + LONGEST - 1, part.shape[-1]), dtype=np.int64)
    for before in range(LONGEST):
        # cohorts that begin so many quarters before the one counted in
        shift = LONGEST - 1 - before
        yearly[..., shift : shift + layout.quarters, :] += part[..., before:, :].sum(axis=-2)
    for months, first, counts in (
        (3, layout.first_quarter, quarterly),
        (12, layout.first_quarter - LONGEST + 1, yearly),
    ):
        for place in zip(*np.nonzero(counts[..., 0]), strict=True):
            *at, quarter = map(int, place)
            yield Counted(
                months=months,
                quarter=first + quarter,
                levels=tuple(layout.levels[name][level] for name, level in zip(table, at, strict=True)),
                sums=tuple(map(int, counts[place])),
            )


def _strides(layout: Layout) -> Iterator[int]:
    for table in layout.tables:
        for at in range(len(table)):
            yield layout.cells(table[at + 1 :])


BY_INDEX = len(PERSON_COLUMNS)  # from here on columns tell of the index date
AGE_BAND, AGE_GROUP, GROUP, DISPOSAL, BAND = (len(PERSON_COLUMNS) + at for at in range(5))


def _count(
    rows: NDArray[np.int32],
    found: int,
    known: NDArray[np.bool_],
    born: NDArray[np.int32],
    person_levels: NDArray[np.int16],
    first_day: int,
    day_table: NDArray[np.int32],
    age_levels: NDArray[np.int16],
    group_of_code: NDArray[np.int16],
    least_previous: NDArray[np.int32],
    columns: NDArray[np.int64],
    strides: NDArray[np.int64],
    begins: NDArray[np.int64],
    offsets: NDArray[np.int64],
    by_index: bool,
    first_quarter: int,
    level: NDArray[np.int64],
    totals: NDArray[np.int64],
) -> None:
    for row in range(found):
        person = rows[PERSON, row]
        if not known[person]:
            continue
        previous, reoffences = np.int64(rows[PREVIOUS, row]), np.int64(rows[REOFFENCES, row])
        for column in range(len(PERSON_COLUMNS)):
            level[column] = person_levels[column, person]
        if by_index:
            age = OLDEST + 1
            if born[person]:
                # 20170228 less 19960229 is 200999, over 10,000 the 20 years completed
                years = (day_table[rows[INDEX_DAY, row] - first_day, WRITTEN] - born[person]) // 10_000
                if 0 <= years <= OLDEST:
                    age = years
            level[AGE_BAND], level[AGE_GROUP] = age_levels[age, 0], age_levels[age, 1]
            level[GROUP] = group_of_code[rows[CODE, row]]
            level[DISPOSAL] = rows[KIND, row] - 1
            band = 0
            for at in range(1, len(least_previous)):
                band += int(previous >= least_previous[at])
            level[BAND] = band
        slot = (rows[COHORT, row] - first_quarter) * LONGEST + rows[GAP, row] - 1
        for table in range(len(offsets)):
            cell = offsets[table]
            for at in range(begins[table], begins[table + 1]):
                cell += level[columns[at]] * strides[at]
            totals[cell, slot, 0] += 1
            if reoffences:
                totals[cell, slot, 1] += 1
                totals[cell, slot, 2] += reoffences
                totals[cell, slot, 3] += reoffences * reoffences
            if previous:
                totals[cell, slot, 4] += 1
                totals[cell, slot, 5] += previous
                totals[cell, slot, 6] += previous * previous


def tables_of(asked: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Tables without repeats, the columns of each in the order of COLUMNS."""
    found = (tuple(name for name in COLUMNS if name in table) for table in asked)
    return tuple(dict.fromkeys(found))
