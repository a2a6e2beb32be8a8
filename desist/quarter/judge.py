"""Judge an indicator for a quarter: read it, set it against what the plan names, keep the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desist.comparison.alike import Side
from desist.comparison.compare import compare
from desist.comparison.past import chart, seasonless
from desist.comparison.series import Rebase, line_up
from desist.comparison.target import Target
from desist.comparison.xmr import FEWEST_POINTS, XmR
from desist.measures.catalogue import measure as find
from desist.measures.supply import would_supply
from desist.partnership.breaks import Break
from desist.partnership.home import Partnership
from desist.partnership.indicators import Chart, Comparator, Indicator
from desist.publication.report.judged import Judged
from desist.quarter.protected import Reads
from desist.records.places import printed_name
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Every, Period, add_months
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal

AGAINST = {
    Comparator.YEAR_BEFORE: "the same period a year before",
    Comparator.OWN_PAST: "its own past",
    Comparator.PEERS: "peers",
    Comparator.TARGET: "target",
}
NEWEST = 12  # steps looked at first for one that is whole
SEASONAL = frozenset({"antisocial_incidents", "recorded_offences"})


def judge(reader: Reads, home: Partnership, indicator: Indicator, quarter: Period) -> Judged:
    """Read one indicator up to the end of a quarter and judge the newest figure the plan accepts."""
    measure = find(indicator.measure)
    place = home.area(indicator.place).code
    periods = _history(reader, measure, place, indicator, quarter)
    series = _series(reader, measure, place, indicator, periods)
    answer, latest = _latest(series, measure, indicator, quarter)
    changes = home.breaks_of(measure.name, place)
    breaks = [Rebase(on=each.date, reason=each.reason) for each in changes if each.rebase]
    beside: list[Reading] = []
    lines: list[Reading] = []
    peers: list[Reading] = []
    levels: list[Reading] = []
    note = ""
    if latest is not None:
        codes = [home.area(each).code for each in indicator.beside]
        beside = _at(reader, measure, codes, indicator, latest.period)
        if codes and indicator.chart is Chart.LINES:
            lines = reader.read(measure, codes, periods, only=indicator.only)
        if indicator.peers:
            group = home.peer_group(indicator.peers)
            peers = _at(reader, measure, group.codes, indicator, latest.period)
            note = "" if group.verified else f"{group.name}: this list has not been verified."
        if indicator.by:
            levels = reader.read(
                measure, [place, *codes], [latest.period], by=[indicator.by], only=indicator.only
            )
    aged = _at_equal_age(reader, measure, place, indicator, answer, series)
    judged = aged or series
    signals = _signals(judged, latest, peers, breaks, indicator, measure, home) if latest is answer else []
    # What is still provisional has no place in the ordinary variation of final figures.
    final = [each for each in series if not each.provisional]
    limits, limit_periods = _limits(final, breaks, indicator, measure)
    return Judged(
        indicator=indicator,
        measure=measure,
        place=printed_name(place),
        latest=answer,
        series=tuple(series),
        beside=tuple(each for each in beside if each.available),
        lines=tuple(lines),
        live=tuple(_live(reader, measure, place, indicator, series[-1].period, quarter)),
        peers=tuple(peers),
        levels=tuple(levels),
        signals=tuple(signals),
        limits=limits,
        limit_periods=limit_periods,
        breaks=_shown(changes, series),
        peer_note=note,
        at_equal_age=tuple(aged),
    )


def _history(
    reader: Reads, measure: Measure, place: str, indicator: Indicator, quarter: Period
) -> list[Period]:
    """The steps the chart may show: back from the quarter's end, or from the last year held before it."""
    step = indicator.every
    held = [period for period in reader.held(measure, place) if period.end <= quarter.end]
    end = quarter.end
    if held and (step is Every.YEAR or not indicator.provisional):
        end = _last_whole(reader, measure, place, indicator, held)
    last = Period(add_months(end.replace(day=1), 1 - step.months), end)
    periods = [last.moved(-step.months * back) for back in range(indicator.history)]
    earliest = min((period.start for period in held), default=last.start)
    return [period for period in reversed(periods) if period.start >= earliest or period == last]


def _last_whole(
    reader: Reads, measure: Measure, place: str, indicator: Indicator, held: Sequence[Period]
) -> date:
    """The end of the newest step that is held whole: a year may be published as one or month by month.

    Where the plan takes no provisional figure, of the newest step whose figure is final.
    """
    back = 1 - indicator.every.months
    ends = sorted({period.end for period in held})
    steps = [Period(add_months(end.replace(day=1), back), end) for end in ends]
    for newest in (steps[-NEWEST:], steps):  # most often the newest few are enough
        found = reader.read(measure, [place], newest, only=indicator.only)
        whole = [each for each in found if each.mark is not Mark.NOT_AVAILABLE]
        if not indicator.provisional:
            whole = [each for each in whole if not each.provisional]
        if whole:
            return whole[-1].period.end
    return ends[-1]


def _series(
    reader: Reads, measure: Measure, place: str, indicator: Indicator, periods: Sequence[Period]
) -> list[Reading]:
    """The readings over time; with a breakdown shown level by level, of all levels together."""
    found = reader.read(measure, [place], periods, only=indicator.only)
    return found if indicator.provisional else [_final(each) for each in found]


def _final(reading: Reading) -> Reading:
    """A reading as it is, or none where it can still change."""
    if not reading.provisional:
        return reading
    why = (
        f"Not available: the figure for {reading.period} can still change, and the plan waits until it is "
        "final."
    )
    return Reading(
        measure=reading.measure,
        place=reading.place,
        period=reading.period,
        breakdown=reading.breakdown,
        mark=Mark.NOT_AVAILABLE,
        why=why,
        source=reading.source,
    )


def _live(
    reader: Reads, measure: Measure, place: str, indicator: Indicator, last: Period, quarter: Period
) -> list[Reading]:
    """The cohorts after the last final one, up to the quarter's end, where a table shows how they stand."""
    if indicator.chart is not Chart.COHORTS or indicator.provisional:
        return []
    later = [each for each in reader.held(measure, place) if last.end < each.end <= quarter.end]
    return reader.read(measure, [place], later, only=indicator.only)


def _at_equal_age(
    reader: Reads,
    measure: Measure,
    place: str,
    indicator: Indicator,
    answer: Reading,
    series: Sequence[Reading],
) -> list[Reading]:
    """The series as each figure stood when it was as old as a provisional answer is now.

    Empty for an answer that is final, and for a measure that does not know how its figures once stood.
    """
    if answer.age is None or not measure.as_stood:
        return []
    periods = [each.period for each in series if each.period.end <= answer.period.end]
    return reader.read(measure, [place], periods, only=indicator.only, at_age=answer.age)


def _latest(
    series: Sequence[Reading], measure: Measure, indicator: Indicator, quarter: Period
) -> tuple[Reading, Reading | None]:
    """What the report answers with, and the newest figure held; the same one unless that is too old.

    A figure older than the plan accepts is history, and no answer to a question about this quarter. A
    figure withheld as too small is held all the same: nothing older stands in for it.
    """
    held = next((each for each in reversed(series) if each.mark is not Mark.NOT_AVAILABLE), None)
    oldest = add_months(quarter.end, -indicator.lag_months)
    if held is not None and held.period.end >= oldest and (_may_lag(indicator) or held is series[-1]):
        return held, held
    if held is None or held.period.end >= oldest or not _may_lag(indicator):
        return series[-1], held
    place = series[-1].place
    wanted = Period(add_months(quarter.end.replace(day=1), 1 - indicator.every.months), quarter.end)
    why = (
        f"Not available: {would_supply(measure)} {place} for {wanted} or a period "
        f"not much earlier; the last period held is {held.period}, older than the {indicator.lag_months} "
        "months that the plan accepts."
    )
    return Reading(measure=measure.name, place=place, period=wanted, mark=Mark.NOT_AVAILABLE, why=why), held


def _may_lag(indicator: Indicator) -> bool:
    """Whether an answer may end before the quarter does: a year's figure, or one that had to become final."""
    return indicator.every is Every.YEAR or not indicator.provisional


def _shown(changes: Sequence[Break], series: Sequence[Reading]) -> tuple[tuple[date, str], ...]:
    """The recording changes inside the stretch of time that the indicator shows, rebased or not."""
    first, last = series[0].period.start, series[-1].period.end
    return tuple(
        (each.date, each.reason if each.verified else f"{each.reason.rstrip('.')} (not verified).")
        for each in changes
        if first < each.date <= last
    )


def _at(
    reader: Reads, measure: Measure, codes: Sequence[str], indicator: Indicator, period: Period
) -> list[Reading]:
    return reader.read(measure, codes, [period], only=indicator.only) if codes else []


def _signals(
    series: Sequence[Reading],
    latest: Reading | None,
    peers: Sequence[Reading],
    breaks: Sequence[Rebase],
    indicator: Indicator,
    measure: Measure,
    home: Partnership,
) -> list[Signal]:
    if latest is None or not latest.available or Comparator.NONE in indicator.comparators:
        return []
    upto = [each for each in series if each.period.end <= latest.period.end]
    alike = [each for each in upto if each.source in ("", latest.source)]
    sides = [_side(each, measure, latest.source) for each in peers]
    target = indicator.target
    found = compare(
        alike,
        better=indicator.better,
        kind=measure.kind,
        per=measure.per,
        unit=measure.unit,
        source=latest.source,
        breaks=breaks,
        peers=sides if Comparator.PEERS in indicator.comparators else [],
        peer_group=f"peers ({home.peer_group(indicator.peers).name})" if indicator.peers else "peers",
        target=Target(value=target.value) if target else None,
        seasonal=measure.name in SEASONAL,
    )
    named = {each.against: each for each in found}
    return [named[AGAINST[each]] for each in indicator.comparators if AGAINST.get(each) in named]


def _side(reading: Reading, measure: Measure, source: str) -> Side:
    """A peer's figure; one that only another publisher gives is as good as not held, and is named so."""
    alike = reading if reading.source == source else replace(reading, value=None, numerator=None)
    return Side(reading=alike, kind=measure.kind, per=measure.per, unit=measure.unit, source=source)


def _limits(
    series: Sequence[Reading], breaks: Sequence[Rebase], indicator: Indicator, measure: Measure
) -> tuple[XmR | None, tuple[Period, ...]]:
    """Process limits to draw, where the series is long enough to have any."""
    held = [each for each in series if each.available]
    if Comparator.OWN_PAST not in indicator.comparators or len(held) < FEWEST_POINTS:
        return None, ()
    lined = line_up([each for each in held if each.source == held[-1].source], breaks)
    if measure.name in SEASONAL:
        lined, reason = seasonless(lined)
        if reason:
            return None, ()
    drawn = chart(lined, better=indicator.better)
    return (drawn, lined.periods) if drawn.last_limits is not None else (None, ())
