"""Harm figures a second time, from their definitions, pair by pair."""

from __future__ import annotations

from itertools import combinations


def gini(harm: list[float]) -> float:
    """The mean difference over all ordered pairs of people, over twice the mean."""
    n, total = len(harm), sum(harm)
    apart = sum(abs(a - b) for a in harm for b in harm)
    return apart / (2 * n * total)


def more_often(a: list[float], b: list[float]) -> float:
    wins = sum(1.0 if x > y else 0.5 if x == y else 0.0 for x in a for y in b)
    return wins / (len(a) * len(b))


def every_permutation(a: list[float], b: list[float]) -> float:
    """The exact share of all ways to part the people that differ at least as much."""
    both, n = a + b, len(a)
    seen = abs(sum(a) / n - sum(b) / len(b))
    extreme = ways = 0
    for chosen in combinations(range(len(both)), n):
        first = sum(both[at] for at in chosen)
        gap = abs(first / n - (sum(both) - first) / len(b))
        extreme += int(gap >= seen - 1e-9)
        ways += 1
    return extreme / ways
