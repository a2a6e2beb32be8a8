"""Count the people followed up: by cohort, and by the levels of any columns, several tables at once."""

from __future__ import annotations

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
    PERSON,
    PREVIOUS,
    REOFFENCES,
)
from desist.measures.reoffending.compiled.people import COLUMNS, OLDEST, PERSON_COLUMNS, Described, Lookups
from desist.measures.reoffending.compiled.tables import Layout


def last_matured(days: DayTables, reaches_to: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last index day whose eighteen months were over by each of some days; later ones are over later."""
    over = np.searchsorted(days.table[:, WAIT_LATER], reaches_to, side="right") - 1
    return np.asarray(days.first + over, dtype=np.int64)


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
        # A column by itself: the whole table would push other things away from the processor.
        self._written = np.ascontiguousarray(days.table[:, WRITTEN])
        parts = [
            (COLUMNS.index(name), stride)
            for table in layout.joints
            for name, stride in layout.strides(table).items()
        ]
        self._columns = np.array([column for column, _ in parts], dtype=np.int64)
        self._strides = np.array([stride for _, stride in parts], dtype=np.int64)
        many = [len(layout.strides(table)) for table in layout.joints]
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
            self._written,
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
    written: NDArray[np.int32],
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
                years = (written[day - first_day] - born[person]) // 10_000
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
