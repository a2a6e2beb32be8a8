"""Funnels: which places differ from the average of all by more than their size explains."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.intervals.missing import Column, Numbers, columns, refuse_more_than_all, refuse_nothing, z_of
from desist.intervals.single import events_interval, exact_poisson
from desist.vocabulary.mistake import OperatorMistake

Flags = NDArray[np.bool_]

# The two funnels: 0.025 and 0.001 outside each side, by custom "2 sigma" and "3 sigma".
INNER, OUTER = 0.95, 0.998


class Standing(enum.StrEnum):
    """Where a place stands, in the words of Public Health England's code."""

    LOW_OUTER = "Low (0.001)"
    LOW_INNER = "Low (0.025)"
    WITHIN = "Not significant"
    HIGH_INNER = "High (0.025)"
    HIGH_OUTER = "High (0.001)"


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The average of all places, the two funnels at each place, and where each place stands.

    All columns have one entry for each place, in the printed unit (``per``). ``dispersion`` is phi, how many
    times wider places vary (as a variance) than chance explains; ``widened`` says whether the limits were
    inflated by its square root.
    """

    average: float
    values: Column
    lower: Column
    upper: Column
    outer_lower: Column
    outer_upper: Column
    standing: tuple[Standing, ...]
    dispersion: float
    widened: bool


def proportion_limits(
    average: float, n: Numbers, *, confidence: float = INNER, phi: float = 1.0
) -> tuple[Column, Column]:
    """The funnel of a proportion at places of size n, in percent, kept between 0 and 100.

    average is between 0 and 1. p -+ z sqrt(phi p (1-p) / n), which is what PHE's inverted Wilson limits come
    to (METHODS 9.3).
    """
    lower, upper = _proportion_bounds(average, n, confidence, phi)
    return np.maximum(lower, 0.0), np.minimum(upper, 100.0)


def rate_limits(average: float, events: Numbers, *, confidence: float = INNER) -> tuple[Column, Column]:
    """The funnel of a rate where so many events were counted, in the unit of ``average``.

    A place with x events is beyond the funnel when the average lies outside its exact Poisson interval, so
    the limits are average * x / upper end and average * x / lower end. Source: PHE (METHODS 9.3).
    """
    (count,), _ = columns(events)
    ends = exact_poisson(count, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        upper = np.where(count == 0, np.inf, average * count / ends.lower)
    return average * count / ends.upper, upper


def rate_curve(
    average: float, largest: float, *, confidence: float = INNER, steps: int = 100
) -> dict[str, Column]:
    """The two lines of a rate funnel for drawing against population: each a rate at a population.

    ``average`` is events for each person; ``largest`` the most events to draw to.
    """
    events = np.unique(np.round(np.geomspace(1, max(largest, 1.0), steps)))
    ends = exact_poisson(events, confidence=confidence)
    return {
        "lower_population": ends.upper / average,
        "lower_rate": average * events / ends.upper,
        "upper_population": ends.lower / average,
        "upper_rate": average * events / ends.lower,
    }


def proportion_funnel(x: Numbers, n: Numbers, *, widen: bool = False) -> Funnel:
    """Judge places' proportions (x out of n) against the proportion of all together, in percent.

    With ``widen`` the limits are inflated where places vary by more than chance (Spiegelhalter 2005).
    Raises OperatorMistake for a missing number, a denominator of 0 or x larger than n.
    """
    (count, whole), _ = columns(x, n)
    refuse_nothing(count, whole, "A place in a funnel")
    refuse_more_than_all(count, whole)
    average = _pooled(count, whole)
    spread = np.sqrt(average * (1 - average) / whole)
    z = np.divide(count / whole - average, spread, out=np.zeros_like(spread), where=spread > 0)
    phi = dispersion(z)
    widened = widen and overdispersed(phi, len(z))
    factor = phi if widened else 1.0
    values = 100 * count / whole
    inner = _proportion_bounds(average, whole, INNER, factor)
    outer = _proportion_bounds(average, whole, OUTER, factor)
    return Funnel(
        average=100 * average,
        values=values,
        lower=np.maximum(inner[0], 0.0),
        upper=np.minimum(inner[1], 100.0),
        outer_lower=np.maximum(outer[0], 0.0),
        outer_upper=np.minimum(outer[1], 100.0),
        standing=_standing(values < inner[0], values > inner[1], values < outer[0], values > outer[1]),
        dispersion=phi,
        widened=widened,
    )


def rate_funnel(x: Numbers, n: Numbers, *, per: float = 1.0, widen: bool = False) -> Funnel:
    """Judge places' rates (x events among n) against the rate of all together, for each ``per``.

    A place is high when the events expected of it lie below its own interval (Byar, exact below 10).
    """
    (count, whole), _ = columns(x, n)
    refuse_nothing(count, whole, "A place in a funnel")
    average = _pooled(count, whole)
    expected = average * whole
    z = np.divide(count - expected, np.sqrt(expected), out=np.zeros_like(expected), where=expected > 0)
    phi = dispersion(z)
    widened = widen and overdispersed(phi, len(z))
    stretch = np.sqrt(phi) if widened else 1.0
    drawn, labels = [], []
    for confidence in (INNER, OUTER):
        exact = exact_poisson(count, confidence=confidence)
        low, high = count - stretch * (count - exact.lower), count + stretch * (exact.upper - count)
        with np.errstate(divide="ignore", invalid="ignore"):
            # Widened so far that even no event would fit: then there is no upper limit.
            top = np.where(low > 0, per * average * count / low, np.inf)
        drawn.append((per * average * count / high, top))
        own = events_interval(count, confidence=confidence)
        under = count + stretch * (own.upper - count) < expected
        over = count - stretch * (count - own.lower) > expected
        labels.append((under, over))
    return Funnel(
        average=per * average,
        values=per * count / whole,
        lower=drawn[0][0],
        upper=drawn[0][1],
        outer_lower=drawn[1][0],
        outer_upper=drawn[1][1],
        standing=_standing(*labels[0], *labels[1]),
        dispersion=phi,
        widened=widened,
    )


def dispersion(z: Column, *, share: float = 0.1) -> float:
    """How much more places vary than chance explains: the mean square of z-scores, the wildest pulled in.

    The lowest and highest tenth are set to the 10th and 90th percentile first, so that real outliers do not
    hide themselves. About 0.7 where only chance is at work. Source: Spiegelhalter 2005, Quality and Safety
    in Health Care 14:347-351.
    """
    pulled = np.clip(z, np.quantile(z, share), np.quantile(z, 1 - share))
    return float(np.mean(pulled**2))


def overdispersed(phi: float, places: int) -> bool:
    """Whether places times phi is beyond places + 2 sqrt(2 places), as Spiegelhalter tests it."""
    return places * phi > places + 2 * float(np.sqrt(2 * places))


def _proportion_bounds(average: float, n: Numbers, confidence: float, phi: float) -> tuple[Column, Column]:
    (whole,), _ = columns(n)
    reach = z_of(confidence) * np.sqrt(phi * average * (1 - average) / whole)
    return 100 * (average - reach), 100 * (average + reach)


def _pooled(count: Column, whole: Column) -> float:
    if np.isnan(count).any() or np.isnan(whole).any() or (count < 0).any():
        raise OperatorMistake(
            "A place in the funnel has a number that is missing or below 0.",
            hint="Leave that place out, by name.",
        )
    return float(count.sum() / whole.sum())


def _standing(low: Flags, high: Flags, far_low: Flags, far_high: Flags) -> tuple[Standing, ...]:
    """The furthest funnel each place is outside of."""
    found = []
    for under, over, far_under, far_over in zip(low, high, far_low, far_high, strict=True):
        if under or far_under:
            found.append(Standing.LOW_OUTER if far_under else Standing.LOW_INNER)
        elif over or far_over:
            found.append(Standing.HIGH_OUTER if far_over else Standing.HIGH_INNER)
        else:
            found.append(Standing.WITHIN)
    return tuple(found)
