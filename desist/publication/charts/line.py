"""A line over time, with its process limits, its recording breaks and its special points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import (
    EndLabel,
    boxed,
    date_axis,
    end_labels,
    tick_words,
    unit_words,
    up_axis,
)
from desist.publication.charts.breaks import PlacedBreak, break_marks, breaks_told, place, room_above
from desist.publication.charts.chart import Chart
from desist.publication.charts.draw import svg_of
from desist.publication.charts.frame import SMALL, WIDTH, Frame, Row
from desist.publication.charts.limits import limit_labels, limit_marks, limits_told
from desist.publication.charts.runs import day, gaps, held, numbered_runs, placed
from desist.publication.charts.series import (
    ChartHeading,
    ChartPoint,
    ChartSeries,
    Flag,
    ProcessLimits,
    RecordingBreak,
)
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
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

HEIGHT = 190
MOST_DOTS = 40  # with more points than this, ordinary ones are left to the line


def line_over_time(
    series: Sequence[ChartSeries],
    *,
    heading: ChartHeading,
    limits: Sequence[ProcessLimits] = (),
    breaks: Sequence[RecordingBreak] = (),
) -> Chart:
    """Draw how a measure has moved, with what counts as ordinary variation and where recording changed.

    One to four series, each point dated by the first day of its period. A missing value is a gap,
    never bridged. Limits belong to a single series; each stretch between breaks has its own.
    Raises OperatorMistake for more series than a reader can follow and where there is nothing to draw.
    """
    colours = palette.series_colours(len(series))
    lines = [placed(one) for one in series]
    if not any(held(points) for points in lines):
        raise OperatorMistake(
            f"There is nothing to draw for '{heading.measure}': no value is held.",
            hint="Leave the chart out and print why the figure is missing.",
        )
    first, last = _span(lines)
    breaks = [one for one in breaks if first < one.date <= last]
    frame, ticks, stops = _frame(lines, heading, limits, breaks, _end_labels(series, lines, heading, limits))
    layers = [
        *up_axis(frame, ticks, heading),
        *date_axis(frame, first, last, _named(lines)),
        unit_words(frame, heading.unit, above=frame.top - 10, tail=_tail(heading, ticks, lines, limits)),
        *limit_marks(frame, limits),
        *break_marks(frame, stops),
    ]
    for points, colour in zip(lines, colours, strict=True):
        layers += _line_marks(frame, points, colour, shaded=len(lines) == 1, intervals=not limits)
    layers += end_labels(frame, _end_labels(series, lines, heading, limits))
    layers += shape_key(frame, _flags(lines), above=frame.top - 30)
    told = [*all_told(series, heading), limits_told(limits, heading)]
    alt_text = alternative("Line chart", heading, [*told, flags_told(series), breaks_told(breaks)])
    table = table_of(series, heading, first="Period")
    return Chart(
        heading=heading, svg=svg_of(layers, frame=frame, alt_text=alt_text), alt=alt_text, table=table
    )


def _frame(
    lines: Sequence[tuple[ChartPoint, ...]],
    heading: ChartHeading,
    limits: Sequence[ProcessLimits],
    breaks: Sequence[RecordingBreak],
    labels: Sequence[EndLabel],
) -> tuple[Frame, list[float], list[PlacedBreak]]:
    values = [at for points in lines for p, _ in held(points) for at in (p.value, p.lower, p.upper)]
    values += [at for one in limits for at in (one.mean, one.lower, one.upper)]
    ticks = line_ticks([at for at in values if at is not None])
    first, last = _span(lines)
    x = (float(first.toordinal()), float(max(last.toordinal(), first.toordinal() + 1)))
    left = max(width_of(tick_words(ticks, heading), SMALL) + 20, 34)
    right = max(width_of(label.lines) for label in labels) + 26
    stops = place(breaks, x=x, width=WIDTH - left - right)
    key = 22 if any(_flags(lines)) else 0
    top = 26 + key + (room_above(stops) + 6 if stops else 0)
    y = (ticks[0], ticks[-1])
    return Frame(height=HEIGHT, left=left, right=right, top=top, bottom=38, x=x, y=y), ticks, stops


def _end_labels(
    series: Sequence[ChartSeries],
    lines: Sequence[tuple[ChartPoint, ...]],
    heading: ChartHeading,
    limits: Sequence[ProcessLimits],
) -> list[EndLabel]:
    labels = limit_labels(limits, heading)
    colours = palette.series_colours(len(series))
    for one, points, colour in zip(series, lines, colours, strict=True):
        if not held(points):
            continue
        last, value = held(points)[-1]
        name = wrapped(one.name, letters=20, lines=2) if len(series) > 1 else ["Latest"]
        lines_of_words = (*name[:-1], f"{name[-1]} {figure(value, heading)}")
        labels.append(
            EndLabel(value=value, lines=lines_of_words, colour=colour, bold=True, joined_from=day(last))
        )
    return labels


def _line_marks(
    frame: Frame, points: Sequence[ChartPoint], colour: str, *, shaded: bool, intervals: bool
) -> list[alt.Chart]:
    rows: list[tuple[ChartPoint, Row]] = [
        (p, {"x": day(p), "y": value, "run": run}) for run, p, value in numbered_runs(points)
    ]
    ranges = [{**row, "y": p.lower, "y2": p.upper} for p, row in rows if None not in (p.lower, p.upper)]
    layers: list[alt.Chart] = []
    if ranges and intervals and shaded:
        layers.append(frame.band(ranges, colour=colour))
    elif ranges and intervals and len(rows) <= MOST_DOTS:
        layers.append(frame.rules([{**row, "x2": row["x"]} for row in ranges], colour=colour, width=1))
    layers.append(frame.path([row for _, row in rows], colour=colour))
    alone = {row["run"] for _, row in rows if sum(row["run"] == other["run"] for _, other in rows) == 1}
    dots = [
        row
        for p, row in rows
        if p.flag is Flag.NONE and (len(rows) <= MOST_DOTS or row["run"] in alone or row is rows[-1][1])
    ]
    if dots:
        layers.append(frame.shapes(dots, shape="circle", fill=colour, size=45))
    layers += _notes(frame, rows)
    layers += special_marks(frame, [(p.flag, row) for p, row in rows])
    missing = [
        {
            "x": (day(gap[0]) + day(gap[-1])) / 2,
            "y": frame.y[0],
            "words": (gap[0].mark or Mark.NOT_AVAILABLE).printed,
        }
        for gap in gaps(points)
    ]
    return [*layers, *([frame.words(missing, align="center", dy=-10, size=SMALL)] if missing else [])]


def _notes(frame: Frame, rows: Sequence[tuple[ChartPoint, Row]]) -> list[alt.Chart]:
    """Remarks above the highest thing near them, each led to its point by a thin line."""
    layers: list[alt.Chart] = []
    for point, row in rows:
        if not point.note:
            continue
        lines = wrapped(point.note, letters=24, lines=2)
        wide, at = width_of(lines, SMALL), frame.pixels_across(row["x"])
        left = min(max(at - wide / 2, 3), frame.width - wide)
        near = [p for p, other in rows if left - 8 <= frame.pixels_across(other["x"]) <= left + wide + 8]
        highest = max(end for p in near for end in (p.value, p.upper) if end is not None)
        foot = frame.pixels_up(highest) + 10
        leader = {**row, "x2": row["x"], "y2": frame.value_at(foot)}
        layers.append(frame.rules([leader], colour=palette.QUIET))
        layers += boxed(frame, lines, left=left, top=foot + len(lines) * (SMALL + 3))
    return layers


def _tail(
    heading: ChartHeading,
    ticks: Sequence[float],
    lines: Sequence[tuple[ChartPoint, ...]],
    limits: Sequence[ProcessLimits],
) -> str:
    start = f" (axis starts at {tick_words(ticks, heading)[0]})" if ticks[0] > 0 else ""
    known = any(p.lower is not None for points in lines for p in points)
    drawn = known and not limits and (len(lines) == 1 or max(map(len, lines)) <= MOST_DOTS)
    told = f"; {'shaded' if len(lines) == 1 else 'upright lines'}: 95% interval" if drawn else ""
    return start + told


def _named(lines: Sequence[tuple[ChartPoint, ...]]) -> list[tuple[date, str]]:
    """Each period on the chart once, by its first day."""
    return sorted({p.date: p.label for points in lines for p in points if p.date is not None}.items())


def _span(lines: Sequence[tuple[ChartPoint, ...]]) -> tuple[date, date]:
    days = [p.date for points in lines for p in points if p.date is not None]
    return min(days), max(days)


def _flags(lines: Sequence[tuple[ChartPoint, ...]]) -> list[Flag]:
    return [p.flag for points in lines for p, _ in held(points)]
