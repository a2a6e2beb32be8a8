"""A true nought, a withheld count and one that rounds to nought never look the same, in any format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from desist.home.opened import Home
from tests.command_line import run
from tests.report_text import texts
from tests.small_county import DURHAM, drafted, indicator, load, plan

REFERRED, HELD = "victim_service_referrals", "place_of_safety_detentions"
NAMES = {"nought": "County Durham", "few": "Darlington", "many": DURHAM}


@pytest.fixture
def three(small: Home) -> Home:
    """Nobody was referred in one place, three people in another, and 120 in the force."""
    rows = [
        (REFERRED, place, "2025-Q1", count, "", "")
        for place, count in zip(NAMES.values(), ("0", "3", "120"), strict=True)
    ]
    load(small, *rows, name="three.csv", minutes=1)
    watched = [
        indicator(name, 1, REFERRED, place=f'"{place}"', comparators='["none"]', title=f'"Referred, {name}"')
        for name, place in NAMES.items()
    ]
    (small.folder / "plan.toml").write_text(plan(watched), encoding="utf-8")
    return small


def rule(home: Home, **limits: int) -> None:
    path = home.folder / "partnership.toml"
    text = path.read_text(encoding="utf-8")
    for name, limit in limits.items():
        text = re.sub(rf"^{name} = \d+", f"{name} = {limit}", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "ods"])
def test_in_a_report(three: Home, kind: str) -> None:
    said = texts(drafted(three, "1").folder)[kind]
    assert re.search(r"Referred, nought January to March 2025 0(\.0)? ", said)
    assert re.search(r"Referred, few January to March 2025 \[c\] ", said)
    assert not re.search(r"Referred, few January to March 2025 0", said)


@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "ods"])
def test_in_a_report_that_rounds(three: Home, kind: str) -> None:
    rule(three, withhold_below=2, round_to=10)
    said = texts(drafted(three, "1").folder)[kind]
    assert re.search(r"Referred, nought January to March 2025 0(\.0)? (?!\[low\])", said)
    assert re.search(r"Referred, few January to March 2025 0(\.0)? \[low\]", said)


def test_in_csv_and_json(three: Home) -> None:
    asked = ("measure", REFERRED, "--from", "2025-01", "--to", "2025-03", "--for-publication")
    places = tuple(part for place in NAMES.values() for part in ("--place", place))
    answer = run(*asked, *places, "--csv", "-w", three.folder)
    found = {
        row["place"]: (row["numerator"], row["status"]) for row in csv.DictReader(io.StringIO(answer.out))
    }
    assert sorted(found.values()) == [("", "c"), ("0", ""), ("120", "")]
    whole = json.loads(run(*asked, *places, "--json", "-w", three.folder).out)["readings"]
    assert sorted((each["numerator"] is None, each["numerator"] == 0, each["status"]) for each in whole) == [
        (False, False, ""),
        (False, True, ""),
        (True, False, "c"),
    ]


def test_in_a_table_by_hand(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("region,n\nA,0\nB,3\nC,120\nD,7\n", encoding="utf-8")
    asked = ("protect", table, "--by", "region", "--count", "n")
    found = [(row["n"], row["mark"]) for row in csv.DictReader(io.StringIO(run(*asked).out))]
    assert found == [("0", ""), ("", "[c]"), ("120", ""), ("7", "")]
    rounded = run(*asked, "--below", "2", "--round", "10")
    found = [(row["n"], row["mark"]) for row in csv.DictReader(io.StringIO(rounded.out))]
    assert found == [("0", ""), ("0", "[low]"), ("120", ""), ("10", "")]
