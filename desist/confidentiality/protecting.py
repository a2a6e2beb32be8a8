"""Protect a table of counts: withhold, round and mark, so that nobody in it can be identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desist.confidentiality.dominance import guarded_sums
from desist.confidentiality.rules import Rules
from desist.confidentiality.secondary import pattern
from desist.confidentiality.sensitive import Threat, small, threats
from desist.confidentiality.sums import ALL, Cover
from desist.confidentiality.system import Bools, Floats, Ints, System
from desist.confidentiality.table import Table
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TOTAL_COSTS = 2.0  # a total is worth twice a cell, for each breakdown it is a total over
ZERO_COSTS = 6.0  # a nought is hidden only where nothing else serves


@dataclass(frozen=True, kw_only=True)
class ProtectedTable:
    """A table as it may be published.

    ``counts`` and ``marks`` stand beside the rows of ``table``, whose true counts stay inside;
    ``secondary`` is how many cells were withheld for the sake of others, ``proven`` whether no
    cheaper way exists. ``reckoned`` totals, which the table lacks, were held to be known as well.
    """

    table: Table
    rules: Rules
    counts: tuple[float | None, ...]
    marks: tuple[Mark, ...]
    primary: int
    secondary: int
    proven: bool
    reckoned: int = 0

    @property
    def hidden(self) -> Bools:
        return np.array([mark is Mark.CONFIDENTIAL for mark in self.marks], dtype=bool)

    def percent_of(self, breakdown: str) -> list[tuple[float | None, Mark]]:
        """Each row as a percentage of its total over one breakdown, made from printed counts alone."""
        table = self.table
        if breakdown not in table.by:
            raise OperatorMistake(
                f"'{breakdown}' is no breakdown of the table.", hint=f"It has {', '.join(table.by)}."
            )
        place = table.by.index(breakdown)
        at = {row: number for number, row in enumerate(table.rows)}
        found = []
        for number, row in enumerate(table.rows):
            whole = at.get((*row[:place], ALL, *row[place + 1 :]))
            found.append(self._percent(number, whole))
        return found

    def _percent(self, number: int, whole: int | None) -> tuple[float | None, Mark]:
        if whole is None:
            return None, Mark.NOT_AVAILABLE
        part, out_of = self.counts[number], self.counts[whole]
        if part is None or out_of is None:
            return None, Mark.CONFIDENTIAL
        if out_of == 0:
            return None, Mark.NOT_APPLICABLE
        if out_of < self.rules.no_rate_below:
            return None, Mark.CONFIDENTIAL
        mark = Mark.UNRELIABLE if out_of < self.rules.unreliable_below else Mark.NONE
        return min(100.0, 100 * part / out_of), mark


def protect(table: Table, rules: Rules) -> ProtectedTable:
    """Withhold the small counts, and as few others as keep them from being worked out from totals.

    What is withheld is marked [c], whether it was small itself or shields another; a nought is shown
    as 0, and a count that rounds to nought as 0 with [low], so that the three never look the same.
    """
    system = system_of(table, rules)
    primary, found = sensitive(table, system, rules)
    chosen = pattern(system, primary, found)
    if chosen.exposed.any():
        raise RuntimeError("a table of its own could not be protected by withholding all of it")
    marks, counts = [], []
    for count, hidden in zip(table.counts, chosen.hidden, strict=True):
        printed = None if hidden else rounded(count, rules.round_to)
        low = printed == 0 and count > 0
        counts.append(printed)
        marks.append(Mark.CONFIDENTIAL if hidden else Mark.LOW if low else Mark.NONE)
    return ProtectedTable(
        table=table,
        rules=rules,
        counts=tuple(counts),
        marks=tuple(marks),
        primary=int(primary.sum()),
        secondary=int((chosen.hidden & ~primary).sum()),
        proven=chosen.proven,
    )


def sensitive(table: Table, system: System, rules: Rules) -> tuple[Bools, tuple[Threat, ...]]:
    """The rows that are withheld by themselves, and the readers that must not work them out."""
    counted = np.full(system.size, not table.contributions)
    whole = _whole_groups(table.covers, system.values, rules) & counted
    guarded = guarded_sums(table, rules)
    primary = (small(system.values, rules) & counted) | whole | ~np.isnan(guarded)
    return primary, threats(system, rules, counted=counted, whole=whole, guarded=guarded)


def system_of(table: Table, rules: Rules) -> System:
    """The table's cells and the sums between them."""
    values = table.values
    scale = np.log1p(values) / np.log1p(max(1.0, values.max(initial=0.0)))
    cost = (1 + scale / 2) * TOTAL_COSTS**table.totals
    cost[values == 0] = ZERO_COSTS * TOTAL_COSTS ** table.totals[values == 0]
    under, over = rounding(values, rules.round_to)
    return System(
        values=values,
        sums=matrix(table.covers, values.size),
        cost=cost,
        hideable=np.ones(values.size, bool),
        under=under,
        over=over,
    )


def matrix(found: Sequence[Cover], cells: int) -> csr_array:
    """The sums as a sparse matrix: 1 for each part, −1 for the total."""
    from scipy.sparse import csr_array

    rows: list[Ints] = []
    columns: list[Ints] = []
    entries: list[Floats] = []
    before = 0
    for each in found:
        made = np.unique(each.of)
        rows += [before + np.searchsorted(made, each.of), before + np.arange(made.size)]
        columns += [each.part, each.total[made]]
        entries += [np.ones(each.part.size), -np.ones(made.size)]
        before += made.size
    if not rows:
        return csr_array((0, cells))
    place = (np.concatenate(rows), np.concatenate(columns))
    return csr_array((np.concatenate(entries), place), shape=(before, cells))


def _whole_groups(found: Sequence[Cover], values: Floats, rules: Rules) -> Bools:
    """Cells that hold all of a group of few people, so that what they are is known of each of them."""
    whole = np.zeros(values.size, bool)
    for each in found:
        group = values[each.total[each.of]]
        parts = np.bincount(each.of, minlength=each.total.size)[each.of]
        all_of_it = (
            (values[each.part] == group) & (group > 0) & (group < rules.whole_group_below) & (parts > 1)
        )
        whole[each.part[all_of_it]] = True
    return whole


def rounded(count: float, step: int) -> float:
    """A count to the nearest multiple, halves upwards."""
    return float(step * np.floor(count / step + 0.5))


def rounding(values: Floats, step: int) -> tuple[Floats, Floats]:
    """How far below and above each count (n) the whole numbers go that are printed the same."""
    if step == 1:
        return np.zeros(values.size), np.zeros(values.size)
    printed = step * np.floor(values / step + 0.5)
    least = np.maximum(np.ceil(printed - step / 2), 0.0)
    least = np.where((printed == 0) & (values > 0), 1.0, least)  # [low] says that it is not nought
    most = np.ceil(printed + step / 2) - 1
    none = values == 0  # a true nought is told as such
    return np.where(none, 0.0, values - least), np.where(none, 0.0, most - values)
