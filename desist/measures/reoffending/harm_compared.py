"""Whether two groups differ in harm, by methods that respect how unevenly harm is spread.

Most people do none and a few do most, so a t-test is not used. Source: METHODS 5.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from desist.intervals.missing import tail
from desist.measures.reoffending.columns import Column, Counts
from desist.measures.reoffending.harm import Harmed, trimmed_mean
from desist.vocabulary.mistake import OperatorMistake

DRAWS = 10_000
_AT_ONCE = 1_000


@dataclass(frozen=True, kw_only=True)
class HarmCompared:
    """The first group less the second, in days of harm per offender, with what chance could do.

    ``lower`` and ``upper`` are a bootstrap interval of the difference of means; ``p_permutation`` is how
    often shuffling people between the groups gives a difference at least as large. ``trimmed`` compares the
    means without the top and bottom tenth. ``more_often`` is the chance that a person of the first group does
    more harm than one of the second (ties count half), with the Mann-Whitney ``p_ranks``.
    """

    version: str
    first: float
    second: float
    difference: float
    lower: float
    upper: float
    p_permutation: float
    trimmed: float
    more_often: float
    p_ranks: float
    draws: int
    seed: int


def compare_harm(
    first: Harmed, second: Harmed, *, seed: int, draws: int = DRAWS, confidence: float = 0.95
) -> HarmCompared:
    """Compare the harm per offender of two groups, by permutation, bootstrap and ranks.

    The same ``seed`` gives the same answer. Raises OperatorMistake for an empty group, or for groups weighed
    by different versions of a table.
    """
    if first.version != second.version:
        raise OperatorMistake(
            f"The groups are weighed by two tables, '{first.version}' and '{second.version}'.",
            hint="Weigh both by one version.",
        )
    if not len(first.days) or not len(second.days):
        raise OperatorMistake("One of the groups has nobody in it, so their harm cannot be compared.")
    rng = np.random.default_rng(seed)
    a, b = first.days, second.days
    difference = float(a.mean() - b.mean())
    values, counts_a, counts_b = _tallied(a, b)
    shuffled = _permuted(rng, values, counts_a, counts_b, draws)
    # A speck, so that a shuffle that gives the same difference again counts as at least as large.
    extreme = int((np.abs(shuffled) >= abs(difference) - 1e-9 * max(1.0, abs(difference))).sum())
    resampled = _resampled(rng, values, counts_a, draws) - _resampled(rng, values, counts_b, draws)
    outside = tail(confidence)
    more_often, p_ranks = mann_whitney(a, b)
    return HarmCompared(
        version=first.version,
        first=float(a.mean()),
        second=float(b.mean()),
        difference=difference,
        lower=float(np.quantile(resampled, outside)),
        upper=float(np.quantile(resampled, 1 - outside)),
        p_permutation=(extreme + 1) / (draws + 1),
        trimmed=trimmed_mean(a) - trimmed_mean(b),
        more_often=more_often,
        p_ranks=p_ranks,
        draws=draws,
        seed=seed,
    )


def mann_whitney(a: Column, b: Column) -> tuple[float, float]:
    """The chance that one of ``a`` exceeds one of ``b`` (ties half), and the two-sided p-value.

    Normal approximation with the correction for ties and for continuity.
    """
    n, m = len(a), len(b)
    values, counts_a, counts_b = _tallied(a, b)
    below = np.concatenate(([0], np.cumsum(counts_b)[:-1]))
    wins = float((counts_a * (below + counts_b / 2)).sum())
    ties = (counts_a + counts_b).astype(np.float64)
    total = n + m
    spread = n * m / 12 * (total + 1 - float((ties**3 - ties).sum()) / (total * (total - 1)))
    if len(values) < 2:
        return 0.5, 1.0
    z = max(abs(wins - n * m / 2) - 0.5, 0.0) / sqrt(spread)
    return wins / (n * m), erfc(z / sqrt(2))


def _tallied(a: Column, b: Column) -> tuple[Column, Counts, Counts]:
    """The distinct values of both groups, and how many people of each have them."""
    values, which = np.unique(np.concatenate((a, b)), return_inverse=True)
    counts_a = np.bincount(which[: len(a)], minlength=len(values))
    counts_b = np.bincount(which[len(a) :], minlength=len(values))
    return values, counts_a, counts_b


def _permuted(
    rng: np.random.Generator,
    values: Column,
    counts_a: Counts,
    counts_b: Counts,
    draws: int,
) -> Column:
    """Differences of means when people are shuffled between the groups.

    Harm has few distinct values, so how many people of each value fall into the first group is drawn at once
    instead of shuffling everybody.
    """
    n, m, both = int(counts_a.sum()), int(counts_b.sum()), counts_a + counts_b
    total = float((values * both).sum())
    sums = np.empty(draws)
    for start in range(0, draws, _AT_ONCE):
        size = min(_AT_ONCE, draws - start)
        drawn = rng.multivariate_hypergeometric(both, n, size=size, method="marginals")
        sums[start : start + size] = drawn @ values
    return np.asarray(sums / n - (total - sums) / m, dtype=np.float64)


def _resampled(rng: np.random.Generator, values: Column, counts: Counts, draws: int) -> Column:
    """Means of groups of the same size drawn from one group with replacement."""
    n = int(counts.sum())
    means = np.empty(draws)
    for start in range(0, draws, _AT_ONCE):
        size = min(_AT_ONCE, draws - start)
        means[start : start + size] = rng.multinomial(n, counts / n, size=size) @ values / n
    return means
