"""How far apart two figures are, and how far chance alone could have put them.

Functions take single numbers or columns, with None or NaN for missing, and ``confidence``.
"""

from __future__ import annotations

import numpy as np

from desist.intervals.missing import Estimate, Numbers, columns, estimate, refuse_nothing, z_of
from desist.intervals.single import EXACT_BELOW_EVENTS, clopper_pearson, wilson
from desist.vocabulary.mistake import OperatorMistake


def newcombe(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, *, confidence: float = 0.95) -> Estimate:
    """The first proportion less the second, with Newcombe's hybrid interval (his method 10).

    Counts as in ``wilson``; the difference and its ends are between -1 and 1.
    Source: Newcombe 1998, Statistics in Medicine 17:873-890 (METHODS 6.2).
    """
    (a, m, b, n), alone = columns(x1, n1, x2, n2)
    first, second = wilson(a, m, confidence=confidence), wilson(b, n, confidence=confidence)
    return _apart((a / m, first.lower, first.upper), (b / n, second.lower, second.upper), alone)


def apart(first: tuple[Numbers, Numbers, Numbers], second: tuple[Numbers, Numbers, Numbers]) -> Estimate:
    """The first estimate less the second, its interval recovered from theirs.

    Each is (value, lower, upper) in one unit, with intervals of the same confidence, estimated apart from
    one another. It is Newcombe's recipe for any two intervals.
    Source: Zou and Donner 2008 (method of variance estimates recovery).
    """
    (v1, l1, u1, v2, l2, u2), alone = columns(*first, *second)
    return _apart((v1, l1, u1), (v2, l2, u2), alone)


def ratio_of_counts(now: Numbers, before: Numbers, *, confidence: float = 0.95) -> Estimate:
    """The count now divided by the count before, over two periods of equal length.

    exp(ln(now / before) -+ z sqrt(1/now + 1/before)); exact, given the two counts' total, where either is
    below 10. With nothing before, the ratio and its upper end are infinite. Counts are taken to vary as
    chance events do; what swings more than that is for process limits to judge.
    Source: METHODS 9.3; Clopper-Pearson on now / (now + before).
    """
    return ratio_of_rates(now, 1.0, before, 1.0, confidence=confidence)


def ratio_of_rates(
    now: Numbers, people_now: Numbers, before: Numbers, people_before: Numbers, *, confidence: float = 0.95
) -> Estimate:
    """The rate now divided by the rate before; counts as in ``ratio_of_counts``, each with its population.

    Missing where both counts are 0 or either is negative. Raises OperatorMistake where a population is 0.
    """
    (a, m, b, n), alone = columns(now, people_now, before, people_before)
    refuse_nothing(a, m, "A rate")
    refuse_nothing(b, n, "A rate")
    absent = np.isnan(a + b + m + n) | (a < 0) | (b < 0) | (a + b == 0)
    a, b = np.where(absent, 1.0, a), np.where(absent, 1.0, b)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (a / m) / (b / n)
        reach = np.exp(z_of(confidence) * np.sqrt(1 / a + 1 / b))
        share = clopper_pearson(a, a + b, confidence=confidence)
        scale = n / m
        few = np.minimum(a, b) < EXACT_BELOW_EVENTS
        lower = np.where(few, scale * share.lower / (1 - share.lower), value / reach)
        upper = np.where(few, scale * share.upper / (1 - share.upper), value * reach)
    value, lower, upper = (np.where(absent, np.nan, each) for each in (value, lower, upper))
    return estimate(value, lower, upper, alone)


def percent_change_interval(before: Numbers, now: Numbers, *, confidence: float = 0.95) -> Estimate:
    """How many percent more (or fewer, below 0) the count now is than the count before.

    Raises OperatorMistake where the count before is 0: nothing has no percent. Otherwise as
    ``ratio_of_counts``. Source: METHODS 9.3 (100 to 120 is +20.0%, -8.0% to +56.5%).
    """
    (a, b), alone = columns(now, before)
    refuse_nothing(a, b, "A percent change")
    ratio = ratio_of_counts(a, b, confidence=confidence)
    value, lower, upper = (100 * (each - 1) for each in ratio)
    return estimate(value, lower, upper, alone)


def wave_difference(
    p1: Numbers,
    error1: Numbers,
    p2: Numbers,
    error2: Numbers,
    *,
    overlap: Numbers = 0.0,
    confidence: float = 0.95,
) -> Estimate:
    """One survey estimate less another, when a share of the answers may be in both.

    ``overlap`` is the share of the answers that both waves hold: 0.75 for one rolling year against that of
    a quarter before. The variance is (error1^2 + error2^2) * (1 - overlap). In the estimates' own unit.
    Source: METHODS 8.
    """
    (a, s, b, t, shared), alone = columns(p1, error1, p2, error2, overlap)
    if ((shared < 0) | (shared >= 1)).any():
        raise OperatorMistake("The overlap of two survey waves must be from 0 to just under 1.")
    reach = z_of(confidence) * np.sqrt((s**2 + t**2) * (1 - shared))
    return estimate(a - b, a - b - reach, a - b + reach, alone)


def least_significant_change(p: float, n: float, *, deff: float = 1.0, confidence: float = 0.95) -> float:
    """The smallest change between two separate waves of n answers that is more than chance.

    p and the answer are between 0 and 1: for p 0.64 and n 550 it is 0.0567. Source: METHODS 8.
    """
    from desist.intervals.single import survey_error

    return float(z_of(confidence) * np.sqrt(2) * survey_error(p, n, deff=deff))


def _apart(
    first: tuple[Numbers, Numbers, Numbers], second: tuple[Numbers, Numbers, Numbers], alone: bool
) -> Estimate:
    (p, l1, u1), (q, l2, u2) = first, second
    gap = p - q
    lower = gap - np.sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    upper = gap + np.sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    return estimate(gap, lower, upper, alone)
