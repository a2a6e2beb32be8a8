"""Stays that overlap and offences dated inside are kept, and flagged so that somebody looks."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.made_up import MadeUp
from tests.reoffending_examples import CAUTION, CUSTODY, HOME, as_rows, offence


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def spell(person: str, came_in: str, left: str | None, reason: str = "sentence") -> dict[str, Any]:
    return {
        "person_ref": person,
        "prison": "Durham",
        "reception_date": came_in,
        "release_date": left,
        "reason": reason,
    }


def proven(person: str, committed: str, proof: str, disposal: str = CUSTODY) -> dict[str, Any]:
    return {
        "person_ref": person,
        "offence_code": "00500",
        "offence_date": committed,
        "proof_date": proof,
        "disposal": disposal,
    }


@pytest.mark.parametrize(
    ("stays", "overlap"),
    [
        ([("2015-01-01", "2015-02-01"), ("2015-02-01", "2015-03-01")], [False, False]),
        ([("2015-01-01", "2015-02-02"), ("2015-02-01", "2015-03-01")], [True, True]),
        ([("2015-01-01", "2016-01-01"), ("2015-02-01", "2015-03-01"), ("2015-04-01", None)], [True] * 3),
        ([("2015-01-01", None), ("2017-01-01", "2017-02-01")], [True, True]),
        ([("2015-01-01", "2015-01-05"), ("2017-01-01", None)], [False, False]),
    ],
)
def test_stays_that_overlap_are_flagged(stays: list[tuple[str, str | None]], overlap: list[bool]) -> None:
    asking = store().fill({"prisons.custody_spells": [spell("a", *stay) for stay in stays]})
    rows = asking.ask("select overlaps_another from custody_spell order by reception_date, release_date")
    assert [row["overlaps_another"] for row in rows] == overlap


def test_offences_dated_inside_are_listed_and_still_count() -> None:
    history = [
        offence("a", "2015-01-01", "2015-02-01", CUSTODY, released="2015-06-01"),
        offence("a", "2015-03-01", "2015-07-01", CAUTION),  # inside
        offence("a", "2015-06-01", "2015-07-01", CAUTION),  # the day of release
        offence("b", "2015-01-01", "2015-02-01", CUSTODY),
        offence("b", "2016-01-01", "2016-02-01", CAUTION),  # inside still
    ]
    asking = store().fill({"criminal_history": as_rows(history)})
    rows = asking.ask("select person_id, offence_date from offence_in_custody order by person_id")
    assert [(row["person_id"], row["offence_date"].isoformat()) for row in rows] == [
        ("a", "2015-03-01"),
        ("b", "2016-01-01"),
    ]
    counted = asking.ask("select count(*) as n from proven_offence")
    assert counted == [{"n": len(history)}]


@pytest.mark.parametrize(
    ("stays", "released"),
    [
        ([], None),
        ([("2014-01-01", "2015-01-31", "remand")], None),  # over before the sentence
        ([("2014-01-01", "2015-02-01", "remand")], "2015-02-01"),  # time served
        ([("2014-01-01", "2015-08-01", "remand")], "2015-08-01"),
        ([("2015-02-01", "2015-08-01", "sentence"), ("2016-01-01", "2016-02-01", "recall")], "2015-08-01"),
        ([("2015-02-01", "2015-08-01", "sentence"), ("2016-01-01", "2016-09-01", "sentence")], "2015-08-01"),
        ([("2015-02-01", None, "sentence")], None),
        ([("2015-01-15", "2015-03-01", "immigration")], None),
    ],
)
def test_custody_given_by_a_court_ends_with_the_stay_that_was_served(
    stays: list[tuple[str, str | None, str]], released: str | None
) -> None:
    asking = store().fill(
        {
            "courts.proven_offences": [proven("a", "2014-01-01", "2015-02-01")],
            "prisons.custody_spells": [spell("a", *stay) for stay in stays],
        }
    )
    (row,) = asking.ask("select index_date from proven_offence")
    assert (row["index_date"] and row["index_date"].isoformat()) == released
