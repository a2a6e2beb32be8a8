"""Withhold further cells, so that no sensitive count can be worked out from what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desist.confidentiality.exact import fewest
from desist.confidentiality.freedom import WAYS, freedom, one_each, open_cells, other_table
from desist.confidentiality.sensitive import Threat
from desist.confidentiality.system import NEARLY, Attacker, Bools, Needs, System

MANY_CELLS = 5000  # from here on one way of finding the cheapest table is tried, not four
MOST_TRIALS = 60_000  # cells withheld beside the small ones, times all withheld, up to which each is tried


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Which cells (n) are withheld, whether that is proven to be the cheapest way, and what stays exposed.

    ``exposed`` are the cells that cannot be protected by withholding anything still to be published.
    """

    hidden: Bools
    proven: bool
    exposed: Bools


def pattern(system: System, primary: Bools, threats: Sequence[Threat]) -> Pattern:
    """Choose what to withhold beside ``primary`` (n): the proven minimum if it is small, else nearly."""
    exact = fewest(system, primary, threats)
    if exact is not None:
        return Pattern(hidden=exact, proven=True, exposed=np.zeros(system.size, bool))
    hidden, exposed = _grown(system, primary, threats)
    if not exposed.any():
        hidden = _pruned(system, primary, hidden, threats)
    return Pattern(hidden=hidden, proven=False, exposed=exposed)


def _grown(system: System, primary: Bools, threats: Sequence[Threat]) -> tuple[Bools, Bools]:
    """Withhold what the cheapest tables that print alike move, until every need is met."""
    hidden, exposed = primary.copy(), np.zeros(system.size, bool)
    for threat in threats:
        met = freedom(system, threat.attacker, threat.needs, hidden, thorough=False).met
        pending = threat.needs.only(~met)
        while len(pending):
            met, moving = cheapest(system, threat.attacker, pending, hidden)
            if not met.any():
                offered = system.hideable
                price = np.where(hidden, 0.0, system.cost)
                alone = freedom(system, threat.attacker, pending, hidden, offered=offered, cost=price)
                met, moving = alone.met, alone.moving
                exposed[pending.cell[~met]] = True
                pending = pending.only(met)
                met = met[met]
            hidden = hidden | (moving & system.hideable)
            pending = pending.only(~met)
            met = freedom(system, threat.attacker, pending, hidden, thorough=False).met
            pending = pending.only(~met)
    return hidden, exposed


def cheapest(system: System, attacker: Attacker, pending: Needs, hidden: Bools) -> tuple[Bools, Bools]:
    """Which pending needs one table meets, and which cells it moves: the cheapest of several, by need met."""
    both = hidden | system.hideable
    free = open_cells(system, both)
    price = np.where(hidden, 0.0, system.cost)
    best, least = (np.zeros(len(pending), bool), np.zeros(system.size, bool)), np.inf
    for way in range(WAYS if system.size < MANY_CELLS else 1):
        chosen = one_each(pending, way)
        chosen = chosen[free[pending.cell[chosen]]]
        if not chosen.size:
            continue
        moved = other_table(system, attacker, pending.only(chosen), both, free, price)
        met = pending.sign * moved[pending.cell] >= pending.amount - NEARLY
        moving = np.abs(moved) > NEARLY
        lost = (system.cost[moving & ~hidden].sum() + NEARLY) / met.sum() if met.any() else np.inf
        if lost < least:
            best, least = (met, moving), lost
    return best


def _pruned(system: System, primary: Bools, hidden: Bools, threats: Sequence[Threat]) -> Bools:
    """Print again, dearest first, each cell without which every need is still met."""
    further = np.flatnonzero(hidden & ~primary)
    if further.size * int(hidden.sum()) > MOST_TRIALS:
        return hidden
    wanted = np.unique(np.concatenate([each.needs.cell for each in threats]))
    for cell in further[np.argsort(-system.cost[further], kind="stable")]:
        without = hidden.copy()
        without[cell] = False
        if not open_cells(system, without)[wanted].all():
            continue  # most often the last other unknown of a sum, which needs no linear programme to see
        if all(
            freedom(system, each.attacker, each.needs, without, thorough=False).met.all() for each in threats
        ):
            hidden = without
    return hidden
