"""Find other tables that print alike: proof that a reader cannot tell which of them is the true one.

A cell is safe when some other table agrees with every printed figure and gives the cell another
count. One table proves it for many cells at once, so that thousands of cells need a handful of
linear programmes and not two each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.confidentiality.system import NEARLY, Attacker, Bools, Floats, Ints, Needs, System

PROVEN = 10_000.0  # one need met outweighs the price of any cells that move for it, the dearest priced 1
MANY = 2000  # columns from which the interior-point method is several times faster than the simplex
WAYS = 4
MISSES = 2  # rounds in a row that may miss
FEW = 0.02  # a round that meets no more than this part of what it tries has missed


@dataclass(frozen=True, kw_only=True)
class Freedom:
    """Which needs are met (k), and which cells (n) move in the tables that prove it."""

    met: Bools
    moving: Bools


def open_cells(system: System, hidden: Bools) -> Bools:
    """The cells a reader does not know: hidden and not pinned down one by one.

    A sum with a single unknown in it gives it away, whereupon another sum may have a single one left.
    """
    known = ~(hidden | system.rounded)
    pattern = abs(system.sums).astype(np.int64).tocsr()
    while True:
        alone = pattern @ (~known).astype(np.int64) == 1
        told = (pattern[np.flatnonzero(alone)].sum(axis=0) > 0) & ~known if alone.any() else np.zeros(0, bool)
        if not np.any(told):
            return ~known
        known = known | told


def freedom(
    system: System,
    attacker: Attacker,
    needs: Needs,
    hidden: Bools,
    *,
    offered: Bools | None = None,
    cost: Floats | None = None,
    thorough: bool = True,
) -> Freedom:
    """Meet as many needs as can be met by moving hidden cells, and others ``offered`` at their ``cost``.

    With ``thorough`` each need that no common table met is asked for alone, so that one reported
    unmet can truly not be met; without it some that could be may be missed.
    """
    price = np.zeros(system.size) if cost is None else cost
    hidden = hidden if offered is None else hidden | offered
    free = open_cells(system, hidden)
    met, moving = np.zeros(len(needs), bool), np.zeros(system.size, bool)
    hopeful = free[needs.cell]
    misses = turn = 0
    while (left := np.flatnonzero(hopeful & ~met)).size and misses < MISSES:
        chosen = left[one_each(needs.only(left), turn)]
        gained = _try(system, attacker, needs, chosen, hidden, free, price, met, moving)
        misses = 0 if gained > FEW * chosen.size else misses + 1
        turn += 1
    for alone in np.flatnonzero(hopeful & ~met) if thorough else ():
        if not met[alone]:
            _try(system, attacker, needs, np.array([alone]), hidden, free, price, met, moving)
    return Freedom(met=met, moving=moving)


def one_each(needs: Needs, way: int) -> Ints:
    """The places of one need of each cell: all rising, all falling, or some of either, by ``way``.

    Cells of different rows and columns are cheapest protected in one long ring in which they rise
    together; cells of one row protect each other when one rises and the other falls. The mixing is by
    a fixed rule, so that the same table is always protected in the same way.
    """
    mixed = np.where(needs.cell * (2654435761 + 974711 * (way // WAYS)) // 65536 % 2 == 0, 1.0, -1.0)
    wanted = (np.ones(len(needs)), -np.ones(len(needs)), mixed, -mixed)[way % WAYS]
    order = np.argsort(needs.sign != wanted, kind="stable")
    _, first = np.unique(needs.cell[order], return_index=True)
    return np.sort(order[first])


def _try(
    system: System,
    attacker: Attacker,
    needs: Needs,
    chosen: Ints,
    hidden: Bools,
    free: Bools,
    price: Floats,
    met: Bools,
    moving: Bools,
) -> int:
    """Find one table for the chosen needs; note which of all needs it meets, and what moves in it."""
    moved = other_table(system, attacker, needs.only(chosen), hidden, free, price)
    proven = ~met & (needs.sign * moved[needs.cell] >= needs.amount - NEARLY)
    met |= proven
    if proven.any():
        moving |= np.abs(moved) > NEARLY
    return int(proven[chosen].sum())


def other_table(
    system: System, attacker: Attacker, needs: Needs, hidden: Bools, free: Bools, price: Floats
) -> Floats:
    """How far each cell (n) moves in a table that prints alike and meets what it can of the needs.

    A linear programme over the moves of the free cells; ``needs`` hold a cell at most once. A cell is
    rewarded for each part of its need that is met and for no more, so that it may also move the other
    way for the sake of many; what moves is paid for at its price, falls and rises alike.
    """
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    columns = np.flatnonzero(free)
    position = np.full(system.size, -1)
    position[columns] = np.arange(columns.size)
    sums = system.sums[:, columns]
    sums = sums[np.flatnonzero(abs(sums).sum(axis=1) > 0)]
    lowest = np.minimum(attacker.floor - system.values, 0.0)[columns]
    printed = system.rounded[columns] & ~hidden[columns]
    lowest = np.where(printed, np.maximum(lowest, -system.under[columns]), lowest)
    highest = np.where(printed, system.over[columns], np.inf)
    at, rising = position[needs.cell], needs.sign > 0
    # No need is better met by moving further than it asks.
    highest[at[rising]] = np.minimum(highest[at[rising]], needs.amount[rising])
    lowest[at[~rising]] = np.maximum(lowest[at[~rising]], -needs.amount[~rising])
    goal = np.zeros(columns.size)
    goal[at] = -needs.sign * PROVEN / needs.amount
    dear = np.flatnonzero(price[columns] > 0)
    n, dearness = columns.size, price[columns][dear] / max(1.0, float(price.max(initial=0.0)))
    falls = -lowest[dear]
    lowest[dear] = 0.0
    solved = linprog(
        np.concatenate([_paid(goal, dear, dearness), dearness - goal[dear]]),
        A_eq=hstack([sums, -sums[:, dear]]).tocsc(),
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.column_stack(
            [np.concatenate([lowest, np.zeros(dear.size)]), np.concatenate([highest, falls])]
        ),
        method="highs-ds" if n < MANY else "highs-ipm",
    )
    if solved.x is None:
        raise RuntimeError(f"the linear programme of a table was not solved: {solved.message}")
    moved = np.zeros(system.size)
    moved[columns] = solved.x[:n]
    moved[columns[dear]] -= solved.x[n:]
    return moved


def _paid(goal: Floats, dear: Ints, dearness: Floats) -> Floats:
    """The goal with the price of each rise in it."""
    found = goal.copy()
    found[dear] += dearness
    return found
