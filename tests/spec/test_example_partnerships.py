"""The examples say what the reports to the Panel and to the scrutiny committee say."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.measures.catalogue import CATALOGUE
from desist.partnership import Partnership, create_home, examples, open_home
from desist.partnership.calendar import kpqs_due
from desist.partnership.indicators import Comparator
from desist.vocabulary.period import Every, ending


def opened(folder: Path, example: str) -> Partnership:
    create_home(folder, example)
    return open_home(folder, measures=CATALOGUE, contracts=CONTRACTS)


@pytest.mark.parametrize("example", examples())
def test_every_example_asks_only_for_measures_and_contracts_that_exist(tmp_path: Path, example: str) -> None:
    assert opened(tmp_path, example).plan.indicators


@pytest.mark.parametrize("example", examples())
def test_every_question_is_watched_unless_nothing_open_watches_it(tmp_path: Path, example: str) -> None:
    plan = opened(tmp_path, example).plan
    assert all(plan.indicators_of(kpq.number) for kpq in plan.kpqs)


@pytest.mark.parametrize("example", examples())
def test_every_indicator_has_a_source(tmp_path: Path, example: str) -> None:
    home = opened(tmp_path, example)
    for indicator in home.plan.indicators:
        contracts = CATALOGUE[indicator.measure].contracts
        assert any(each.supplies([indicator.measure], contracts) for each in home.sources), indicator.id


def test_the_durham_plan_as_figure_1_of_march_2020_prints_it(tmp_path: Path) -> None:
    plan = opened(tmp_path, "durham").plan
    assert [
        (each.number, each.title, [kpq.question for kpq in plan.kpqs if kpq.outcome == each.number])
        for each in plan.outcomes
    ] == [
        (
            1,
            "Communities are safe and crime is reduced",
            ["How safe are our communities?", "How well are we preventing and reducing crime?"],
        ),
        (
            2,
            "Victims and the vulnerable feel supported",
            [
                "How well are victims supported to cope and recover, "
                "and engage in criminal justice processes?",
                "How well are vulnerable people supported?",
            ],
        ),
        (
            3,
            "Reoffending is reduced and rehabilitation is improved",
            [
                "How well are we reducing reoffending?",
                "How well are we rehabilitating people who have offended?",
            ],
        ),
        (
            4,
            "People have confidence in the police and the criminal justice system",
            [
                "How confident are people in the Criminal Justice System?",
                "How confident are people in the police?",
            ],
        ),
    ]


def test_the_strategy_on_a_page_as_appendix_2_of_march_2018_prints_it(tmp_path: Path) -> None:
    strategy = opened(tmp_path, "durham").plan.strategy
    assert strategy is not None
    assert strategy.outcomes == ("Prevent Intergenerational Offending", "Prevent Repeat Offending")
    assert [objective.tier for objective in strategy.objectives] == ["prevention", "early", "targeted"]
    assert [(each.heading, len(each.points)) for each in strategy.deliverables] == [
        ("Effective Pathways", 4),
        ("Restorative Justice (RJ)", 5),
        ("Use and completion of sentences / orders", 5),
    ]
    assert [(each.heading, len(each.points)) for each in strategy.enablers] == [
        ("Communication", 4),
        ("Performance Management", 4),
        ("Knowledge and skills", 4),
    ]


def test_half_of_the_durham_questions_are_due_in_march(tmp_path: Path) -> None:
    due = kpqs_due(opened(tmp_path, "durham").plan, ending("2025-03", Every.QUARTER))
    assert [kpq.id for kpq in due] == ["kpq1", "kpq2", "kpq3", "kpq4"]


def test_one_indicator_answers_two_plans(tmp_path: Path) -> None:
    (shared,) = opened(tmp_path, "durham").plan.shared_objectives
    assert shared.title == "Reducing reoffending"
    assert shared.also_in == ("local-criminal-justice-plan",)
    assert "reoffending" in shared.indicators


def test_what_is_not_certain_is_marked_unverified(tmp_path: Path) -> None:
    home = opened(tmp_path, "durham")
    assert not home.peer_group("most-similar").verified
    assert not home.small_numbers.verified
    assert {change.id for change in home.breaks if not change.verified} == {
        "moj-data-source",
        "harassment-as-crime",
    }
    for indicator in home.plan.indicators:
        assert (Comparator.PEERS in indicator.comparators) == bool(indicator.peers)


def test_the_crash_break_touches_durham_alone(tmp_path: Path) -> None:
    home = opened(tmp_path, "durham")
    (crash,) = home.breaks_of("killed_or_seriously_injured", "E23000008")
    assert (crash.date.isoformat(), crash.rebase) == ("2016-03-01", True)
    assert home.breaks_of("killed_or_seriously_injured", "E23000013") == ()


def test_the_herefordshire_priorities_and_their_sponsors(tmp_path: Path) -> None:
    home = opened(tmp_path, "herefordshire")
    assert home.scrutiny.body == "General Overview and Scrutiny Committee"
    assert home.plan.outcome_word == "Priority"
    assert [(each.number, each.sponsors) for each in home.plan.outcomes] == [
        (1, ("hcsp",)),
        (2, ("hcsp",)),
        (3, ("hcsp",)),
        (4, ("hcsp",)),
        (5, ("hcsp", "hscb")),
        (6, ("pcc",)),
        (7, ("pcc",)),
    ]
    assert [area.name for area in home.own_areas] == ["Herefordshire", "West Mercia Police"]
