"""The figures drawn from everybody followed up, which an indicator's own readings cannot give."""

from __future__ import annotations

from collections.abc import Sequence

from desist.partnership.home import Partnership
from desist.partnership.indicators import Chart
from desist.publication.charts.draw import stamped
from desist.publication.document import Figure
from desist.publication.report.figures import MADE_UP
from desist.publication.report.judged import Judged
from desist.publication.report.nowcast_figure import nowcast_figure
from desist.publication.report.tables import lag_line, source_line
from desist.quarter.reader import Reader
from desist.quarter.reoffending.nowcasts import nowcasts
from desist.quarter.reoffending.pictures import survival_chart
from desist.quarter.reoffending.timing import timing

FIRST_PROVEN = (
    "Time from the index date to the first offence that was later proven, of cohorts followed to the end; "
    "shaded: 95% interval."
)


def followed_exhibits(home: Partnership, reader: Reader, judged: Sequence[Judged]) -> dict[str, Figure]:
    """By indicator, where the rates of young cohorts will lie, and how soon people come back.

    Nothing is drawn for an indicator of which nothing is held.
    """
    drawn = {Chart.NOWCAST: _nowcast, Chart.TIMING: _timing}
    found: dict[str, Figure] = {}
    for each in judged:
        draw = drawn.get(each.indicator.chart)
        if draw is not None and each.last_held is not None:
            figure = draw(home, reader, each)
            if figure is not None:
                found[each.indicator.id] = figure
    return found


def _nowcast(home: Partnership, reader: Reader, judged: Judged) -> Figure | None:
    last = judged.series[-1].period
    found = nowcasts(
        reader,
        home.area(judged.indicator.place).code,
        rule=home.small_numbers,
        start=judged.series[0].period.start,
        end=last.end,
    )
    return nowcast_figure(
        found.cohorts,
        id=judged.indicator.id,
        place=judged.place,
        source=source_line(judged),
        rule=home.small_numbers,
        passport=judged.passport,
        synthetic=judged.synthetic,
    )


def _timing(home: Partnership, reader: Reader, judged: Judged) -> Figure:
    period = judged.last_held.period if judged.last_held is not None else judged.latest.period
    found = timing(
        reader,
        home.area(judged.indicator.place).code,
        rule=home.small_numbers,
        start=f"{period.start:%Y-%m}",
        end=f"{period.end:%Y-%m}",
    )
    chart = survival_chart(found)
    heading = chart.heading
    return Figure(
        id=judged.indicator.id,
        title=heading.finding,
        subtitle=f"{heading.measure} ({heading.unit}), {heading.place}, cohorts of the {heading.period}",
        svg=stamped(chart.svg, MADE_UP) if judged.synthetic else chart.svg,
        alt=f"{MADE_UP} {chart.alt}" if judged.synthetic else chart.alt,
        synthetic=judged.synthetic,
        source=source_line(judged),
        lag=lag_line(judged),
        passport=judged.passport,
        notes=(FIRST_PROVEN,),
        data=chart.table,
    )
