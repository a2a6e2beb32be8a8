"""The reporting calendar: which questions are due, which figures are stale, what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desist.partnership.actions import Action
from desist.partnership.indicators import Indicator
from desist.partnership.plan import Kpq, Plan
from desist.partnership.promises import PanelItem, Promise, PromiseStatus
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, Period, add_months, ending


@dataclass(frozen=True, kw_only=True)
class Stale:
    """An indicator whose latest reading is older than the plan accepts, or that has none."""

    indicator: Indicator
    latest: date | None  # last day of the latest period held
    oldest: date  # the earliest last day that would have been acceptable
    reason: str


def kpqs_due(plan: Plan, quarter: Period) -> tuple[Kpq, ...]:
    """The questions that the report on a quarter answers, in the order of the plan."""
    if quarter.months != 3 or quarter.end.month % 3:
        raise OperatorMistake(
            f"{quarter} is not a quarter.", hint="A quarter ends in March, June, September or December."
        )
    due = {
        number
        for cycle in plan.cycles
        if quarter.end.month in {month.number for month in cycle.quarters_ending}
        for number in cycle.kpqs
    }
    return tuple(kpq for kpq in plan.kpqs if kpq.number in due)


def next_report_on(plan: Plan, kpq: int, after: date) -> Period:
    """The first quarter that ends after a date and whose report answers a question."""
    start = date(after.year, (after.month - 1) // 3 * 3 + 1, 1)
    quarter = ending(f"{add_months(start, 2):%Y-%m}", Every.QUARTER)
    for _ in range(5):
        if quarter.end > after and any(due.number == kpq for due in kpqs_due(plan, quarter)):
            return quarter
        quarter = quarter.moved(3)
    raise OperatorMistake(f"KPQ {kpq} is due in no quarter.", hint="Add it to a [[cycle]] of plan.toml.")


def stale_indicators(
    plan: Plan, latest: Mapping[str, date | None], on: date, kpqs: tuple[Kpq, ...] | None = None
) -> tuple[Stale, ...]:
    """The indicators whose latest reading is too old on a date.

    ``latest`` gives for each indicator's id the last day of the latest period held, or None. With
    ``kpqs`` only the indicators of those questions are looked at.
    """
    numbers = {kpq.number for kpq in kpqs} if kpqs is not None else {kpq.number for kpq in plan.kpqs}
    found = []
    for indicator in plan.indicators:
        if indicator.kpq not in numbers:
            continue
        oldest = add_months(on + timedelta(days=1), -indicator.lag_months) - timedelta(days=1)
        last = latest.get(indicator.id)
        if last is None:
            reason = f"{indicator.title}: no reading is held."
        elif last < oldest:
            reason = (
                f"{indicator.title}: the latest reading ends on {last.day} {last:%B %Y}; "
                f"the plan accepts none that ends before {oldest.day} {oldest:%B %Y}."
            )
        else:
            continue
        found.append(Stale(indicator=indicator, latest=last, oldest=oldest, reason=reason))
    return tuple(found)


def promises_due(plan: Plan, quarter: Period, on: date) -> tuple[Promise, ...]:
    """The open promises that the report on a quarter, made on a date, must answer.

    A promise with a date is due when the date has come. One without is due at the first report on
    its question for a quarter that ends after it was made; without a question, at the next report.
    """
    due_now = {kpq.number for kpq in kpqs_due(plan, quarter)}

    def due(promise: Promise) -> bool:
        if promise.status is not PromiseStatus.OPEN or promise.made > on:
            return False
        if promise.due:
            return promise.due <= on
        return quarter.end > promise.made and (promise.kpq is None or promise.kpq in due_now)

    return tuple(promise for promise in plan.promises if due(promise))


def promises_closed(plan: Plan, since: date, on: date) -> tuple[Promise, ...]:
    """The promises kept or withdrawn after the last report and by a date."""
    return tuple(p for p in plan.promises if p.closed and since < p.closed <= on)


def unanswered(plan: Plan, on: date) -> tuple[PanelItem, ...]:
    """What the Panel has asked by a date and nobody had answered by then."""
    return tuple(
        item
        for item in plan.panel_items
        if item.asked <= on and (item.answered is None or item.answered > on)
    )


def late_actions(plan: Plan, on: date) -> tuple[Action, ...]:
    """The actions whose date has passed and that are not finished."""
    return tuple(
        action for action in plan.actions if action.due and action.due < on and not action.status.finished
    )


def reviews_due(plan: Plan, on: date) -> tuple[Indicator, ...]:
    """The indicators whose definition and target are due to be looked at again.

    Until an indicator has been reviewed its time runs from the first day of the plan.
    """
    return tuple(
        indicator
        for indicator in plan.indicators
        if add_months(indicator.reviewed or plan.starts, indicator.review.months) <= on
    )
