"""The words and numbers printed on charts, and in the text that stands in for them."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from desist.publication.charts.chart import Cell, ChartTable
from desist.publication.charts.series import ChartPoint, ChartSeries, Flag, Heading

LIST_ALL = 12  # a text alternative that lists more numbers than this is no longer listened to


def plain(text: str) -> str:
    """Make any label one harmless line: hidden and direction-changing characters are shown by number."""
    shown = []
    for letter in text:
        kind = unicodedata.category(letter)
        if letter in "\t\n\r\u2028\u2029":
            shown.append(" ")
        elif kind in ("Cc", "Cf", "Cs", "Co", "Cn"):
            shown.append(f"[U+{ord(letter):04X}]")
        else:
            shown.append(letter)
    return " ".join("".join(shown).split())


def wrapped(text: str, *, letters: int, lines: int = 3) -> list[str]:
    """Fold a label into at most so many lines; what does not fit ends in an ellipsis."""
    return textwrap.wrap(plain(text), width=letters, max_lines=lines, placeholder=" …") or [""]


def figure(value: float | None, heading: Heading) -> str:
    """Print a number as the public sector writes it: 1,234 or 12.3%, with a true minus sign."""
    if value is None or not math.isfinite(value):
        return "not available"
    text = f"{abs(value):,.{heading.decimals}f}"
    below_zero = value < 0 and any(digit in "123456789" for digit in text)
    return f"{'−' if below_zero else ''}{text}{'%' if heading.percent else ''}"


def with_interval(point: ChartPoint, heading: Heading) -> str:
    """Say a value with its interval: '12.3% (95% interval 10.1% to 14.5%)'."""
    if point.value is None:
        return f"not available {point.mark}".strip()
    said = figure(point.value, heading)
    if point.lower is None or point.upper is None:
        return said
    return f"{said} (95% interval {figure(point.lower, heading)} to {figure(point.upper, heading)})"


def series_told(series: ChartSeries, heading: Heading) -> str:
    """Tell a series: every number when there are few, otherwise first, highest, lowest and last."""
    points = series.points
    name = f"{plain(series.name)}: " if series.name else ""
    if len(points) <= LIST_ALL:
        return name + "; ".join(f"{plain(p.label)} {with_interval(p, heading)}" for p in points) + "."
    held = [p for p in points if p.value is not None]
    if not held:
        return f"{name}none of {len(points)} values is available."
    highest = max(held, key=lambda p: p.value or 0.0)
    lowest = min(held, key=lambda p: p.value or 0.0)
    told = [
        f"{word} {figure(p.value, heading)} ({plain(p.label)})"
        for word, p in (("first", held[0]), ("highest", highest), ("lowest", lowest), ("last", held[-1]))
    ]
    missing = len(points) - len(held)
    gaps = f" {missing} of {len(points)} values are missing." if missing else ""
    return f"{name}{len(points)} values: {', '.join(told)}.{gaps}"


def flags_told(series: Sequence[ChartSeries]) -> str:
    """Name the points that are marked as special, and as what."""
    marked = [
        f"{plain(p.label)} ({p.flag.value})" for s in series for p in s.points if p.flag is not Flag.NONE
    ]
    if not marked:
        return ""
    listed = ", ".join(marked[:LIST_ALL]) + (f" and {len(marked) - LIST_ALL} more" * (len(marked) > LIST_ALL))
    return f"Marked as special: {listed}."


def alternative(form: str, heading: Heading, sentences: Iterable[str]) -> str:
    """The text alternative: the finding first, what kind of chart of what, then the numbers."""
    about = f"{form} of {plain(heading.measure)}, {plain(heading.place)}, {plain(heading.period)}"
    parts = [f"{plain(heading.finding).rstrip('.')}.", f"{about} ({plain(heading.unit)}).", *sentences]
    return " ".join(part for part in parts if part)


def table_of(series: Sequence[ChartSeries], heading: Heading, *, first: str) -> ChartTable:
    """The table behind a chart: one row for each point, with its interval where one is known."""
    named = any(s.name for s in series) and len(series) > 1
    points = [(s, p) for s in series for p in s.points]
    intervals = any(p.lower is not None or p.upper is not None for _, p in points)
    sized = any(p.size is not None for _, p in points)
    header = [*(["Series"] if named else []), first, plain(heading.unit)]
    header += ["Lower 95% limit", "Upper 95% limit"] if intervals else []
    header += ["Number it is based on"] if sized else []
    rows: list[tuple[Cell, ...]] = []
    for s, p in points:
        row: list[Cell] = [*([plain(s.name)] if named else []), plain(p.label)]
        row.append(p.value if p.value is not None else (p.mark or "[x]"))
        row += [p.lower, p.upper] if intervals else []
        row += [p.size] if sized else []
        rows.append(tuple(row))
    return ChartTable(header=tuple(header), rows=tuple(rows))
