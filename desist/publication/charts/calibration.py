"""Calibration: what was predicted of groups of people beside what came, against the line of agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import across_axis, boxed, tick_words, unit_words, up_axis
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, WIDTH, Frame, Row
from desist.publication.charts.series import ChartHeading
from desist.publication.charts.ticks import steps
from desist.publication.charts.words import alternative, figure, width_of
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.vocabulary.mistake import OperatorMistake

HEIGHT = 300
AGREEMENT = "Predicted = observed"


@dataclass(frozen=True, kw_only=True)
class CalibrationPoint:
    """One group of people of like prediction: predicted and observed in percent, with its 95% interval."""

    people: int
    predicted: float
    observed: float
    lower: float
    upper: float


def calibration(points: Sequence[CalibrationPoint], *, heading: ChartHeading, predicted_by: str) -> Chart:
    """Draw each group's observed percent over its predicted percent, with the line where they agree.

    ``predicted_by`` says by what they were predicted. Raises OperatorMistake where there is no group.
    """
    if not points:
        raise OperatorMistake(
            f"There is nothing to draw for '{heading.measure}': no group of people is large enough."
        )
    ticks = [at for at in steps(0.0, max(max(p.predicted, p.upper) for p in points)) if at <= 100]
    left = max(width_of(tick_words(ticks, heading), SMALL) + 20, 34)
    # Both scales are of one length, so that agreement runs from corner to corner.
    wide = min(HEIGHT * 1.35, WIDTH - left - 24)
    frame = Frame(
        height=HEIGHT,
        left=left,
        right=WIDTH - left - wide,
        top=28,
        bottom=54,
        x=(ticks[0], ticks[-1]),
        y=(ticks[0], ticks[-1]),
    )
    beneath: Row = {
        "x": frame.value_across(frame.width / 2),
        "y": frame.y[0],
        "words": f"Predicted by {predicted_by}, %",
    }
    intervals: list[Row] = [
        {"x": p.predicted, "x2": p.predicted, "y": p.lower, "y2": min(p.upper, ticks[-1])} for p in points
    ]
    dots: list[Row] = [{"x": p.predicted, "y": p.observed} for p in points]
    layers = [
        *up_axis(frame, ticks, heading),
        *across_axis(frame, ticks, heading),
        unit_words(frame, heading.unit, above=frame.top - 10, tail="; upright lines: 95% interval"),
        frame.words([beneath], align="center", baseline="top", dy=28, colour=palette.QUIET, size=SMALL),
        *_agreement(frame),
        frame.rules(intervals, colour=palette.NAVY, width=1.5),
        frame.shapes(dots, shape="circle", fill=palette.NAVY, size=70),
    ]
    told = "; ".join(
        f"predicted {figure(p.predicted, heading)}, observed {figure(p.observed, heading)} (95% interval "
        f"{figure(p.lower, heading)} to {figure(p.upper, heading)}) of {p.people:,} people"
        for p in points
    )
    alt_text = alternative(
        "Calibration plot", heading, [f"From the lowest prediction to the highest: {told}."]
    )
    return Chart(
        heading=heading,
        svg=svg_of(layers, frame=frame, alt_text=alt_text),
        alt=alt_text,
        table=_table(points, heading),
    )


def _agreement(frame: Frame) -> list[alt.Chart]:
    line: Row = {"x": frame.x[0], "y": frame.y[0], "x2": frame.x[1], "y2": frame.y[1]}
    return [
        frame.rules([line], colour=palette.EDGE, width=1.25, dash=(6, 4)),
        *boxed(frame, [AGREEMENT], left=frame.width + 14, top=frame.height + 8),
    ]


def _table(points: Sequence[CalibrationPoint], heading: ChartHeading) -> Grid:
    titles = ("People", "Predicted (%)", "Observed (%)", "Lower 95% limit", "Upper 95% limit")
    rows = []
    for number, p in enumerate(points, 1):
        cells = [Cell(f"{p.people:,}", p.people)]
        cells += [Cell(figure(at, heading), at) for at in (p.predicted, p.observed, p.lower, p.upper)]
        rows.append((Cell(f"Group {number}"), *cells))
    columns = [Column(title="Group by prediction")]
    columns += [Column(title=title, kind=ColumnKind.NUMBER) for title in titles]
    return Grid(columns=tuple(columns), rows=tuple(rows))
