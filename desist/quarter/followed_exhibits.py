"""The figures drawn from everybody followed up, which an indicator's own readings cannot give."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from desist.confidentiality.ledger import Cell, cell
from desist.confidentiality.linked import PLACE
from desist.measures.catalogue import CATALOGUE
from desist.measures.reoffending.provisional import Provisional
from desist.partnership.fit import FOLLOWED
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
from desist.quarter.reoffending.timing import WEEKS, Timed, timing
from desist.quarter.revised import Key
from desist.vocabulary.mark import Mark

FIRST_PROVEN = (
    "Time from the index date to the first offence that was later proven, of cohorts followed to the end; "
    "shaded: 95% interval."
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A count that a chart tells beside the readings: its cell, what it is part of, if it is withheld."""

    key: Key
    cell: Cell
    count: float
    within: tuple[Cell, ...]
    place: str
    withheld: bool


@dataclass(frozen=True, kw_only=True)
class FollowedExhibits:
    """Figures by indicator, and the counts they tell that no reading holds."""

    figures: dict[str, Figure] = field(default_factory=dict)
    told: tuple[Told, ...] = ()


def followed_exhibits(
    home: Partnership, reader: Reader, judged: Sequence[Judged], withheld: Collection[Key]
) -> FollowedExhibits:
    """Where the rates of young cohorts will lie, and how soon people come back, by indicator.

    Nothing is drawn for an indicator of which nothing is held. ``withheld`` are the figures that would
    tell a smaller count.
    """
    figures: dict[str, Figure] = {}
    told: list[Told] = []
    for each in judged:
        if each.last_held is None:
            continue
        if each.indicator.chart is Chart.NOWCAST and (figure := _nowcast(home, reader, each)) is not None:
            figures[each.indicator.id] = figure
        if each.indicator.chart is Chart.TIMING:
            figures[each.indicator.id], counts = _timing(home, reader, each, withheld)
            told += counts
    return FollowedExhibits(figures=figures, told=tuple(told))


def _nowcast(home: Partnership, reader: Reader, judged: Judged) -> Figure | None:
    last = judged.series[-1].period
    found = nowcasts(
        reader,
        home.area(judged.indicator.place).code,
        rule=home.small_numbers,
        start=judged.series[0].period.start,
        end=last.end,
    )
    given = {each.period for each in judged.readings if each.available}
    return nowcast_figure(
        [each if not each.final or each.period in given else _silent(each) for each in found.cohorts],
        id=judged.indicator.id,
        place=judged.place,
        source=source_line(judged),
        rule=home.small_numbers,
        passport=judged.passport,
        synthetic=judged.synthetic,
    )


def _silent(cohort: Provisional) -> Provisional:
    """A final rate is the reading's own: where that is withheld, so is this."""
    return replace(cohort, people=None, proven=None, so_far=None, rate=None, mark=Mark.CONFIDENTIAL)


def _timing(
    home: Partnership, reader: Reader, judged: Judged, withheld: Collection[Key]
) -> tuple[Figure, list[Told]]:
    period = judged.last_held.period if judged.last_held is not None else judged.latest.period
    place, rule = home.area(judged.indicator.place).code, home.small_numbers
    found = timing(reader, place, rule=rule, start=f"{period.start:%Y-%m}", end=f"{period.end:%Y-%m}")
    everybody = found.rows[0]
    when = (period.start.isoformat(), period.end.isoformat())
    told = _by_week(everybody, place, when, rule.withhold_below, withheld)
    hidden = frozenset(week for week, each in zip(WEEKS, told, strict=False) if each.withheld)
    chart = survival_chart(found, fewest=rule.withhold_below, hidden=hidden)
    heading = chart.heading
    figure = Figure(
        id=judged.indicator.id,
        title=heading.finding,
        subtitle=f"{heading.measure} ({heading.unit}), {heading.place}, cohorts of the {heading.period}",
        svg=stamped(chart.svg, MADE_UP) if judged.synthetic else chart.svg,
        alt=f"{MADE_UP} {chart.alt}" if judged.synthetic else chart.alt,
        synthetic=judged.synthetic,
        source=source_line(judged),
        lag=lag_line(judged),
        passport=judged.passport,
        notes=(f"{FIRST_PROVEN} The curve rises by at least {rule.withhold_below} people at a time.",),
        data=chart.table,
    )
    return figure, told


def _by_week(
    row: Timed, place: str, when: tuple[str, str], limit: int, withheld: Collection[Key]
) -> list[Told]:
    """How many of everybody had come back by each week of the table; each is part of the next."""
    if row.reoffenders is None:
        return []
    rate = CATALOGUE[FOLLOWED]
    whole = cell(f"{rate.of}: {rate.numerator}", {PLACE: place}, *when)
    found: list[Told] = []
    for week in reversed(WEEKS):
        count = row.reoffended_by(week)
        small = 0 < count < limit
        key = (FOLLOWED, place, when, week)
        which = cell(f"{rate.of}: {rate.numerator} within {week} weeks", {PLACE: place}, *when)
        found.append(
            Told(
                key=key,
                cell=which,
                count=float(count),
                within=(whole,),
                place=place,
                withheld=small or key in withheld,
            )
        )
        whole = which
    return found[::-1]
