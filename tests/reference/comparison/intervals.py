"""Intervals a second time, slowly: tails summed term by term, ends found by halving."""

from __future__ import annotations

import math
from collections.abc import Callable


def halved(too_low: Callable[[float], bool], low: float, high: float) -> float:
    """The point where a test that holds below it stops holding."""
    for _ in range(200):
        middle = (low + high) / 2
        if too_low(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def z(confidence: float) -> float:
    return halved(lambda at: math.erf(at / math.sqrt(2)) < confidence, 0, 20)


def wilson(x: float, n: float, confidence: float) -> tuple[float, float]:
    """Every p whose own standard error reaches x / n: found from the definition, not from the formula."""
    seen, reach = x / n, z(confidence)

    def too_far(p: float) -> bool:
        return abs(seen - p) > reach * math.sqrt(p * (1 - p) / n)

    return (
        0.0 if x == 0 else halved(too_far, 0, seen),
        1.0 if x == n else halved(lambda p: not too_far(p), seen, 1),
    )


def clopper_pearson(x: int, n: int, confidence: float) -> tuple[float, float]:
    outside = (1 - confidence) / 2

    def at_most(k: int, p: float) -> float:
        return math.fsum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))

    def at_least(k: int, p: float) -> float:
        return math.fsum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))

    lower = 0.0 if x == 0 else halved(lambda p: at_least(x, p) < outside, 0, 1)
    upper = 1.0 if x == n else halved(lambda p: at_most(x, p) > outside, 0, 1)
    return lower, upper


def proportion_interval(x: int, n: int, confidence: float) -> tuple[float, float]:
    return clopper_pearson(x, n, confidence) if n < 30 else wilson(x, n, confidence)


def exact_poisson(x: int, confidence: float) -> tuple[float, float]:
    outside = (1 - confidence) / 2

    def at_most(k: int, mean: float) -> float:
        return math.fsum(math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(k + 1))

    top = 10 * x + 100.0
    lower = 0.0 if x == 0 else halved(lambda mean: 1 - at_most(x - 1, mean) < outside, 1e-12, top)
    return lower, halved(lambda mean: at_most(x, mean) > outside, 1e-12, top)


def byar(x: int, confidence: float) -> tuple[float, float]:
    reach = z(confidence)
    lower = 0.0
    if x > 0:
        lower = max(0.0, x * (1 - 1 / (9 * x) - reach / (3 * math.sqrt(x))) ** 3)
    more = x + 1
    return lower, more * (1 - 1 / (9 * more) + reach / (3 * math.sqrt(more))) ** 3


def events_interval(x: int, confidence: float) -> tuple[float, float]:
    return exact_poisson(x, confidence) if x < 10 else byar(x, confidence)


def newcombe(x1: int, n1: int, x2: int, n2: int, confidence: float) -> tuple[float, float, float]:
    p, q = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    gap = p - q
    return gap, gap - math.hypot(p - l1, u2 - q), gap + math.hypot(u1 - p, q - l2)


def ratio_of_counts(now: int, before: int, confidence: float) -> tuple[float, float, float] | None:
    if now + before == 0:
        return None
    value = now / before if before else math.inf
    if min(now, before) >= 10:
        reach = z(confidence) * math.sqrt(1 / now + 1 / before)
        return value, math.exp(math.log(value) - reach), math.exp(math.log(value) + reach)
    low, high = clopper_pearson(now, now + before, confidence)
    return value, low / (1 - low), (math.inf if high == 1 else high / (1 - high))


def weighted_sum(counts: list[int], weights: list[float]) -> tuple[float, float, float]:
    total, value, spread = 0, 0.0, 0.0
    for count, weight in zip(counts, weights, strict=True):
        total += count
        value += count * weight
        spread += count * weight * weight
    low, high = events_interval(total, 0.95)
    if total == 0:
        return value, value, value + max(weights) * high
    scale = math.sqrt(spread / total)
    return value, value + scale * (low - total), value + scale * (high - total)
