"""The section of one key performance question: the officer's words, its indicators, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desist.partnership.plan import Kpq
from desist.publication.document import Block, Figure, Heading, Paragraph, Table
from desist.publication.inline import Badge, Inline, Reference, Strong, Text, Value
from desist.publication.printed import printed_reading
from desist.publication.report.figures import figure
from desist.publication.report.judged import Judged
from desist.publication.report.spoken import said_aloud
from desist.publication.report.tables import at_a_glance, level_table, simple_table
from desist.vocabulary.mark import Mark
from desist.vocabulary.signal import Verdict


@dataclass(frozen=True, kw_only=True)
class Section:
    """One question of the report: its indicators, and what the officer wrote about it."""

    kpq: Kpq
    judged: tuple[Judged, ...]
    exhibits: Mapping[str, Figure | Table]  # indicator id → its figure or table, where it has one
    glance: Table
    narrative: tuple[Block, ...] = ()


def exhibits_of(judged: Sequence[Judged]) -> dict[str, Figure | Table]:
    """The figure or table of each indicator that has anything to show."""
    found: dict[str, Figure | Table] = {}
    for each in judged:
        if any(level.breakdown.get(each.indicator.by) for level in each.levels):
            found[each.indicator.id] = level_table(each)
        elif (drawn := figure(each)) is not None:
            found[each.indicator.id] = drawn
    return found


def glance_of(kpq: Kpq, judged: Sequence[Judged], passport: str) -> Table:
    return at_a_glance(kpq.number, judged, passport)


def section_blocks(section: Section) -> list[Block]:
    """Heading, narrative, table of indicators, then a paragraph and a figure for each one answered."""
    blocks: list[Block] = [Heading(text=f"KPQ {section.kpq.number}: {section.kpq.question}", level=2)]
    blocks += section.narrative
    placed = {block.id for block in section.narrative if isinstance(block, Figure | Table)}
    if section.judged and section.glance.id not in placed:
        blocks.append(_pointing_at(section))
        blocks.append(section.glance)
    history = []
    for each in section.judged:
        exhibit = section.exhibits.get(each.indicator.id)
        if each.indicator.id in placed:
            continue
        if each.answered:
            blocks.append(Paragraph(runs=_answered(each, exhibit)))
            if exhibit is not None:
                blocks.append(exhibit)
        elif exhibit is not None:
            history.append((each, exhibit))
    missing = [each for each in section.judged if not each.answered]
    if missing:
        blocks += _missing(section, missing)
    for each, exhibit in history:
        blocks.append(Paragraph(runs=_history(each)))
        blocks.append(exhibit)
    return blocks


def _pointing_at(section: Section) -> Paragraph:
    answered = sum(each.answered for each in section.judged)
    total = len(section.judged)
    indicators = "indicator" if total == 1 else "indicators"
    said = f"{answered} of {total} {indicators} can be answered for this report; " if total else ""
    return Paragraph(runs=(Text(said), Reference(section.glance.id), Text(" shows each with its signal.")))


def _answered(judged: Judged, exhibit: Figure | Table | None) -> tuple[Inline, ...]:
    signal = judged.signal
    title = judged.indicator.title
    runs: list[Inline] = [Strong((Text(title),)), Text(": ")]
    if judged.latest.available:
        printed = printed_reading(judged.latest, judged.measure)
        mark = Mark.REVISED if judged.revised and judged.latest.mark is Mark.NONE else judged.latest.mark
        runs += [Value(text=printed, passport=judged.passport, mark=mark), Text(f" ({judged.latest.period}). ")]
    runs += [Badge(signal.verdict)]
    if judged.signals:
        runs.append(Text(f" Against {signal.against}: {_sentence(signal.reason)}"))
    others = [each for each in judged.signals if each is not signal]
    if others:
        runs.append(Text("".join(f" Against {each.against}: {_sentence(each.reason)}" for each in others)))
    if exhibit is not None:
        runs += [Text(" See "), Reference(exhibit.id), Text(".")]
    return tuple(runs)


def _history(judged: Judged) -> tuple[Inline, ...]:
    held = judged.last_held
    assert held is not None
    return (
        Strong((Text(judged.indicator.title),)),
        Text(": no figure recent enough is held. "),
        Reference(judged.indicator.id),
        Text(f" shows what was last held, {held.period}; it does not answer for this quarter."),
    )


def _missing(section: Section, missing: Sequence[Judged]) -> list[Block]:
    """What cannot be answered, which contract would supply it, and the last period held."""
    rows = [
        (each.indicator.title, " or ".join(each.measure.contracts), _last(each), each.indicator.owner) for each in missing
    ]
    table = simple_table(
        f"kpq{section.kpq.number}-missing",
        f"KPQ {section.kpq.number}: indicators that are not available [x]",
        ("Indicator", "Contract that would supply it", "Last period held", "Owner"),
        rows,
    )
    sentence = "These indicators are not available for this report. Nothing stands in for them."
    if not any(each.answered for each in section.judged):
        sentence = "None of the indicators of this question is available for this report. Nothing stands in for them."
    return [Paragraph(runs=(Text(f"{sentence} "), Reference(table.id), Text(" says what would supply each."))), table]


def _last(judged: Judged) -> str:
    held = judged.last_held
    return str(held.period) if held else "none"


def _sentence(reason: str) -> str:
    return reason if reason.endswith(".") else f"{reason}."


def answer_sentence(judged: Sequence[Judged]) -> str:
    """One question answered in a sentence or two that a member can read aloud."""
    telling = [each for each in judged if each.answered and each.signal.verdict is not Verdict.TOO_FEW]
    said = [said_aloud(each) for each in telling[:2]]
    if len(telling) > 2:
        said.append(f"{len(telling) - 2} more {'is' if len(telling) == 3 else 'are'} judged in the text.")
    silent = [each for each in judged if not each.answered]
    if silent and len(silent) == len(judged):
        said.append("It cannot be answered: none of its figures is held.")
    elif silent:
        said.append(f"{len(silent)} of its {len(judged)} indicators cannot be answered from the data held.")
    return " ".join(said) or "Its indicators are too few to judge."
