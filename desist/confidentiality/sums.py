"""Find the sums that hold between cells: each total is the sum of any finer cells that cover it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from desist.confidentiality.system import Ints
from desist.vocabulary.mistake import OperatorMistake

ALL = ""  # the level that stands for all levels of a breakdown


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The levels of one breakdown, each below its parent; ``ALL`` is above them all.

    ``names`` are the levels by number, ``ALL`` first; ``path`` (levels × depths) is each level's
    ancestor at each depth, itself from its own depth on; ``depth`` its own; ``leaf`` whether it has
    none below it.
    """

    names: tuple[str, ...]
    path: Ints
    depth: Ints
    leaf: Ints


def tree_of(levels: Sequence[str], parents: Mapping[str, str], breakdown: str) -> Tree:
    """The tree of the levels seen, and of the parents above them; a level without a parent is below ALL."""
    chains: dict[str, tuple[str, ...]] = {ALL: (ALL,)}
    for level in levels:
        above, chain = level, [level]
        while above != ALL:
            above = parents.get(above, ALL)
            if above in chain:
                raise OperatorMistake(
                    f"In the hierarchy of {breakdown}, '{level}' lies below itself.",
                    hint="Give each level the level above it, and no level one of those below it.",
                )
            chain.append(above)
        for at in range(len(chain)):
            chains.setdefault(chain[at], tuple(reversed(chain[at:])))
    names = tuple(chains)
    number = {name: at for at, name in enumerate(names)}
    deepest = max(len(chain) for chain in chains.values())
    path = np.array(
        [[number[chain[min(at, len(chain) - 1)]] for at in range(deepest)] for chain in chains.values()]
    )
    above_some = {chain[-2] for chain in chains.values() if len(chain) > 1}
    return Tree(
        names=names,
        path=path,
        depth=np.array([len(chain) - 1 for chain in chains.values()]),
        leaf=np.array([name not in above_some for name in names]),
    )


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Totals and the finer cells that make each up: ``total`` (t) and, for each part, whose it is.

    ``part`` (p) are cells, and ``of`` (p) says to which place of ``total`` each belongs.
    """

    total: Ints
    part: Ints
    of: Ints


def covers(coordinates: Ints, trees: Sequence[Tree]) -> list[Cover]:
    """Every way in which cells of one fineness are made up of cells of the next finer one.

    ``coordinates`` (cells × breakdowns) are numbers of levels. A fineness is a depth in each
    breakdown. Of the finer ones only those are used between which and the total no other lies.
    """
    if not coordinates.size:
        return []
    depths = np.column_stack([tree.depth[coordinates[:, at]] for at, tree in enumerate(trees)])
    leaves = np.column_stack([tree.leaf[coordinates[:, at]] for at, tree in enumerate(trees)])
    found = []
    kinds = [tuple(int(each) for each in row) for row in np.unique(depths, axis=0)]
    for coarse, fine in product(kinds, kinds):
        if not _finer(fine, coarse) or any(
            _finer(fine, between) and _finer(between, coarse) for between in kinds
        ):
            continue
        totals = np.flatnonzero((depths == coarse).all(axis=1))
        parts = np.flatnonzero(((depths == fine) | (leaves.astype(bool) & (depths <= fine))).all(axis=1))
        parts = parts[~(depths[parts] == coarse).all(axis=1)]
        found.append(_matched(coordinates, trees, coarse, totals, parts))
    return [each for each in found if each.part.size]


def _finer(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def _matched(
    coordinates: Ints, trees: Sequence[Tree], coarse: tuple[int, ...], totals: Ints, parts: Ints
) -> Cover:
    """Give each part to the total whose levels are its ancestors."""
    above = np.column_stack(
        [
            tree.path[coordinates[parts, at], depth]
            for at, (tree, depth) in enumerate(zip(trees, coarse, strict=True))
        ]
    )
    keys, where = np.unique(np.vstack([coordinates[totals], above]), axis=0, return_inverse=True)
    where = where.reshape(-1)
    place = np.full(len(keys), -1)
    place[where[: totals.size]] = np.arange(totals.size)
    of = place[where[totals.size :]]
    return Cover(total=totals, part=parts[of >= 0], of=of[of >= 0])
