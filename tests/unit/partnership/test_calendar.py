"""Which questions are due, which figures are stale, what was promised and is owed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desist.partnership import open_home
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
from desist.partnership.plan import Plan
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, ending, month


@pytest.fixture
def plan(durham: Path) -> Plan:
    return open_home(durham).plan


@pytest.mark.parametrize(
    ("quarter", "numbers"),
    [
        ("2019-12", [5, 6, 7, 8]),
        ("2020-03", [1, 2, 3, 4]),
        ("2020-06", [5, 6, 7, 8]),
        ("2025-03", [1, 2, 3, 4]),
        ("2025-09", [1, 2, 3, 4]),
    ],
)
def test_half_of_the_questions_are_due_each_quarter(plan: Plan, quarter: str, numbers: list[int]) -> None:
    assert [kpq.number for kpq in kpqs_due(plan, ending(quarter, Every.QUARTER))] == numbers


@pytest.mark.parametrize("period", [month("2025-03"), ending("2025-02", Every.QUARTER)])
def test_a_report_is_on_a_quarter(plan: Plan, period: object) -> None:
    with pytest.raises(OperatorMistake, match="is not a quarter"):
        kpqs_due(plan, period)  # type: ignore[arg-type]  # the parameter is a Period either way


@pytest.mark.parametrize(
    ("kpq", "after", "quarter"),
    [
        (5, date(2025, 3, 31), "2025-06"),
        (1, date(2025, 3, 31), "2025-09"),
        (1, date(2025, 3, 30), "2025-03"),
        (8, date(2025, 12, 31), "2026-06"),
    ],
)
def test_the_next_report_on_a_question(plan: Plan, kpq: int, after: date, quarter: str) -> None:
    assert next_report_on(plan, kpq, after) == ending(quarter, Every.QUARTER)


def test_a_reading_is_stale_the_day_it_passes_its_age(plan: Plan) -> None:
    lag = plan.indicator("antisocial").lag_months
    assert lag == 3
    others = {indicator.id: date(2100, 1, 1) for indicator in plan.indicators}

    def stale(last: date | None, on: date) -> list[str]:
        return [each.indicator.id for each in stale_indicators(plan, {**others, "antisocial": last}, on)]

    assert stale(date(2025, 3, 31), date(2025, 6, 30)) == []
    assert stale(date(2025, 3, 31), date(2025, 7, 1)) == ["antisocial"]
    assert stale(None, date(2025, 6, 30)) == ["antisocial"]


def test_a_stale_indicator_says_why(plan: Plan) -> None:
    due = kpqs_due(plan, ending("2025-03", Every.QUARTER))
    found = stale_indicators(plan, {"antisocial": date(2024, 12, 31)}, date(2025, 5, 1), due)
    reasons = {each.indicator.id: each.reason for each in found}
    assert reasons["antisocial"] == (
        "Anti-social behaviour incidents: the latest reading ends on 31 December 2024; "
        "the plan accepts none that ends before 1 February 2025."
    )
    assert reasons["officers"] == "Police officers: no reading is held."
    assert "reoffending" not in reasons  # its question is not due


def test_a_promise_without_a_date_is_due_at_the_next_report_on_its_question(plan: Plan) -> None:
    def due(quarter: str, on: date) -> set[str]:
        return {promise.id for promise in promises_due(plan, ending(quarter, Every.QUARTER), on)}

    assert "crime-prevention-detail" in due("2020-09", date(2020, 11, 1))
    assert "crime-prevention-detail" not in due("2020-06", date(2020, 10, 16))  # KPQs 5 to 8
    assert due("2019-09", date(2020, 3, 1)) == set()  # nothing had been promised yet
    assert "reoffending-next" not in due("2020-06", date(2020, 10, 16))  # kept


def test_promises_kept_since_the_last_report(plan: Plan) -> None:
    assert [p.id for p in promises_closed(plan, date(2020, 3, 12), date(2020, 10, 16))] == [
        "reoffending-next"
    ]
    assert promises_closed(plan, date(2020, 10, 16), date(2020, 12, 31)) == ()


def test_a_dated_promise_is_due_when_its_day_has_come(tmp_path: Path) -> None:
    from desist.partnership import create_home

    create_home(tmp_path, "herefordshire")
    plan = open_home(tmp_path).plan
    quarter = ending("2017-12", Every.QUARTER)
    assert [p.id for p in promises_due(plan, quarter, date(2017, 12, 30))] == ["youth-service-effect"]
    assert "strategic-assessment" in [p.id for p in promises_due(plan, quarter, date(2017, 12, 31))]


def test_an_action_is_late_after_its_day_unless_finished(plan: Plan) -> None:
    assert [action.id for action in late_actions(plan, date(2020, 9, 30))] == []
    assert [action.id for action in late_actions(plan, date(2020, 10, 1))] == ["recommission-vcas"]


def test_an_indicator_is_reviewed_a_year_after_the_plan_begins(plan: Plan) -> None:
    assert reviews_due(plan, date(2019, 3, 31)) == ()
    assert reviews_due(plan, date(2019, 4, 1)) == plan.indicators


def test_a_question_of_the_panel_stands_until_it_is_answered(durham: Path) -> None:
    with (durham / "plan.toml").open("r+", encoding="utf-8") as file:
        text = file.read()
        item = (
            '[[panel_item]]\nid = "why"\nasked = 2020-03-12\nkind = "question"\ntext = "Why?"\n'
            'owner = "Chief constable"\nanswered = 2020-06-01\nanswer = "Because."\n\n'
        )
        file.seek(0)
        file.write(text.replace("[strategy]\n", item + "[strategy]\n"))
    plan = open_home(durham).plan
    assert [each.id for each in unanswered(plan, date(2020, 5, 31))] == ["why"]
    assert unanswered(plan, date(2020, 3, 11)) == ()
    assert unanswered(plan, date(2020, 6, 1)) == ()
