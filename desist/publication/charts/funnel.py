"""A funnel: places by size, against the limits within which places of that size differ by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import EndLabel, boxed, end_labels, tick_words, unit_words, up_axis
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, WORDS, Frame, Row
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries, Flag
from desist.publication.charts.shapes import shape_key, special_marks
from desist.publication.charts.ticks import line_ticks, steps
from desist.publication.charts.words import (
    all_told,
    alternative,
    figure,
    flags_told,
    table_of,
    width_of,
    wrapped,
)
from desist.vocabulary.mistake import OperatorMistake

HEIGHT = 280


@dataclass(frozen=True, kw_only=True)
class FunnelLimits:
    """The 95% and 99.8% limits around the mean for one size of place."""

    size: float
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


def funnel(
    series: ChartSeries,
    *,
    home: str,
    mean: float,
    limits: Sequence[FunnelLimits],
    heading: ChartHeading,
    size_name: str,
) -> Chart:
    """Draw each place by its size and value within limits that narrow as places grow.

    Points need ``size``; those with a flag or the home place are named. ``size_name`` says what the
    size counts ("Residents"). Raises OperatorMistake for a point without a size.
    """
    points = [point for point in series.points if point.value is not None]
    if not points or len(limits) < 2:
        raise OperatorMistake(
            f"There is nothing to draw for '{heading.measure}': a funnel needs values and limits."
        )
    for point in points:
        if point.size is None:
            raise OperatorMistake(f"'{point.label}' has no size, so it has no place on the funnel.")
    curve = sorted(limits, key=lambda limit: limit.size)
    values = [point.value or 0.0 for point in points]
    values += [at for limit in curve for at in (limit.lower_95, limit.upper_95)]
    ticks = line_ticks(values)
    largest = max([*(point.size or 0.0 for point in points), curve[-1].size])
    frame = Frame(
        height=HEIGHT,
        left=max(width_of(tick_words(ticks, heading), SMALL) + 20, 34),
        right=width_of(f"Mean {figure(mean, heading)}") + 30,
        top=50 if any(point.flag for point in points) else 28,
        bottom=52,
        x=(0.0, largest),
        y=(ticks[0], ticks[-1]),
    )
    start = f" (axis starts at {tick_words(ticks, heading)[0]})" if ticks[0] > 0 else ""
    layers = [
        *up_axis(frame, ticks, heading),
        *_size_axis(frame, [at for at in steps(0.0, largest) if at <= largest], size_name),
        unit_words(frame, heading.unit, above=frame.top - 10, tail=start),
        *_curves(frame, curve, mean, ticks),
        *_places(frame, points, home),
        *end_labels(frame, _labels(curve, mean, heading, frame)),
        *shape_key(frame, [point.flag for point in points], above=frame.top - 32),
    ]
    told = [*all_told([series], heading), f"Mean {figure(mean, heading)}.", flags_told([series])]
    alt_text = alternative("Funnel chart", heading, told)
    table = table_of([series], heading, first="Place")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=frame, alt_text=alt_text), alt=alt_text, table=table
    )


def _size_axis(frame: Frame, ticks: Sequence[float], name: str) -> list[alt.Chart]:
    foot = frame.value_at(-5)
    marks = [{"x": tick, "x2": tick, "y": frame.y[0], "y2": foot} for tick in ticks]
    labels: list[Row] = [{"x": tick, "y": frame.y[0], "words": f"{tick:,.0f}"} for tick in ticks]
    middle: Row = {
        "x": frame.value_across(frame.width / 2),
        "y": frame.y[0],
        "words": wrapped(name, letters=60)[0],
    }
    return [
        frame.rules(marks, colour=palette.QUIET),
        frame.words(labels, align="center", baseline="top", dy=8, colour=palette.QUIET, size=SMALL),
        frame.words([middle], align="center", baseline="top", dy=28, colour=palette.QUIET, size=SMALL),
    ]


def _curves(
    frame: Frame, curve: Sequence[FunnelLimits], mean: float, ticks: Sequence[float]
) -> list[alt.Chart]:
    def rows(values: Sequence[float], run: int) -> list[Row]:
        inside = [(at.size, value) for at, value in zip(curve, values, strict=True)]
        return [{"x": x, "y": y, "run": run} for x, y in inside if ticks[0] <= y <= ticks[-1]]

    outer = rows([at.lower_998 for at in curve], 0) + rows([at.upper_998 for at in curve], 1)
    inner = rows([at.lower_95 for at in curve], 0) + rows([at.upper_95 for at in curve], 1)
    middle: Row = {"x": 0.0, "x2": curve[-1].size, "y": mean, "y2": mean}
    return [
        frame.rules([middle], colour=palette.EDGE, width=1.25),
        frame.path(inner, colour=palette.EDGE, width=1.25, dash=(6, 4)),
        frame.path(outer, colour=palette.EDGE, width=1.25, dash=(1.5, 3)),
    ]


def _labels(
    curve: Sequence[FunnelLimits], mean: float, heading: ChartHeading, frame: Frame
) -> list[EndLabel]:
    last = curve[-1]
    named = [("99.8% limit", last.upper_998), ("95% limit", last.upper_95), ("95% limit", last.lower_95)]
    named.append(("99.8% limit", last.lower_998))
    inside = [(name, at) for name, at in named if frame.y[0] <= at <= frame.y[1]]
    return [
        EndLabel(value=mean, lines=(f"Mean {figure(mean, heading)}",)),
        *(EndLabel(value=at, lines=(name,)) for name, at in inside),
    ]


def _places(frame: Frame, points: Sequence[ChartPoint], home: str) -> list[alt.Chart]:
    placed: list[tuple[ChartPoint, Row]] = [(p, {"x": p.size, "y": p.value}) for p in points]
    ordinary = [row for p, row in placed if p.flag is Flag.NONE and p.label != home]
    layers: list[alt.Chart] = []
    if ordinary:
        layers.append(frame.shapes(ordinary, shape="circle", fill=palette.GREY, edge=palette.EDGE, size=55))
    at_home = [row for p, row in placed if p.label == home and p.flag is Flag.NONE]
    if at_home:
        layers.append(frame.shapes(at_home, shape="circle", fill=palette.NAVY, size=130))
    layers += special_marks(frame, [(p.flag, row) for p, row in placed])
    for point, row in placed:
        if point.label == home or point.flag is not Flag.NONE:
            lines = wrapped(point.label, letters=24, lines=1)
            across, up = frame.pixels_across(row["x"]), frame.pixels_up(row["y"])
            wide = width_of(lines, WORDS) + 14
            left = across - wide if across + wide > frame.width else across + 14
            layers += boxed(frame, lines, left=left, top=up + 7, bold=point.label == home, size=WORDS)
    return layers
