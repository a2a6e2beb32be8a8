"""The section of one key performance question: the officer's words, its indicators, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desist.measures.supply import supply
from desist.partnership.frameworks import Framework
from desist.partnership.indicators import Chart
from desist.partnership.plan import Kpq
from desist.publication.document import Block, Figure, Heading, Paragraph, Table
from desist.publication.inline import Badge, Inline, Reference, Strong, Text, Value, words
from desist.publication.printed import printed_reading
from desist.publication.report.figures import figure
from desist.publication.report.judged import Judged
from desist.publication.report.link_ranges import range_note
from desist.publication.report.tables import cohort_table, level_table, simple_table


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the report that shows indicators; ``id`` names its tables, ``called`` stands in titles."""

    id: str
    called: str
    heading: str
    judged: tuple[Judged, ...]
    exhibits: Mapping[str, Figure | Table]  # indicator id → its figure or table, where it has one
    glance: Table
    narrative: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section(Part):
    """One question of the report: its indicators, and what the officer wrote about it."""

    kpq: Kpq


@dataclass(frozen=True, kw_only=True)
class OfGroup(Part):
    """The indicators of the report's questions that a framework takes over for its group of people."""

    framework: Framework


def exhibits_of(judged: Sequence[Judged]) -> dict[str, Figure | Table]:
    """The figure or table of each indicator that has anything to show."""
    found: dict[str, Figure | Table] = {}
    for each in judged:
        if any(level.breakdown.get(each.indicator.by) for level in each.levels):
            found[each.indicator.id] = level_table(each)
        elif each.indicator.chart is Chart.COHORTS and each.last_held is not None:
            found[each.indicator.id] = cohort_table(each)
        elif (drawn := figure(each)) is not None:
            found[each.indicator.id] = drawn
    return found


def section_blocks(section: Part) -> list[Block]:
    """Heading, narrative, table of indicators, then a paragraph and a figure for each one answered."""
    blocks: list[Block] = [Heading(text=section.heading, level=2)]
    blocks += section.narrative
    placed = {block.id for block in section.narrative if isinstance(block, Figure | Table)}
    if not section.judged:
        blocks.append(Paragraph(runs=words("The plan names no indicator for this question yet.")))
    elif section.glance.id not in placed:
        blocks += [_pointing_at(section), section.glance]
    history = []
    for each in section.judged:
        exhibit = section.exhibits.get(each.indicator.id)
        if each.indicator.id in placed:
            continue
        if each.missing:
            history += [(each, exhibit)] if exhibit is not None else []
            continue
        blocks.append(Paragraph(runs=_answered(each, exhibit)))
        blocks += [exhibit] if exhibit is not None else []
    missing = [each for each in section.judged if each.missing]
    if missing:
        blocks += _missing(section, missing)
    for each, exhibit in history:
        blocks += [Paragraph(runs=_history(each)), exhibit]
    return blocks


def _pointing_at(section: Part) -> Paragraph:
    answered, total = sum(each.answered for each in section.judged), len(section.judged)
    said = f"{answered or 'None'} of {total} indicators can be answered for this report. "
    if answered == total or total == 1:
        said = ""
    return Paragraph(runs=(Text(said), Reference(section.glance.id), Text(" shows each with its signal.")))


def _answered(judged: Judged, exhibit: Figure | Table | None) -> tuple[Inline, ...]:
    """One indicator in a paragraph: its figure, its signal, and each comparison with its reason."""
    latest = judged.latest
    printed = printed_reading(latest, judged.measure)
    runs: list[Inline] = [
        Strong((Text(judged.indicator.title),)),
        Text(": "),
        Value(text=printed, passport=judged.passport, mark=latest.mark, synthetic=judged.synthetic),
        Text(f" ({latest.period}). "),
    ]
    if judged.compared:
        telling = judged.signal
        others = [each for each in judged.signals if each is not telling]
        said = [f"Against {each.against}: {_sentence(each.reason)}" for each in (telling, *others)]
        runs += [Badge(telling.verdict), Text(f" {' '.join(said)}")]
        if latest.provisional:
            runs.append(Text(f" {_sentence(latest.why)}"))
    elif judged.answered:
        provisional = f" {_sentence(latest.why)}" if latest.provisional else ""
        runs.append(Text(f"The plan compares it with nothing, so it carries no signal.{provisional}"))
    else:
        runs.append(Text(_sentence(latest.why)))
    if exhibit is None:
        runs += [Text(f" {each}") for each in judged.stated]
    if exhibit is not None:
        runs += [Text(" See "), Reference(exhibit.id), Text(".")]
    elif note := range_note(judged):
        runs.append(Text(f" {note}"))
    return tuple(runs)


def _history(judged: Judged) -> tuple[Inline, ...]:
    held = judged.last_held
    assert held is not None
    when = f"the {held.period}" if held.period.months == 12 else str(held.period)
    return (
        Strong((Text(judged.indicator.title),)),
        Text(": no figure recent enough is held. "),
        Reference(judged.indicator.id),
        Text(f" shows the last one held, for {when}, as history; it does not answer for this quarter."),
    )


def _missing(section: Part, missing: Sequence[Judged]) -> list[Block]:
    """What cannot be answered, which contract would supply it, and the last period held."""
    rows = [
        (each.indicator.title, supply(each.measure), _last(each), each.indicator.owner) for each in missing
    ]
    table = simple_table(
        f"{section.id}-missing",
        f"{section.called}: indicators that are not available [x]",
        ("Indicator", "Contract that would supply it", "Last period held", "Owner"),
        rows,
    )
    if len(missing) == 1:
        sentence = "One indicator is not available for this report, and nothing stands in for it."
    elif len(missing) == len(section.judged):
        sentence = "None of these indicators is available for this report, and nothing stands in for them."
    else:
        sentence = (
            f"{len(missing)} indicators are not available for this report, and nothing stands in for them."
        )
    says = "says what would supply it." if len(missing) == 1 else "says what would supply each."
    return [Paragraph(runs=(Text(f"{sentence} "), Reference(table.id), Text(f" {says}"))), table]


def _last(judged: Judged) -> str:
    held = judged.last_held
    return str(held.period) if held else "none"


def _sentence(reason: str) -> str:
    return reason if reason.endswith(".") else f"{reason}."
