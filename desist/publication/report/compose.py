"""Compose the whole report, in the order the Panel is used to."""

from __future__ import annotations

from collections.abc import Sequence

from desist.partnership.calendar import promises_due
from desist.partnership.home import Partnership
from desist.partnership.promises import PromiseStatus
from desist.publication.appendix import risks
from desist.publication.document import (
    Answer,
    Answers,
    Block,
    Contact,
    Heading,
    Paragraph,
    Promise,
    Question,
    Report,
)
from desist.publication.inline import words
from desist.publication.report.closing import asked_and_promised, delivery_plan, how_to_read, pledges
from desist.publication.report.frame import Frame, quarter_name
from desist.publication.report.judged import verdict_of_all
from desist.publication.report.opening import opening
from desist.publication.report.sections import OfGroup, Section, section_blocks
from desist.publication.report.spoken import answer_sentence
from desist.publication.words import full_date


def compose(
    home: Partnership, sections: Sequence[Section], groups: Sequence[OfGroup], frame: Frame
) -> Report:
    """One document tree; every renderer prints the same one."""
    plan = home.plan
    blocks: list[Block] = [*opening(home, sections, frame)]
    for outcome in plan.outcomes:
        mine = [section for section in sections if section.kpq.outcome == outcome.number]
        if mine:
            blocks.append(Heading(text=f"{plan.outcome_word} {outcome.number}: {outcome.title}"))
            for section in mine:
                blocks += section_blocks(section)
    for group in groups:
        blocks += [Heading(text=group.framework.title), Paragraph(runs=words(_about(group)))]
        blocks += section_blocks(group)
    blocks += delivery_plan(home, sections)
    blocks += asked_and_promised(home, frame)
    blocks += pledges(home, frame)
    blocks += [Heading(text="Recommendation"), Paragraph(runs=words(home.scrutiny.recommendation))]
    blocks += how_to_read(frame)
    return Report(
        title="Quarterly Performance Report",
        subtitle=quarter_name(frame.quarter),
        organisation=home.office.name,
        panel=home.scrutiny.body,
        edition=frame.edition,
        synthetic=bool(frame.synthetic),
        notice=frame.synthetic,
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


def _about(group: OfGroup) -> str:
    """What a framework is for, who leads on it, and what its figures leave out."""
    about = group.framework
    return (
        f"{about.what} {about.lead} leads on it. The figures are those of the questions above, of "
        f"{about.group} alone; one that would tell of too few people is withheld."
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
