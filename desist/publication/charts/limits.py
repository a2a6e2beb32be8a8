"""Process limits on a chart: the mean, and how far ordinary variation goes either side of it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.axes import EndLabel
from desist.publication.charts.frame import Frame, Row
from desist.publication.charts.series import ChartHeading, ProcessLimits
from desist.publication.charts.words import figure


def limit_marks(frame: Frame, limits: Sequence[ProcessLimits]) -> list[alt.Chart]:
    """A solid line at each mean and dashed lines at its limits, over the dates they hold for."""
    if not limits:
        return []
    means: list[Row] = []
    edges: list[Row] = []
    for one in limits:
        start, end = max(one.start.toordinal(), frame.x[0]), min(one.end.toordinal(), frame.x[1])
        if start > end:
            continue
        ends = {"x": start, "x2": end}
        means.append({**ends, "y": one.mean, "y2": one.mean})
        edges += [{**ends, "y": at, "y2": at} for at in (one.lower, one.upper) if at is not None]
    dashed = [frame.rules(edges, colour=palette.EDGE, width=1.25, dash=(6, 4))] if edges else []
    if not means:
        return []
    return [frame.rules(means, colour=palette.EDGE, width=1.25), *dashed]


def limit_labels(limits: Sequence[ProcessLimits], heading: ChartHeading) -> list[EndLabel]:
    """Name the limits that hold now; the earlier ones are in the table and the alternative."""
    if not limits:
        return []
    now = max(limits, key=lambda one: one.end)
    named = (("Upper limit", now.upper), ("Mean", now.mean), ("Lower limit", now.lower))
    return [
        EndLabel(value=at, lines=(f"{name} {figure(at, heading)}",)) for name, at in named if at is not None
    ]


def limits_told(limits: Sequence[ProcessLimits], heading: ChartHeading) -> str:
    """Say the limits of each stretch in words."""
    told = []
    for one in sorted(limits, key=lambda each: each.start):
        edges = [figure(at, heading) for at in (one.lower, one.upper) if at is not None]
        ordinary = f", ordinary variation {' to '.join(edges)}" if len(edges) == 2 else ""
        told.append(f"{one.start:%B %Y} to {one.end:%B %Y} mean {figure(one.mean, heading)}{ordinary}")
    return f"Process limits: {'; '.join(told)}." if told else ""
