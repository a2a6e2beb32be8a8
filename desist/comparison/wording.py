"""How numbers and differences are written in a signal's reason; the only place that rounds."""

from __future__ import annotations

import math
from datetime import date

from desist.intervals.missing import Estimate
from desist.vocabulary.measure import Kind
from desist.vocabulary.period import Period

NO_UNIT = ""
PERCENT = "%"
POINTS = " percentage points"


def written(value: float, kind: Kind, unit: str = "") -> str:
    """A figure as it is read aloud: 1,234; 12.3%; 4.56 per 1,000 people."""
    if kind in (Kind.PROPORTION, Kind.CHANGE) or unit.startswith("%"):
        return f"{value:,.1f}%"
    if kind is Kind.COUNT:
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    # One decimal would print rates of a few in a thousand all alike.
    number = f"{value:,.1f}" if abs(value) >= 10 or value == 0 else f"{value:,.2f}"
    return f"{number} {unit}".strip()


def day_written(day: date) -> str:
    """A date as it is read aloud: "31 March 2025"."""
    return f"{day.day} {day:%B %Y}"


def age_written(days: int) -> str:
    """ "182 days after their period", for figures that stand so many days after the period's last day."""
    if days == 0:
        return "on the last day of their period"
    said = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"{said} after their period" if days > 0 else f"{said} before their period ended"


def line_written(value: float, kind: Kind) -> str:
    """An average or a limit, kept to what the figure can be: no count below 0, no share above 100%."""
    if kind not in (Kind.CHANGE, Kind.ESTIMATE):
        value = max(value, 0.0)
    if kind is Kind.PROPORTION:
        value = min(value, 100.0)
    if kind is Kind.COUNT:
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"
    return written(value, kind)


def when(period: Period) -> str:
    """ "in March 2025", "in the year ending March 2025", "from 3 March 2025 to 9 March 2025"."""
    if period.months is None:
        return f"from {period}"
    return f"in the {period}" if period.months == 12 else f"in {period}"


def change_words(change: Estimate, kind: Kind, unit: str) -> str:
    """A difference with its interval: "6.5% more (95% interval 2.4% to 10.8%)".

    The change is below 0 for less; ``unit`` is PERCENT, POINTS or NO_UNIT. Where the whole interval is on
    one side the direction is said once; where it is not, at each end.
    """
    up, down = ("more", "fewer") if kind is Kind.COUNT else ("higher", "lower")
    sign = "%" if unit == PERCENT else ""
    places = 2 if unit == NO_UNIT and abs(change.value) < 10 else 1
    value, lower, upper = (_rounded(each, places) for each in change)

    def size(number: float) -> str:
        return "without limit" if math.isinf(number) else f"{abs(number):,.{places}f}{sign}"

    if value == 0:
        said = "no different"
    else:
        points = POINTS if unit == POINTS else ""
        said = f"{size(value)}{points} {up if value > 0 else down}"
    if lower >= 0:
        ends = f"{size(lower)} to {size(upper)}"
    elif upper <= 0:
        ends = f"{size(upper)} to {size(lower)}"
    else:
        ends = f"{size(lower)} {down} to {size(upper)} {up}"
    return f"{said} (95% interval {ends})"


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _rounded(number: float, places: int) -> float:
    return number if math.isinf(number) else round(number, places) + 0.0
