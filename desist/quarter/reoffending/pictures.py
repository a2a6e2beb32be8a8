"""The charts of this room's figures, each with a title that states its finding, ready for a report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from desist.measures.reoffending.columns import Column, Flags
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.quarter.reoffending.expected import Expected
from desist.quarter.reoffending.harm import Harm
from desist.quarter.reoffending.timing import WEEKS, Timed, Timing
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.publication.charts.chart import Chart
    from desist.publication.charts.curves import Curve

MOST_CURVES = 4
WEEK = 7
CHANCE = 0.05
NAMED = (5, 10)  # percents of people who are named on the curve of harm


def calibration_chart(found: Expected) -> Chart:
    """What the model predicted beside what came, tenth by tenth of the people."""
    from desist.publication.charts.calibration import CalibrationPoint, calibration

    if not found.calibration:
        raise OperatorMistake(
            f"Too few people of {found.period} in {found.place} have a prediction to draw its calibration.",
            hint="Ask for a longer period or a wider place.",
        )
    outside = sum(not row.lower <= row.predicted <= row.upper for row in found.calibration)
    groups = len(found.calibration)
    finding = f"{groups - outside} of {groups} groups reoffended as {found.model} predicts"
    return calibration(
        [
            CalibrationPoint(
                people=row.people,
                predicted=row.predicted,
                observed=row.observed,
                lower=row.lower,
                upper=row.upper,
            )
            for row in found.calibration
        ],
        heading=ChartHeading(
            finding=finding,
            measure=f"Proven reoffending against {found.model}, recalibrated",
            unit="Reoffended, %",
            place=found.place,
            period=str(found.period),
            percent=True,
        ),
        predicted_by=f"{found.model}, recalibrated on {found.base}",
    )


def survival_chart(found: Timing, *, fewest: int, hidden: Collection[int] = ()) -> Chart:
    """The percent who had reoffended by each day of the year, for everybody or the largest groups.

    A curve rises by at least ``fewest`` people at a time, so that no step tells of one person; of the weeks
    ``hidden`` no figure is printed.
    """
    from desist.publication.charts.curves import Across, curves

    shown = [row for row in found.rows[1:] if row.curve is not None and row.mark is Mark.NONE]
    shown = sorted(shown, key=lambda row: -row.people)[:MOST_CURVES] or [found.rows[0]]
    if any(row.curve is None for row in shown):
        raise OperatorMistake(
            f"Too few people of {found.period} in {found.place} were followed up to draw when they reoffend.",
            hint="Ask for a longer period or a wider place.",
        )
    return curves(
        [_reoffended_curve(row, fewest, hidden) for row in shown],
        [_told_by_week(row, hidden) for row in shown],
        heading=ChartHeading(
            finding=_timing_finding(found),
            measure=_timing_measure(found, shown),
            unit="Reoffended so far, %",
            place=found.place,
            period=str(found.period),
            percent=True,
            decimals=1,
        ),
        across=Across(name="Weeks after the index date", ticks=(0, *WEEKS), stepped=True),
        first="By week",
    )


def harm_chart(found: Harm) -> Chart:
    """How much of all harm the people who did most of it did, from nobody to everybody."""
    from desist.publication.charts.curves import Across, Curve, CurvePoint, curves

    few = found.spread[NAMED[-1]]
    if not any(found.spread):
        raise OperatorMistake(
            f"Nobody of {found.period} in {found.place} did any harm that {found.index} weighs.",
            hint="There is nothing to draw.",
        )
    points = tuple(CurvePoint(x=float(at), value=value) for at, value in enumerate(found.spread))
    marks = (1, 5, 10, 20, 50)
    told = tuple(ChartPoint(label=f"Top {at}% of people", value=found.spread[at]) for at in marks)
    return curves(
        [Curve(name="Harm", points=points)],
        [ChartSeries(name="", points=told)],
        heading=ChartHeading(
            finding=f"One in ten people did {few:.0f}% of the harm",
            measure=f"Harm of proven reoffences, {found.version}",
            unit="Share of all harm, %",
            place=found.place,
            period=str(found.period),
            percent=True,
        ),
        across=Across(
            name="Share of people, those who did most harm first, %",
            ticks=(0, 20, 40, 60, 80, 100),
            even="If everybody did alike",
            noted=tuple(
                (CurvePoint(x=float(at), value=found.spread[at]), f"Top {at}%: {found.spread[at]:.0f}%")
                for at in NAMED
            ),
        ),
        first="Who",
    )


def _reoffended_curve(row: Timed, fewest: int, hidden: Collection[int]) -> Curve:
    from desist.publication.charts.curves import Curve, CurvePoint

    assert row.curve is not None
    curve = row.curve
    printed = [WEEK * week for week in WEEKS if week not in hidden]
    inside = in_steps(curve.days, curve.events, printed, fewest)
    points = [CurvePoint(x=0.0, value=0.0, lower=0.0, upper=0.0)]
    points += [
        CurvePoint(x=day / WEEK, value=100 * (1 - free), lower=100 * (1 - upper), upper=100 * (1 - lower))
        for day, free, lower, upper in zip(
            curve.days[inside].tolist(),
            curve.free[inside].tolist(),
            curve.lower[inside].tolist(),
            curve.upper[inside].tolist(),
            strict=True,
        )
    ]
    end = points[-1]
    if printed:
        points.append(CurvePoint(x=printed[-1] / WEEK, value=end.value, lower=end.lower, upper=end.upper))
    return Curve(name=words_of(row.level), points=tuple(points))


def in_steps(days: Column, events: Column, printed: Sequence[int], fewest: int) -> Flags:
    """Which of the days a curve may step on: between two figures that are printed, none for fewer people.

    ``printed`` are the days, in order, by which the table says how many had reoffended; days after the last
    of them are left out, and so is a stretch in which too few did.
    """
    kept = np.zeros(days.size, dtype=np.bool_)
    start = 0
    for end in printed:
        stop = int(np.searchsorted(days, end, side="right"))
        steps: list[int] = []
        since = 0.0
        for at in range(start, stop):
            since += events[at]
            if since >= fewest:
                steps.append(at)
                since = 0.0
        if since and steps:
            steps[-1] = stop - 1  # the few that are left come with the last step
        elif since:
            continue  # the stretch goes on to the next printed day
        kept[steps] = True
        start = stop
    return kept


def _told_by_week(row: Timed, hidden: Collection[int]) -> ChartSeries:
    return ChartSeries(
        name=words_of(row.level),
        points=tuple(
            ChartPoint(label=f"week {week}", value=None, mark=Mark.CONFIDENTIAL)
            if week in hidden
            else ChartPoint(label=f"week {week}", value=at.value, lower=at.lower, upper=at.upper)
            for week, at in zip(WEEKS, row.by_week, strict=True)
        ),
    )


def _timing_measure(found: Timing, shown: Sequence[Timed]) -> str:
    groups = len(found.rows) - 1
    if len(shown) < groups:
        return f"Time to the first proven reoffence, the {len(shown)} largest of {groups} groups"
    return "Time to the first proven reoffence"


def _timing_finding(found: Timing) -> str:
    if found.differ is not None:
        by = found.by.replace("_", " ")
        if found.differ.p < CHANCE:
            return f"How soon people reoffend differs by {by}"
        return f"Time to reoffending: {by} makes no clear difference"
    if found.peak.holds:
        return "Reoffending risk is highest in the first three months"
    if found.peak.holds is False:
        return "Reoffending risk is not highest in the first months"
    return "When people reoffend: no time stands out"


def words_of(level: str) -> str:
    """A level as it is read: 'Community order', not 'community_order'."""
    plain = level.replace("_", " ")
    return plain[:1].upper() + plain[1:]
