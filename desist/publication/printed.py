"""How a reading is printed in a sentence, as the public sector writes numbers."""

from __future__ import annotations

import math

from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.reading import Reading

SHOWS = ("value", "interval", "numerator", "denominator", "change", "size", "period", "place", "over links")
MOST_DECIMALS = 3


def number(value: float, decimals: int = 0) -> str:
    """Print a number: 1,234 or 12.3, with a true minus sign and never a minus zero."""
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"−{text}" if negative else text


def in_percent(measure: Measure) -> bool:
    """Whether a measure's value is printed with a percent sign."""
    return measure.kind in (Kind.PROPORTION, Kind.CHANGE) or measure.unit.lstrip().startswith("%")


def printed_reading(reading: Reading, measure: Measure, *, show: str = "value", decimals: str = "") -> str:
    """Print one side of a reading: '1,234', '12.3%', '4.9% (−3.8% to 14.4%)'; empty when not held.

    ``show`` is one of ``SHOWS``: "change" prints a change with its sign and "size" without, for use
    after "rose by"; "period" and "place" print those; "over links" prints the range over plausible links
    between records, "29.1% to 29.8%". ``decimals`` overrides how many are printed.
    """
    places = _decimals(decimals, measure)
    match show:
        case "value" | "change":
            return _figure(reading.value, places, measure)
        case "size":
            return _figure(None if reading.value is None else abs(reading.value), places, measure)
        case "interval":
            value = _figure(reading.value, places, measure)
            lower, upper = (_figure(end, places, measure) for end in (reading.lower, reading.upper))
            return f"{value} ({lower} to {upper})" if value and lower and upper else value
        case "numerator":
            return _count(reading.numerator)
        case "denominator":
            return _count(reading.denominator)
        case "period":
            return str(reading.period)
        case "place":
            return reading.place
        case "over links":
            over = reading.over_links
            if over is None:
                raise OperatorMistake(
                    f"no range over links is held of {reading.measure}.",
                    hint="Ask for it at an indicator of plan.toml, as over_links = { draws = 200 }, "
                    "and link.",
                )
            lower, upper = (_figure(end, places, measure) for end in (over.lower, over.upper))
            return f"{lower} to {upper}" if lower and upper else ""
        case _:
            raise OperatorMistake(
                f"a value cannot be shown as '{show}'.",
                hint=nearest(show, list(SHOWS)) or f"Use one of {', '.join(SHOWS)}.",
            )


def _figure(value: float | None, decimals: int, measure: Measure) -> str:
    if value is None or not math.isfinite(value):
        return ""
    return number(value, decimals) + ("%" if in_percent(measure) else "")


def _count(count: float | None) -> str:
    if count is None or not math.isfinite(count):
        return ""
    return number(count, 0 if float(count).is_integer() else 1)


def _decimals(written: str, measure: Measure) -> int:
    if not written:
        return 0 if measure.kind is Kind.COUNT else measure.decimals
    if written.isascii() and written.isdigit() and len(written) == 1 and int(written) <= MOST_DECIMALS:
        return int(written)
    raise OperatorMistake(
        f"'{written}' is not a number of decimals.", hint=f"Write a number from 0 to {MOST_DECIMALS}."
    )
