"""Bars from zero, lying or standing, each with its 95% interval and its value in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.frame import SMALL, Frame, Row
from desist.publication.charts.series import ChartHeading, ChartPoint
from desist.publication.charts.words import figure, width_of
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

CAP = 3.5  # half the length of the stroke at either end of an interval, in pixels
BEYOND = 7  # pixels between a bar or its interval and its value in figures


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its point, where its middle lies across the other scale, half its breadth, its fill."""

    point: ChartPoint
    middle: float
    half: float
    fill: str
    words: str
    bold: bool = False

    @property
    def edge(self) -> str | None:
        return palette.EDGE if self.fill == palette.GREY else None

    @property
    def reach(self) -> float:
        """The furthest from zero that anything of the bar goes, on the side that its value lies."""
        ends = [end for end in (self.point.value, self.point.lower, self.point.upper) if end is not None]
        return (min(ends) if (self.point.value or 0.0) < 0 else max(ends)) if ends else 0.0


def value_words(point: ChartPoint, heading: ChartHeading) -> str:
    """The value in figures with its mark, or the mark alone where there is no value."""
    if point.value is None:
        return (point.mark or Mark.NOT_AVAILABLE).printed
    return f"{figure(point.value, heading)} {point.mark.printed}".strip()


def interval_words(point: ChartPoint, heading: ChartHeading) -> str:
    """The value with its interval in brackets: '24.4 (22.9 to 25.9)'."""
    if point.value is None or point.lower is None or point.upper is None:
        return value_words(point, heading)
    return f"{value_words(point, heading)} ({figure(point.lower, heading)} to {figure(point.upper, heading)})"


def interval_tail(points: Sequence[ChartPoint], *, listed: bool) -> str:
    """What to say after the unit, so that nobody takes an interval for something else."""
    if all(point.lower is None or point.upper is None for point in points):
        return ""
    return "; thin lines and brackets: 95% interval" if listed else "; thin lines: 95% interval"


def spread_of(points: Sequence[ChartPoint], heading: ChartHeading) -> list[float]:
    """Every value and interval end, with the zero that bars grow from."""
    if all(point.value is None for point in points):
        raise OperatorMistake(
            f"There is nothing to draw for '{heading.measure}': no value is held.",
            hint="Leave the chart out and print why the figure is missing.",
        )
    ends = [end for p in points if p.value is not None for end in (p.value, p.lower, p.upper)]
    return [0.0, *(end for end in ends if end is not None)]


def lying(frame: Frame, bars: Sequence[Bar], *, listed: bool) -> list[alt.Chart]:
    """Bars that lie along x; their values stand beyond each, or ``listed`` at the right edge."""
    layers: list[alt.Chart] = []
    high = frame.height / abs(frame.y[1] - frame.y[0])
    for bar in bars:
        if bar.point.value is not None:
            ends = {"x": 0.0, "x2": bar.point.value, "y": bar.middle - bar.half, "y2": bar.middle + bar.half}
            layers.append(frame.boxes([ends], fill=bar.fill, edge=bar.edge))
        if bar.point.lower is not None and bar.point.upper is not None:
            low, top = bar.point.lower, bar.point.upper
            strokes: list[Row] = [{"x": low, "x2": top, "y": bar.middle, "y2": bar.middle}]
            strokes += [
                {"x": end, "x2": end, "y": bar.middle - CAP / high, "y2": bar.middle + CAP / high}
                for end in (low, top)
            ]
            layers += _haloed(frame, strokes)
        left = (bar.point.value or 0.0) < 0 and not listed
        told: Row = {"x": frame.x[1] if listed else bar.reach, "y": bar.middle, "words": bar.words}
        layers.append(
            frame.words(
                [told], align="right" if left else "left", dx=-BEYOND if left else BEYOND, bold=bar.bold
            )
        )
    return layers


def standing(frame: Frame, bars: Sequence[Bar]) -> list[alt.Chart]:
    """Columns that stand along y, their values above the interval's far end."""
    layers: list[alt.Chart] = []
    wide = frame.width / (frame.x[1] - frame.x[0])
    for bar in bars:
        if bar.point.value is not None:
            ends = {"y": 0.0, "y2": bar.point.value, "x": bar.middle - bar.half, "x2": bar.middle + bar.half}
            layers.append(frame.boxes([ends], fill=bar.fill, edge=bar.edge))
        if bar.point.lower is not None and bar.point.upper is not None:
            low, top = bar.point.lower, bar.point.upper
            strokes: list[Row] = [{"y": low, "y2": top, "x": bar.middle, "x2": bar.middle}]
            strokes += [
                {"y": end, "y2": end, "x": bar.middle - CAP / wide, "x2": bar.middle + CAP / wide}
                for end in (low, top)
            ]
            layers += _haloed(frame, strokes)
        below = (bar.point.value or 0.0) < 0
        told: Row = {"x": bar.middle, "y": bar.reach, "words": bar.words}
        layers.append(
            frame.words(
                [told],
                align="center",
                baseline="top" if below else "bottom",
                dy=BEYOND if below else -BEYOND,
                bold=bar.bold,
            )
        )
    return layers


def room_beyond(bars: Sequence[Bar]) -> float:
    """Pixels to keep free past the scale for the figures of the longest bar."""
    return max(width_of(bar.words) for bar in bars) + BEYOND + 8


def _haloed(frame: Frame, strokes: Sequence[Row]) -> list[alt.Chart]:
    """Dark strokes over wider pale ones, so that an interval shows on any fill."""
    return [
        frame.rules(strokes, colour=palette.PAPER, width=3.5),
        frame.rules(strokes, colour=palette.INK, width=1.25),
    ]


def row_names(
    frame: Frame, names: Sequence[tuple[float, Sequence[str], bool]], *, size: int = SMALL + 1
) -> list[alt.Chart]:
    """Names of rows, to the left of the area; each is its place, its lines and whether it is in focus."""
    line = (size + 3) / frame.height * abs(frame.y[1] - frame.y[0])
    layers: list[alt.Chart] = []
    for focus in (False, True):
        rows: list[Row] = [
            {"x": frame.x[0], "y": at + (number - (len(lines) - 1) / 2) * line, "words": words}
            for at, lines, bold in names
            if bold is focus
            for number, words in enumerate(lines)
        ]
        if rows:
            layers.append(frame.words(rows, align="right", dx=-9, size=size, bold=focus))
    return layers
