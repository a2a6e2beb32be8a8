"""How far chance alone could have moved one figure: intervals for proportions, rates and estimates.

Every function takes single numbers or columns, with None or NaN for missing, and ``confidence`` (0.95 unless
told otherwise). Proportions are between 0 and 1 here; ``kinds.py`` turns them into percent.
Source: PHEindicatormethods 2.x and the Public Health England technical guidance (METHODS 9.3).
"""

from __future__ import annotations

import numpy as np

from desist.intervals.missing import (
    Column,
    Estimate,
    Interval,
    Numbers,
    columns,
    estimate,
    interval,
    refuse_more_than_all,
    refuse_nothing,
    tail,
    z_of,
)
from desist.vocabulary.mistake import OperatorMistake

# Below these the approximate interval is left for the exact one (METHODS 9.3; PHE for events).
EXACT_BELOW_PEOPLE = 30
EXACT_BELOW_EVENTS = 10


def wilson(x: Numbers, n: Numbers, *, confidence: float = 0.95) -> Interval:
    """How far the true proportion could be from x out of n, by Wilson's score method.

    x and n are counts, 0 <= x <= n; the ends are between 0 and 1. Raises OperatorMistake when n is 0 or
    x is larger than n; a negative x (a correction) has no interval. Source: Wilson 1927; PHE.
    """
    (count, whole), alone = _counts(x, n)
    z = z_of(confidence)
    with np.errstate(invalid="ignore"):
        reach = z * np.sqrt(z**2 + 4 * count * (1 - count / whole))
        lower = (2 * count + z**2 - reach) / (2 * (whole + z**2))
        upper = (2 * count + z**2 + reach) / (2 * (whole + z**2))
    # At 0 and at n the score method gives 0 and 1 exactly; arithmetic leaves a speck.
    lower = np.where(count == 0, 0.0, lower)
    upper = np.where(count == whole, 1.0, upper)
    return interval(lower, upper, alone)


def clopper_pearson(x: Numbers, n: Numbers, *, confidence: float = 0.95) -> Interval:
    """How far the true proportion could be from x out of n, by the exact (Clopper-Pearson) method.

    Never too narrow, so it is the choice for few people. Shapes, units and errors as ``wilson``.
    Source: Clopper and Pearson 1934.
    """
    from scipy.special import betaincinv

    (count, whole), alone = _counts(x, n)
    outside = tail(confidence)
    some, short = count > 0, count < whole
    safe_low, safe_high = np.where(some, count, 1.0), np.where(short, whole - count, 1.0)
    lower = np.where(some, betaincinv(safe_low, whole - count + 1, outside), 0.0)
    upper = np.where(short, betaincinv(count + 1, safe_high, 1 - outside), 1.0)
    absent = np.isnan(count) | np.isnan(whole)
    return interval(np.where(absent, np.nan, lower), np.where(absent, np.nan, upper), alone)


def proportion_interval(x: Numbers, n: Numbers, *, confidence: float = 0.95) -> Interval:
    """The interval Desist prints beside a proportion: Wilson, and exact where n is below 30.

    Shapes, units and errors as ``wilson``. Source: METHODS 9.3, issue of the quarter.
    """
    (count, whole), alone = _counts(x, n)
    near = wilson(count, whole, confidence=confidence)
    exact = clopper_pearson(count, whole, confidence=confidence)
    few = whole < EXACT_BELOW_PEOPLE
    return interval(np.where(few, exact.lower, near.lower), np.where(few, exact.upper, near.upper), alone)


def byar(x: Numbers, *, confidence: float = 0.95) -> Interval:
    """How far the true number of events could be from the x counted, by Byar's approximation.

    In events, never below 0; missing where x is negative. Source: Breslow and Day 1987; PHE.
    """
    (events,), alone = columns(x)
    events = _not_negative(events)
    z = z_of(confidence)
    some, more = np.where(events > 0, events, 1.0), events + 1
    lower = np.where(events > 0, some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3, 0.0)
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    # Under one event or so the cube turns negative; an expected number of events cannot be.
    lower = np.where(np.isnan(events), np.nan, np.maximum(lower, 0.0))
    return interval(lower, upper, alone)


def exact_poisson(x: Numbers, *, confidence: float = 0.95) -> Interval:
    """How far the true number of events could be from the x counted, by the exact Poisson method.

    In events; 0 events give 0 to 3.69. Missing where x is negative. Source: Garwood 1936; PHE.
    """
    from scipy.special import gammainccinv, gammaincinv

    (events,), alone = columns(x)
    events = _not_negative(events)
    outside = tail(confidence)
    lower = np.where(events == 0, 0.0, gammaincinv(np.where(events == 0, 1.0, events), outside))
    upper = gammainccinv(events + 1, outside)
    return interval(np.asarray(lower), np.asarray(upper), alone)


def events_interval(x: Numbers, *, confidence: float = 0.95) -> Interval:
    """The interval of a number of events: Byar, and exact where there are fewer than 10."""
    (events,), alone = columns(x)
    near, exact = byar(events, confidence=confidence), exact_poisson(events, confidence=confidence)
    few = events < EXACT_BELOW_EVENTS
    return interval(np.where(few, exact.lower, near.lower), np.where(few, exact.upper, near.upper), alone)


def rate_interval(x: Numbers, n: Numbers, *, per: float = 1.0, confidence: float = 0.95) -> Interval:
    """The interval Desist prints beside a rate: x events among n, for each ``per``.

    Byar, and exact below 10 events. n is a population or an exposure, above 0; the ends are in events for
    each ``per`` of n. Raises OperatorMistake where n is 0. Source: PHE (METHODS 9.3).
    """
    (events, whole), alone = columns(x, n)
    refuse_nothing(events, whole, "A rate")
    ends = events_interval(events, confidence=confidence)
    return interval(per * ends.lower / whole, per * ends.upper / whole, alone)


def weighted_sum(counts: Numbers, weights: Numbers, *, confidence: float = 0.95) -> Estimate:
    """A sum of counts each times a weight, as a severity score has, with its interval.

    counts and weights are columns of one length. The variance is sum(weight^2 * count) and Byar's ends of
    the total count are scaled by it (Dobson). With no event at all the upper end is the heaviest weight
    times the upper end of nought. Source: Dobson et al. 1991; PHE.
    """
    (count, weight), _ = columns(counts, weights)
    total = float(count.sum())
    value = float((weight * count).sum())
    # A negative count is a correction to an earlier return: it makes the sum less certain, not more.
    spread = float((weight**2 * np.abs(count)).sum())
    if np.isnan(value) or total < 0:
        return Estimate(None if np.isnan(value) else value, None, None)
    ends = events_interval(total, confidence=confidence)
    if total == 0:
        return Estimate(value, value, value + float(weight.max(initial=0.0)) * ends.upper)
    scale = float(np.sqrt(spread / total))
    return Estimate(value, value + scale * (ends.lower - total), value + scale * (ends.upper - total))


def directly_standardised(
    counts: Numbers, populations: Numbers, standard: Numbers, *, per: float = 1.0, confidence: float = 0.95
) -> Estimate:
    """A rate as it would be if the place had the standard population's ages, with Dobson's interval.

    counts, populations and standard are columns over the same age groups. Raises OperatorMistake when a
    population is 0. Source: Dobson et al. 1991; PHE.
    """
    (count, people, share), _ = columns(counts, populations, standard)
    refuse_nothing(count, people, "An age group of a standardised rate")
    if not share.sum() > 0:
        raise OperatorMistake(
            "The standard population adds up to nothing, so no rate can be standardised to it."
        )
    return weighted_sum(count, per * share / (people * share.sum()), confidence=confidence)


def estimate_interval(value: Numbers, error: Numbers, *, confidence: float = 0.95) -> Interval:
    """The interval of a published estimate: value plus and minus z standard errors, in its own unit."""
    (middle, se), alone = columns(value, error)
    if (se < 0).any():
        raise OperatorMistake("A standard error below 0 was given.", hint="Check which column holds it.")
    reach = z_of(confidence) * se
    return interval(middle - reach, middle + reach, alone)


def survey_error(p: Numbers, n: Numbers, *, deff: Numbers = 1.0) -> Numbers:
    """The standard error of a survey's proportion: sqrt(deff * p * (1 - p) / n), between 0 and 1."""
    (share, people, effect), alone = _survey(p, n, deff)
    error = np.sqrt(effect * share * (1 - share) / people)
    return estimate(error, error, error, alone).value


def survey_interval(p: Numbers, n: Numbers, *, deff: Numbers = 1.0, confidence: float = 0.95) -> Interval:
    """The interval of a survey's proportion p from n answers, widened by the design effect.

    p plus and minus z * sqrt(deff * p(1-p) / n), kept between 0 and 1. Where fewer than 5 effective answers
    lie on either side that would be too narrow (and of no width at 0 or 1), so Wilson on n / deff is used.
    Source: METHODS 8.
    """
    (share, people, effect), alone = _survey(p, n, deff)
    effective = people / effect
    plain = estimate_interval(share, np.sqrt(share * (1 - share) / effective), confidence=confidence)
    score = wilson(share * effective, effective, confidence=confidence)
    few = np.minimum(share, 1 - share) * effective < 5
    lower = np.where(few, score.lower, np.maximum(plain.lower, 0.0))
    upper = np.where(few, score.upper, np.minimum(plain.upper, 1.0))
    return interval(lower, upper, alone)


def _counts(x: Numbers, n: Numbers) -> tuple[tuple[Column, Column], bool]:
    (count, whole), alone = columns(x, n)
    refuse_nothing(count, whole, "A proportion")
    refuse_more_than_all(count, whole)
    count = _not_negative(count)
    return (count, np.where(np.isnan(count), np.nan, whole)), alone


def _not_negative(count: Column) -> Column:
    """Genuine negatives (corrections) stand in official data; they have no interval."""
    return np.where(count < 0, np.nan, count)


def _survey(p: Numbers, n: Numbers, deff: Numbers) -> tuple[tuple[Column, Column, Column], bool]:
    (share, people, effect), alone = columns(p, n, deff)
    refuse_nothing(share, people, "A survey's proportion")
    if ((share < 0) | (share > 1)).any():
        raise OperatorMistake("A survey's proportion is not between 0 and 1.", hint="Write 61.6% as 0.616.")
    if (effect <= 0).any():
        raise OperatorMistake("A design effect must be above 0.", hint="Use 1 for a simple random sample.")
    return (share, people, effect), alone
