"""The words and numbers printed on charts, and in the text that stands in for them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence

from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries, Flag
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.plain_text import one_line
from desist.vocabulary.mark import Mark

LIST_ALL = 12  # a text alternative that lists more numbers than this is no longer listened to


LETTER = 0.56  # mean width of a letter of Inter, in parts of its size


def width_of(words: str | Sequence[str], size: float = 13) -> int:
    """Roughly how wide words are in whole pixels; the widest line when there are several."""
    lines = [words] if isinstance(words, str) else words
    return math.ceil(max((len(line) for line in lines), default=0) * LETTER * size)


def wrapped(text: str, *, letters: int, lines: int = 3) -> list[str]:
    """Fold a label into at most so many lines; what does not fit ends in an ellipsis."""
    return textwrap.wrap(one_line(text), width=letters, max_lines=lines, placeholder=" …") or [""]


def figure(value: float | None, heading: ChartHeading) -> str:
    """Print a number as the public sector writes it: 1,234 or 12.3%, with a true minus sign."""
    if value is None or not math.isfinite(value):
        return "not available"
    return figure_at(value, heading.decimals, percent=heading.percent)


def figure_at(value: float, decimals: int, *, percent: bool) -> str:
    """Print a number with so many decimals; nothing that rounds to zero keeps a minus sign."""
    text = f"{abs(value):,.{decimals}f}"
    below_zero = value < 0 and any(digit in "123456789" for digit in text)
    return f"{'−' if below_zero else ''}{text}{'%' if percent else ''}"


def with_interval(point: ChartPoint, heading: ChartHeading) -> str:
    """Say a value with its interval: '12.3% (95% interval 10.1% to 14.5%)'."""
    if point.value is None:
        return f"{(point.mark or Mark.NOT_AVAILABLE).meaning}"
    said = figure(point.value, heading)
    if point.lower is None or point.upper is None:
        return said
    return f"{said} (95% interval {figure(point.lower, heading)} to {figure(point.upper, heading)})"


def all_told(series: Sequence[ChartSeries], heading: ChartHeading) -> list[str]:
    """Tell every series: each number when there are few, otherwise first, highest, lowest and last."""
    few = sum(len(one.points) for one in series) <= LIST_ALL
    return [_every_number(one, heading) if few else _in_short(one, heading) for one in series]


def _every_number(series: ChartSeries, heading: ChartHeading) -> str:
    told = "; ".join(f"{one_line(p.label)} {with_interval(p, heading)}" for p in series.points)
    return f"{_named(series)}{told}."


def _named(series: ChartSeries) -> str:
    return f"{one_line(series.name)}: " if series.name else ""


def _in_short(series: ChartSeries, heading: ChartHeading) -> str:
    points, name = series.points, _named(series)
    held = [p for p in points if p.value is not None]
    if not held:
        return f"{name}none of {len(points)} values is available."
    highest = max(held, key=lambda p: p.value or 0.0)
    lowest = min(held, key=lambda p: p.value or 0.0)
    told = [
        f"{word} {figure(p.value, heading)} ({one_line(p.label)})"
        for word, p in (("first", held[0]), ("highest", highest), ("lowest", lowest), ("last", held[-1]))
    ]
    missing = len(points) - len(held)
    gaps = f" {missing} of {len(points)} values are missing." if missing else ""
    return f"{name}{len(points)} values: {', '.join(told)}.{gaps}"


def flags_told(series: Sequence[ChartSeries]) -> str:
    """Name the points that are marked as special, and as what."""
    marked = [
        f"{one_line(p.label)} ({p.flag.value})" for s in series for p in s.points if p.flag is not Flag.NONE
    ]
    if not marked:
        return ""
    listed = ", ".join(marked[:LIST_ALL]) + (f" and {len(marked) - LIST_ALL} more" * (len(marked) > LIST_ALL))
    return f"Marked as special: {listed}."


def alternative(form: str, heading: ChartHeading, sentences: Iterable[str]) -> str:
    """The text alternative: the finding first, what kind of chart of what, then the numbers."""
    about = f"{form} of {one_line(heading.measure)}, {one_line(heading.place)}, {one_line(heading.period)}"
    parts = [f"{one_line(heading.finding).rstrip('.')}.", f"{about} ({one_line(heading.unit)}).", *sentences]
    return one_line(" ".join(part for part in parts if part))


def table_of(series: Sequence[ChartSeries], heading: ChartHeading, *, first: str) -> Grid:
    """The table behind a chart: one row for each point, with its interval where one is known."""
    named = len(series) > 1
    points = [(s, p) for s in series for p in s.points]
    intervals = any(p.lower is not None or p.upper is not None for _, p in points)
    sized = any(p.size is not None for _, p in points)
    titles = [heading.unit, *(["Lower 95% limit", "Upper 95% limit"] if intervals else [])]
    titles += ["Number it is based on"] if sized else []
    columns = [Column(title=first), *([Column(title="Series")] if named else [])]
    columns += [Column(title=title, kind=ColumnKind.NUMBER) for title in titles]
    rows = []
    for s, p in points:
        row = [Cell(p.label), *([Cell(s.name)] if named else []), _cell(p.value, heading, p.mark)]
        row += [_cell(p.lower, heading), _cell(p.upper, heading)] if intervals else []
        row += [Cell(f"{p.size:,.0f}" if p.size is not None else "", p.size)] if sized else []
        rows.append(tuple(row))
    return Grid(columns=tuple(columns), rows=tuple(rows))


def _cell(value: float | None, heading: ChartHeading, mark: Mark = Mark.NONE) -> Cell:
    if value is None:
        return Cell(mark=mark if mark is not Mark.NONE else Mark.NOT_AVAILABLE)
    return Cell(figure(value, heading), value, mark)
