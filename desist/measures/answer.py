"""Turn the counts that a query gave into readings: value, 95% interval and mark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from desist.intervals.kinds import printed_interval
from desist.intervals.single import estimate_interval, events_interval
from desist.measures.few_people import FewPeople, few_people
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

OF_SOMETHING = frozenset({Kind.PROPORTION, Kind.RATE, Kind.CHANGE, Kind.WEIGHTED})


def reading(
    measure: Measure,
    place: str,
    period: Period,
    *,
    numerator: Any,
    denominator: Any = None,
    spread: Any = None,
    events: Any = None,
    persons: Any = None,
    breakdown: Mapping[str, str] | None = None,
    source: str = "",
    few: FewPeople | None = None,
) -> Reading:
    """One reading from its counts: [x] where a count is missing, [z] where the counts define no value.

    A rate on too few people has no value either: its counts stay, marked [u], and ``why`` says so.
    """
    few = few or few_people()
    x, n = _number(numerator), _number(denominator)
    value, lower, upper = _value(measure, x, n, _number(spread), _number(events))
    mark, why = Mark.NONE, ""
    if value is None and (x is None or (n is None and measure.kind in OF_SOMETHING)):
        mark = Mark.NOT_AVAILABLE
    elif value is None:
        mark = Mark.NOT_APPLICABLE
        why = "It is not defined: nothing to divide by." if not n else "It is not defined for these counts."
    elif (behind := _people_behind(measure, n, _number(persons))) < few.unreliable_below:
        mark = Mark.UNRELIABLE
        if measure.people and behind < few.no_rate_below:
            value, lower, upper, why = None, None, None, few.why_no_rate
    return Reading(
        measure=measure.name,
        place=place,
        period=period,
        numerator=x,
        denominator=n,
        value=value,
        lower=lower,
        upper=upper,
        mark=mark,
        why=why,
        breakdown=dict(breakdown or {}),
        source=source,
    )


def _people_behind(measure: Measure, n: float | None, persons: float | None) -> float:
    """How many people a rate rests on; no limit where it is no rate, or is not about people."""
    if persons is not None:
        return persons
    of_people = measure.kind is Kind.PROPORTION or (measure.people and measure.kind is Kind.WEIGHTED)
    return n if of_people and n is not None else math.inf


def change(
    measure: Measure,
    place: str,
    period: Period,
    now: Mapping[str, Any],
    before: Mapping[str, Any],
    breakdown: Mapping[str, str],
    source: str,
) -> Reading:
    """One count against the one a year before, as a percentage change; rows as the query gave them."""
    return reading(
        measure,
        place,
        period,
        numerator=now["numerator"],
        denominator=before["numerator"],
        breakdown=breakdown,
        source=source,
    )


def _value(
    measure: Measure, x: float | None, n: float | None, spread: float | None, events: float | None
) -> tuple[float | None, float | None, float | None]:
    """Value and interval in the printed unit; all None where the counts do not define a value."""
    if x is None:
        return None, None, None
    match measure.kind:
        case Kind.COUNT:
            return x, *_printed(measure, x)
        case Kind.PROPORTION:
            if n is None or n <= 0:
                return None, None, None
            if not 0 <= x <= n:
                return 100 * x / n, None, None  # corrections may leave a part larger than its whole
            effective = n / spread if spread and spread > 0 else n
            ends = printed_interval(Kind.PROPORTION, x * effective / n, effective)
            return 100 * x / n, ends.lower, ends.upper
        case Kind.RATE:
            if n is None or n <= 0:
                return None, None, None
            return measure.per * x / n, *_printed(measure, x, n)
        case Kind.CHANGE:
            if n is None or n <= 0 or x < 0:
                return None, None, None
            known = x > 0 and _is_count(n)
            return 100 * (x - n) / n, *(_printed(measure, x, n) if known else (None, None))
        case Kind.WEIGHTED:
            if n is None or n <= 0:
                return None, None, None
            return x / n, *_weighted(x, n, spread, events)
        case Kind.ESTIMATE:
            if spread is None:
                return x, None, None
            lower, upper = estimate_interval(x, spread)
            return x, float(lower), float(upper)


def _weighted(
    x: float, n: float, spread: float | None, events: float | None
) -> tuple[float | None, float | None]:
    """Dobson's method: the interval of the number of events, stretched by the spread of the weights."""
    if not events or not spread or events < 0 or spread < 0:
        return None, None
    low, high = events_interval(events)
    stretch = math.sqrt(spread / events)
    return (x + stretch * (low - events)) / n, (x + stretch * (high - events)) / n


def _printed(measure: Measure, x: float, n: float | None = None) -> tuple[float | None, float | None]:
    """The interval of events that were counted; a numerator that is no count has none."""
    if not _is_count(x):
        return None, None
    lower, upper = printed_interval(measure.kind, x, n, per=measure.per)
    return lower, upper


def _is_count(x: float) -> bool:
    return x >= 0 and float(x).is_integer()


def _number(value: Any) -> float | None:
    """A count as a number. Twelve digits are kept: beyond them a sum depends on the order it was added in."""
    if value is None:
        return None
    number = float(value)
    return None if math.isnan(number) else float(f"{number:.12g}")
