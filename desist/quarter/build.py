"""Build one report: judge, read what the officer wrote, hold it against the data, compose."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desist.measures.catalogue import CATALOGUE
from desist.partnership.calendar import kpqs_due
from desist.partnership.home import Partnership
from desist.partnership.plan import Kpq
from desist.publication.claims.check import check, refuse_failures
from desist.publication.claims.evidence import Compared, Evidence, exhibit_of
from desist.publication.claims.finding import Finding
from desist.publication.document import Block, Figure, Framework, Report, Table
from desist.publication.narrative import Narrative, Placement, compose as compose_narrative
from desist.publication.narrative_syntax import read_narrative
from desist.publication.number import numbered
from desist.publication.passports.passport import Passport
from desist.publication.report.compose import Frame, compose
from desist.publication.report.judged import Judged
from desist.publication.report.sections import Section, exhibits_of, glance_of
from desist.publication.report.values import ReportValues
from desist.quarter.changed import changed_since
from desist.quarter.judge import judge
from desist.quarter.passports import figure_of, glance_figure, name_of, passport, value_of
from desist.quarter.reader import Reader
from desist.vocabulary import reference
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal, verdict_of

SYNTHETIC_SENDER = "Desist synthetic pack"


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which report to build: its quarter, questions, edition, time, and the editions before it."""

    quarter: Period
    kpqs: tuple[Kpq, ...]
    edition: str
    draft: bool
    now: datetime
    correction: str = ""
    corrects: tuple[Passport, ...] = ()  # passports of the edition that this one corrects
    before: tuple[Passport, ...] = ()  # passports of the last report on these questions


@dataclass(frozen=True, kw_only=True)
class Built:
    """A report ready to be rendered, with its passports and what the claim rules found."""

    report: Report
    passports: tuple[Passport, ...]
    findings: tuple[Finding, ...]
    narratives: tuple[Path, ...]
    versions: Mapping[str, int]


def kpqs_asked(home: Partnership, quarter: Period, asked: str) -> tuple[Kpq, ...]:
    """The questions named ('1-4', '2', '1,3'), or those due for the quarter when none are."""
    if not asked:
        due = kpqs_due(home.plan, quarter)
        if not due:
            raise OperatorMistake(f"No question is due for {quarter}.", hint="Name some with --kpq.")
        return due
    wanted: list[int] = []
    for part in asked.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            raise OperatorMistake(f"'{asked}' does not name questions.", hint="Write --kpq 1-4 or --kpq 5,6.")
        wanted += range(int(first), int(last or first) + 1)
    known = {kpq.number: kpq for kpq in home.plan.kpqs}
    for number in wanted:
        if number not in known:
            raise OperatorMistake(f"The plan has no KPQ {number}.", hint=f"It has {min(known)} to {max(known)}.")
    return tuple(known[number] for number in dict.fromkeys(wanted))


def build(home: Partnership, reader: Reader, order: Order) -> Built:
    """Build the report's document tree and passports; a claim the data contradict stops it."""
    quarter = order.quarter
    judged = _judged(home, reader, order)
    everyone = [each for kpq in order.kpqs for each in judged[kpq.number]]
    exhibits = exhibits_of(everyone)
    values = _values(home, reader, everyone, quarter)
    folder = home.reports / f"{quarter.end:%Y-%m}"
    narratives = {kpq.number: found for kpq in order.kpqs if (found := _narrative(folder, kpq)) is not None}
    sections = [
        _section(home, quarter, kpq, judged[kpq.number], exhibits, narratives.get(kpq.number), values) for kpq in order.kpqs
    ]
    frame = Frame(
        quarter=quarter,
        edition=order.edition,
        draft=order.draft,
        timestamp=order.now,
        synthetic=_synthetic(reader),
        attributions=_attributions(home, everyone),
        risks=_risks(folder),
        changed={kpq.number: changed_since(order.before, judged[kpq.number]) for kpq in order.kpqs},
        correction=order.correction,
    )
    report = numbered(compose(home, sections, frame))
    findings = check(
        list(narratives.values()),
        _evidence(home, everyone, quarter),
        values=values,
        exhibits=[exhibit_of(each, file="report", line=0) for each in report.blocks if isinstance(each, Figure | Table | Framework)],
        edition=not order.draft,
    )
    refuse_failures(findings)
    return Built(
        report=report,
        passports=_passports(home, reader, order, sections, values, report),
        findings=findings,
        narratives=tuple(sorted(folder.glob("*"))) if folder.is_dir() else (),
        versions=reader.versions,
    )


def _judged(home: Partnership, reader: Reader, order: Order) -> dict[int, tuple[Judged, ...]]:
    was = {each.id: each for each in order.corrects}
    found: dict[int, tuple[Judged, ...]] = {}
    for kpq in order.kpqs:
        mine = []
        for indicator in home.plan.indicators:
            if indicator.kpq != kpq.number:
                continue
            each = judge(reader, home, indicator, order.quarter)
            name = name_of(figure_of(home.name, order.quarter, each))
            mine.append(replace(each, passport=name, revised=_revised(was.get(name), each.latest)))
        found[kpq.number] = tuple(mine)
    return found


def _revised(before: Passport | None, latest: Reading) -> bool:
    """Whether an earlier edition printed another figure for the same period."""
    if before is None:
        return False
    same = [each for each in before.readings if (each.period, each.place) == (latest.period, latest.place)]
    return any(each.value != latest.value for each in same if dict(each.breakdown) == dict(latest.breakdown))


def _narrative(folder: Path, kpq: Kpq) -> Narrative | None:
    path = folder / f"{kpq.id}.md"
    if not path.exists():
        return None
    name = f"{folder.parent.name}/{folder.name}/{path.name}"
    try:
        return read_narrative(path.read_text(encoding="utf-8"), file=name)
    except UnicodeDecodeError as trouble:
        raise OperatorMistake(f"{name} is not written in UTF-8.", hint="Save it as UTF-8 text.") from trouble


def _section(
    home: Partnership,
    quarter: Period,
    kpq: Kpq,
    judged: tuple[Judged, ...],
    exhibits: Mapping[str, Figure | Table],
    narrative: Narrative | None,
    values: ReportValues,
) -> Section:
    glance = glance_of(kpq, judged, name_of(glance_figure(home.name, quarter, kpq.number, judged)))
    held = {**{each.indicator.id: exhibits.get(each.indicator.id) for each in judged}, glance.id: glance}

    def exhibit(placement: Placement) -> Block | None:
        return held.get(placement.name)

    words: Sequence[Block] = compose_narrative(narrative, values=values, exhibit=exhibit) if narrative else ()
    return Section(
        kpq=kpq,
        judged=judged,
        exhibits={each.indicator.id: exhibits[each.indicator.id] for each in judged if each.indicator.id in exhibits},
        glance=glance,
        narrative=tuple(words),
    )


def _values(home: Partnership, reader: Reader, judged: Sequence[Judged], quarter: Period) -> ReportValues:
    def read(measure: Measure, place: str, period: Period, only: Mapping[str, str]) -> Reading:
        area = next((each for each in home.areas if place.lower() in (each.name.lower(), each.code.lower())), None)
        code = area.code if area else reference.place(place).code if place else home.own_areas[0].code
        found = reader.read(measure, [code], [period], only=only)
        return found[0]

    return ReportValues(judged, CATALOGUE, read, lambda reading: name_of(value_of(home.name, quarter, reading)), quarter)


def _evidence(home: Partnership, judged: Sequence[Judged], quarter: Period) -> Evidence:
    compared = []
    for each in judged:
        for signal in each.signals:
            compared.append(
                Compared(
                    measure=each.measure.name,
                    place=each.place,
                    period=each.latest.period,
                    signal=signal,
                    breakdown=dict(each.indicator.only),
                )
            )
        if each.measure.kind is Kind.CHANGE:
            compared += [_level(each, level) for level in each.levels if level.value is not None]
    return Evidence(
        measures=CATALOGUE,
        readings=tuple({id(r): r for each in judged for r in (*each.readings, each.latest)}.values()),
        compared=tuple(compared),
        phrases={each.indicator.title: each.measure.name for each in judged},
        place=reference.place(home.own_areas[0].code).name,
        period=quarter,
        small=home.small_numbers.no_rate_below,
    )


def _level(judged: Judged, level: Reading) -> Compared:
    """The signal of one level of a change, so that a sentence on one kind of offence can be tested."""
    direction = 0
    if level.lower is not None and level.upper is not None:
        direction = 1 if level.lower > 0 else -1 if level.upper < 0 else 0
    signal = Signal(
        verdict=verdict_of(direction, judged.indicator.better),
        against="the same period a year before",
        reason=f"The change is {level.value:.1f}%.",
        direction=direction,
    )
    return Compared(
        measure=judged.measure.name, place=level.place, period=level.period, signal=signal, breakdown=dict(level.breakdown)
    )


def _passports(
    home: Partnership,
    reader: Reader,
    order: Order,
    sections: Sequence[Section],
    values: ReportValues,
    report: Report,
) -> tuple[Passport, ...]:
    shown = {block.id: block for block in report.blocks if isinstance(block, Figure | Table)}
    found: dict[str, Passport] = {}
    for section in sections:
        for each in section.judged:
            exhibit = shown.get(each.indicator.id)
            title = exhibit.title if exhibit else each.indicator.title
            made = passport(figure_of(home.name, order.quarter, each), title, each.readings, reader, exhibit)
            found[made.id] = made
        if section.judged:
            identity = glance_figure(home.name, order.quarter, section.kpq.number, section.judged)
            latest = [each.latest for each in section.judged if not each.too_old]
            made = passport(identity, section.glance.title, latest, reader, section.glance)
            found[made.id] = made
    for name, reading in values.also.items():
        if name not in found:
            title = f"{CATALOGUE[reading.measure].title}, {reading.place}, {reading.period}"
            found[name] = passport(value_of(home.name, order.quarter, reading), title, [reading], reader, None)
    return tuple(found.values())


def _synthetic(reader: Reader) -> bool:
    return any(file.sender == SYNTHETIC_SENDER for name in reader.versions for file in reader.inputs(name))


def _attributions(home: Partnership, judged: Sequence[Judged]) -> tuple[str, ...]:
    contracts = {name for each in judged for name in each.measure.contracts}
    said = [source.attribution for source in home.sources if source.contract in contracts and source.attribution]
    return tuple(dict.fromkeys(said))


def _risks(folder: Path) -> dict[str, str]:
    """What the officer has to say under the headings of the appendix: reports/2025-03/risks.toml."""
    path = folder / "risks.toml"
    if not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise OperatorMistake(
            f"{folder.name}/risks.toml cannot be read: {trouble}.", hint='Write a line for each heading: "Finance" = "…".'
        ) from trouble
    return {str(heading): str(text) for heading, text in said.items()}
