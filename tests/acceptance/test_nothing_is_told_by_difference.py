"""A small count is in no report, and can be worked out from none, nor from all that were published."""

from __future__ import annotations

import json
import re

import pytest

from desist.home.opened import Home
from desist.publication.passports.written import read_passports
from tests.command_line import run
from tests.report_text import texts
from tests.small_county import DURHAM, drafted, indicator, load, plan, published, told

FORCE, COUNTY = DURHAM, "County Durham"
REFERRED = "victim_service_referrals"


def watched(home: Home, **said: str) -> None:
    one = indicator("referrals", 1, REFERRED, comparators='["none"]', **said)
    (home.folder / "plan.toml").write_text(plan([one]), encoding="utf-8")


def referred(home: Home, force: int, county: int, quarter: str = "2025-Q1") -> None:
    load(
        home,
        (REFERRED, FORCE, quarter, str(force), "", ""),
        (REFERRED, COUNTY, quarter, str(county), "", ""),
        name=f"referred_{force}.csv",
        minutes=1,
    )


def test_a_force_and_its_county_that_differ_by_few_are_not_both_printed(small: Home) -> None:
    """'2 young people': the rest of the force is a count that nobody prints, and it is 2."""
    watched(small, beside='["County Durham"]')
    referred(small, 522, 520)
    made = drafted(small, "1")
    readings = [each for passport in read_passports(made.folder) for each in passport.readings]
    assert 522 in {each.numerator for each in readings}
    assert 520 not in {each.numerator for each in readings}
    for said in texts(made.folder).values():
        assert re.search(r"\b522\b", said)
        assert not re.search(r"\b520\b", said)


def test_a_force_and_its_county_that_differ_by_many_are_both_printed(small: Home) -> None:
    watched(small, beside='["County Durham"]')
    referred(small, 620, 520)
    said = texts(drafted(small, "1").folder)["html"]
    assert "620" in said
    assert "520" in said
    assert "Withheld" not in said


def test_a_sentence_does_not_tell_what_the_figures_hide(small: Home) -> None:
    watched(small)
    referred(small, 522, 520)
    told(small, {1: 'In the county there were {{victim_service_referrals place="County Durham"}}.'})
    said = texts(drafted(small, "1").folder)["html"]
    assert bool(re.search(r"\b522\b", said)) != bool(re.search(r"\b520\b", said))


def test_a_second_report_does_not_tell_what_the_first_left_out(small: Home) -> None:
    """The first report printed the force; the county, in one on another question, would tell the rest."""
    other = indicator("county", 2, REFERRED, place='"County Durham"', comparators='["none"]')
    mine = indicator("force", 1, REFERRED, comparators='["none"]')
    (small.folder / "plan.toml").write_text(plan([mine, other]), encoding="utf-8")
    referred(small, 522, 520)
    first = published(small, "1").folder
    cells = json.loads((first / "cells.json").read_bytes())["cells"]
    assert any(each["low"] == 522 for each in cells)
    second = published(small, "2", minutes=30).folder
    for said in texts(second).values():
        assert not re.search(r"\b520\b", said)
        assert "[c]" in said
    assert run("verify", "-w", small.folder).code == 0
    rebuilt = run("rebuild", second.name, "-w", small.folder)
    assert rebuilt.code == 0, rebuilt.out
    assert run("rebuild", first.name, "-w", small.folder).code == 0


def test_the_ledger_never_holds_a_count_that_was_withheld(small: Home) -> None:
    load(small, ("place_of_safety_detentions", FORCE, "2024/25", "3", "", ""), name="held.csv", minutes=1)
    folder = published(small, "4").folder
    cells = json.loads((folder / "cells.json").read_bytes())["cells"]
    assert {each["low"] for each in cells} == {None, 0}


@pytest.mark.parametrize(("count", "printed"), [("5", "26.3% [u]"), ("2", "[c]")])
def test_five_of_nineteen_is_published_with_its_interval_and_two_are_not(
    small: Home, count: str, printed: str
) -> None:
    load(small, ("satisfied_whole_experience", FORCE, "2025-Q1", count, "19", ""), name="few.csv", minutes=1)
    told(small, {2: "It was {{satisfied show=interval}}."})
    said = texts(drafted(small, "2").folder)["html"]
    assert f"Victims satisfied: {printed} (January to March 2025)" in said
    assert ("9.1% to 51.2%" in said) == (count == "5")


DECISION = """
[[small_numbers.exception]]
measure = "place_of_safety_detentions"
why = "Every use of a cell as a place of safety is accounted for to the Panel."
decided_by = "The data protection officer"
review = {review}
"""
STATED = (
    "This count is small and is published by a stated decision: Every use of a cell as a place of safety is "
    "accounted for to the Panel. Decided by The data protection officer; to be looked at again by 1 April "
    "2026."
)


def decided(home: Home, review: str) -> None:
    path = home.folder / "partnership.toml"
    before, after = path.read_text().split("[[area]]", 1)
    path.write_text(f"{before}{DECISION.format(review=review)}\n[[area]]{after}", encoding="utf-8")


def test_one_detention_is_withheld_unless_a_stated_decision_publishes_it(small: Home) -> None:
    """One person held under section 136: a decision with its reason may publish that count alone."""
    said = texts(drafted(small, "4").folder)
    for each in said.values():
        assert "stated decision" not in each
    assert "Detentions: [c] (year ending March 2025)" in said["html"]
    decided(small, "2026-04-01")
    said = texts(drafted(small, "4").folder)
    assert "Detentions: 1 (year ending March 2025)" in said["html"]
    for each in said.values():
        assert STATED in each
    load(small, ("satisfied_whole_experience", FORCE, "2025-Q1", "3", "60", ""), name="few.csv", minutes=1)
    assert "Victims satisfied: [c]" in texts(drafted(small, "2").folder)["html"]


def test_a_decision_that_was_due_to_be_looked_at_again_publishes_nothing_more(small: Home) -> None:
    decided(small, "2025-04-01")
    for each in texts(drafted(small, "4").folder).values():
        assert "stated decision" not in each
        assert "year ending March 2025 [c] [c] Withheld" in each


def test_an_edition_with_a_stated_decision_is_attacked_and_holds(small: Home) -> None:
    decided(small, "2026-04-01")
    made = published(small, "4")
    assert "none of those can be worked out" in made.attacked
    assert run("verify", "-w", small.folder).code == 0
    assert run("rebuild", made.folder.name, "-w", small.folder).code == 0
