"""Compose the whole report, in the order the Panel is used to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desist.partnership.calendar import promises_due
from desist.partnership.home import Partnership
from desist.partnership.promises import PromiseStatus
from desist.publication.appendix import risks
from desist.publication.document import (
    Answer,
    Answers,
    Block,
    Contact,
    Framework,
    Heading,
    Outcome,
    Paragraph,
    Points,
    Promise,
    Question,
    Report,
)
from desist.publication.inline import Reference, Runs, Text, words
from desist.publication.report.judged import verdict_of_all
from desist.publication.report.revision import Revision, correction_blocks
from desist.publication.report.sections import Section, section_blocks
from desist.publication.report.spoken import answer_sentence
from desist.publication.report.tables import simple_table
from desist.publication.words import full_date
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period, financial_quarter


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a report is besides its sections: which quarter, which edition, made when."""

    quarter: Period
    edition: str
    draft: bool
    timestamp: datetime
    synthetic: bool
    attributions: tuple[str, ...]
    risks: Mapping[str, str]
    changed: Mapping[int, str]  # KPQ → what changed since the last edition
    correction: str = ""
    revised: tuple[Revision, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()  # title and code of each figure that stands in a sentence alone


def quarter_name(quarter: Period) -> str:
    """'January to March 2025 (quarter 4, 2024/25)'."""
    return f"{quarter} ({financial_quarter(quarter)})"


def compose(home: Partnership, sections: Sequence[Section], frame: Frame) -> Report:
    """One document tree; every renderer prints the same one."""
    plan = home.plan
    blocks: list[Block] = [*_opening(home, sections, frame)]
    for outcome in plan.outcomes:
        mine = [section for section in sections if section.kpq.outcome == outcome.number]
        if mine:
            blocks.append(Heading(text=f"{plan.outcome_word} {outcome.number}: {outcome.title}"))
            for section in mine:
                blocks += section_blocks(section)
    blocks += _actions(home, sections)
    blocks += _asked(home, frame)
    blocks += [Heading(text="Recommendation"), Paragraph(runs=words(home.scrutiny.recommendation))]
    blocks += _method(frame)
    return Report(
        title="Quarterly Performance Report",
        subtitle=quarter_name(frame.quarter),
        organisation=home.office.name,
        panel=home.scrutiny.body,
        edition=frame.edition,
        synthetic=frame.synthetic,
        notice="Every figure was made up to show what the report looks like." if frame.synthetic else "",
        draft=frame.draft,
        answers=_answers(home, sections, frame),
        blocks=tuple(blocks),
        appendix=risks(frame.risks),
        contact=Contact(
            name=home.office.contact,
            role=home.office.job_title if home.office.job_title != home.office.contact else "",
            email=home.office.email,
            telephone=home.office.telephone,
        ),
        attributions=frame.attributions,
        timestamp=frame.timestamp,
    )


def _opening(home: Partnership, sections: Sequence[Section], frame: Frame) -> list[Block]:
    plan = home.plan
    listed = _listed([section.kpq.number for section in sections])
    return [
        Heading(text="Purpose"),
        Paragraph(
            runs=words(
                f"To update the {home.scrutiny.short} and the public on performance against "
                f"{_with_article(plan.title)}, {quarter_name(frame.quarter)}."
            )
        ),
        *correction_blocks(frame.correction, frame.revised),
        Heading(text="Background"),
        Paragraph(
            runs=(
                Text(f"{plan.short_title[0].upper()}{plan.short_title[1:]} sets out "),
                Text(f"the vision for {home.name}: {plan.vision} "),
                Reference("framework"),
                Text(" shows the outcomes sought and the key performance questions (KPQs) asked of each."),
            )
        ),
        Framework(
            id="framework",
            title=f"{plan.outcome_word}s and key performance questions",
            outcomes=framework(home),
            source=plan.source,
        ),
        Paragraph(runs=words(f"This report considers {listed}.{_turns(home, len(sections))}")),
    ]


def _with_article(title: str) -> str:
    """'the Police Plan', 'our plan', 'the small plan': a title as it stands inside a sentence."""
    first = title.split()[0].lower()
    return title[0].lower() + title[1:] if first in ("the", "our", "a", "an") else f"the {title}"


def _listed(numbers: Sequence[int]) -> str:
    """'KPQ 2', 'KPQs 1 to 4', 'KPQs 1 and 3'."""
    if len(numbers) == 1:
        return f"KPQ {numbers[0]}"
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"KPQs {numbers[0]} to {numbers[-1]}"
    return f"KPQs {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _turns(home: Partnership, taken: int) -> str:
    """How often a question comes up, where the plan's calendar makes that the same for all."""
    times = {
        sum(len(cycle.quarters_ending) for cycle in home.plan.cycles if kpq.number in cycle.kpqs)
        for kpq in home.plan.kpqs
    }
    often = {1: "once", 2: "twice"}.get(next(iter(times))) if len(times) == 1 else None
    if taken == len(home.plan.kpqs) or often is None:
        return ""
    return f" The questions are taken in turn, so that each is answered {often} a year."


def framework(home: Partnership) -> tuple[Outcome, ...]:
    """Each outcome of the plan above the questions asked of it."""
    return tuple(
        Outcome(
            text=outcome.title,
            questions=tuple(
                Question(name=f"KPQ {kpq.number}", text=kpq.question)
                for kpq in home.plan.kpqs
                if kpq.outcome == outcome.number
            ),
        )
        for outcome in home.plan.outcomes
    )


def _answers(home: Partnership, sections: Sequence[Section], frame: Frame) -> Answers:
    rows = tuple(
        Answer(
            question=Question(name=f"KPQ {section.kpq.number}", text=section.kpq.question),
            sentence=words(answer_sentence(section.judged)),
            verdict=verdict_of_all(list(section.judged)),
            changed=words(frame.changed.get(section.kpq.number, "")),
        )
        for section in sections
    )
    promised = promises_due(home.plan, frame.quarter, frame.timestamp.date())
    kept = [each for each in home.plan.promises if each.status is not PromiseStatus.OPEN]
    promises = [
        Promise(text=each.text, made=full_date(each.made), state="Due in this report") for each in promised
    ] + [
        Promise(
            text=each.text, made=full_date(each.made), state=each.answer or each.status.value.capitalize()
        )
        for each in kept
    ]
    return Answers(rows=rows, promises=tuple(promises))


def _actions(home: Partnership, sections: Sequence[Section]) -> list[Block]:
    due = {section.kpq.number for section in sections}
    actions = [each for each in home.plan.actions if each.kpq in due]
    if not actions:
        return []
    titles = {each.id: each.title for each in home.plan.indicators}
    rows = [
        (
            each.title,
            each.owner,
            each.status.value.capitalize(),
            ", ".join(titles[one] for one in each.moves) or "none named",
            each.evidence or "none given",
        )
        for each in actions
    ]
    table = simple_table(
        "delivery-plan",
        "Delivery plan: actions of these questions",
        ("Action", "Owner", "Status", "Should move", "Evidence"),
        rows,
        source=home.plan.title,
    )
    return [
        Heading(text="Delivery plan"),
        Paragraph(
            runs=(
                Reference(table.id),
                Text(" lists the actions that serve these questions and how they stand."),
            )
        ),
        table,
    ]


def _asked(home: Partnership, frame: Frame) -> list[Block]:
    today = frame.timestamp.date()
    due = promises_due(home.plan, frame.quarter, today)
    blocks: list[Block] = [Heading(text="What has been asked and promised")]
    items = [each for each in home.plan.panel_items if each.asked <= today]
    if items:
        table = simple_table(
            "panel-items",
            f"What the {home.scrutiny.short} has asked",
            ("Asked", "What", "Owner", "Answer"),
            [
                (full_date(each.asked), each.text, each.owner, each.answer or "Not yet answered")
                for each in items
            ],
        )
        blocks += [
            Paragraph(runs=(Reference(table.id), Text(f" lists what the {home.scrutiny.short} has asked."))),
            table,
        ]
    else:
        blocks.append(
            Paragraph(
                runs=words(f"Nothing that the {home.scrutiny.short} has asked is recorded as unanswered.")
            )
        )
    if due:
        blocks.append(Paragraph(runs=words("Promised for this report:")))
        blocks.append(Points(items=tuple(words(f"{each.text} ({each.where}; {each.owner})") for each in due)))
    return blocks


def _method(frame: Frame) -> list[Block]:
    marks = "; ".join(f"{mark.printed} {mark.meaning}" for mark in Mark if mark.printed)
    said: list[Runs] = [
        words(
            "A signal is an improvement or a concern only when the figure differs from what it is compared "
            "with by more than chance: the 95% interval of the difference does not include nought, or a rule "
            "of statistical process control fires. Otherwise it is no change or, with too little to go by, "
            "too few to say."
        ),
        words(
            "A question's signal is concern if any of its indicators is one, then improvement, then no "
            "change. Nothing is averaged away."
        ),
        words(
            "Each figure and table carries a short code. Anyone with the code can see its definition, query, "
            "data versions and counts, and have it computed again."
        ),
        words(f"Shorthand: {marks}."),
    ]
    blocks: list[Block] = [Heading(text="How to read this report"), *(Paragraph(runs=runs) for runs in said)]
    if frame.codes:
        table = simple_table(
            "codes", "Codes of the figures that stand in sentences", ("Figure", "Code"), frame.codes
        )
        blocks += [
            Paragraph(runs=(Reference(table.id), Text(" gives the codes of figures in sentences."))),
            table,
        ]
    return blocks
