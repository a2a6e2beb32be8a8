"""Withhold as little as possible: the proven minimum, for tables small enough to search.

A master problem proposes the cheapest cells to withhold. For each count that a reader could still
narrow down, the linear programme that says so also says which cells would have to be withheld to
stop it; that becomes a new condition, and the master proposes again (Fischetti and Salazar-González,
2001, solve cell suppression in this way).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desist.confidentiality.freedom import freedom
from desist.confidentiality.sensitive import Threat
from desist.confidentiality.system import NEARLY, Bools, Floats, Ints, System

# Limits on the work and not on seconds, so that the answer never depends on the machine.
MOST_CELLS = 200
MOST_NEEDS = 60
MOST_PROPOSALS = 14
MOST_CUTS = 10  # for each reader and proposal
MOST_NODES = 40


def fewest(system: System, primary: Bools, threats: Sequence[Threat]) -> Bools | None:
    """The cheapest cells (n) to withhold, ``primary`` among them; None where the search is too long."""
    needs = sum(len(each.needs) for each in threats)
    if system.size > MOST_CELLS or needs > MOST_NEEDS or system.rounded.any():
        return None
    candidates = np.flatnonzero(system.hideable & ~primary)
    cuts: list[tuple[Floats, float]] = []
    for _ in range(MOST_PROPOSALS):
        chosen = _proposal(system.cost[candidates], cuts)
        if chosen is None:
            return None
        hidden = primary.copy()
        hidden[candidates[chosen]] = True
        new = [cut for each in threats for cut in _cuts(system, each, hidden, candidates)]
        if not new:
            return hidden
        cuts += new
    return None


def _proposal(cost: Floats, cuts: Sequence[tuple[Floats, float]]) -> Bools | None:
    """The cheapest candidates that satisfy every condition so far."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not cuts:
        return np.zeros(cost.size, bool)
    if any(weights.max(initial=0.0) <= NEARLY for weights, _ in cuts):
        return None  # a need that no candidate could ever meet
    solved = milp(
        cost,
        integrality=np.ones(cost.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            np.array([weights for weights, _ in cuts]), [least for _, least in cuts]
        ),
        options={"node_limit": MOST_NODES},
    )
    return solved.x > 0.5 if solved.status == 0 else None


def _cuts(system: System, threat: Threat, hidden: Bools, candidates: Ints) -> list[tuple[Floats, float]]:
    """Conditions that this proposal breaks, one for each of the first needs that it leaves unmet."""
    met = freedom(system, threat.attacker, threat.needs, hidden, thorough=False).met
    found: list[tuple[Floats, float]] = []
    for each in np.flatnonzero(~met):
        cut = _cut(system, threat, int(each), hidden, candidates)
        found += [cut] if cut is not None else []
        if len(found) == MOST_CUTS:
            break
    return found


def _cut(
    system: System, threat: Threat, need: int, hidden: Bools, candidates: Ints
) -> tuple[Floats, float] | None:
    """A condition "the weights of the cells withheld add up to at least this", from the programme's dual.

    How far the cell moves is at most what the moves of all hidden cells allow, at the dual's prices;
    a cell whose part alone is enough need not count for more than enough. None where the need is met.
    """
    from scipy.optimize import linprog

    cell, sign, amount = (part[need] for part in (threat.needs.cell, threat.needs.sign, threat.needs.amount))
    down = np.maximum(system.values - threat.attacker.floor, 0.0)
    up = np.full(system.size, float(amount + system.values.sum()))
    goal = np.zeros(system.size)
    goal[cell] = -sign
    solved = linprog(
        goal,
        A_eq=system.sums,
        b_eq=np.zeros(system.sums.shape[0]),
        bounds=np.column_stack([np.where(hidden, -down, 0.0), np.where(hidden, up, 0.0)]),
        method="highs-ds",
    )
    if -solved.fun >= amount - NEARLY:
        return None
    priced = goal - system.sums.T @ solved.eqlin.marginals
    allowed = np.maximum(-priced, 0.0) * up + np.maximum(priced, 0.0) * down
    given = hidden.copy()
    given[candidates] = False  # withheld whatever is proposed
    least = float(amount - allowed[given].sum())
    weights = np.minimum(allowed[candidates], least) / least
    return weights, 1.0
