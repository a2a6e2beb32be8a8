"""Count the people followed up: by cohort, and by the levels of any columns, several tables at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.compiler import compiled
from desist.measures.reoffending.compiled.days import WAIT_LATER, WRITTEN, DayTables
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
# Matured are those whose eighteen months were over by the last day that their source knows of.
SUMS = (
    "people",
    "reoffenders",
    "reoffences",
    "reoffences_squared",
    "with_previous",
    "previous_offences",
    "previous_offences_squared",
    "matured",
)

CELLS_AT_ONCE = 1_000  # of tables counted as one: with every cohort they must stay near the processor


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where each table's cells lie in one array: a table is the columns it is broken down by.

    The array has a row a cell, a column for each 3-month cohort, and SUMS. With ``yearly`` the cohorts
    are parted again by the gap since the person's last one (from 1 to LONGEST), from which 12-month
    cohorts are made. ``first_quarter`` is the first cohort's number.
    """

    tables: tuple[tuple[str, ...], ...]
    levels: Mapping[str, tuple[str | None, ...]]
    first_quarter: int
    quarters: int
    yearly: bool = True

    @property
    def gaps(self) -> int:
        return LONGEST if self.yearly else 1

    @cached_property
    def joints(self) -> tuple[tuple[str, ...], ...]:
        """What is counted: tables small enough are counted as one, broken down by all their columns.

        Adding to a cell costs more than finding it; each table is a sum over the others' columns.
        """
        found: list[tuple[str, ...]] = []
        for table in sorted(self.tables, key=self.cells):
            for at, other in enumerate(found):
                both = _in_order({*table, *other})
                if both == other or self.cells(both) <= CELLS_AT_ONCE:
                    found[at] = both
                    break
            else:
                found.append(table)
        return tuple(found)

    def cells(self, table: tuple[str, ...]) -> int:
        return int(np.prod([len(self.levels[name]) for name in table], dtype=np.int64))

    @property
    def size(self) -> int:
        """How many sums there are in all."""
        return sum(map(self.cells, self.joints)) * self.quarters * self.gaps * len(SUMS)

    def empty(self) -> NDArray[np.int64]:
        """Totals in which nothing has been counted yet."""
        cells = sum(map(self.cells, self.joints))
        return np.zeros((cells, self.quarters * self.gaps, len(SUMS)), dtype=np.int64)

    def part(self, totals: NDArray[np.int64], table: tuple[str, ...]) -> NDArray[np.int64]:
        """One table of the totals: one axis a column, then cohorts, gaps and SUMS."""
        at = next(at for at, joint in enumerate(self.joints) if set(table) <= set(joint))
        joint = self.joints[at]
        begin = sum(map(self.cells, self.joints[:at]))
        shape = [len(self.levels[name]) for name in joint]
        cut = totals[begin : begin + self.cells(joint)]
        cut = cut.reshape(*shape, self.quarters, self.gaps, len(SUMS))
        others = tuple(axis for axis, name in enumerate(joint) if name not in table)
        return np.asarray(cut.sum(axis=others), dtype=np.int64)


def last_matured(days: DayTables, reaches_to: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last index day whose eighteen months were over by each of some days; later ones are over later."""
    over = np.searchsorted(days.table[:, WAIT_LATER], reaches_to, side="right") - 1
    return np.asarray(days.first + over, dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One line of a table: months and first quarter of the cohort, the level of each column, SUMS."""

    months: int
    quarter: int
    levels: tuple[str | None, ...]
    sums: tuple[int, ...]


class Counter:
    """Adds people followed up to the cells of some tables; one for each thread.

    ``reaches_to`` has for each source, in the order of its levels, the last day that it knows of.
    """

    def __init__(
        self, layout: Layout, lookups: Lookups, days: DayTables, reaches_to: NDArray[np.int64]
    ) -> None:
        self.totals = layout.empty()
        self._layout = layout
        self._lookups = lookups
        self._days = days
        self._last_matured = last_matured(days, reaches_to)
        parts = [
            (COLUMNS.index(name), stride)
            for table in layout.joints
            for name, stride in _strides(layout, table).items()
        ]
        self._columns = np.array([column for column, _ in parts], dtype=np.int64)
        self._strides = np.array([stride for _, stride in parts], dtype=np.int64)
        many = [len(_strides(layout, table)) for table in layout.joints]
        self._begins = np.cumsum([0, *many], dtype=np.int64)
        cells = [layout.cells(table) for table in layout.joints]
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
            self._last_matured,
            self._lookups.age,
            self._lookups.group_of_code,
            self._lookups.least_previous,
            self._columns,
            self._strides,
            self._begins,
            self._offsets,
            bool((self._columns >= BY_INDEX).any()),
            self._layout.first_quarter,
            self._layout.gaps,
            self._level,
            self.totals,
        )


def lines(layout: Layout, part: NDArray[np.int64], table: tuple[str, ...]) -> Iterator[Counted]:
    """Every line of a table in which anybody is counted, for cohorts of 3 and of 12 months.

    A 12-month cohort counts a person where they first come into it: in each of its quarters, those
    whose last cohort before lies before its beginning.
    """
    quarterly = part.sum(axis=-2)
    yield from _lines(layout, 3, layout.first_quarter, table, quarterly)
    if not layout.yearly:
        return
    yearly = np.zeros((*part.shape[:-3], layout.quarters + LONGEST - 1, part.shape[-1]), dtype=np.int64)
    for before in range(LONGEST):
        # cohorts that begin so many quarters before the one counted in
        shift = LONGEST - 1 - before
        yearly[..., shift : shift + layout.quarters, :] += part[..., before:, :].sum(axis=-2)
    yield from _lines(layout, 12, layout.first_quarter - LONGEST + 1, table, yearly)


def _lines(
    layout: Layout, months: int, first: int, table: tuple[str, ...], counts: NDArray[np.int64]
) -> Iterator[Counted]:
    for place in zip(*np.nonzero(counts[..., 0]), strict=True):
        *at, quarter = map(int, place)
        yield Counted(
            months=months,
            quarter=first + quarter,
            levels=tuple(layout.levels[name][level] for name, level in zip(table, at, strict=True)),
            sums=tuple(map(int, counts[place])),
        )


def _strides(layout: Layout, table: tuple[str, ...]) -> dict[str, int]:
    """How many cells one level on is away, by column; a column of one level tells nothing apart."""
    return {
        name: layout.cells(table[at + 1 :]) for at, name in enumerate(table) if len(layout.levels[name]) > 1
    }


BY_INDEX = len(PERSON_COLUMNS)  # from here on columns tell of the index date
SOURCE = PERSON_COLUMNS.index("source")
AGE_BAND, AGE_GROUP, GROUP, DISPOSAL, BAND = (len(PERSON_COLUMNS) + at for at in range(5))


def _count(
    rows: NDArray[np.int32],
    found: int,
    known: NDArray[np.bool_],
    born: NDArray[np.int32],
    person_levels: NDArray[np.int16],
    first_day: int,
    day_table: NDArray[np.int32],
    last_matured: NDArray[np.int64],
    age_levels: NDArray[np.int16],
    group_of_code: NDArray[np.int16],
    least_previous: NDArray[np.int32],
    columns: NDArray[np.int64],
    strides: NDArray[np.int64],
    begins: NDArray[np.int64],
    offsets: NDArray[np.int64],
    by_index: bool,
    first_quarter: int,
    gaps: int,
    level: NDArray[np.int64],
    totals: NDArray[np.int64],
) -> None:
    for row in range(found):
        person = rows[PERSON, row]
        if not known[person]:
            continue
        previous, reoffences = np.int64(rows[PREVIOUS, row]), np.int64(rows[REOFFENCES, row])
        day = rows[INDEX_DAY, row]
        matured = np.int64(day <= last_matured[person_levels[SOURCE, person]])
        if by_index:
            age = OLDEST + 1
            if born[person]:
                # 20170228 less 19960229 is 200999, over 10,000 the 20 years completed
                years = (day_table[day - first_day, WRITTEN] - born[person]) // 10_000
                if 0 <= years <= OLDEST:
                    age = years
            level[AGE_BAND], level[AGE_GROUP] = age_levels[age, 0], age_levels[age, 1]
            level[GROUP] = group_of_code[rows[CODE, row]]
            level[DISPOSAL] = rows[KIND, row] - 1
            band = 0
            for at in range(1, len(least_previous)):
                band += int(previous >= least_previous[at])
            level[BAND] = band
        slot = rows[COHORT, row] - first_quarter
        if gaps > 1:
            slot = slot * gaps + rows[GAP, row] - 1
        reoffended, reoffences_squared = np.int64(reoffences > 0), reoffences * reoffences
        with_previous, previous_squared = np.int64(previous > 0), previous * previous
        for table in range(len(offsets)):
            cell = offsets[table]
            for at in range(begins[table], begins[table + 1]):
                column = columns[at]
                cell += strides[at] * (person_levels[column, person] if column < BY_INDEX else level[column])
            # All eight, also where most are 0: that is quicker than asking which are.
            totals[cell, slot, 0] += 1
            totals[cell, slot, 1] += reoffended
            totals[cell, slot, 2] += reoffences
            totals[cell, slot, 3] += reoffences_squared
            totals[cell, slot, 4] += with_previous
            totals[cell, slot, 5] += previous
            totals[cell, slot, 6] += previous_squared
            totals[cell, slot, 7] += matured


def tables_of(asked: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Tables without repeats, the columns of each in the order of COLUMNS."""
    return tuple(dict.fromkeys(_in_order(set(table)) for table in asked))


def _in_order(names: set[str]) -> tuple[str, ...]:
    return tuple(name for name in COLUMNS if name in names)
