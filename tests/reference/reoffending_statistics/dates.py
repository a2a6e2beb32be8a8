"""Calendar months a second time: step by step, kept to the last day of a shorter month."""

from __future__ import annotations

from datetime import date


def months_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    for last in range(day.day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
