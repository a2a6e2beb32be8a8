"""Periods of whole days, and the names the public sector gives them."""

from __future__ import annotations

import calendar
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desist.vocabulary.mistake import OperatorMistake


class Every(enum.StrEnum):
    """How long each step of a series is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "year": 12}[self.value]


def add_months(day: date, months: int) -> date:
    """Move a date by whole months, kept to the last day of a shorter month."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = divmod(ordinal, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def month_end(day: date) -> date:
    """The last day of the month a date lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole days; both the first and the last day belong to it."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise OperatorMistake(
                f"A period cannot end on {self.end:%d %B %Y}, before it starts on {self.start:%d %B %Y}."
            )

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int | None:
        """Length in whole calendar months; None when it does not cover whole months."""
        if self.start.day != 1 or self.end != month_end(self.end):
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def moved(self, months: int) -> Period:
        """The period of the same length so many months later (earlier when negative)."""
        start = add_months(self.start, months)
        if self.months is not None:
            return Period(start, month_end(add_months(self.end.replace(day=1), months)))
        return Period(start, start + timedelta(days=self.days - 1))

    def year_before(self) -> Period:
        return self.moved(-12)

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end

    def steps(self, every: Every) -> Iterator[Period]:
        """Cut into whole steps from the start: months, quarters or years."""
        at = self.start
        while at <= self.end:
            end = add_months(at, every.months) - timedelta(days=1)
            if end > self.end:
                return
            yield Period(at, end)
            at = end + timedelta(days=1)

    def __str__(self) -> str:
        """As GOV.UK writes it: 'January to March 2025', 'year ending March 2026', 'May 2025'."""
        months = self.months
        if months is None:
            return f"{self.start.day} {self.start:%B %Y} to {self.end.day} {self.end:%B %Y}"
        if months == 1:
            return f"{self.start:%B %Y}"
        if months == 12:
            return f"year ending {self.end:%B %Y}"
        if self.start.year == self.end.year:
            return f"{self.start:%B} to {self.end:%B %Y}"
        return f"{self.start:%B %Y} to {self.end:%B %Y}"


def month(text: str) -> Period:
    """Read a month written 2025-03."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        raise OperatorMistake(f"'{text}' is not a month.", hint="Write a month as 2025-03.")
    start = date(int(found[1]), int(found[2]), 1)
    return Period(start, month_end(start))


def ending(text: str, every: Every) -> Period:
    """The month, quarter or year that ends in a month written 2025-03."""
    last = month(text)
    return Period(add_months(last.start, 1 - every.months), last.end)


def financial_quarter(period: Period) -> str:
    """Name a calendar quarter in the financial year from April: 'quarter 4, 2024/25'."""
    number = (period.start.month - 4) % 12 // 3 + 1
    year = period.start.year if period.start.month >= 4 else period.start.year - 1
    return f"quarter {number}, {year}/{(year + 1) % 100:02d}"
