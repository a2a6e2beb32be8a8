"""Every limit of the small-number rule is a key of partnership.toml, and a wrong one is a plain sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.confidentiality.protecting import protect
from desist.confidentiality.rules import rules_of
from desist.confidentiality.table import Table, with_totals
from desist.partnership import open_home
from desist.partnership.create import create_home
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake


def home_with(folder: Path, *keys: str, unreliable: int = 30) -> Path:
    create_home(folder, "durham")
    path = folder / "partnership.toml"
    text = path.read_text(encoding="utf-8").replace(
        "unreliable_below = 30", f"unreliable_below = {unreliable}"
    )
    path.write_text(text.replace("round_to = 1\n", "\n".join(["round_to = 1", *keys]) + "\n", 1), "utf-8")
    return folder


def test_the_keys_reach_the_rule(tmp_path: Path) -> None:
    keys = ("whole_group_below = 20", "dominant_contributors = 1", "dominant_percent = 60.5", "p_percent = 5")
    rules = rules_of(open_home(home_with(tmp_path / "home", *keys)).small_numbers)
    found = (rules.whole_group_below, rules.dominant_contributors, rules.dominant_percent, rules.p_percent)
    assert found == (20, 1, 60.5, 5)


def test_left_out_they_are_the_usual_ones(tmp_path: Path) -> None:
    rules = rules_of(open_home(home_with(tmp_path / "home")).small_numbers)
    found = (rules.whole_group_below, rules.dominant_contributors, rules.dominant_percent, rules.p_percent)
    assert found == (10, 2, 85, 10)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("dominant_percent = 120", "'dominant_percent' must be from 1 to 100, not '120'"),
        ("dominant_contributors = 0", "'dominant_contributors' must be from 1 to 10, not '0'"),
        ("whole_group_below = 2.5", "'whole_group_below' must be a whole number"),
        ('p_percent = "ten"', "'p_percent' must be a number"),
        ("p_percnt = 10", "did you mean 'p_percent'?"),
    ],
)
def test_a_wrong_limit_is_one_sentence(tmp_path: Path, key: str, said: str) -> None:
    with pytest.raises(OperatorMistake) as caught:
        open_home(home_with(tmp_path / "home", key))
    assert said in caught.value.sentence
    assert "partnership.toml, line " in caught.value.sentence


def test_limits_that_contradict_each_other(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake) as caught:
        open_home(home_with(tmp_path / "home", unreliable=8))
    assert (
        "'unreliable_below' is 8, yet no percentage is given on fewer than 10 people" in caught.value.sentence
    )


@pytest.mark.parametrize(("below", "withheld"), [(10, False), (20, True)])
def test_a_small_group_all_of_one_kind_is_withheld_by_the_partnerships_own_limit(
    tmp_path: Path, below: int, withheld: bool
) -> None:
    rules = rules_of(open_home(home_with(tmp_path / "home", f"whole_group_below = {below}")).small_numbers)
    rows = (("A", "f"), ("A", "m"), ("B", "f"), ("B", "m"), ("C", "f"), ("C", "m"))
    table = Table(by=("region", "sex"), rows=rows, counts=(12.0, 0.0, 30.0, 31.0, 40.0, 41.0))
    assert (protect(with_totals(table), rules).marks[0] is Mark.CONFIDENTIAL) == withheld


@pytest.mark.parametrize(("percent", "withheld"), [("95", False), ("85", True)])
def test_a_sum_that_two_contributors_make_up_is_withheld_by_the_partnerships_own_limit(
    tmp_path: Path, percent: str, withheld: bool
) -> None:
    keys = (f"dominant_percent = {percent}", "p_percent = 1")
    rules = rules_of(open_home(home_with(tmp_path / "home", *keys)).small_numbers)
    given = ((500.0, 400.0, 50.0, 50.0), (100.0,) * 9, (90.0,) * 9)
    sums = tuple(map(sum, given))
    table = Table(by=("area",), rows=(("A",), ("B",), ("C",)), counts=sums, contributions=given)
    assert (protect(with_totals(table), rules).marks[0] is Mark.CONFIDENTIAL) == withheld
