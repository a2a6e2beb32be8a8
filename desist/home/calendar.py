"""What the next report must answer, and what is overdue: the reporting calendar from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from desist.partnership.calendar import (
    kpqs_due,
    late_actions,
    next_report_on,
    promises_closed,
    promises_due,
    reviews_due,
    stale_indicators,
    unanswered,
)
from desist.publication.words import full_date
from desist.vocabulary.period import Period, financial_quarter

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.publication.report.judged import Judged


def calendar(home: Home, quarter: Period, on: date) -> str:
    """The calendar of one quarter's report as text: due, owed, late, and when each question comes next."""
    about = home.partnership
    plan = about.plan
    due = kpqs_due(plan, quarter)
    lines = [f"{about.name}: {quarter} ({financial_quarter(quarter)}), as at {full_date(on)}"]
    lines += _part("Questions due", (f"KPQ {kpq.number}: {kpq.question}" for kpq in due))
    lines += _part("Indicators without a figure recent enough", _stale(home, quarter, on))
    lines += _part("Promises due in this report", (each.text for each in promises_due(plan, quarter, on)))
    lines += _part(
        "Promises closed since the quarter began",
        (f"{each.text} {each.answer}".strip() for each in promises_closed(plan, quarter.start, on)),
    )
    asked = f"Asked by the {about.scrutiny.short} and not yet answered"
    lines += _part(asked, (f"{each.text} ({full_date(each.asked)})" for each in unanswered(plan, on)))
    lines += _part(
        "Actions past their date", (f"{each.title} ({each.owner})" for each in late_actions(plan, on))
    )
    overdue = [each for each in plan.pledges if each.overdue(on)]
    lines += _part("Pledges overdue", (f"{each.what} ({each.who})" for each in overdue))
    lines += _part(
        "Definitions and targets to be looked at again",
        (f"{each.title} ({each.owner})" for each in reviews_due(plan, on)),
    )
    coming = (f"KPQ {kpq.number}: {next_report_on(plan, kpq.number, quarter.end)}" for kpq in plan.kpqs)
    lines += _part("Next report on each question", coming)
    return "\n".join(lines)


def _stale(home: Home, quarter: Period, on: date) -> Sequence[str]:
    from desist.quarter.judge import judge

    plan = home.partnership.plan
    due = kpqs_due(plan, quarter)
    with closing(home.reader()) as reader:
        latest = {
            indicator.id: _newest(judge(reader, home.partnership, indicator, quarter))
            for kpq in due
            for indicator in plan.indicators_of(kpq.number)
        }
    return [each.reason for each in stale_indicators(plan, latest, min(on, quarter.end), due)]


def _newest(judged: Judged) -> date | None:
    held = judged.last_held
    return held.period.end if held else None


def _part(title: str, said: Iterable[str]) -> list[str]:
    """A heading and its points; nothing where there is nothing to say."""
    points = list(said)
    return ["", f"{title}: {len(points)}", *(f"  {point}" for point in points)] if points else []
