"""Attack a publication as a curious reader would, and say which withheld counts it gives away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desist.confidentiality.freedom import freedom
from desist.confidentiality.protecting import ProtectedTable, sensitive, system_of
from desist.confidentiality.sensitive import Threat
from desist.confidentiality.system import Attacker, Bools, Ints, Needs, System
from desist.confidentiality.table import named
from desist.vocabulary.mark import Mark


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A cell (its number) that the publication gives away, and how; without the count itself."""

    cell: int
    how: str


def attack(published: ProtectedTable) -> list[Breach]:
    """Every way in which a protected table gives a count away; none is the aim.

    Tried are: small counts left in print; a withheld count that the totals tell or bound too narrowly,
    by linear programming, for a reader with and without knowledge of the rule; a withheld count that
    can only be one number; a small group shown to be all of one kind, or to have none of one.
    """
    table, rules, hidden = published.table, published.rules, published.hidden
    system = system_of(table, rules)
    primary, found = sensitive(table, system, rules)
    told = [Breach(cell=int(at), how="is small, and is printed") for at in np.flatnonzero(primary & ~hidden)]
    for at, (count, mark) in enumerate(zip(published.counts, published.marks, strict=True)):
        if (count is None) != (mark is Mark.CONFIDENTIAL):
            told.append(Breach(cell=at, how="is withheld without a mark, or marked without being withheld"))
        elif count == 0 and (system.values[at] > 0) != (mark is Mark.LOW):
            told.append(Breach(cell=at, how="looks like a true nought and is none, or the other way round"))
    return told + recovered(system, hidden, primary, found)


def recovered(system: System, hidden: Bools, primary: Bools, found: Sequence[Threat]) -> list[Breach]:
    """The withheld cells that the sums between cells tell, or bound more narrowly than the rule allows."""
    told: dict[int, str] = {}
    for threat in found:
        met = freedom(system, threat.attacker, threat.needs, hidden).met
        for at in threat.needs.cell[~met]:
            if hidden[at]:
                told.setdefault(int(at), f"can be narrowed down by {threat.attacker.name}")
    others = np.flatnonzero(hidden & ~primary)
    for at in others[~_move(system, hidden, others)]:
        told.setdefault(int(at), "can be worked out exactly")
    return [Breach(cell=at, how=how) for at, how in sorted(told.items())]


def _move(system: System, hidden: Bools, cells: Ints) -> Bools:
    """Which of these hidden cells can be another whole number: one more, or else one less."""
    anyone = Attacker(name="anyone", floor=np.zeros(system.size))
    moves = np.zeros(cells.size, bool)
    for sign in (1.0, -1.0):
        left = np.flatnonzero(~moves & ((sign > 0) | (system.values[cells] >= 1)))
        needs = Needs(cell=cells[left], sign=np.full(left.size, sign), amount=np.ones(left.size))
        moves[left] = freedom(system, anyone, needs, hidden).met
    return moves


def bounds(published: ProtectedTable, cell: int) -> tuple[float, float]:
    """The least and most that one cell can be, from everything printed: the exact linear programme.

    Infinity where nothing printed bounds it.
    """
    from scipy.optimize import linprog

    system = system_of(published.table, published.rules)
    hidden = published.hidden
    least = np.where(hidden, 0.0, system.values - system.under)
    most = np.where(hidden, np.inf, system.values + system.over)
    ends = []
    for sign in (1.0, -1.0):
        goal = np.zeros(system.size)
        goal[cell] = sign
        solved = linprog(
            goal,
            A_eq=system.sums if system.sums.shape[0] else None,
            b_eq=np.zeros(system.sums.shape[0]) if system.sums.shape[0] else None,
            bounds=np.column_stack([least, most]),
            method="highs",
        )
        ends.append(np.inf if solved.x is None else float(solved.x[cell]))
    return ends[0], ends[1]


def said(published: ProtectedTable, breaches: Sequence[Breach]) -> str:
    """The first breach in a sentence."""
    first = breaches[0]
    others = f", and {len(breaches) - 1} more" if len(breaches) > 1 else ""
    table = published.table
    return f"{named(table.by, table.rows[first.cell])} {first.how}{others}".replace("  ", " ")
