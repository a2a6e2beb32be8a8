"""A narrative that says when the risk is highest is held against the store's own records."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from desist.home.opened import Home
from desist.vocabulary.mistake import OperatorMistake
from tests.small_county import NOW, drafted, told

TIE = '{claim=highest-risk-first measure=proven_reoffending_rate period="2022-12" every="quarter"}'
SAID = f"[The highest risk is in the first three months]{TIE}."
HEADER = (
    "person_ref",
    "date_of_birth",
    "sex",
    "offence_code",
    "offence_date",
    "proof_date",
    "disposal",
    "release_date",
)
LAST = date(2024, 12, 31)


def cautioned(home: Home, people: int, after: list[int]) -> None:
    """Load people cautioned in October 2022, of whom one each reoffended so many days later."""
    path = Path(home.folder) / "history.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number in range(people):
            person, day = f"p{number:04}", date(2022, 10, 1 + number % 28)
            rows.writerow([person, "1990-01-01", "M", "10501", day, day, "caution", ""])
            if number < len(after):
                again = day + timedelta(days=after[number])
                rows.writerow([person, "1990-01-01", "M", "10501", again, again, "fine", ""])
        rows.writerow(["last", "1990-01-01", "F", "10501", LAST, LAST, "caution", ""])
    home.load("criminal_history", [path], sender="made up", now=NOW)


def test_a_sentence_the_records_bear_out_is_printed(small: Home) -> None:
    cautioned(small, 400, [1 + day % 91 for day in range(120)] + [92 + day % 273 for day in range(40)])
    told(small, {1: SAID})
    assert [finding for finding in drafted(small, "1").findings if "claim" in finding.rule] == []


def test_a_sentence_the_records_contradict_stops_the_build(small: Home) -> None:
    cautioned(small, 400, [200 + day % 60 for day in range(100)] + [10, 20])
    told(small, {1: SAID})
    with pytest.raises(OperatorMistake, match="but the data contradict it: A later stretch is above"):
        drafted(small, "1")


def test_few_people_cannot_bear_it_out(small: Home) -> None:
    cautioned(small, 20, [5, 6, 7, 8, 9, 10])
    told(small, {1: SAID})
    with pytest.raises(OperatorMistake, match="the data cannot say: Fewer than 30 people were followed up"):
        drafted(small, "1")


def test_cohorts_that_are_not_mature_cannot_either(small: Home) -> None:
    cautioned(small, 100, [5, 6, 7, 8, 9, 10])
    told(small, {1: SAID.replace("2022-12", "2024-12")})
    with pytest.raises(OperatorMistake, match=r"the data cannot say: The cohorts of .* are not mature"):
        drafted(small, "1")


def test_without_the_claim_a_draft_is_warned(small: Home) -> None:
    cautioned(small, 40, [5])
    told(small, {1: "There is evidence that the highest risk is in the first three months."})
    warned = {finding.rule: finding for finding in drafted(small, "1").findings}
    assert "says when the risk is highest without a claim" in warned["unclaimed-direction"].wrong
