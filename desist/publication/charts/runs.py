"""The runs of a series over time: unbroken stretches of values, and the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence

from desist.publication.charts.series import ChartPoint, ChartSeries
from desist.vocabulary.mistake import OperatorMistake


def placed(series: ChartSeries) -> tuple[ChartPoint, ...]:
    """The points in order of time; every one needs a date. Raises OperatorMistake where one has none."""
    for point in series.points:
        if point.date is None:
            raise OperatorMistake(
                f"The point '{point.label}' of '{series.name}' has no date, so it has no place on a line.",
                hint="Give each point the first day of its period.",
            )
    return tuple(sorted(series.points, key=day))


def day(point: ChartPoint) -> int:
    """Where a point stands on the scale of days."""
    assert point.date is not None, "points are checked by placed()"
    return point.date.toordinal()


def held(points: Sequence[ChartPoint]) -> list[tuple[ChartPoint, float]]:
    """The points that have a value, each with it."""
    return [(point, point.value) for point in points if point.value is not None]


def numbered_runs(points: Sequence[ChartPoint]) -> list[tuple[int, ChartPoint, float]]:
    """Each point that has a value with the number of its run; a missing value ends a run."""
    found: list[tuple[int, ChartPoint, float]] = []
    run = 0
    for point in points:
        if point.value is None:
            run += 1
        else:
            found.append((run, point, point.value))
    return found


def gaps(points: Sequence[ChartPoint]) -> list[tuple[ChartPoint, ...]]:
    """The stretches of missing values, each as the points that are missing."""
    stretches: list[list[ChartPoint]] = []
    before_missing = False
    for point in points:
        if point.value is None:
            if not before_missing:
                stretches.append([])
            stretches[-1].append(point)
        before_missing = point.value is None
    return [tuple(stretch) for stretch in stretches]
