"""From pairs to people: put those records together whose pairs, taken all in all, say that they are one.

A chain of two good pairs is not enough where the pair that closes it says no: two groups become one
only while the pairs between them speak for it on average, the best first (correlation clustering by
greedy edge contraction).
"""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]
DECIDED = 1e9  # bits: more than all the pairs of any group together


def grouped(
    records: int, left: Numbers, right: Numbers, weights: Numbers, *, strongest: float, not_compared: float
) -> Numbers:
    """For each record the lowest record of its group.

    ``left`` and ``right`` number the records of each compared pair from 0, each pair once; ``weights``
    is its evidence in bits, prior included: above 0 it is more likely one person than two. No pair
    counts for more than ``strongest`` bits either way, and one that was never compared counts
    ``not_compared``; only a weight of `DECIDED` bits or more, which people gave it, stands as it is.
    """
    good = weights > 0
    component = connected(records, left[good], right[good])
    inside = component[left] == component[right]
    left, right, weights = left[inside], right[inside], weights[inside]
    weights = np.where(np.abs(weights) >= DECIDED, weights, np.clip(weights, -strongest, strongest))
    groups = component.copy()
    doubtful = _not_agreed(component, left, weights)
    pairs = np.flatnonzero(doubtful[component[left]])
    for chosen in np.split(pairs, _ends(component[left[pairs]], pairs)):
        _part(groups, left[chosen], right[chosen], weights[chosen], not_compared)
    return groups


def connected(records: int, left: Numbers, right: Numbers) -> Numbers:
    """For each record the lowest record that pairs connect it with, directly or through others."""
    # scipy has this too, but loading it takes longer than linking ten thousand records.
    lowest = np.arange(records)
    while True:
        one, other = lowest[left], lowest[right]
        apart = one != other
        if not apart.any():
            return lowest
        left, right = left[apart], right[apart]
        one, other = one[apart], other[apart]
        np.minimum.at(lowest, np.maximum(one, other), np.minimum(one, other))
        while ((further := lowest[lowest]) != lowest).any():
            lowest = further


def _not_agreed(component: Numbers, left: Numbers, weights: Numbers) -> Numbers:
    """Whether a component has any pair, compared or not, that does not speak for one person."""
    size = np.bincount(component)
    good = np.bincount(component[left[weights > 0]], minlength=len(size))
    return np.asarray(good < size * (size - 1) // 2)


def _ends(components: Numbers, pairs: Numbers) -> Numbers:
    """Where one component's pairs end and the next begin, once the pairs lie in order of component."""
    order = np.argsort(components, kind="stable")
    pairs[:] = pairs[order]
    return np.flatnonzero(np.diff(components[order])) + 1


def _part(groups: Numbers, left: Numbers, right: Numbers, weights: Numbers, not_compared: float) -> None:
    """Group the records of one component, writing the lowest record of each group."""
    between: dict[int, dict[int, tuple[float, int]]] = {}
    for one, other, weight in zip(left.tolist(), right.tolist(), weights.tolist(), strict=True):
        between.setdefault(one, {})[other] = (weight, 1)
        between.setdefault(other, {})[one] = (weight, 1)
    members = {record: [record] for record in between}

    def mean(one: int, other: int) -> float:
        total, compared = between[one][other]
        pairs = len(members[one]) * len(members[other])
        return (total + not_compared * (pairs - compared)) / pairs

    best = [(-mean(one, other), one, other) for one in between for other in between[one] if one < other]
    heapq.heapify(best)
    while best:
        worst, one, other = heapq.heappop(best)
        if worst >= 0:
            break
        if other not in between.get(one, {}) or mean(one, other) != -worst:
            continue  # one of the two has changed since; what it is now stands further on
        members[one] += members.pop(other)
        for third, (total, compared) in between.pop(other).items():
            del between[third][other]
            if third != one:
                before, so_far = between[one].get(third, (0.0, 0))
                between[one][third] = between[third][one] = (before + total, so_far + compared)
        for third in between[one]:
            heapq.heappush(best, (-mean(one, third), min(one, third), max(one, third)))
    for group in members.values():
        groups[group] = min(group)
