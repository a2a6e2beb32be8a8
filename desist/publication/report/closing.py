"""How a report closes: the delivery plan, what was asked and promised, how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desist.partnership.calendar import promises_due
from desist.partnership.frameworks import Pledge
from desist.partnership.home import Partnership
from desist.partnership.promises import PromiseStatus
from desist.publication.document import (
    Block,
    Heading,
    Paragraph,
    Points,
)
from desist.publication.inline import Reference, Runs, Text, words
from desist.publication.report.frame import Frame
from desist.publication.report.sections import Section
from desist.publication.report.tables import simple_table
from desist.publication.words import full_date
from desist.vocabulary.mark import SYNTHETIC, SYNTHETIC_MEANING, Mark


def delivery_plan(home: Partnership, sections: Sequence[Section]) -> list[Block]:
    """The actions that serve these questions, how they stand and what they should move."""
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


def asked_and_promised(home: Partnership, frame: Frame) -> list[Block]:
    """What the scrutiny body has asked, with the answers, and the promises due in this report."""
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


def pledges(home: Partnership, frame: Frame) -> list[Block]:
    """What partners have publicly undertaken and how it stands; what is overdue says so, and comes first."""
    today = frame.timestamp.date()
    made = [each for each in home.plan.pledges if each.made <= today]
    if not made:
        return []
    rows = [
        (
            each.who,
            each.what,
            f"{full_date(each.made)}, {each.where}",
            _stands(each, today),
            each.evidence or "none given",
        )
        for each in sorted(made, key=lambda one: (not one.overdue(today), one.made))
    ]
    table = simple_table(
        "pledges", "Pledges of the partners", ("Who", "What", "Made", "State", "Evidence"), rows
    )
    late = sum(each.overdue(today) for each in made)
    said = {0: "None is overdue.", 1: "One is overdue."}.get(late, f"{late} are overdue.")
    return [
        Heading(text="Pledges"),
        Paragraph(runs=(Reference(table.id), Text(f" lists what partners have pledged. {said}"))),
        table,
    ]


def _stands(pledge: Pledge, today: date) -> str:
    """'Kept on 1 March 2020', 'Overdue since 31 March 2020', 'Open, due by 31 March 2020'."""
    if pledge.status is not PromiseStatus.OPEN and pledge.closed:
        return f"{pledge.status.value.capitalize()} on {full_date(pledge.closed)}"
    if pledge.due is None:
        return "Open, no day named"
    return f"{'Overdue since' if pledge.overdue(today) else 'Open, due by'} {full_date(pledge.due)}"


def how_to_read(frame: Frame) -> list[Block]:
    """What a signal is, what the codes are for, and what the shorthand means."""
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
    if frame.synthetic:
        said.append(words(f"{SYNTHETIC} stands beside every figure that was {SYNTHETIC_MEANING}."))
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
