"""The same period in each of several years, side by side, with intervals; the latest is in focus."""

from __future__ import annotations

from desist.publication.charts import palette
from desist.publication.charts.axes import across_axis, tick_words, unit_words, up_axis
from desist.publication.charts.bars import (
    Bar,
    interval_tail,
    interval_words,
    lying,
    room_beyond,
    row_names,
    spread_of,
    standing,
    value_words,
)
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, WIDTH, Frame
from desist.publication.charts.series import ChartHeading, ChartSeries
from desist.publication.charts.ticks import steps
from desist.publication.charts.words import all_told, alternative, table_of, width_of, wrapped
from desist.vocabulary.mistake import OperatorMistake

HEIGHT = 190
FEW, LOW = 4, 150  # so few columns need not be so high
LYING = 2  # two bars compare best one above the other, and take least room
BAR = 24.0  # pixels from one lying bar to the next
MOST_COLUMNS = 12  # beyond this a line tells it better
WIDEST = 120  # pixels for a column and its space: two columns should not fill a page


def columns_over_years(series: ChartSeries, *, heading: ChartHeading) -> Chart:
    """Compare the same period in each year as columns from zero with 95% intervals.

    Points stand in the order given; the last is in focus. Raises OperatorMistake for more columns
    than can be labelled, for none, and where no value is held.
    """
    points = series.points
    if not 1 <= len(points) <= MOST_COLUMNS:
        raise OperatorMistake(
            f"'{heading.measure}' has {len(points)} periods to compare; columns show 1 to {MOST_COLUMNS}.",
            hint="Draw a line over time instead.",
        )
    if len(points) <= LYING:
        return _lying(series, heading)
    values = spread_of(points, heading)
    ticks = steps(min(values), max(values))
    bars = [
        Bar(
            point=point,
            middle=at + 0.5,
            half=0.32,
            fill=palette.NAVY if at == len(points) - 1 else palette.GREY,
            words=value_words(point, heading),
            bold=at == len(points) - 1,
        )
        for at, point in enumerate(points)
    ]
    left = max(width_of(tick_words(ticks, heading), SMALL) + 20, 34)
    wide = min(WIDTH - left - 16, WIDEST * len(points))
    letters = max(int(wide / len(points) / (SMALL * 0.58)), 5)
    names = [wrapped(point.label, letters=letters, lines=4) for point in points]
    frame = Frame(
        height=LOW if len(points) <= FEW else HEIGHT,
        left=left,
        right=WIDTH - left - wide,
        top=40,
        bottom=10 + max(map(len, names)) * (SMALL + 3),
        x=(0.0, float(len(points))),
        y=(ticks[0], ticks[-1]),
    )
    labels = [
        {"x": bar.middle, "y": frame.y[0], "words": lines} for bar, lines in zip(bars, names, strict=True)
    ]
    layers = [
        *up_axis(frame, ticks, heading),
        unit_words(frame, heading.unit, above=frame.top - 10, tail=interval_tail(points, listed=False)),
        *standing(frame, bars),
        frame.words(labels[:-1], align="center", baseline="top", dy=8, size=SMALL, colour=palette.QUIET),
        frame.words(labels[-1:], align="center", baseline="top", dy=8, size=SMALL, bold=True),
    ]
    alt_text = alternative("Column chart", heading, all_told([series], heading))
    table = table_of([series], heading, first="Period")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=frame, alt_text=alt_text), alt=alt_text, table=table
    )


def _lying(series: ChartSeries, heading: ChartHeading) -> Chart:
    """One or two periods as lying bars, the latest beneath and in focus, each with its interval."""
    points = series.points
    values = spread_of(points, heading)
    ticks = steps(min(values), max(values))
    latest = len(points) - 1
    bars = [
        Bar(
            point=point,
            middle=at + 0.5,
            half=0.36,
            fill=palette.NAVY if at == latest else palette.GREY,
            words=interval_words(point, heading),
            bold=at == latest,
        )
        for at, point in enumerate(points)
    ]
    names = [(bar.middle, wrapped(bar.point.label, letters=30, lines=1), bar.bold) for bar in bars]
    frame = Frame(
        height=BAR * len(points),
        left=max(width_of(lines, SMALL + 1) for _, lines, _ in names) + 24,
        right=room_beyond(bars),
        top=26,
        bottom=24,
        x=(ticks[0], ticks[-1]),
        y=(float(len(points)), 0.0),
    )
    layers = [
        *across_axis(frame, ticks, heading),
        unit_words(frame, heading.unit, above=frame.top - 10, tail=interval_tail(points, listed=True)),
        *lying(frame, bars, listed=True),
        *row_names(frame, names),
    ]
    alt_text = alternative("Bar chart", heading, all_told([series], heading))
    table = table_of([series], heading, first="Period")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=frame, alt_text=alt_text), alt=alt_text, table=table
    )
