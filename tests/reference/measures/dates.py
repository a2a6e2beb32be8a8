"""Periods a second time: first and last days, worked out one day at a time."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
Span = tuple[date, date]


def months(first: date, count: int) -> Span:
    """From the first day of a month, so many whole months."""
    year, month = first.year, first.month + count
    while month > 12:
        year, month = year + 1, month - 12
    return first, date(year, month, 1) - DAY


def month_of(day: date) -> Span:
    return months(day.replace(day=1), 1)


def financial_quarter(year: str, quarter: int) -> Span:
    """'2017/18' and 1 to 4."""
    first = {1: date(int(year[:4]), 4, 1), 2: date(int(year[:4]), 7, 1), 3: date(int(year[:4]), 10, 1)}
    return months(first.get(quarter, date(int(year[:4]) + 1, 1, 1)), 3)


def year_to(last_month: date) -> Span:
    """The twelve months that end with a month."""
    nxt = month_of(last_month)[1] + DAY
    return nxt.replace(year=nxt.year - 1), nxt - DAY


def span_to(year: float, month_name: str, length: str) -> Span:
    """A year or quarter that ends in a month: 2020, 'Mar', 'Quarter'."""
    last = date(int(year), MONTHS.index(month_name[:3].lower()) + 1, 1)
    if length == "Year":
        return year_to(last)
    first = last
    for _ in range(2):
        first = (first - DAY).replace(day=1)
    return first, month_of(last)[1]


def year_before(span: Span) -> Span:
    """The same months, or the same days, a year before."""
    first, last = span
    if first.day == 1 and (last + DAY).day == 1:
        after = last + DAY
        return first.replace(year=first.year - 1), after.replace(year=after.year - 1) - DAY
    try:
        start = first.replace(year=first.year - 1)
    except ValueError:
        start = date(first.year - 1, 2, 28)
    return start, start + (last - first)


def covered(span: Span, pieces: list[Span]) -> bool:
    """Whether the pieces inside a span touch every one of its days exactly once."""
    first, last = span
    days: dict[date, int] = {}
    for start, end in pieces:
        if start >= first and end <= last:
            day = start
            while day <= end:
                days[day] = days.get(day, 0) + 1
                day += DAY
    day = first
    while day <= last:
        if days.get(day) != 1:
            return False
        day += DAY
    return True
