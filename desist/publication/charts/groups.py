"""Offence groups, each with up to four bars: this period beside others, or one place beside others."""

from __future__ import annotations

from collections.abc import Sequence

from desist.publication.charts import palette
from desist.publication.charts.axes import across_axis, unit_words
from desist.publication.charts.bars import (
    Bar,
    interval_tail,
    interval_words,
    lying,
    room_beyond,
    row_names,
    spread_of,
    value_words,
)
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, Frame
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.publication.charts.ticks import steps
from desist.publication.charts.words import all_told, alternative, table_of, width_of, wrapped
from desist.publication.plain_text import one_line

BAR = 21  # pixels for each bar
BETWEEN = 16  # pixels between groups
NAME = 26


def grouped_bars(series: Sequence[ChartSeries], *, heading: ChartHeading) -> Chart:
    """Show one to four series over the same groups as bars from zero with 95% intervals.

    Groups stand in the order of the first series; a point's label names its group. Each series is
    named beside its first bar, so no legend is needed. Changes may be below zero.
    """
    colours = palette.series_colours(len(series))
    groups = list(dict.fromkeys(point.label for one in series for point in one.points))
    points = [point for one in series for point in one.points]
    listed = len(series) == 1
    values = spread_of(points, heading)
    ticks = steps(min(values), max(values))
    deep = BAR * len(series) + BETWEEN
    bars: list[Bar] = []
    named: set[int] = set()
    for at, group in enumerate(groups):
        for number, (one, colour) in enumerate(zip(series, colours, strict=True)):
            point = next((p for p in one.points if p.label == group), ChartPoint(label=group, value=None))
            words = (interval_words if listed else value_words)(point, heading)
            if len(series) > 1 and number not in named and point.value is not None:
                words = f"{words}  {one_line(one.name)}"
                named.add(number)
            middle = at * deep + BETWEEN / 2 + BAR * (number + 0.5)
            bars.append(
                Bar(point=point, middle=middle, half=BAR * 0.42, fill=colour, words=words, bold=number == 0)
            )
    names = [
        (at * deep + deep / 2, wrapped(group, letters=NAME, lines=2), False)
        for at, group in enumerate(groups)
    ]
    frame = _frame(bars, names, ticks, height=float(deep * len(groups)), listed=listed)
    layers = [
        *across_axis(frame, ticks, heading),
        unit_words(frame, heading.unit, above=frame.top - 10, tail=interval_tail(points, listed=listed)),
        *lying(frame, bars, listed=listed),
        *row_names(frame, names),
    ]
    alt_text = alternative("Bar chart", heading, all_told(series, heading))
    table = table_of(series, heading, first="Group")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=frame, alt_text=alt_text), alt=alt_text, table=table
    )


def _frame(
    bars: Sequence[Bar],
    names: Sequence[tuple[float, list[str], bool]],
    ticks: Sequence[float],
    *,
    height: float,
    listed: bool,
) -> Frame:
    """Leave as much room for the figures as the furthest-reaching need, and no more."""
    named = max(width_of(lines, SMALL + 1) for _, lines, _ in names) + 24
    below = [bar for bar in bars if bar.reach < 0 and not listed]
    left = named + (room_beyond(below) if below else 0)
    right = room_beyond(bars) if listed else 16.0
    frame = _framed(ticks, height=height, left=left, right=right)
    while not listed and not _fits(frame, bars) and right < 400:
        right += 8
        frame = _framed(ticks, height=height, left=left, right=right)
    return frame


def _framed(ticks: Sequence[float], *, height: float, left: float, right: float) -> Frame:
    x, y = (ticks[0], ticks[-1]), (height, 0.0)
    return Frame(height=height, left=left, right=right, top=30, bottom=32, x=x, y=y)


def _fits(frame: Frame, bars: Sequence[Bar]) -> bool:
    edge = frame.width + frame.right
    return all(frame.pixels_across(max(bar.reach, 0.0)) + room_beyond([bar]) <= edge for bar in bars)
