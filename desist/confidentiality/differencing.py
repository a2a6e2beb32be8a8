"""Check a new publication against all earlier ones, and say what must be withheld, or cannot be helped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desist.confidentiality.freedom import freedom
from desist.confidentiality.ledger import Cell, Printed
from desist.confidentiality.linked import New, Solved, link, solved
from desist.confidentiality.rules import Rules
from desist.confidentiality.secondary import cheapest
from desist.confidentiality.sensitive import Threat, threats
from desist.confidentiality.system import NEARLY, Bools, Needs, System, needs_of

DISCLOSED = "could be worked out from what is printed here and was published before"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What else must be withheld (numbers of figures or rows), and what cannot be protected at all.

    ``exposed`` are cells that earlier publications and this one together give away whatever this one
    withholds of itself; such a publication is refused.
    """

    withhold: frozenset[int]
    exposed: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Together:
    """A new publication and all earlier ones as one system: its cells by number, and who prints which."""

    world: Solved
    printed_by: Mapping[int, tuple[int, ...]]
    cells: Mapping[int, Cell]

    def hidden(self, gone: Collection[int]) -> Bools:
        """Hidden are cells never published before, unless a figure shows them that is not ``gone``."""
        hidden = ~self.world.public
        for at, figures in self.printed_by.items():
            if not set(figures) <= set(gone):
                hidden[at] = False
        return hidden


def check(
    new: Sequence[New],
    earlier: Mapping[Cell, Printed],
    rules: Rules,
    *,
    withheld: frozenset[int] = frozenset(),
    cost: Mapping[int, float],
    within: Iterable[tuple[Cell, Cell]] = (),
    parents: Mapping[str, Mapping[str, str]],
) -> Verdict:
    """Withhold figures until no small count can be worked out from this publication and all before it.

    ``withheld`` are the figures that are withheld already, for their own smallness; ``cost`` says what
    each other figure is worth. Counts that differ between two publications by few people are found as
    what is left over between them: between a whole and its parts, two places, two overlapping periods.
    """
    together = put_together(new, earlier, cost=cost, within=within, parents=parents)
    world, printed_by = together.world, together.printed_by
    gone = set(withheld)
    hidden = together.hidden(gone)
    exposed: set[int] = set()
    for threat in _threats(world, rules):
        pending = _hopeful(world.system, threat, hidden, printed_by, rules.show_zero)
        while len(pending):
            met, moving = cheapest(world.system, threat.attacker, pending, hidden)
            if not met.any():
                exposed.update(int(each) for each in pending.cell)
                break
            for moved in np.flatnonzero(moving & ~hidden):
                gone.update(printed_by.get(int(moved), ()))
            hidden = together.hidden(gone)
            pending = pending.only(~freedom(world.system, threat.attacker, pending, hidden).met)
    return Verdict(
        withhold=frozenset(gone) - withheld, exposed=tuple(sorted(together.cells[each] for each in exposed))
    )


def put_together(
    new: Sequence[New],
    earlier: Mapping[Cell, Printed],
    *,
    cost: Mapping[int, float],
    within: Iterable[tuple[Cell, Cell]] = (),
    parents: Mapping[str, Mapping[str, str]],
) -> Together:
    """Put a new publication beside all earlier ones, as a reader would; see ``check`` for what is given."""
    merged = _merged(new)
    found = link(merged, earlier, within=tuple(within), parents=parents)
    size = len(found.value)
    price, low, high = np.ones(size), np.full(size, np.nan), np.full(size, np.nan)
    printed_by: dict[int, tuple[int, ...]] = {}
    for each in merged:
        at = found.number[each.cell]
        printed_by[at] = each.printed_by
        price[at] = sum(cost[one] for one in each.printed_by)
        low[at], high[at] = each.low, each.high
    hideable = np.zeros(size, bool)
    hideable[list(printed_by)] = True
    return Together(
        world=solved(found, price, hideable, low, high),
        printed_by=printed_by,
        cells={number: cell for cell, number in found.number.items()},
    )


def _merged(new: Sequence[New]) -> list[New]:
    """One entry for a cell that several figures print."""
    found: dict[Cell, New] = {}
    for each in new:
        was = found.get(each.cell)
        both = each.printed_by if was is None else tuple(dict.fromkeys((*was.printed_by, *each.printed_by)))
        found[each.cell] = New(
            cell=each.cell, count=each.count, low=each.low, high=each.high, printed_by=both
        )
    return list(found.values())


def _threats(world: Solved, rules: Rules) -> list[Threat]:
    """The readers of the rule, and one who works out a count that nobody ever printed and finds it small."""
    system = world.system
    found = list(
        threats(system, rules, counted=~world.guessed & ~world.public, whole=np.zeros(system.size, bool))
    )
    limit = float(rules.withhold_below)
    high = np.where(world.guessed & (system.values < limit), limit, np.nan)
    found.append(
        Threat(attacker=found[0].attacker, needs=needs_of(np.full(system.size, np.nan), high, system.values))
    )
    return found


def _hopeful(
    system: System,
    threat: Threat,
    hidden: Bools,
    printed_by: Mapping[int, tuple[int, ...]],
    shown: bool,
) -> Needs:
    """The needs that this publication leaves unmet and could meet by saying nothing.

    What the earlier ones told by themselves is out already; a nought that is told may be, where
    noughts are ``shown``.
    """
    needs = threat.needs.only(hidden[threat.needs.cell])
    unmet = needs.only(~freedom(system, threat.attacker, needs, hidden).met)
    if not len(unmet):
        return unmet
    silent = hidden.copy()
    silent[list(printed_by)] |= system.hideable[list(printed_by)]
    stays = freedom(system, threat.attacker, unmet, silent).met
    noughts = unmet.cell[(unmet.sign > 0) & (system.values[unmet.cell] < NEARLY)]
    one = Needs(cell=noughts, sign=np.ones(noughts.size), amount=np.ones(noughts.size))
    told = noughts[~freedom(system, threat.attacker, one, hidden).met] if shown else noughts[:0]
    return unmet.only(stays & ~np.isin(unmet.cell, told))
