"""Places ranked by a measure, with intervals: home in focus, and the mean of them all as a line."""

from __future__ import annotations

import altair as alt

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
)
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, Frame, Row
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.publication.charts.ticks import steps
from desist.publication.charts.words import all_told, alternative, figure, table_of, width_of, wrapped

ROW, NARROW = 20.0, 17.0  # pixels from one bar to the next, when few and when many
MOST_HIGH = 800.0  # pixels that a page leaves for bars
NAME = 26  # letters in a line of a place's name
FEW = 12  # places whose long names may take two lines


def ranked_bars(
    series: ChartSeries,
    *,
    home: str,
    heading: ChartHeading,
    mean: float | None = None,
    mean_name: str = "Mean",
) -> Chart:
    """Rank places from highest to lowest with their 95% intervals, the home place in focus.

    ``home`` is the label of the point in focus; ``mean`` draws a line that ``mean_name`` names.
    Places without a value come last, with their mark. Raises OperatorMistake when none has a value.
    """
    points = sorted(series.points, key=_highest_first)
    values = [*spread_of(points, heading), *([mean] if mean is not None else [])]
    ticks = steps(min(values), max(values))
    bars = [
        Bar(
            point=point,
            middle=row + 0.5,
            half=0.34,
            fill=palette.NAVY if point.label == home else palette.GREY,
            words=interval_words(point, heading),
            bold=point.label == home,
        )
        for row, point in enumerate(points)
    ]
    deep = max(min(ROW, MOST_HIGH / len(points)), NARROW)
    folded = 1 if max(len(point.label) for point in points) <= NAME else 2
    deep = max(deep, 30.0) if folded == 2 and len(points) <= FEW else deep
    lines = folded if deep >= 30 else 1
    names = [(bar.middle, wrapped(bar.point.label, letters=NAME, lines=lines), bar.bold) for bar in bars]
    left = max(width_of(lines, SMALL + 1) for _, lines, _ in names) + 24
    frame = Frame(
        height=deep * len(points),
        left=left,
        right=room_beyond(bars),
        top=44 if mean is not None else 26,
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
    if mean is not None:
        layers += _mean_line(frame, mean, f"{mean_name} {figure(mean, heading)}")
    ranked = ChartSeries(name="", points=tuple(points))
    compared = f"{mean_name} {figure(mean, heading)}." if mean is not None else ""
    alt_text = alternative(
        "Bar chart, ranked from highest,", heading, [*all_told([ranked], heading), compared]
    )
    table = table_of([ranked], heading, first="Place")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=frame, alt_text=alt_text), alt=alt_text, table=table
    )


def _highest_first(point: ChartPoint) -> tuple[bool, float, str]:
    return (point.value is None, -(point.value or 0.0), point.label)


def _mean_line(frame: Frame, mean: float, words: str) -> list[alt.Chart]:
    top = frame.value_at(frame.height + 6)
    line: Row = {"x": mean, "x2": mean, "y": frame.y[0], "y2": top}
    wide = width_of(words, SMALL) / 2
    inside = min(max(frame.pixels_across(mean), wide), frame.width - wide)
    name: Row = {"x": frame.value_across(inside), "y": top, "words": words}
    return [
        frame.rules([line], colour=palette.PAPER, width=2.5),
        frame.rules([line], colour=palette.INK, width=1.5, dash=(5, 3)),
        frame.words([name], align="center", baseline="bottom", dy=-3, size=SMALL),
    ]
