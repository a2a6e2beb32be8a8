"""Cohorts side by side: rates that are final, and where the rates of those not yet mature will lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import boxed, tick_words, unit_words, up_axis
from desist.publication.charts.bars import BEYOND, CAP
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, Frame, Row
from desist.publication.charts.series import ChartHeading, ChartPoint
from desist.publication.charts.ticks import line_ticks
from desist.publication.charts.words import alternative, figure, width_of, with_interval
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.plain_text import one_line
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

HEIGHT = 210
MOST_COHORTS = 12  # more names than this cannot stand beneath the points
DOT, RADIUS, HOLE = 110.0, 7.0, 36.0  # a dot, and the paper in the middle of a hollow one
HEADROOM = 0.15  # of the span of all values
FINAL, NOWCAST = "Final rate", "Nowcast of the final rate, with its 95% interval"


@dataclass(frozen=True, kw_only=True)
class CohortPoint:
    """One cohort: its rate with the interval of a nowcast, and the share of its people followed to the end.

    ``followed`` lies between 0 and 1; at 1 the rate is final and has no interval. ``lines`` is the
    cohort's name in short lines, as it stands beneath the point.
    """

    point: ChartPoint
    lines: tuple[str, ...]
    followed: float

    @property
    def final(self) -> bool:
        return self.followed == 1

    @property
    def followed_words(self) -> str:
        """The share in whole percent; a part is never rounded to none or to all."""
        if self.followed in (0, 1):
            return f"{self.followed:.0%}"
        return f"{min(max(round(100 * self.followed), 1), 99)}%"


def nowcasts_by_cohort(cohorts: Sequence[CohortPoint], *, heading: ChartHeading) -> Chart:
    """Draw final rates as filled dots and nowcasts as hollow ones with whiskers, oldest cohort first.

    Beneath each stands how many of its people have been followed to the end. Raises OperatorMistake for
    more cohorts than can be named, and where no rate is held.
    """
    if not 1 <= len(cohorts) <= MOST_COHORTS:
        raise OperatorMistake(
            f"'{heading.measure}' has {len(cohorts)} cohorts; this chart shows 1 to {MOST_COHORTS}.",
            hint="Leave out the oldest.",
        )
    points = [each.point for each in cohorts]
    ends = [end for p in points for end in (p.value, p.lower, p.upper) if end is not None]
    if not ends:
        raise OperatorMistake(
            f"There is nothing to draw for '{heading.measure}': no value is held.",
            hint="Leave the chart out and print why the figure is missing.",
        )
    # Room above the highest whisker for its figure.
    ticks = line_ticks([*ends, max(ends) + HEADROOM * (max(ends) - min(ends))])
    left = max(width_of(tick_words(ticks, heading), SMALL) + 20, 60)
    names = max(len(each.lines) for each in cohorts)
    frame = Frame(
        height=HEIGHT,
        left=left,
        right=12,
        top=48,
        bottom=(names + 1) * (SMALL + 3) + 16,
        x=(0.0, float(len(cohorts))),
        y=(ticks[0], ticks[-1]),
    )
    start = f" (axis starts at {tick_words(ticks, heading)[0]})" if ticks[0] > 0 else ""
    layers = [
        *up_axis(frame, ticks, heading),
        unit_words(frame, heading.unit, above=frame.top - 34, tail=start),
        *_names(frame, cohorts, names),
        *_marks(frame, cohorts, heading),
        *_key(frame, cohorts),
    ]
    alt_text = alternative("Chart of cohorts", heading, [_told(cohorts, heading)])
    svg = svg_of(layers, frame=frame, alt_text=alt_text)
    return Chart(heading=heading, svg=svg, alt=alt_text, table=_table(cohorts, heading))


def _marks(frame: Frame, cohorts: Sequence[CohortPoint], heading: ChartHeading) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    wide = CAP / frame.width * frame.x[1]
    for at, each in enumerate(cohorts):
        point, x = each.point, at + 0.5
        if point.value is None:
            row: Row = {"x": x, "y": frame.y[0], "words": (point.mark or Mark.NOT_AVAILABLE).printed}
            layers.append(frame.words([row], align="center", dy=-10, size=SMALL))
            continue
        if point.lower is not None and point.upper is not None:
            ends = (point.lower, point.upper)
            strokes: list[Row] = [{"x": x, "x2": x, "y": ends[0], "y2": ends[1]}]
            strokes += [{"x": x - wide, "x2": x + wide, "y": end, "y2": end} for end in ends]
            layers.append(frame.rules(strokes, colour=palette.NAVY, width=1.5))
        layers += _dot(frame, {"x": x, "y": point.value}, hollow=not each.final)
        mark = point.mark.printed if point.mark is not Mark.PROVISIONAL else ""  # the hollow dot says it
        words = f"{figure(point.value, heading)} {mark}".strip()
        over = frame.pixels_up(point.value if point.upper is None else point.upper)
        foot = max(over, frame.pixels_up(point.value) + RADIUS) + BEYOND
        left = frame.pixels_across(x) - width_of(words, SMALL) / 2
        bold = not each.final
        layers += boxed(frame, [words], left=left, top=foot + SMALL, align="center", bold=bold)
    return layers


def _dot(frame: Frame, at: Row, *, hollow: bool) -> list[alt.Chart]:
    dot = frame.shapes([at], shape="circle", fill=palette.NAVY, size=DOT)
    return [dot, frame.shapes([at], shape="circle", fill=palette.PAPER, size=HOLE)] if hollow else [dot]


def _names(frame: Frame, cohorts: Sequence[CohortPoint], names: int) -> list[alt.Chart]:
    """The cohorts beneath their points, and beneath them how many of their people were followed."""
    y, line = frame.y[0], SMALL + 3
    rows: list[Row] = [{"x": at + 0.5, "y": y, "words": list(each.lines)} for at, each in enumerate(cohorts)]
    shares: list[Row] = [
        {"x": at + 0.5, "y": y, "words": each.followed_words} for at, each in enumerate(cohorts)
    ]
    below = 8 + names * line + 4
    title: Row = {"x": frame.x[0], "y": y, "words": "Followed"}
    return [
        frame.words(rows, align="center", baseline="top", dy=8, colour=palette.QUIET, size=SMALL),
        frame.words(shares, align="center", baseline="top", dy=below, colour=palette.INK, size=SMALL),
        frame.words(
            [title], baseline="top", dx=1 - frame.left, dy=below, colour=palette.INK, size=SMALL, bold=True
        ),
    ]


def _key(frame: Frame, cohorts: Sequence[CohortPoint]) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    at, y = 9.0 - frame.left, frame.value_at(frame.height + 34)
    for words, hollow in ((FINAL, False), (NOWCAST, True)):
        if not any(each.final is not hollow and each.point.value is not None for each in cohorts):
            continue
        layers += _dot(frame, {"x": frame.value_across(at), "y": y}, hollow=hollow)
        layers.append(frame.words([{"x": frame.value_across(at + 11), "y": y, "words": words}], size=SMALL))
        at += 34 + len(words) * SMALL * 0.56
    return layers


def _told(cohorts: Sequence[CohortPoint], heading: ChartHeading) -> str:
    told = []
    for each in cohorts:
        kind = "final" if each.final else f"nowcast, {each.followed_words} followed to the end"
        told.append(f"{one_line(each.point.label)} ({kind}) {with_interval(each.point, heading)}")
    return f"{'; '.join(told)}."


def _table(cohorts: Sequence[CohortPoint], heading: ChartHeading) -> Grid:
    number = ColumnKind.NUMBER
    columns = (
        Column(title="Cohort"),
        Column(title="Status"),
        Column(title=heading.unit, kind=number),
        Column(title="Lower 95% limit", kind=number),
        Column(title="Upper 95% limit", kind=number),
        Column(title="Followed to the end", kind=number),
    )
    rows = []
    for each in cohorts:
        point = each.point
        rows.append(
            (
                Cell(point.label),
                Cell("Final" if each.final else "Nowcast"),
                Cell(mark=point.mark or Mark.NOT_AVAILABLE)
                if point.value is None
                else Cell(figure(point.value, heading), point.value, point.mark),
                _end(point.lower, each, heading),
                _end(point.upper, each, heading),
                Cell(each.followed_words, each.followed),
            )
        )
    return Grid(columns=columns, rows=tuple(rows))


def _end(end: float | None, each: CohortPoint, heading: ChartHeading) -> Cell:
    if end is not None:
        return Cell(figure(end, heading), end)
    return Cell(mark=Mark.NOT_APPLICABLE if each.final else each.point.mark or Mark.NOT_AVAILABLE)
