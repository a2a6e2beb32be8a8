"""The figures of a report: which chart an indicator gets, drawn from its own readings."""

from __future__ import annotations

from collections.abc import Sequence

from desist.partnership.indicators import Chart as Form
from desist.publication.charts.chart import Chart
from desist.publication.charts.columns import MOST_COLUMNS, columns_over_years
from desist.publication.charts.draw import stamped
from desist.publication.charts.line import line_over_time
from desist.publication.charts.ranked import ranked_bars
from desist.publication.charts.series import (
    ChartHeading,
    ChartPoint,
    ChartSeries,
    Flag,
    ProcessLimits,
    RecordingBreak,
)
from desist.publication.document import Figure
from desist.publication.printed import in_percent
from desist.publication.report.judged import Judged
from desist.publication.report.tables import lag_line, notes, source_line, span_of, subtitle
from desist.publication.report.titles import drawn_finding
from desist.vocabulary.mark import SYNTHETIC_MEANING, Mark
from desist.vocabulary.measure import Kind
from desist.vocabulary.reading import Reading

# Forms that are tables, and those drawn from more than an indicator's own readings.
NOT_DRAWN_HERE = (Form.TABLE, Form.COHORTS, Form.NONE, Form.NOWCAST, Form.TIMING)
MADE_UP = f"Synthetic data: {SYNTHETIC_MEANING}."
FEWEST_FOR_A_LINE = 5  # below this a line suggests a trend that nobody could see


def figure(judged: Judged) -> Figure | None:
    """The figure of one indicator; None where nothing is held to draw, or it asks for none."""
    if judged.last_held is None or judged.indicator.chart in NOT_DRAWN_HERE:
        return None
    chart, shown = _chart(judged)
    return Figure(
        id=judged.indicator.id,
        title=chart.heading.finding,
        subtitle=shown,
        svg=stamped(chart.svg, MADE_UP) if judged.synthetic else chart.svg,
        alt=f"{MADE_UP} {chart.alt}" if judged.synthetic else chart.alt,
        synthetic=judged.synthetic,
        source=source_line(judged),
        lag=lag_line(judged),
        passport=judged.passport,
        notes=(*_left_out(judged), *notes(judged)),
        data=chart.table,
    )


def _chart(judged: Judged) -> tuple[Chart, str]:
    held = judged.last_held
    assert held is not None
    peers = [each for each in (*judged.peers, *judged.beside) if each.available]
    if judged.indicator.chart is Form.BAR and peers:
        points = [_point(held, label=judged.place), *(_point(each, label=each.place) for each in peers)]
        mean = [each.value for each in judged.peers if each.value is not None]
        chart = ranked_bars(
            ChartSeries(name=judged.measure.title, points=tuple(points)),
            home=judged.place,
            heading=_heading(judged, str(held.period)),
            mean=sum(mean) / len(mean) if mean else None,
            mean_name="Mean of peers" if mean else "Mean",
        )
        return chart, f"{subtitle(judged, held)}, beside other areas"
    with_values = list(judged.drawn)
    span = span_of([each.period for each in with_values])
    if judged.indicator.chart is Form.LINES and judged.lines:
        return _lines(judged, span), subtitle(judged, span)
    if len(with_values) < FEWEST_FOR_A_LINE or (
        judged.indicator.chart is Form.BAR and len(with_values) <= MOST_COLUMNS
    ):
        chart = columns_over_years(
            ChartSeries(
                name=judged.measure.title, points=tuple(_point(each) for each in with_values[-MOST_COLUMNS:])
            ),
            heading=_heading(judged, span),
        )
    else:
        chart = line_over_time(
            [ChartSeries(name=judged.place, points=tuple(_dated(judged)))],
            heading=_heading(judged, span),
            limits=_limits(judged),
            breaks=_breaks(judged, with_values),
        )
    return chart, subtitle(judged, span)


def _lines(judged: Judged, span: str) -> Chart:
    """A line for the place and one for each area beside it of which most figures may be shown."""
    places = [
        place for place in dict.fromkeys(each.place for each in judged.lines) if _mostly_held(judged, place)
    ]
    series = [ChartSeries(name=judged.place, points=tuple(_dated(judged)))]
    for place in places:
        points = [_point(each) for each in judged.lines if each.place == place]
        series.append(ChartSeries(name=place, points=tuple(points)))
    return line_over_time(series, heading=_heading(judged, span))


def _mostly_held(judged: Judged, place: str) -> bool:
    """Whether an area's newest figure and most others may be shown: a line of gaps shows nothing."""
    own = [each for each in judged.lines if each.place == place]
    return own[-1].available and 2 * sum(each.available for each in own) >= len(own)


def _left_out(judged: Judged) -> tuple[str, ...]:
    """A sentence for each area beside it that is not drawn, and why."""
    if judged.indicator.chart is not Form.LINES:
        return ()
    said = []
    for place in dict.fromkeys(each.place for each in judged.lines):
        if not _mostly_held(judged, place):
            own = [each for each in judged.lines if each.place == place]
            gone = sum(not each.available for each in own)
            why = (
                "withheld, since they tell of few people" if own[-1].mark is Mark.CONFIDENTIAL else "not held"
            )
            said.append(f"{place} is not drawn: {gone} of its {len(own)} figures are {why}.")
    return tuple(said)


def _heading(judged: Judged, period: str) -> ChartHeading:
    measure = judged.measure
    return ChartHeading(
        finding=drawn_finding(judged),
        measure=judged.indicator.title,
        unit=measure.unit[0].upper() + measure.unit[1:],
        place=judged.place,
        period=period,
        decimals=0 if measure.kind is Kind.COUNT else measure.decimals,
        percent=in_percent(measure),
    )


def _point(reading: Reading, *, label: str = "") -> ChartPoint:
    return ChartPoint(
        label=label or str(reading.period),
        value=reading.value,
        lower=reading.lower,
        upper=reading.upper,
        date=reading.period.start,
        mark=reading.mark,
    )


def _dated(judged: Judged) -> list[ChartPoint]:
    flags: dict[object, Flag] = {}
    if judged.limits is not None:
        for period, variation in zip(judged.limit_periods, judged.limits.points, strict=True):
            kind = variation.value.split(",")[0]
            flags[period] = {
                "improvement": Flag.IMPROVEMENT,
                "concern": Flag.CONCERN,
                "neither": Flag.UNUSUAL,
            }.get(kind, Flag.NONE)
    points = []
    left_out = {each.period for each in judged.not_drawn}
    for each in (each for each in judged.series if each.period not in left_out):
        point = _point(each)
        points.append(
            ChartPoint(
                label=point.label,
                value=point.value,
                lower=point.lower,
                upper=point.upper,
                date=point.date,
                mark=point.mark,
                flag=flags.get(each.period, Flag.NONE),
            )
        )
    first = next(at for at, point in enumerate(points) if point.value is not None)
    return points[first:]


def _limits(judged: Judged) -> list[ProcessLimits]:
    """A stretch of limits for each group between recording breaks."""
    if judged.limits is None:
        return []
    found = []
    for group, limits in enumerate(judged.limits.limits):
        inside = [
            period
            for period, of in zip(judged.limit_periods, judged.limits.groups, strict=True)
            if int(of) == group
        ]
        if limits is not None and inside:
            found.append(
                ProcessLimits(
                    start=inside[0].start,
                    end=inside[-1].start,
                    mean=limits.mean,
                    lower=limits.lower,
                    upper=limits.upper,
                )
            )
    return found


def _breaks(judged: Judged, held: Sequence[Reading]) -> list[RecordingBreak]:
    first, last = held[0].period.start, held[-1].period.start
    return [
        RecordingBreak(date=when, label="Recording changed")
        for when, _ in judged.breaks
        if first < when <= last
    ]
