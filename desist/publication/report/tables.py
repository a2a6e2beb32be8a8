"""The tables of a report: each key question's indicators at a glance, a breakdown level by level."""

from __future__ import annotations

from collections.abc import Sequence

from desist.publication.document import Table
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.printed import in_percent, number, printed_reading
from desist.publication.report.judged import Judged
from desist.publication.report.titles import finding
from desist.publication.words import full_date, level_words
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

NUMBER = ColumnKind.NUMBER
LONGEST = 20  # words of a table's title, which need not be a headline


def at_a_glance(part: str, called: str, judged: Sequence[Judged], passport: str) -> Table:
    """One row an indicator: its newest figure, period, interval and signal."""
    columns = (
        Column(title="Indicator"),
        Column(title="Period"),
        Column(title="Figure", kind=NUMBER),
        Column(title="95% interval", kind=NUMBER),
        Column(title="Signal"),
    )
    rows = tuple(_glance(each) for each in judged)
    return Table(
        id=f"{part}-indicators",
        title=f"{called}: the indicators at a glance",
        grid=Grid(columns=columns, rows=rows),
        source="the sources named under each figure",
        notes=tuple(
            dict.fromkeys(f"{each.indicator.title}. {why}" for each in judged for why in each.stated)
        ),
        passport=passport,
        synthetic=any(each.synthetic and not each.missing for each in judged),
    )


def _glance(judged: Judged) -> tuple[Cell, ...]:
    latest = judged.latest
    return (
        Cell(f"{judged.indicator.title}{judged.tag if not judged.missing else ''}"),
        Cell(str(latest.period)),
        reading_cell(latest, judged.measure),
        interval_cell(latest, judged.measure),
        signal_cell(judged),
    )


def signal_cell(judged: Judged) -> Cell:
    """The signal, or in words why there is none: a badge would look like a judgement."""
    if judged.compared:
        return Cell(verdict=judged.signal.verdict)
    if judged.missing:
        return Cell("Not available")
    return Cell("Withheld" if judged.latest.mark is Mark.CONFIDENTIAL else "Not judged")


def reading_cell(reading: Reading, measure: Measure) -> Cell:
    """A figure as printed, with the number behind it and its mark."""
    mark = reading.mark
    if not reading.available:
        return Cell("", mark=mark if mark is not Mark.NONE else Mark.NOT_AVAILABLE)
    return Cell(printed_reading(reading, measure), number=reading.value, mark=mark)


def interval_cell(reading: Reading, measure: Measure) -> Cell:
    if not reading.available:
        return Cell("", mark=reading.mark if reading.mark is not Mark.NONE else Mark.NOT_AVAILABLE)
    if reading.lower is None or reading.upper is None:
        return Cell("", mark=Mark.NOT_APPLICABLE)
    percent = "%" if in_percent(measure) else ""
    places = 0 if measure.kind is Kind.COUNT else measure.decimals
    return Cell(f"{number(reading.lower, places)}{percent} to {number(reading.upper, places)}{percent}")


def level_table(judged: Judged) -> Table:
    """A breakdown of the newest period held: one row a level, a column a place."""
    places = list(dict.fromkeys(each.place for each in judged.levels))
    by = judged.indicator.by
    levels = list(dict.fromkeys(each.breakdown[by] for each in judged.levels if each.breakdown.get(by)))
    found = {(each.place, each.breakdown.get(by)): each for each in judged.levels}
    if judged.measure.kind is Kind.PROPORTION:  # of shares a reader asks which is the highest
        levels.sort(key=lambda level: -_value(found.get((places[0], level))))
    columns: list[Column] = [Column(title=by.replace("_", " ").capitalize())]
    for place in places:
        columns.append(Column(title=place, kind=NUMBER))
        columns.append(Column(title=f"{place}: 95% interval", kind=NUMBER))
    rows = []
    for level in levels:
        row = [Cell(level_words(level))]
        for place in places:
            reading = found.get((place, level))
            if reading is None:
                row += [Cell("", mark=Mark.NOT_AVAILABLE), Cell("", mark=Mark.NOT_AVAILABLE)]
            else:
                row += [reading_cell(reading, judged.measure), interval_cell(reading, judged.measure)]
        rows.append(tuple(row))
    return Table(
        id=judged.indicator.id,
        title=finding(judged),
        subtitle=subtitle(judged, judged.levels[0]),
        grid=Grid(columns=tuple(columns), rows=tuple(rows)),
        source=source_line(judged),
        lag=lag_line(judged),
        notes=notes(judged),
        passport=judged.passport,
        synthetic=judged.synthetic,
    )


def _value(reading: Reading | None) -> float:
    return -1.0 if reading is None or reading.value is None else reading.value


def cohort_table(judged: Judged) -> Table:
    """One row a cohort, newest first: how many of how many, the figure, its interval, whether it is final."""
    columns = (
        Column(title="Cohort"),
        Column(title="Counted", kind=NUMBER),
        Column(title=judged.measure.unit[0].upper() + judged.measure.unit[1:], kind=NUMBER),
        Column(title="95% interval", kind=NUMBER),
        Column(title="Standing"),
    )
    shown = (*judged.series, *judged.live)
    return Table(
        id=judged.indicator.id,
        title=finding(judged, most=LONGEST),
        subtitle=subtitle(judged, span_of([each.period for each in shown])),
        grid=Grid(columns=columns, rows=tuple(_cohort(judged, each) for each in reversed(shown))),
        source=source_line(judged),
        lag=lag_line(judged),
        notes=notes(judged),
        passport=judged.passport,
        synthetic=judged.synthetic,
    )


def _cohort(judged: Judged, reading: Reading) -> tuple[Cell, ...]:
    counted = Cell("", mark=reading.mark)
    if reading.available and reading.numerator is not None and reading.denominator is not None:
        counted = Cell(f"{reading.numerator:,.0f} of {reading.denominator:,.0f}")
    return (
        Cell(str(reading.period)),
        counted,
        reading_cell(reading, judged.measure),
        interval_cell(reading, judged.measure),
        Cell(_standing(reading)),
    )


def _standing(reading: Reading) -> str:
    """'Final', or how far a live cohort has come: 'Live: 43% followed up, as at 31 March 2025'."""
    if not reading.available:
        return "Withheld" if reading.mark is Mark.CONFIDENTIAL else "Not available"
    if reading.as_at is None:
        return "Final"
    share = "" if reading.matured is None else f": {reading.matured:.0%} followed up"
    return f"Live{share}, as at {full_date(reading.as_at)}"


def span_of(periods: Sequence[Period]) -> str:
    """Which periods are shown, the first and the last: 'March 2022 to March 2025'."""
    first, last = periods[0], periods[-1]
    if first == last:
        return str(last)
    return f"{first} and {last}" if len(periods) == 2 else f"{first} to {last}"


def subtitle(judged: Judged, shown: Reading | str) -> str:
    """Measure, unit, place and period, as they stand beneath a title."""
    measure = judged.measure
    period = shown if isinstance(shown, str) else str(shown.period)
    only = "".join(f", {level}" for level in judged.indicator.only.values())
    unit = "" if measure.unit.lower() in measure.title.lower() else f" ({measure.unit})"
    title = measure.title.removesuffix(f", {judged.place}")  # a national measure names its place already
    return f"{title}{only}{unit}, {judged.place}, {period}"


def source_line(judged: Judged) -> str:
    """Who published the rows that were counted, and by which definition; the same words never twice."""
    source = judged.measure.source
    publishers = dict.fromkeys(each.source for each in judged.readings if each.source)
    return "; ".join([*(each for each in publishers if each.lower() not in source.lower()), source])


def lag_line(judged: Judged) -> str:
    """How long after its period a figure becomes known."""
    return f"Lag: {judged.measure.lag}" if judged.measure.lag else ""


def notes(judged: Judged) -> tuple[str, ...]:
    said = [judged.measure.notes, judged.measure.by_notes if judged.indicator.by else "", judged.peer_note]
    if judged.missing and judged.last_held is not None:
        said.insert(0, "Shown as history: it is older than the plan accepts as an answer for this quarter.")
    if judged.withheld:
        said.insert(0, judged.latest.why)
    said[:0] = judged.stated
    if judged.not_drawn:
        said.insert(0, _not_drawn(judged.not_drawn))
    if target := judged.indicator.target:
        aim = f"{float(target.value):,}".removesuffix(".0").replace("-", "−")  # as it was chosen, not rounded
        aim += "%" if in_percent(judged.measure) else ""
        said.append(f"Target: {aim} by {target.by.day} {target.by:%B %Y} ({target.set_by}).")
        said += [
            each.reason for each in judged.signals if each.against == "target" and each is not judged.signal
        ]
    said += [f"Recording changed on {when.day} {when:%B %Y}: {why}" for when, why in judged.breaks]
    return tuple(each for each in said if each)


def _not_drawn(left_out: Sequence[Reading]) -> str:
    first, last = str(left_out[0].period), str(left_out[-1].period)
    which = f"{first}, which is" if len(left_out) == 1 else f"{first} to {last}, which are"
    return f"A chart does not show {which} still provisional: it compares only with figures of equal age."


def simple_table(
    id: str, title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, source: str = ""
) -> Table:
    """A table of words."""
    return Table(
        id=id,
        title=title,
        grid=Grid(
            columns=tuple(Column(title=each) for each in header),
            rows=tuple(tuple(Cell(text) for text in row) for row in rows),
        ),
        source=source,
    )
