"""Turn the counts that a query gave into readings: value, 95% interval and mark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from desist.intervals import differences
from desist.intervals import single as intervals
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading


def reading(
    measure: Measure,
    place: str,
    period: Period,
    *,
    numerator: float | None,
    denominator: float | None = None,
    spread: float | None = None,
    events: float | None = None,
    breakdown: Mapping[str, str] | None = None,
    source: str = "",
) -> Reading:
    """One reading from its counts; a figure that its counts do not define is [z]."""
    numerator, denominator, spread = _number(numerator), _number(denominator), _number(spread)
    value, lower, upper = _value(measure, numerator, denominator, spread, _number(events))
    mark = Mark.NONE
    why = ""
    if value is None:
        mark = Mark.NOT_APPLICABLE
        why = "It is not defined: nothing to divide by." if not denominator else "It is not defined for these counts."
    elif measure.kind is Kind.PROPORTION and denominator is not None and denominator < 30:
        mark = Mark.UNRELIABLE
    return Reading(
        measure=measure.name,
        place=place,
        period=period,
        numerator=numerator,
        denominator=denominator,
        value=value,
        lower=lower,
        upper=upper,
        mark=mark,
        why=why,
        breakdown=dict(breakdown or {}),
        source=source,
    )


def changes(measure: Measure, now: Sequence[Reading], before: Sequence[Reading]) -> list[Reading]:
    """Pair each reading of a count with the one a year before it, as a percentage change.

    Only windows of the calendar that are equal are paired, and only figures of one publisher.
    """
    earlier = {(r.place, r.period, tuple(sorted(r.breakdown.items()))): r for r in before}
    paired = []
    for each in now:
        other = earlier.get((each.place, each.period.year_before(), tuple(sorted(each.breakdown.items()))))
        if other is None or other.source != each.source:
            continue
        paired.append(
            reading(
                measure,
                each.place,
                each.period,
                numerator=each.numerator,
                denominator=other.numerator,
                breakdown=each.breakdown,
                source=each.source,
            )
        )
    return paired


def _value(
    measure: Measure, x: float | None, n: float | None, spread: float | None, events: float | None
) -> tuple[float | None, float | None, float | None]:
    """Value and interval in the printed unit; all None where the counts do not define a value."""
    if x is None:
        return None, None, None
    match measure.kind:
        case Kind.COUNT:
            return x, *(_events(x) if _is_count(x) else (None, None))
        case Kind.PROPORTION:
            if not n:
                return None, None, None
            if not 0 <= x <= n:
                return 100 * x / n, None, None  # corrections may leave a part larger than its whole
            effective = n / spread if spread and spread > 1 else n
            lower, upper = intervals.proportion_interval(x * effective / n, effective)
            return 100 * x / n, 100 * lower, 100 * upper
        case Kind.RATE:
            if not n or n < 0:
                return None, None, None
            if not _is_count(x):
                return measure.per * x / n, None, None
            lower, upper = _events(x)
            return measure.per * x / n, measure.per * lower / n, measure.per * upper / n
        case Kind.CHANGE:
            if not n or n < 0 or x < 0:
                return None, None, None
            lower, upper = _ratio(x, n)
            return 100 * (x / n - 1), lower, upper
        case Kind.WEIGHTED:
            if not n:
                return None, None, None
            if not events or not spread or events < 0 or spread < 0:
                return x / n, None, None
            # Dobson's method: the interval of the number of events, stretched by the spread of weights.
            low, high = _events(round(events))
            stretch = math.sqrt(spread / events)
            return x / n, (x + stretch * (low - events)) / n, (x + stretch * (high - events)) / n
        case Kind.ESTIMATE:
            if spread is None:
                return x, None, None
            lower, upper = intervals.estimate_interval(x, spread)
            return x, float(lower), float(upper)


def _ratio(now: float, before: float) -> tuple[float | None, float | None]:
    if now <= 0 or not (_is_count(now) and _is_count(before)):
        return None, None
    change = differences.percent_change_interval(before, now)
    return float(change.lower), float(change.upper)


def _events(x: float) -> tuple[float, float]:
    lower, upper = intervals.events_interval(x)
    return float(lower), float(upper)


def _is_count(x: float) -> bool:
    return x >= 0 and float(x).is_integer()


def _number(value: Any) -> float | None:
    if value is None:
        return None
    number = float(value)
    return None if math.isnan(number) else number
