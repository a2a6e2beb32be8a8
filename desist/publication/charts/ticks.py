"""Where an axis has its ticks: round numbers for values, whole years or months for dates."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from desist.vocabulary.period import add_months

YEAR = re.compile(r"year ending (\w+ \d{4})")
QUARTER = re.compile(r"(\w{3})\w* to (\w{3})\w* (\d{4})")
FLAT = 0.7  # a line whose lowest point is above this part of its highest would look flat from zero


def steps(low: float, high: float, *, about: int = 5) -> list[float]:
    """Round numbers from at or below the lowest to at or above the highest, about so many steps."""
    if high <= low:
        high = low + 1
    rough = (high - low) / about
    unit: float = 10 ** math.floor(math.log10(rough))
    step = next(unit * size for size in (1, 2, 2.5, 5, 10) if unit * size >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


def line_ticks(values: list[float], *, about: int = 5) -> list[float]:
    """Ticks for a line: from zero, unless the line would look flat there (the chart then says so)."""
    low, high = min(values), max(values)
    from_zero = low <= FLAT * high
    return steps(min(low, 0.0) if from_zero else low, max(high, 0.0), about=about)


def decimals_of(ticks: list[float]) -> int:
    """How many decimals the ticks need, so that no two are printed alike."""
    step = ticks[1] - ticks[0]
    return next(places for places in range(11) if math.isclose(round(step, places), step, rel_tol=1e-6))


def date_ticks(first: date, last: date, *, most: int = 8) -> list[tuple[date, list[str]]]:
    """Dates to print beneath a line: Januaries over a long time, otherwise every few months."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((size for size in (1, 3, 6, 12, 24, 60, 120) if months / size <= most), 240)
    at = first.replace(day=1)
    if every < 12:
        at = add_months(at, -((at.month - 1) % every))
    else:
        at = date(at.year - at.year % (every // 12), 1, 1)
    ticks: list[tuple[date, list[str]]] = []
    while at <= last:
        if at >= first.replace(day=1):
            ticks.append((at, [f"{at:%Y}"] if every >= 12 else [f"{at:%b}", f"{at:%Y}"]))
        at = add_months(at, every)
    return ticks


def period_ticks(named: Sequence[tuple[date, str]], *, most: int = 7) -> list[tuple[date, list[str]]]:
    """Name years and quarters beneath their own points, back from the last; none for other periods.

    A year that ends in March 2019 begins in 2018, so a tick at a January would name a wrong year.
    """
    words = [_period_words(name) for _, name in named]
    if not all(words):
        return []
    sizes = (1, 2, 5, 10, 20) if YEAR.fullmatch(named[0][1]) else (1, 2, 4, 8, 12, 20, 40)
    every = next((size for size in sizes if math.ceil(len(named) / size) <= most), sizes[-1])
    ticks = [(day, said) for (day, _), said in zip(named, words, strict=True)]
    return ticks[::-every][::-1]


def _period_words(name: str) -> list[str]:
    if year := YEAR.fullmatch(name):
        month, number = year[1].split()
        return ["year to", f"{month[:3]} {number}"]
    if quarter := QUARTER.fullmatch(name):
        return [f"{quarter[1]} to {quarter[2]}", quarter[3]]
    return []
