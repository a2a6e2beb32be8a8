"""Which quarter is meant, and what a partnership has once it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.home.create import KEYS, create
from desist.home.making import quarter_ending
from desist.home.opened import Home
from desist.publication.passports.signing import load_key
from desist.vocabulary.mistake import OperatorMistake


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-03", "January to March 2025"),
        ("2024-12", "October to December 2024"),
        (" 2025-06 ", "April to June 2025"),
    ],
)
def test_a_quarter_is_named_by_its_last_month(written: str, said: str) -> None:
    assert str(quarter_ending(written)) == said


@pytest.mark.parametrize(
    ("written", "near"), [("2025-01", "2025-03"), ("2025-02", "2025-03"), ("2025-11", "2025-12")]
)
def test_a_month_inside_a_quarter_is_refused_with_the_one_that_ends_it(written: str, near: str) -> None:
    with pytest.raises(OperatorMistake, match="No quarter ends in") as refused:
        quarter_ending(written)
    assert refused.value.hint.endswith(f"--quarter {near}.")


@pytest.mark.parametrize("example", [None, "durham", "herefordshire"])
def test_a_new_partnership_names_the_key_that_signs_for_it(tmp_path: Path, example: str | None) -> None:
    create(tmp_path / "home", example)
    home = Home(tmp_path / "home")
    assert home.partnership.signing_key == load_key(home.folder / KEYS).public.fingerprint


def test_a_folder_without_a_partnership_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="There is no partnership in"):
        Home(tmp_path)
