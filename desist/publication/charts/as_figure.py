"""A chart becomes a figure of the report: its finding above, its source beneath, its numbers behind."""

from __future__ import annotations

from desist.publication.charts.chart import Chart
from desist.publication.document import Figure


def as_figure(
    chart: Chart,
    *,
    id: str,
    source: str,
    lag: str = "",
    passport: str = "",
    notes: tuple[str, ...] = (),
) -> Figure:
    """Put a chart into the document tree; its title is the finding, its subtitle what exactly is shown."""
    heading = chart.heading
    return Figure(
        id=id,
        title=heading.finding,
        subtitle=f"{heading.measure}, {heading.place}, {heading.period}",
        svg=chart.svg,
        alt=chart.alt,
        source=source,
        lag=lag,
        passport=passport,
        notes=notes,
        data=chart.table,
    )
