"""Curves over a plain scale: how many by which week, or how much of a whole by how few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import (
    EndLabel,
    boxed,
    end_labels,
    tick_words,
    unit_words,
    up_axis,
)
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, Frame, Row
from desist.publication.charts.series import ChartHeading, ChartSeries
from desist.publication.charts.ticks import line_ticks
from desist.publication.charts.words import all_told, alternative, figure, table_of, width_of, wrapped
from desist.vocabulary.mistake import OperatorMistake

HEIGHT = 230


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """Where a curve is at one place of the scale across, with its 95% interval where there is one."""

    x: float
    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One curve: what it is called, and its points from left to right."""

    name: str
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, kw_only=True)
class Across:
    """The scale across: what it counts, its ticks, and whether curves go in steps between points.

    ``even`` names the straight line from corner to corner, where the curve has such a comparison; ``noted``
    are places of the first curve that are named instead of its end, each with its words.
    """

    name: str
    ticks: tuple[float, ...]
    stepped: bool = False
    even: str = ""
    noted: tuple[tuple[CurvePoint, str], ...] = ()


def curves(
    drawn: Sequence[Curve], told: Sequence[ChartSeries], *, heading: ChartHeading, across: Across, first: str
) -> Chart:
    """Draw one to four curves, labelled at their right ends; a single one with its interval shaded.

    ``told`` are the points that the text alternative and the table give, whose first column is called
    ``first``. Raises OperatorMistake for more curves than a reader can follow and for none with points.
    """
    colours = palette.series_colours(len(drawn))
    if not all(curve.points for curve in drawn):
        raise OperatorMistake(f"There is nothing to draw for '{heading.measure}': a curve has no points.")
    ends = [end for curve in drawn for p in curve.points for end in (p.value, p.upper) if end is not None]
    ticks = line_ticks([0.0, *ends])
    labels = (
        []
        if across.noted
        else [
            EndLabel(
                value=curve.points[-1].value,
                lines=_label(curve, heading, alone=len(drawn) == 1),
                colour=colour,
                bold=True,
                joined_from=curve.points[-1].x,
            )
            for curve, colour in zip(drawn, colours, strict=True)
        ]
    )
    frame = Frame(
        height=HEIGHT,
        left=max(width_of(tick_words(ticks, heading), SMALL) + 20, 34),
        right=max((width_of(label.lines) for label in labels), default=0) + 28,
        top=28,
        bottom=54,
        x=(across.ticks[0], across.ticks[-1]),
        y=(ticks[0], ticks[-1]),
    )
    shaded = len(drawn) == 1 and any(point.lower is not None for point in drawn[0].points)
    layers = [
        *up_axis(frame, ticks, heading),
        *scale_across(frame, across.ticks, across.name),
        unit_words(frame, heading.unit, above=frame.top - 10, tail="; shaded: 95% interval" * shaded),
        *(_even(frame, across.even) if across.even else []),
    ]
    for curve, colour in zip(drawn, colours, strict=True):
        if shaded:
            layers.append(frame.band(_band(curve, across.stepped), colour=colour))
        layers.append(frame.path(_path(curve, across.stepped), colour=colour))
    layers += end_labels(frame, labels) + _notes(frame, across.noted)
    alt_text = alternative("Curve", heading, all_told(told, heading))
    return Chart(
        heading=heading,
        svg=svg_of(layers, frame=frame, alt_text=alt_text),
        alt=alt_text,
        table=table_of(told, heading, first=first),
    )


def scale_across(frame: Frame, ticks: Sequence[float], name: str) -> list[alt.Chart]:
    """Ticks with plain numbers beneath the area, and beneath them what they count."""
    y, foot = frame.y[0], frame.value_at(-5)
    marks = [{"x": tick, "x2": tick, "y": y, "y2": foot} for tick in ticks]
    labels: list[Row] = [{"x": tick, "y": y, "words": f"{tick:,.0f}"} for tick in ticks]
    middle: Row = {"x": frame.value_across(frame.width / 2), "y": y, "words": wrapped(name, letters=80)[0]}
    return [
        frame.rules(marks, colour=palette.QUIET),
        frame.words(labels, align="center", baseline="top", dy=8, colour=palette.QUIET, size=SMALL),
        frame.words([middle], align="center", baseline="top", dy=28, colour=palette.QUIET, size=SMALL),
    ]


def _label(curve: Curve, heading: ChartHeading, *, alone: bool) -> tuple[str, ...]:
    said = figure(curve.points[-1].value, heading)
    name = ["At the end"] if alone else wrapped(curve.name, letters=20, lines=2)
    return (*name[:-1], f"{name[-1]} {said}")


def _path(curve: Curve, stepped: bool) -> list[Row]:
    return [{"x": x, "y": y, "run": 0} for x, y in _steps([(p.x, p.value) for p in curve.points], stepped)]


def _band(curve: Curve, stepped: bool) -> list[Row]:
    known = [p for p in curve.points if p.lower is not None and p.upper is not None]
    lower = _steps([(p.x, p.lower or 0.0) for p in known], stepped)
    upper = _steps([(p.x, p.upper or 0.0) for p in known], stepped)
    return [{"x": x, "y": y, "y2": y2, "run": 0} for (x, y), (_, y2) in zip(lower, upper, strict=True)]


def _steps(points: Sequence[tuple[float, float]], stepped: bool) -> list[tuple[float, float]]:
    """The corners of a line that stays level until the next point, or the points themselves."""
    if not stepped:
        return list(points)
    corners = list(points[:1])
    for x, y in points[1:]:
        corners += [(x, corners[-1][1]), (x, y)]
    return corners


def _notes(frame: Frame, noted: Sequence[tuple[CurvePoint, str]]) -> list[alt.Chart]:
    """A dot at each place that is named, with its words to the right of it."""
    layers: list[alt.Chart] = []
    for point, words in noted:
        dot: Row = {"x": point.x, "y": point.value}
        layers.append(frame.shapes([dot], shape="circle", fill=palette.NAVY, size=90))
        left, top = frame.pixels_across(point.x) + 12, frame.pixels_up(point.value) + 8
        layers += boxed(frame, [words], left=left, top=top, bold=True)
    return layers


def _even(frame: Frame, name: str) -> list[alt.Chart]:
    line: Row = {"x": frame.x[0], "y": frame.y[0], "x2": frame.x[1], "y2": frame.y[1]}
    left = frame.width * 0.62
    return [
        frame.rules([line], colour=palette.EDGE, width=1.25, dash=(6, 4)),
        *boxed(frame, [name], left=left, top=frame.height * 0.5),
    ]
