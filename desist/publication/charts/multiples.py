"""Small multiples: one small line for each place or group, on one scale, so that they compare at a glance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import tick_words, unit_words
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, WIDTH, WORDS, Frame, Row
from desist.publication.charts.runs import day, numbered_runs, placed
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.publication.charts.shapes import shape_key, special_marks
from desist.publication.charts.ticks import line_ticks
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

ACROSS = 3
HIGH = 84.0  # pixels of each small area
NAME = 52.0  # pixels above it for its name
FOOT = 30.0  # pixels beneath it for its dates
GUTTER = 26.0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One small area on the page, and where a day and a value lie in it; lengths in pixels."""

    left: float
    bottom: float
    wide: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, across: float, value: float) -> Row:
        """The place on the page of a day and a value."""
        return {"x": self.left + self._part(across, self.x) * self.wide, "y": self.height_of(value)}

    def height_of(self, value: float) -> float:
        return self.bottom + self._part(value, self.y) * HIGH

    def _part(self, value: float, ends: tuple[float, float]) -> float:
        return (value - ends[0]) / (ends[1] - ends[0])


def small_multiples(series: Sequence[ChartSeries], *, heading: ChartHeading) -> Chart:
    """Draw each series as a small line of its own, all on one scale of values and of dates.

    Each is named and its latest value printed. Points need dates. Raises OperatorMistake where no
    series has a value.
    """
    lines = [placed(one) for one in series]
    days = [p.date for points in lines for p in points if p.date is not None]
    values = [p.value for points in lines for p in points if p.value is not None]
    if not values:
        raise OperatorMistake(
            f"There is nothing to draw for '{heading.measure}': no value is held.",
            hint="Leave the charts out and print why the figures are missing.",
        )
    ticks = line_ticks(values, about=2)
    flags = [p.flag for points in lines for p in points if p.value is not None]
    page, panels = _page(len(series), ticks, heading, first=min(days), last=max(days), marked=any(flags))
    start = f" (axes start at {tick_words(ticks, heading)[0]})" if ticks[0] > 0 else ""
    layers = [
        unit_words(page, heading.unit, above=page.top - 10, tail=start),
        *shape_key(page, flags, above=page.top - 32),
        *_axes(page, panels, ticks, tick_words(ticks, heading), min(days), max(days)),
    ]
    for one, points, panel in zip(series, lines, panels, strict=True):
        layers += _line(page, panel, one.name, points, heading)
    alt_text = alternative("Small line charts", heading, [*all_told(series, heading), flags_told(series)])
    table = table_of(series, heading, first="Period")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=page, alt_text=alt_text), alt=alt_text, table=table
    )


def _page(
    number: int, ticks: Sequence[float], heading: ChartHeading, *, first: date, last: date, marked: bool
) -> tuple[Frame, list[Panel]]:
    rows = math.ceil(number / ACROSS)
    left = max(width_of(tick_words(ticks, heading), SMALL) + 20, 34)
    height = rows * (NAME + HIGH + FOOT)
    page = Frame(
        height=height,
        left=left,
        right=24,
        top=46 if marked else 24,
        bottom=10,
        x=(0.0, WIDTH - left - 24),
        y=(0.0, height),
    )
    wide = (page.width - GUTTER * (ACROSS - 1)) / ACROSS
    x = (float(first.toordinal()), float(max(last.toordinal(), first.toordinal() + 1)))
    panels = [
        Panel(
            left=at % ACROSS * (wide + GUTTER),
            bottom=height - (at // ACROSS + 1) * (NAME + HIGH + FOOT) + FOOT,
            wide=wide,
            x=x,
            y=(ticks[0], ticks[-1]),
        )
        for at in range(number)
    ]
    return page, panels


def _axes(
    page: Frame,
    panels: Sequence[Panel],
    ticks: Sequence[float],
    names: Sequence[str],
    first: date,
    last: date,
) -> list[alt.Chart]:
    grid: list[Row] = []
    values: list[Row] = []
    starts: list[Row] = []
    ends: list[Row] = []
    for panel in panels:
        for tick, name in zip(ticks, names, strict=True):
            high = panel.height_of(tick)
            grid.append({"x": panel.left, "x2": panel.left + panel.wide, "y": high, "y2": high})
            if panel.left == 0:  # one scale for the whole row: its values are printed once
                values.append({"x": 0, "y": high, "words": name})
        starts.append({"x": panel.left, "y": panel.bottom, "words": f"{first:%b %Y}"})
        ends.append({"x": panel.left + panel.wide, "y": panel.bottom, "words": f"{last:%b %Y}"})
    base = [row for row in grid if row["y"] in {panel.bottom for panel in panels}]
    return [
        page.rules(grid, colour=palette.GRID),
        page.rules(base, colour=palette.QUIET),
        page.words(values, align="right", dx=-8, colour=palette.QUIET, size=SMALL),
        page.words(starts, baseline="top", dy=6, colour=palette.QUIET, size=SMALL),
        page.words(ends, align="right", baseline="top", dy=6, colour=palette.QUIET, size=SMALL),
    ]


def _line(
    page: Frame, panel: Panel, name: str, points: Sequence[ChartPoint], heading: ChartHeading
) -> list[alt.Chart]:
    rows = [(p, {**panel.at(day(p), value), "run": run}) for run, p, value in numbered_runs(points)]
    latest = f"Latest {figure(rows[-1][0].value, heading)}" if rows else "Not available"
    letters = int(panel.wide / (WORDS * 0.6))
    told: Row = {
        "x": panel.left,
        "y": panel.bottom + HIGH + NAME - 10,
        "words": wrapped(name, letters=letters, lines=1)[0],
    }
    layers = [
        page.words([told], baseline="top", bold=True),
        page.words([{**told, "words": latest}], baseline="top", dy=WORDS + 3, size=SMALL),
    ]
    if rows:
        layers.append(page.path([row for _, row in rows], colour=palette.NAVY, width=2))
        runs = [row["run"] for _, row in rows]
        dots = [row for p, row in rows if not p.flag and (runs.count(row["run"]) == 1 or row is rows[-1][1])]
        if dots:
            layers.append(page.shapes(dots, shape="circle", fill=palette.NAVY, size=45))
    return [*layers, *special_marks(page, [(p.flag, row) for p, row in rows])]
