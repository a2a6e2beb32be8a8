"""Other plausible links: who would be one person if what is in doubt fell out by its own probability."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from desist.linkage.doubt import Doubt
from desist.linkage.link import Numbers
from desist.linkage.plausible import divisions

Group = tuple[str, ...]
MOST_DRAWS = 10_000


@dataclass(frozen=True, kw_only=True)
class Change:
    """Some people put together otherwise: ``persons`` as links are held, ``groups`` of their references."""

    persons: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class Plausible:
    """Plausible links: every change that any draw makes, and for each draw the numbers of its changes.

    The changes of one draw have nobody in common, so what they do to a count of persons adds up.
    """

    changes: tuple[Change, ...]
    draws: tuple[tuple[int, ...], ...]

    def links_of(self, draw: int) -> dict[str, str]:
        """Reference → person in one draw, for the references of its changes alone."""
        return {
            ref: person_of(number, at)
            for number in self.draws[draw]
            for at, group in enumerate(self.changes[number].groups)
            for ref in group
        }


def person_of(change: int, group: int) -> str:
    """The name of somebody whom a change makes: never an id that linking gives."""
    return f"drawn {change} {group}"


def plausible(
    doubt: Doubt, held: Mapping[str, str], *, draws: int, seed: int, among: Collection[str]
) -> Plausible:
    """So many plausible sets of links, the same for the same seed; ``held`` are the links as they stand.

    Only references ``among`` those of the rows that are counted are told of: what becomes of others changes
    no figure.
    """
    whose = [held.get(each[0], each[0]) for each in doubt.references]
    mine = [tuple(ref for ref in each if ref in among) for each in doubt.references]
    kept = np.array([at for at, each in enumerate(mine) if each], dtype=np.int64)
    persons, before = np.unique(np.array(whose, dtype=object), return_inverse=True)
    number: dict[tuple[tuple[int, ...], ...], int] = {}
    found = []
    for drawn in divisions(doubt.pairs, before, draws, seed):
        changed = _changed(before[kept], drawn[kept])
        things = [tuple(sorted(tuple(kept[group].tolist()) for group in groups)) for groups in changed]
        found.append(tuple(number.setdefault(each, len(number)) for each in things))
    changes = tuple(
        Change(
            persons=tuple(sorted({str(persons[before[at]]) for group in each for at in group})),
            groups=tuple(tuple(ref for at in group for ref in mine[at]) for group in each),
        )
        for each in number
    )
    return Plausible(changes=changes, draws=tuple(found))


def _changed(before: Numbers, now: Numbers) -> list[list[list[int]]]:
    """Where two divisions of the same things differ: the groups there now, by what is looked at together.

    Groups that share nobody, directly or through others, with another group of either division are alike.
    """
    if not len(before):
        return []
    both, at = np.unique(np.stack([before, now]), axis=1, return_inverse=True)
    at = at.reshape(-1)
    parted = np.bincount(both[0])[both[0]] > 1
    joined = np.bincount(both[1])[both[1]] > 1
    touched = np.flatnonzero((parted | joined)[at])
    together: dict[tuple[int, int], tuple[int, int]] = {}

    def first(one: tuple[int, int]) -> tuple[int, int]:
        while together.setdefault(one, one) != one:
            one = together[one]
        return one

    for thing in touched.tolist():
        one, other = first((0, int(before[thing]))), first((1, int(now[thing])))
        together[max(one, other)] = min(one, other)
    found: dict[tuple[int, int], dict[int, list[int]]] = {}
    for thing in touched.tolist():
        found.setdefault(first((0, int(before[thing]))), {}).setdefault(int(now[thing]), []).append(thing)
    return [list(groups.values()) for groups in found.values()]
