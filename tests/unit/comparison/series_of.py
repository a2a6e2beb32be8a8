"""Readings made up in one line, for the tests of comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desist.vocabulary.period import Every, Period, add_months, month, month_end
from desist.vocabulary.reading import Reading


def period(first: str, months: int = 1) -> Period:
    start = month(first).start
    return Period(start, month_end(add_months(start, months - 1)))


def reading(
    value: float | None,
    first: str = "2025-01",
    months: int = 3,
    *,
    place: str = "Durham",
    measure: str = "recorded_offences",
    over: tuple[float, float] | None = None,
    ends: tuple[float, float] | None = None,
) -> Reading:
    """A reading; ``over`` gives numerator and denominator, ``ends`` an interval."""
    numerator, denominator = over if over else (value, None)
    lower, upper = ends if ends else (None, None)
    return Reading(
        measure=measure,
        place=place,
        period=period(first, months),
        numerator=numerator,
        denominator=denominator,
        value=value,
        lower=lower,
        upper=upper,
    )


def monthly(
    values: Sequence[float | None], first: str = "2023-01", every: Every = Every.MONTH
) -> list[Reading]:
    """One reading a step from the first month on; None is a reading without a value."""
    start = month(first).start
    return [
        Reading(
            measure="recorded_offences",
            place="Durham",
            period=Period(at, month_end(add_months(at, every.months - 1))),
            numerator=value,
            value=value,
        )
        for step, value in enumerate(values)
        for at in (add_months(start, step * every.months),)
    ]


def day(text: str) -> date:
    return date.fromisoformat(text)
