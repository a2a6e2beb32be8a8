"""How a report opens: its purpose, what it corrects, the plan and its questions."""

from __future__ import annotations

from collections.abc import Sequence

from desist.partnership.home import Partnership
from desist.publication.document import (
    Block,
    Framework,
    Heading,
    Outcome,
    Paragraph,
    Question,
)
from desist.publication.inline import Reference, Text, words
from desist.publication.report.frame import Frame, quarter_name
from desist.publication.report.revision import correction_blocks
from desist.publication.report.sections import Section


def opening(home: Partnership, sections: Sequence[Section], frame: Frame) -> list[Block]:
    """Purpose, correction, background, framework figure, and which questions are considered."""
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
