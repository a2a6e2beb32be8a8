"""The tables that people followed up are counted in: their cells, and their lines once they are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.follow import LONGEST
from desist.measures.reoffending.compiled.people import COLUMNS

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

CELLS_AT_ONCE = 250  # of tables counted as one: with every cohort they must stay near the processor


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

    def strides(self, table: tuple[str, ...]) -> dict[str, int]:
        """How many cells one level on is away, by column; a column of one level tells nothing apart."""
        return {
            name: self.cells(table[at + 1 :]) for at, name in enumerate(table) if len(self.levels[name]) > 1
        }

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


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One line of a table: months and first quarter of the cohort, the level of each column, SUMS."""

    months: int
    quarter: int
    levels: tuple[str | None, ...]
    sums: tuple[int, ...]


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


def tables_of(asked: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Tables without repeats, the columns of each in the order of COLUMNS."""
    return tuple(dict.fromkeys(_in_order(set(table)) for table in asked))


def _in_order(names: set[str]) -> tuple[str, ...]:
    return tuple(name for name in COLUMNS if name in names)
