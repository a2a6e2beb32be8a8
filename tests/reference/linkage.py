"""Grouping by the same rule in plain loops: while any two groups agree, those that agree best become one."""

from __future__ import annotations

from collections.abc import Mapping


def grouped(
    records: int, weights: Mapping[tuple[int, int], float], *, strongest: float, not_compared: float
) -> list[int]:
    """For each record the lowest record of its group; ``weights`` has each compared pair once."""

    def weight(one: int, other: int) -> float:
        found = weights.get((one, other), weights.get((other, one)))
        return not_compared if found is None else max(-strongest, min(strongest, found))

    def mean(one: frozenset[int], other: frozenset[int]) -> float:
        return sum(weight(a, b) for a in one for b in other) / (len(one) * len(other))

    groups = {frozenset([record]) for record in range(records)}
    while True:
        pairs = [(mean(one, other), one, other) for one in groups for other in groups if one is not other]
        best = max(pairs, key=lambda each: each[0], default=None)
        if best is None or best[0] <= 0:
            break
        groups = (groups - {best[1], best[2]}) | {best[1] | best[2]}
    lowest = {record: min(group) for group in groups for record in group}
    return [lowest[record] for record in range(records)]
