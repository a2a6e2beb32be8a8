"""Say which counts must not be known, how closely, and to readers who know how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.confidentiality.rules import Rules
from desist.confidentiality.system import Attacker, Bools, Floats, Needs, System, needs_of


@dataclass(frozen=True, kw_only=True)
class Threat:
    """One kind of reader, and what must stay possible in their eyes."""

    attacker: Attacker
    needs: Needs


def small(counts: Floats, rules: Rules) -> Bools:
    """Which counts (n) are so small that they are withheld by themselves."""
    found = (counts > 0) & (counts < rules.withhold_below)
    return found if rules.show_zero else found | (counts == 0)


def threats(
    system: System, rules: Rules, *, counted: Bools, whole: Bools, guarded: Floats | None = None
) -> tuple[Threat, ...]:
    """The readers that a protection must withstand, each with what must stay possible.

    ``counted`` (n) are counts of people, ``whole`` (n) the cells that hold all of a small group, and
    ``guarded`` (n, nan for none) how far the reader must be kept from a sum that one contributor
    dominates. A small count must seem to be anything from nought to the limit. A reader who notices
    that noughts are shown, so that a hidden count is at least 1, must not narrow it further than the
    mark [c] itself says: from 1 to just under the limit.
    """
    values, limit = system.values, float(rules.withhold_below)
    few = small(values, rules) & counted
    low, high = np.full(system.size, np.nan), np.full(system.size, np.nan)
    low[few], high[few] = 0.0, limit
    low[whole] = np.maximum(values[whole] - limit, 0.0)
    if guarded is not None:
        held = ~np.isnan(guarded)
        low[held] = np.maximum(values[held] - guarded[held], 0.0)
        high[held] = values[held] + guarded[held]
    plain = Attacker(name="a reader of the figures", floor=np.zeros(system.size))
    found = [Threat(attacker=plain, needs=needs_of(low, high, values))]
    if rules.show_zero and few.any():
        floor = np.where(counted, np.minimum(values, 1.0), 0.0)
        knowing = Attacker(name="a reader who knows that noughts are shown", floor=floor)
        # A total with two parts that are not nought is at least 2, and no table could hide that.
        total = np.asarray((system.sums < 0).sum(axis=0)).reshape(-1) > 0
        low, high = np.where(total, np.nan, np.maximum(low, floor)), np.where(few, limit - 1, high)
        found.append(Threat(attacker=knowing, needs=needs_of(low, high, values)))
    return tuple(found)
