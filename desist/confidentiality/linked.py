"""Put the cells of a new publication beside all published before, with every sum that binds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from desist.confidentiality.ledger import Cell, Printed
from desist.confidentiality.sums import ALL, covers, tree_of
from desist.confidentiality.system import NEARLY, Bools, Floats, System

PLACE = "place"


@dataclass(frozen=True, kw_only=True)
class New:
    """A count that the new publication would print: what it is, the count, and who prints it.

    ``printed_by`` are the numbers of the figures or rows that show it; withheld are all of them or
    none. ``low`` to ``high`` is what the printed figure tells of it when it is shown.
    """

    cell: Cell
    count: float
    low: float
    high: float
    printed_by: tuple[int, ...]


@dataclass
class Linked:
    """Cells by number, with what is known of each, and the sums between them (built up, then solved)."""

    number: dict[Cell, int] = field(default_factory=dict)
    value: list[float | None] = field(default_factory=list)  # the true count; None where it is not known here
    range: list[tuple[float, float] | None] = field(default_factory=list)  # what is printed of it already
    sums: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)  # total, parts

    def add(self, cell: Cell, value: float | None, printed: tuple[float, float] | None = None) -> int:
        """A cell's number; a new one, or the one it has."""
        if cell not in self.number:
            self.number[cell] = len(self.value)
            self.value.append(value)
            self.range.append(printed)
        return self.number[cell]

    def bind(self, total: int, parts: Sequence[int], rest: Cell) -> None:
        """A total and parts of it: what is left over is a cell too, though nobody prints it.

        Figures that contradict each other, as when one was revised, bind nothing.
        """
        known = [self.value[each] for each in (total, *parts)]
        left = None
        counts = [each for each in known if each is not None]
        if len(counts) == len(known):
            left = counts[0] - sum(counts[1:])
            if left < -NEARLY:
                return
            if left < NEARLY:
                self.sums.append((total, tuple(parts)))
                return
        self.sums.append((total, (*parts, self.add(rest, left))))


def link(
    new: Sequence[New],
    earlier: Mapping[Cell, Printed],
    *,
    within: Iterable[tuple[Cell, Cell]] = (),
    parents: Mapping[str, Mapping[str, str]],
) -> Linked:
    """All cells, new and earlier, of which a new one tells something, and the sums between them.

    ``within`` are pairs of a cell and a larger one that it is a part of: a numerator and its
    denominator. ``parents`` gives the level above a level of a breakdown, as the county of a town.
    """
    found = Linked()
    about = {each.cell.about for each in new} | {cell.about for pair in within for cell in pair}
    for each in new:
        found.add(each.cell, each.count)
    for cell, printed in earlier.items():
        if cell.about not in about:
            continue
        told = None if printed.low is None or printed.high is None else (printed.low, printed.high)
        known = cell in found.number
        number = found.add(cell, None if told is None else told[0])
        count = found.value[number]
        # A revised figure is another figure: the old one no longer tells of the new.
        same = count is not None and told is not None and told[0] - NEARLY <= count <= told[1] + NEARLY
        if told is not None and (same or not known):
            found.range[number] = told
    groups: dict[tuple[str, str, str], list[Cell]] = {}
    spans: dict[tuple[str, tuple[tuple[str, str], ...]], list[Cell]] = {}
    for cell in list(found.number):
        groups.setdefault((cell.about, cell.start, cell.end), []).append(cell)
        if cell.start:
            spans.setdefault((cell.about, cell.levels), []).append(cell)
    for cells in groups.values():
        _bind_levels(found, cells, parents)
    for cells in spans.values():
        _bind_times(found, cells)
    for part, whole in within:
        if part in found.number and whole in found.number:
            rest = Cell(
                about=f"{whole.about} beside {part.about}", levels=part.levels, start=part.start, end=part.end
            )
            found.bind(found.number[whole], [found.number[part]], rest)
    return found


def _bind_levels(found: Linked, cells: Sequence[Cell], parents: Mapping[str, Mapping[str, str]]) -> None:
    """Totals over breakdowns and over places."""
    names = sorted({name for cell in cells for name, _ in cell.levels})
    if not names or len(cells) < 2:
        return
    rows = [tuple(dict(cell.levels).get(name, ALL) for name in names) for cell in cells]
    trees = [tree_of([row[at] for row in rows], parents.get(name, {}), name) for at, name in enumerate(names)]
    numbers = [{level: at for at, level in enumerate(tree.names)} for tree in trees]
    coordinates = np.array(
        [[number[level] for number, level in zip(numbers, row, strict=True)] for row in rows], dtype=np.int64
    )
    for turn, cover in enumerate(covers(coordinates, trees)):
        for at, total in enumerate(cover.total):
            parts = cover.part[cover.of == at]
            if parts.size:
                whole = cells[total]
                rest = Cell(
                    about=f"{whole.about} other than by {turn}",
                    levels=whole.levels,
                    start=whole.start,
                    end=whole.end,
                )
                found.bind(found.number[whole], [found.number[cells[each]] for each in parts], rest)


def _bind_times(found: Linked, cells: Sequence[Cell]) -> None:
    """Periods that overlap: each is the sum of the stretches into which all their ends cut time."""
    if len(cells) < 2:
        return
    spans = {
        cell: (date.fromisoformat(cell.start), date.fromisoformat(cell.end) + timedelta(1)) for cell in cells
    }
    ends = sorted({day for span in spans.values() for day in span})
    for cell, (start, stop) in spans.items():
        inside = [day for day in ends if start <= day <= stop]
        if len(inside) == 2:
            continue  # no other period begins or ends within it
        pieces = []
        for first, after in pairwise(inside):
            piece = Cell(
                about=cell.about,
                levels=cell.levels,
                start=first.isoformat(),
                end=(after - timedelta(1)).isoformat(),
            )
            pieces.append(found.add(piece, None))
        known = [found.value[each] for each in (found.number[cell], *pieces)]
        counts = [each for each in known if each is not None]
        if len(counts) < len(known) or abs(counts[0] - sum(counts[1:])) < NEARLY:
            found.sums.append((found.number[cell], tuple(pieces)))


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Linked cells as a system: counts that are not known here stand as any that fit (``guessed``, n)."""

    system: System
    guessed: Bools
    public: Bools  # printed earlier, and so no longer to be withheld


def solved(found: Linked, cost: Floats, hideable: Bools, low: Floats, high: Floats) -> Solved:
    """Fill in counts that are not known here with some that fit, leaving out sums that nothing fits.

    ``low`` and ``high`` (n) are what the new publication tells of each cell it prints.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack

    n, m = len(found.value), len(found.sums)
    rows = [at for at, (_, parts) in enumerate(found.sums) for _ in range(len(parts) + 1)]
    columns = [cell for total, parts in found.sums for cell in (total, *parts)]
    entries = [sign for _, parts in found.sums for sign in (-1.0, *[1.0] * len(parts))]
    matrix = csr_array((entries, (rows, columns)), shape=(m, n))
    unknown = np.array([each is None for each in found.value], dtype=bool)
    values = np.array([0.0 if each is None else each for each in found.value])
    slack = abs(matrix @ values) > NEARLY
    if unknown.any() and m:
        # As few contradictions as can be: each sum may miss by something, at a price.
        eye = csr_array(np.eye(m))
        parts = hstack([matrix[:, np.flatnonzero(unknown)], eye, -eye]).tocsc()
        goal = np.concatenate([np.zeros(int(unknown.sum())), np.ones(2 * m)])
        fit = linprog(goal, A_eq=parts, b_eq=-(matrix @ values), bounds=(0, None), method="highs")
        values[unknown] = np.maximum(fit.x[: int(unknown.sum())], 0.0)
        slack = abs(matrix @ values) > NEARLY
    public = np.array([each is not None for each in found.range], dtype=bool)
    told = [each or (np.nan, np.nan) for each in found.range]
    lowest = np.fmax(np.array([one for one, _ in told]), low)
    highest = np.fmin(np.array([other for _, other in told]), high)
    system = System(
        values=values,
        sums=matrix[np.flatnonzero(~slack)],
        cost=cost,
        hideable=hideable & ~public,
        under=np.where(np.isnan(lowest), 0.0, np.maximum(values - lowest, 0.0)),
        over=np.where(np.isnan(highest), 0.0, np.maximum(highest - values, 0.0)),
    )
    return Solved(system=system, guessed=unknown, public=public)
