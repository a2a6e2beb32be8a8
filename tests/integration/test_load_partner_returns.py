"""A partner's figure that could not be counted, or not as it was meant, is set aside when it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

import desist
from desist.intake.load import load
from desist.partnership.create import create_home
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.extract_examples import NOW, SERIES, csv_text, set_aside

HEADER = ["measure", "place", "period", "numerator", "denominator", "note"]
ASKED = ["satisfied_treatment", "Durham", "2024-Q1", "5", "10", ""]


def sentence(tmp_path: Path, **changed: str) -> str:
    """What is wrong with one row; empty where it is accepted."""
    path = tmp_path / "return.csv"
    path.write_text(csv_text([[changed.get(name, ASKED[n]) for n, name in enumerate(HEADER)]], HEADER))
    store = Store(tmp_path / "store")
    done = load(store, SERIES, [path], now=NOW)
    assert done.rows_accepted + done.rows_quarantined == 1
    return set_aside(store, done)[0][1] if done.rows_quarantined else ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period": "0000-09"}, "period must be a month"),
        ({"period": "9999"}, "period must be a month"),
        ({"period": "2024/26"}, "two years that follow one another"),
        ({"denominator": ""}, "denominator is empty"),
        ({"numerator": "-5"}, "numerator must not be negative"),
        ({"note": "deff=1,5"}, "design effect"),
        ({"note": "DEFF: 2"}, "design effect"),
    ],
)
def test_a_faulty_figure_is_set_aside(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    assert said in sentence(tmp_path, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"period": "1999/00"},
        {"period": "2025"},
        {"note": "weighted; deff = 2; by telephone"},
        {"note": "deff=1.5."},
        {"measure": "rj_referrals", "numerator": "-1", "denominator": ""},
    ],
)
def test_a_sound_figure_is_taken(tmp_path: Path, changed: dict[str, str]) -> None:
    assert sentence(tmp_path, **changed) == ""


@pytest.mark.parametrize("again", ["Durham", "Durham Constabulary", "E23000008"])
def test_a_figure_given_twice_in_one_file_is_refused(tmp_path: Path, again: str) -> None:
    path = tmp_path / "return.csv"
    path.write_text(csv_text([ASKED, [ASKED[0], again, *ASKED[2:]]], HEADER))
    with pytest.raises(OperatorMistake, match=r"satisfied_treatment for .* stands there twice"):
        load(Store(tmp_path / "store"), SERIES, [path], now=NOW)


@pytest.mark.parametrize("again", ["Durham", "Durham Constabulary", "E23000008"])
def test_a_correction_replaces_the_figure_however_the_place_is_spelled(tmp_path: Path, again: str) -> None:
    create_home(tmp_path / "home")
    home = desist.open(tmp_path / "home")
    for number, (place, count) in enumerate([("Durham", "5"), (again, "7")]):
        path = tmp_path / f"{number}.csv"
        path.write_text(csv_text([["rj_referrals", place, "2024-Q1", count, "", ""]], HEADER))
        home.load("local.series", [path])
    (held,) = home.measure("rj_referrals", from_="2024-01", to="2024-03", every="quarter")
    assert held.numerator == 7
