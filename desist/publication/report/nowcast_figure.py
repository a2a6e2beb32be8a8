"""The figure of cohorts that are not mature: final rates, and where the others will lie."""

from __future__ import annotations

from collections.abc import Sequence

from desist.measures.read import written_day
from desist.measures.reoffending.provisional import Provisional
from desist.partnership.office import SmallNumbers
from desist.publication.charts.draw import stamped
from desist.publication.charts.nowcasts import MOST_COHORTS, CohortPoint, nowcasts_by_cohort
from desist.publication.charts.series import ChartHeading, ChartPoint
from desist.publication.document import Figure
from desist.publication.report.figures import MADE_UP
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period

LAG = "eighteen months after the cohort closes; a nowcast until then"
HOW = (
    "A nowcast says where the final rate will lie, from the delay between offence and proof and from the "
    "time still at risk; its interval will hold the final rate 95 times in 100. Followed: the share of "
    "people whose eighteen months have passed. Cohorts are compared at equal age only."
)


def nowcast_figure(
    cohorts: Sequence[Provisional],
    *,
    id: str,
    place: str,
    source: str,
    rule: SmallNumbers,
    passport: str = "",
    synthetic: bool = False,
) -> Figure | None:
    """The last cohorts of one place and level as a figure of the report; None where no rate may be shown.

    ``cohorts`` come in the order of time. A final rate is withheld where it would tell of fewer people than
    ``rule.withhold_below``; of a nowcast no count is shown, and none can be worked out.
    """
    shown = [_point(each, rule) for each in cohorts[-MOST_COHORTS:]]
    if all(each.point.value is None for each in shown):
        return None
    level = cohorts[-1].level
    first, last = cohorts[-len(shown)].period, cohorts[-1].period
    span = str(last) if first == last else f"{first} to {last}"
    measure = f"Proven reoffending{f', {level}' if level else ''}"
    heading = ChartHeading(
        finding=_finding(shown),
        measure=measure,
        unit="% of offenders",
        place=place,
        period=span,
        decimals=1,
        percent=True,
    )
    as_at = written_day(cohorts[-1].as_at)
    chart = nowcasts_by_cohort(shown, heading=heading)
    return Figure(
        id=id,
        title=heading.finding,
        subtitle=f"{measure} (% of offenders), {place}, cohorts of {span}, as at {as_at}",
        svg=stamped(chart.svg, MADE_UP) if synthetic else chart.svg,
        alt=f"{MADE_UP} {chart.alt}" if synthetic else chart.alt,
        synthetic=synthetic,
        source=source,
        lag=f"Lag: {LAG}",
        passport=passport,
        notes=(HOW,),
        data=chart.table,
    )


def _point(each: Provisional, rule: SmallNumbers) -> CohortPoint:
    hidden = each.final and _tells_of_few(each, rule)
    return CohortPoint(
        point=ChartPoint(
            label=str(each.period),
            value=None if hidden else each.rate,
            lower=each.lower,
            upper=each.upper,
            mark=Mark.CONFIDENTIAL if hidden else each.mark,
        ),
        lines=_short(each.period),
        followed=each.matured,
    )


def _tells_of_few(each: Provisional, rule: SmallNumbers) -> bool:
    if each.people is None or each.proven is None:
        return True
    few = [0 < count < rule.withhold_below for count in (each.proven, each.people - each.proven)]
    return any(few) or (not each.proven and not rule.show_zero)


def _short(period: Period) -> tuple[str, ...]:
    """'Jan to', 'Mar', '2025'."""
    return f"{period.start:%b} to", f"{period.end:%b}", f"{period.end:%Y}"


def _finding(shown: Sequence[CohortPoint]) -> str:
    """What the chart says, in ten words: where the newest cohort will end, or how the last one ended."""
    held = [each.point for each in shown if each.point.value is not None]
    last = held[-1]
    if last.lower is None or last.upper is None:
        return f"Proven reoffending was {last.value:.1f}% in the last cohort"
    return f"Newest cohort's proven reoffending will be between {last.lower:.1f}% and {last.upper:.1f}%"
