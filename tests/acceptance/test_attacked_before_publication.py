"""Every edition is attacked, with all that was published before, and one that tells a count is refused."""

from __future__ import annotations

from typing import Any

import pytest

import desist.quarter.safely
from desist.confidentiality.differencing import Verdict
from desist.home.opened import Home
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run
from tests.small_county import DURHAM, indicator, load, plan, published

REFERRED = "victim_service_referrals"


def lets_everything_out(*_: Any, **__: Any) -> Verdict:
    """What a fault in the protection would do."""
    return Verdict(withhold=frozenset(), exposed=())


@pytest.fixture
def two_questions(small: Home) -> Home:
    """The force, and in a report on another question a county in it that has two people fewer."""
    mine = indicator("force", 1, REFERRED, comparators='["none"]')
    other = indicator("county", 2, REFERRED, place='"County Durham"', comparators='["none"]')
    (small.folder / "plan.toml").write_text(plan([mine, other]), encoding="utf-8")
    rows = [
        (REFERRED, DURHAM, "2025-Q1", "522", "", ""),
        (REFERRED, "County Durham", "2025-Q1", "520", "", ""),
    ]
    load(small, *rows, name="referred.csv", minutes=1)
    return small


def test_a_planted_leak_within_a_report_stops_it(
    two_questions: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desist.quarter.safely, "check", lets_everything_out)
    with pytest.raises(OperatorMistake, match="The report cannot be published: the attack recovers"):
        published(two_questions, "1-2")
    assert not list((two_questions.folder / "editions").glob("2025*"))


def test_a_planted_leak_beside_an_earlier_edition_stops_the_second(
    two_questions: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(two_questions, "1")
    assert first.attacked.startswith("Attacked, held against 0 earlier publications: ")
    monkeypatch.setattr(desist.quarter.safely, "check", lets_everything_out)
    with pytest.raises(OperatorMistake, match="the attack recovers"):
        published(two_questions, "2", minutes=30)
    monkeypatch.undo()
    second = published(two_questions, "2", minutes=30)
    assert second.attacked.startswith("Attacked, held against 1 earlier publication: ")
    assert second.attacked.endswith("withheld; none of those can be worked out.")


def test_a_planted_leak_beside_a_table_published_by_hand_stops_the_next(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = ("--count", "n", "--about", "victims referred", "--to", "2025-03", "-w", small.folder)
    everyone, women = small.folder / "everyone.csv", small.folder / "women.csv"
    everyone.write_text("region,n\nA,22\nB,33\n", encoding="utf-8")
    women.write_text("region,sex,n\nA,f,20\nB,f,21\n", encoding="utf-8")
    assert run("protect", everyone, "--by", "region", *about, "--publish", "first").code == 0
    monkeypatch.setattr("desist.confidentiality.differencing.check", lets_everything_out)
    again = run("protect", women, "--by", "region,sex", *about, "--publish", "second")
    assert again.code == 2
    assert "The table cannot be published: the attack recovers" in again.err
    assert again.out == ""
