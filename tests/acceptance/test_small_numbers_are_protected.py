"""A number so small that it could tell of a person is in no file that the partnership gives out."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from desist.home.opened import Home
from desist.publication.passports.written import read_passports
from desist.vocabulary.mark import Mark
from tests.command_line import run
from tests.report_text import texts
from tests.small_county import DURHAM, drafted, indicator, load, plan, published, told

HELD = "place_of_safety_detentions"
ODD = 3  # withheld below 5


def detained(home: Home, *counts: int, name: str = "held.csv") -> None:
    years = [(HELD, DURHAM, f"{2024 - back}/{25 - back}", str(n), "", "") for back, n in enumerate(counts)]
    load(home, *years, name=name, minutes=1)


@pytest.mark.parametrize("count", [1, 4])
def test_a_count_below_the_limit_prints_c_and_nothing_gives_it_away(small: Home, count: int) -> None:
    detained(small, count)
    told(small, {4: "In all there were {{detentions}} detentions."})
    made = drafted(small, "4")
    for said in texts(made.folder).values():
        assert "year ending March 2025 [c] [c] Withheld" in said
        assert re.search(r"\[c\]:? confidential", said)
    for passport in read_passports(made.folder):
        for each in passport.readings:
            if each.mark is Mark.CONFIDENTIAL:
                assert (each.numerator, each.denominator, each.value, each.lower, each.upper) == (None,) * 5


@pytest.mark.parametrize(("count", "printed"), [(0, "0"), (5, "5"), (12, "12")])
def test_nought_and_a_count_at_the_limit_are_printed(small: Home, count: int, printed: str) -> None:
    detained(small, count)
    said = texts(drafted(small, "4").folder)["html"]
    assert f"Detentions: {printed} (year ending March 2025)" in said
    assert "Withheld" not in said


def test_a_withheld_figure_is_not_replaced_by_an_older_one(small: Home) -> None:
    detained(small, 2, 44)
    said = texts(drafted(small, "4").folder)["html"]
    assert "Detentions: [c] (year ending March 2025)" in said
    assert "Detentions: 44" not in said
    assert "One figure is too small to print." in said


def test_what_is_withheld_may_be_spoken_of_but_a_number_beside_it_is_told(small: Home) -> None:
    detained(small, 2)
    told(small, {4: "Detentions are few, as they should be."})
    assert drafted(small, "4").findings == ()
    told(small, {4: "There were 2 detentions in the year."})
    assert "typed-number" in {each.rule for each in drafted(small, "4").findings}


def test_no_signal_says_the_number_in_its_reason(small: Home) -> None:
    """A year before and its own past are judged on what is published alone."""
    watched = indicator(
        "detentions", 4, HELD, every='"year"', better='"lower"', lag_months="15", history="14",
        comparators='["year before", "own past"]', chart='"process limits"',
    )  # fmt: skip
    (small.folder / "plan.toml").write_text(plan([watched]), encoding="utf-8")
    detained(small, 37, 3, *[30 + at % 5 for at in range(12)])
    said = texts(drafted(small, "4").folder)
    assert "37 in the year ending March 2025 cannot be compared" in said["html"]
    for words in said.values():
        assert "37" in words
        assert " 3 in the year" not in words
        assert "from 3 " not in words
        assert "year ending March 2024 [c]" in words


@pytest.mark.parametrize(
    ("satisfied", "asked", "printed"),
    [
        (4, 9, "[c]"),  # fewer than 10 people
        (3, 60, "[c]"),  # three people could be known
        (58, 60, "[c]"),  # and so could the two who were not satisfied
        (12, 24, "50.0% [u]"),
        (30, 60, "50.0%"),
        (60, 60, "100.0%"),
    ],
)
def test_a_percentage_needs_people_enough(small: Home, satisfied: int, asked: int, printed: str) -> None:
    row = ("satisfied_whole_experience", DURHAM, "2025-Q1", str(satisfied), str(asked), "")
    load(small, row, name="few.csv", minutes=1)
    said = texts(drafted(small, "2").folder)["html"]
    assert f"Victims satisfied: {printed} (January to March 2025)" in said


def test_inside_the_partnership_the_true_figures_are_shown(small: Home) -> None:
    answer = run("measure", HELD, "--every", "year", "--csv", "-w", small.folder)
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [row["numerator"] for row in rows] == ["0", "1"]
    assert [row["status"] for row in rows] == ["", ""]


def test_the_partnerships_own_rule_is_the_one_applied(small: Home) -> None:
    path = small.folder / "partnership.toml"
    path.write_text(path.read_text().replace("withhold_below = 5", "withhold_below = 100"))
    load(small, ("victim_service_referrals", DURHAM, "2025-Q1", "96", "", ""), name="few.csv", minutes=1)
    said = texts(drafted(small, "1").folder)["html"]
    assert "Referrals: [c] (January to March 2025)" in said
    assert " 96 " not in said


def test_an_edition_gives_the_number_away_nowhere(small: Home) -> None:
    detained(small, ODD)
    folder: Path = published(small, "4").folder
    for each in json.loads((folder / "passports.json").read_bytes())["passports"]:
        for reading in each["readings"]:
            assert reading["numerator"] in (None, 0.0)
            assert reading["value"] in (None, 0.0)
    assert run("verify", "-w", small.folder).code == 0
