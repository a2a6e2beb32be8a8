"""Other ways in which records may be people, each drawn as often as the evidence says.

A draw is a whole division of the records into people. How likely one is goes by the evidence of all pairs
that it puts together, in bits: twice as likely for each bit. That is what drawing each pair by its own
probability gives where only those draws are kept in which pairs agree (two that are one person with a
third are one person). So a record that is doubtful against several records of one person comes to that
person, or stays away, with all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]

SETTLING = 30  # rounds before the first draw, so that it no longer leans on the links it started from
BETWEEN = 3  # rounds from one draw to the next; in a round every record may go elsewhere


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Pairs of things that may be one person, numbered from 0 to below ``count``, and their evidence in bits.

    A pair that is not there was not compared, and speaks with ``not_compared`` bits; one with ``never`` bits
    or fewer never brings two together, though it counts where others do.
    """

    count: int
    left: Numbers
    right: Numbers
    bits: Numbers
    not_compared: float
    never: float


def divisions(pairs: Pairs, held: Numbers, draws: int, seed: int) -> Iterator[Numbers]:
    """So many divisions, the same for the same seed: for each thing the number of its group.

    ``held`` is the division to start from. Each thing in turn is taken out of its group and put, by how
    likely each is, into a group of one it was compared with or into one of its own (Gibbs sampling). One
    that alone holds its group together stays where it is in that round.
    """
    start, other, bits = _beside(pairs)
    group = np.unique(held, return_inverse=True)[1].astype(np.int64)
    group = _connected(pairs, group)
    size = np.bincount(group, minlength=pairs.count).astype(np.int64)
    dice, sweep = np.random.default_rng(seed), _compiled()
    room = tuple(np.zeros(pairs.count, dtype=kind) for kind in (np.float64, np.int64, np.int64, np.int64))
    for turn in range(SETTLING + draws * BETWEEN):
        chance = dice.random(pairs.count)
        sweep(start, other, bits, group, size, chance, pairs.not_compared, pairs.never, *room)
        if turn >= SETTLING and (turn - SETTLING) % BETWEEN == BETWEEN - 1:
            yield group.copy()


def _beside(pairs: Pairs) -> tuple[Numbers, Numbers, Numbers]:
    """For each thing, where its neighbours begin; the neighbours; their evidence."""
    one = np.concatenate([pairs.left, pairs.right]).astype(np.int64)
    two = np.concatenate([pairs.right, pairs.left]).astype(np.int64)
    order = np.lexsort((two, one))
    start = np.zeros(pairs.count + 1, dtype=np.int64)
    np.cumsum(np.bincount(one, minlength=pairs.count), out=start[1:])
    return start, two[order], np.concatenate([pairs.bits, pairs.bits]).astype(np.float64)[order]


def _connected(pairs: Pairs, group: Numbers) -> Numbers:
    """The groups, each parted where no pair that may bring two together holds it: there a draw starts."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    inside = (group[pairs.left] == group[pairs.right]) & (pairs.bits > pairs.never)
    ends = (pairs.left[inside], pairs.right[inside])
    links = coo_array((np.ones(int(inside.sum())), ends), shape=(pairs.count, pairs.count))
    return np.asarray(connected_components(links, directed=False)[1]).astype(np.int64)


@cache
def _compiled() -> Callable[..., None]:
    """The round as machine code where the compiler (extra `fast`) is installed; the same answer without."""
    if find_spec("numba") is None:
        return _round
    import numba

    made: Callable[..., None] = numba.njit(cache=True)(_round)
    return made


def _round(
    start: Numbers,
    other: Numbers,
    bits: Numbers,
    group: Numbers,
    size: Numbers,
    chance: Numbers,
    not_compared: float,
    never: float,
    total: Numbers,
    compared: Numbers,
    stack: Numbers,
    seen: Numbers,
) -> None:
    """Let everything find a group once; ``total`` to ``seen`` are room to work in, of noughts.

    Plain loops over arrays, to be compiled. ``size`` is by group, and a group without members is free.
    """
    free = 0
    for x in range(len(group)):
        own = group[x]
        first, last = start[x], start[x + 1]
        if size[own] > 2:
            # Does the rest of the group hold together without x?
            found = 0
            for at in range(first, last):
                if group[other[at]] == own and bits[at] > never:
                    stack[0] = other[at]
                    seen[other[at]] = 1
                    found = 1
                    break
            done = 0
            while done < found:
                y = stack[done]
                done += 1
                for at in range(start[y], start[y + 1]):
                    z = other[at]
                    if z != x and group[z] == own and seen[z] == 0 and bits[at] > never:
                        seen[z] = 1
                        stack[found] = z
                        found += 1
            for at in range(found):
                seen[stack[at]] = 0
            if found < size[own] - 1:
                continue
        size[own] -= 1
        groups = 0
        for at in range(first, last):
            if bits[at] > never:
                g = group[other[at]]
                if compared[g] == 0:
                    compared[g] = 1
                    stack[groups] = g
                    groups += 1
        for at in range(groups):
            compared[stack[at]] = 0
            total[stack[at]] = 0.0
            seen[stack[at]] = 1
        for at in range(first, last):
            g = group[other[at]]
            if seen[g] == 1:
                total[g] += bits[at]
                compared[g] += 1
        best = 0.0  # what a group of its own has
        for at in range(groups):
            g = stack[at]
            seen[g] = 0
            total[g] += not_compared * (size[g] - compared[g])
            compared[g] = 0
            best = max(best, total[g])
        whole = np.exp2(-best)
        for at in range(groups):
            whole += np.exp2(total[stack[at]] - best)
        left = chance[x] * whole - np.exp2(-best)
        chosen = -1
        at = 0
        while left >= 0.0 and at < groups:
            chosen = stack[at]
            left -= np.exp2(total[chosen] - best)
            at += 1
        if chosen < 0:
            chosen = own
            if size[own] > 0:
                while size[free] > 0:
                    free += 1
                chosen = free
        group[x] = chosen
        size[chosen] += 1
        if size[own] == 0 and own < free:
            free = own
