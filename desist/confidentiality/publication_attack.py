"""Attack a publication with all that came out before it, and say which small counts it would give away.

The check in ``differencing`` decides what is withheld and proves it by tables that print alike. This is
the other side: a reader's own reckoning, by linear programmes over everything printed, that shares no
step with that proof but the list of sums. It runs on every publication, after the last repair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desist.confidentiality.differencing import put_together
from desist.confidentiality.ledger import Cell, Printed
from desist.confidentiality.linked import New
from desist.confidentiality.rules import Rules
from desist.confidentiality.system import NEARLY, Bools, Floats, Ints, System

TOGETHER = 8  # rounds in which all cells still unsure are pushed at once


@dataclass(frozen=True, kw_only=True)
class Attacked:
    """How many counts were printed and withheld, and which small ones (named, never told) came out."""

    printed: int
    withheld: int
    recovered: tuple[Cell, ...]


def attack_publication(
    new: Sequence[New],
    earlier: Mapping[Cell, Printed],
    rules: Rules,
    *,
    withheld: frozenset[int],
    within: Iterable[tuple[Cell, Cell]] = (),
    parents: Mapping[str, Mapping[str, str]],
    excepted: frozenset[int] = frozenset(),
) -> Attacked:
    """Try to work out every count that is not printed, from this publication and all earlier ones.

    A count is recovered when only one whole number fits everything printed and that number is small;
    what the earlier publications told by themselves is theirs. A small count left in print is recovered
    too, unless a stated decision publishes it (``excepted``, numbers of figures, as ``withheld``).
    """
    figures = {one for each in new for one in each.printed_by}
    together = put_together(new, earlier, cost=dict.fromkeys(figures, 1.0), within=within, parents=parents)
    system, hidden = together.world.system, together.hidden(withheld)
    told = _small(system.values, rules) & ~hidden & ~together.world.public
    spared = [at for at, by in together.printed_by.items() if set(by) & excepted]
    told[spared] = False
    hidden_now = np.flatnonzero(hidden)
    least, most = narrowed(system, hidden, hidden_now)
    first, last = np.ceil(least - NEARLY), np.floor(most + NEARLY)
    out = hidden_now[(first == last) & _small(first, rules)]
    if out.size:
        # Not what was out before, whatever this publication prints.
        least, most = narrowed(system, together.hidden(figures), out)
        out = out[np.ceil(least - NEARLY) != np.floor(most + NEARLY)]
    told[out] = True
    return Attacked(
        printed=sum(not hidden[at] for at in together.printed_by),
        withheld=sum(bool(hidden[at]) for at in together.printed_by),
        recovered=tuple(sorted(together.cells[int(at)] for at in np.flatnonzero(told))),
    )


def narrowed(system: System, hidden: Bools, cells: Ints) -> tuple[Floats, Floats]:
    """The least and most that each of these cells can be, from everything printed.

    Exact where fewer than two whole numbers fit; elsewhere any two that do. Each linear programme ends
    in a table that fits, which says something of all the other cells too: first many are pushed at once.
    """
    least, most = (system.values[cells].astype(float) for _ in range(2))

    def learn(which: Ints, signs: Floats) -> None:
        fits = _table(system, hidden, which, signs)[cells]
        np.minimum(least, fits, out=least)
        np.maximum(most, fits, out=most)

    def unsure() -> Ints:
        """The places of the cells of which no two whole numbers are known to fit."""
        return np.flatnonzero(np.floor(most + NEARLY) <= np.ceil(least - NEARLY))

    for turn in range(TOGETHER):
        left = cells[unsure()]
        if left.size:
            learn(left, np.where((left * 2654435761 // 65536 + turn) % (turn // 2 + 2) == 0, 1.0, -1.0))
    for at in unsure():
        for sign in (1.0, -1.0):
            if at in unsure():
                learn(cells[[at]], np.array([sign]))
    return least, most


def _table(system: System, hidden: Bools, cells: Ints, signs: Floats) -> Floats:
    """A table that fits, with cells as high (sign 1) or as low (−1) as they can all be."""
    from scipy.optimize import linprog

    goal = np.zeros(system.size)
    goal[cells] = -signs
    no_more = 10.0 + 2 * float(system.values.sum())  # what nothing bounds need not be endless
    solved = linprog(
        goal,
        A_eq=system.sums if system.sums.shape[0] else None,
        b_eq=np.zeros(system.sums.shape[0]) if system.sums.shape[0] else None,
        bounds=np.column_stack(
            [
                np.where(hidden, 0.0, system.values - system.under),
                np.where(hidden, no_more, system.values + system.over),
            ]
        ),
        method="highs",
    )
    if solved.x is None:
        raise RuntimeError(f"the attack's linear programme was not solved: {solved.message}")
    return np.asarray(solved.x, dtype=float)


def _small(counts: Floats, rules: Rules) -> Bools:
    found = (counts > 0) & (counts < rules.withhold_below)
    return found if rules.show_zero else found | (counts == 0)
