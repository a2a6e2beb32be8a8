"""Build one report: judge, read what the officer wrote, hold it against the data, compose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desist.measures.catalogue import CATALOGUE
from desist.partnership.frameworks import Framework as OfOneGroup
from desist.partnership.home import Partnership
from desist.partnership.indicators import Indicator
from desist.partnership.plan import Kpq
from desist.publication.claims.check import check, refuse_failures
from desist.publication.claims.evidence import exhibit_of
from desist.publication.claims.finding import Finding
from desist.publication.document import Block, Figure, Framework, Report, Table
from desist.publication.narrative import Narrative, Placement
from desist.publication.narrative import compose as compose_narrative
from desist.publication.number import numbered
from desist.publication.passports.passport import Passport
from desist.publication.report.compose import compose
from desist.publication.report.frame import Frame
from desist.publication.report.judged import Judged
from desist.publication.report.link_ranges import with_range_notes
from desist.publication.report.sections import OfGroup, Section, exhibits_of
from desist.publication.report.tables import at_a_glance
from desist.publication.report.values import ReportValues
from desist.quarter.changed import changed_since
from desist.quarter.evidence import evidence_of
from desist.quarter.followed_exhibits import Told, followed_exhibits
from desist.quarter.judge import judge
from desist.quarter.judged_ranges import with_range
from desist.quarter.made_up import is_made_up, notice
from desist.quarter.order import Order
from desist.quarter.passports import (
    codes_in_text,
    figure_of,
    glance_figure,
    name_of,
    passports_of,
    value_of,
)
from desist.quarter.protected import Protected, Reads
from desist.quarter.reader import Reader
from desist.quarter.revised import Key, marking, revisions
from desist.quarter.written import narratives_of, risks_said
from desist.vocabulary import reference
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading


@dataclass(frozen=True, kw_only=True)
class Built:
    """A report ready to be rendered, with its passports and what the claim rules found."""

    report: Report
    passports: tuple[Passport, ...]
    findings: tuple[Finding, ...]
    versions: Mapping[str, int]
    true: Mapping[Key, Reading]  # each reading as it is, before it was protected; never printed
    aged: Mapping[Key, tuple[Reading, Reading]]  # those as they once stood: the true one, the protected
    told: tuple[Told, ...] = ()  # what charts of people followed up say beside the readings


def build(home: Partnership, reader: Reader, order: Order) -> Built:
    """Build the report's document tree and passports; a claim the data contradict stops it."""
    quarter = order.quarter
    safe = Protected(reader, home.small_numbers, marking(order.corrects), order.withheld)
    judged = {
        kpq.number: _judged(home, safe, home.plan.indicators_of(kpq.number), quarter) for kpq in order.kpqs
    }
    of_groups = _judged_of_groups(home, safe, order, quarter)
    everyone = [each for kpq in order.kpqs for each in judged[kpq.number]]
    everyone += [each for found in of_groups.values() for each in found]
    followed = followed_exhibits(home, reader, everyone, order.withheld)
    exhibits = with_range_notes({**exhibits_of(everyone), **followed.figures}, everyone)
    values = _values(home, safe, everyone, quarter)
    folder = home.reports / f"{quarter.end:%Y-%m}"
    narratives = narratives_of(folder, home.plan, order.kpqs)
    sections = [
        _section(home, quarter, kpq, judged[kpq.number], exhibits, narratives.get(kpq.number), values)
        for kpq in order.kpqs
    ]
    groups = [
        _group(home, quarter, framework, of_groups[framework.id], exhibits)
        for framework in home.plan.frameworks
        if framework.id in of_groups
    ]
    parts = [*sections, *groups]
    also = values.also.values()
    frame = Frame(
        quarter=quarter,
        edition=order.edition,
        draft=order.draft,
        timestamp=order.now,
        synthetic=notice(
            everyone, [values.synthetic(each) for each in also if each.mark is not Mark.NOT_AVAILABLE]
        ),
        attributions=_attributions(home, everyone),
        risks=risks_said(folder),
        changed={kpq.number: changed_since(order.before, judged[kpq.number]) for kpq in order.kpqs},
        correction=order.correction,
        revised=revisions(order.corrects, everyone),
        codes=codes_in_text(parts, values),
    )
    report = numbered(compose(home, sections, groups, frame))
    findings = check(
        list(narratives.values()),
        evidence_of(home, everyone, quarter, reader),
        values=values,
        exhibits=[
            exhibit_of(each, file="report", line=0)
            for each in report.blocks
            if isinstance(each, Figure | Table | Framework)
        ],
        edition=not order.draft,
    )
    refuse_failures(findings)
    shown = {block.id: block for block in report.blocks if isinstance(block, Figure | Table)}
    return Built(
        report=report,
        passports=passports_of(home.name, quarter, parts, values, shown, safe, home.sources),
        findings=findings,
        versions=safe.versions,
        true=safe.true,
        aged=safe.aged,
        told=followed.told,
    )


def _judged(
    home: Partnership, reader: Protected, indicators: Sequence[Indicator], quarter: Period
) -> tuple[Judged, ...]:
    found = [with_range(judge(reader, home, each, quarter), reader) for each in indicators]
    return tuple(
        replace(
            each,
            passport=name_of(figure_of(home.name, quarter, each)),
            made_up=is_made_up(reader, each.measure),
        )
        for each in found
    )


def _judged_of_groups(
    home: Partnership, reader: Protected, order: Order, quarter: Period
) -> dict[str, tuple[Judged, ...]]:
    """By framework what it inherits of the questions of this report; none of a framework without any."""
    due = {kpq.number for kpq in order.kpqs}
    found = {}
    for framework in home.plan.frameworks:
        indicators = [each for each in framework.inherited(home.plan.indicators) if each.kpq in due]
        if indicators:
            found[framework.id] = _judged(home, reader, indicators, quarter)
    return found


def _group(
    home: Partnership,
    quarter: Period,
    framework: OfOneGroup,
    judged: tuple[Judged, ...],
    exhibits: Mapping[str, Figure | Table],
) -> OfGroup:
    passport = name_of(glance_figure(home.name, quarter, framework.id, judged))
    return OfGroup(
        id=framework.id,
        called=framework.title,
        heading=f"Indicators of this plan: {framework.group}",
        framework=framework,
        judged=judged,
        exhibits=_own(judged, exhibits),
        glance=at_a_glance(framework.id, framework.title, judged, passport),
    )


def _own(judged: Sequence[Judged], exhibits: Mapping[str, Figure | Table]) -> dict[str, Figure | Table]:
    return {
        each.indicator.id: exhibits[each.indicator.id] for each in judged if each.indicator.id in exhibits
    }


def _section(
    home: Partnership,
    quarter: Period,
    kpq: Kpq,
    judged: tuple[Judged, ...],
    exhibits: Mapping[str, Figure | Table],
    narrative: Narrative | None,
    values: ReportValues,
) -> Section:
    called = f"KPQ {kpq.number}"
    passport = name_of(glance_figure(home.name, quarter, kpq.id, judged))
    glance = at_a_glance(kpq.id, called, judged, passport)
    own = _own(judged, exhibits)
    held: dict[str, Figure | Table] = {**own, glance.id: glance}

    def exhibit(placement: Placement) -> Block | None:
        return held.get(placement.name)

    words: Sequence[Block] = compose_narrative(narrative, values=values, exhibit=exhibit) if narrative else ()
    return Section(
        id=kpq.id,
        called=called,
        heading=f"{called}: {kpq.question}",
        kpq=kpq,
        judged=judged,
        exhibits=own,
        glance=glance,
        narrative=tuple(words),
    )


def _values(home: Partnership, reader: Reads, judged: Sequence[Judged], quarter: Period) -> ReportValues:
    named = {name.lower(): area.code for area in home.areas for name in (area.name, area.code)}

    def read(measure: Measure, place: str, period: Period, only: Mapping[str, str]) -> Reading:
        code = home.own_areas[0].code
        if place:
            code = named.get(place.lower()) or reference.place(place).code
        return reader.read(measure, [code], [period], only=only)[0]

    def passport(reading: Reading) -> str:
        return name_of(value_of(home.name, quarter, reading))

    def made_up(measure: Measure) -> bool:
        return is_made_up(reader, measure)

    return ReportValues(judged, CATALOGUE, read, passport, quarter, made_up)


def _attributions(home: Partnership, judged: Sequence[Judged]) -> tuple[str, ...]:
    contracts = {name for each in judged for name in each.measure.contracts}
    said = [
        source.attribution for source in home.sources if source.contract in contracts and source.attribution
    ]
    return tuple(dict.fromkeys(said))
