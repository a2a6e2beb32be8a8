"""What is put right before a cohort is counted again: known links followed, people placed by address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from desist.measures.definition import rows_sql
from desist.quarter.asking import Asking
from desist.quarter.linked import linked
from desist.quarter.reoffending.put_right import people_merged, without_list
from tests.made_up import MadeUp
from tests.reoffending_examples import HOME

DARLINGTON, COUNTY_DURHAM, GATESHEAD = "E06000005", "E06000047", "E08000037"
NORTHUMBRIA = "E23000007"
BEFORE = ("2000-01-01", "County Durham")


def over(sent: Mapping[str, Sequence[Mapping[str, Any]]], instead: Mapping[str, str] | None = None) -> Asking:
    tables = MadeUp()
    tables.fill(sent)
    return Asking(tables, [], [HOME], instead, linked(dict.fromkeys(sent, 1)))


def person(name: str, area: str | None = None) -> dict[str, Any]:
    return {"person_ref": name, "date_of_birth": "1990-06-15", "area": area}


def proven(name: str, committed: str, proof: str, force: str | None = None, **other: str) -> dict[str, Any]:
    dates = {"offence_date": committed, "proof_date": proof, "processing_force": force}
    return {"person_ref": name, "offence_code": "00500", "disposal": "fine", **dates, **other}


def link(given_up: str, kept: str) -> dict[str, Any]:
    return {"person_ref": given_up, "same_as": kept, "known_since": "2016-01-01"}


def offences(asking: Asking) -> list[tuple[str, int]]:
    rows = asking.ask("select person_id, count(*) as n from proven_offence group by 1 order by 1")
    return [(row["person_id"], row["n"]) for row in rows]


def test_links_are_followed_up_to_three_in_a_row() -> None:
    sent = {
        "police.people": [person(name) for name in "abcde"],
        "courts.proven_offences": [
            proven(name, f"2015-01-0{day}", "2015-02-01") for day, name in enumerate("abcde", 1)
        ],
        "local.known_links": [link("d", "c"), link("c", "b"), link("b", "a")],
    }
    assert offences(over(sent)) == [(name, 1) for name in "abcde"]
    assert offences(over(sent, people_merged())) == [("a", 4), ("e", 1)]


def test_links_join_the_persons_whom_linking_found() -> None:
    """a and b are one by linking; that d is b is known, from before the run or since it; e is nobody else."""
    sent: dict[str, Sequence[dict[str, Any]]] = {
        "police.people": [person(name) for name in "abcde"],
        "courts.proven_offences": [
            proven(name, f"2015-01-0{day}", "2015-02-01") for day, name in enumerate("abcde", 1)
        ],
        "linkage.person_link": [
            {"person_ref": name, "person_id": f"P0000000{number}"}
            for name, number in zip("abcde", (1, 1, 3, 4, 5), strict=True)
        ],
        "local.known_links": [link("d", "b"), link("b", "a"), link("c", "unlinked")],
    }
    assert offences(over(sent)) == [("P00000001", 2), ("P00000003", 1), ("P00000004", 1), ("P00000005", 1)]
    merged = [("P00000001", 3), ("P00000005", 1), ("unlinked", 1)]
    assert offences(over(sent, people_merged(linked=True))) == merged
    assert offences(over(sent, people_merged())) == offences(over(sent)), "references are no persons here"


def test_one_offence_sent_under_two_references_is_one_and_two_alike_under_one_stay_two() -> None:
    sent = {
        "police.people": [person("a"), person("b")],
        "courts.proven_offences": [
            proven("a", "2015-01-01", "2015-02-01"),
            proven("a", "2015-01-01", "2015-02-01"),
            proven("b", "2015-01-01", "2015-02-01"),
        ],
        "local.known_links": [link("b", "a")],
    }
    assert offences(over(sent, people_merged())) == [("a", 2)]


def test_a_stay_under_the_other_reference_ends_the_sentence_once_it_is_known() -> None:
    sent = {
        "police.people": [person("a"), person("b")],
        "courts.proven_offences": [proven("a", "2015-01-01", "2015-02-01", disposal="custody")],
        "prisons.custody_spells": [
            {
                "person_ref": "b",
                "prison": "Durham",
                "reception_date": "2015-02-01",
                "release_date": "2015-10-01",
                "reason": "sentence",
            }
        ],
        "local.known_links": [link("b", "a")],
    }
    assert over(sent).ask("select * from index_event") == []
    (row,) = over(sent, people_merged()).ask("select person_id, index_date from index_event")
    assert (row["person_id"], row["index_date"].isoformat()) == ("a", "2015-10-01")


def test_without_the_list_every_offence_may_be_a_reoffence() -> None:
    sent = {
        "police.people": [person("a")],
        "courts.proven_offences": [
            proven("a", "2015-01-01", "2015-02-01"),
            proven("a", "2015-05-01", "2015-06-01", offence_code="00800"),
        ],
        "moj.offences_not_counted": [
            {"offence_code": "00800", "reason": "breach", "valid_from": "2000-01-01", "valid_to": None}
        ],
    }
    asked = (
        "select reoffences from offenders_followed_up where cohort_months = 3 and period_start = '2015-01-01'"
    )
    assert over(sent).ask(asked) == [{"reoffences": 0}]
    assert over(sent, without_list()).ask(asked) == [{"reoffences": 1}]


def test_spark_can_read_it_too() -> None:
    placed = rows_sql("reoffending/offenders_by_address_in_place")
    merged = (*people_merged().values(), *people_merged(linked=True).values())
    for sql in (*merged, *without_list().values(), placed):
        sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)


@pytest.mark.parametrize(
    ("area", "addresses", "force", "places"),
    [
        ("Darlington", [], None, {DARLINGTON, HOME}),
        # the address on the index date and not the one of today
        ("Darlington", [BEFORE, ("2016-02-02", "Darlington")], None, {COUNTY_DURHAM, HOME}),
        ("Darlington", [BEFORE, ("2016-02-01", "Darlington")], None, {DARLINGTON, HOME}),
        ("Gateshead", [], "Durham", {GATESHEAD, NORTHUMBRIA}),
        # none so early: the area held now
        ("Darlington", [("2016-02-02", "Gateshead")], None, {DARLINGTON, HOME}),
        # no address: the force that dealt with the person, and no council
        (None, [], "Northumbria", {NORTHUMBRIA}),
        (None, [], "E23000007", {NORTHUMBRIA}),
        (None, [], "Durham Constabulary", {HOME}),
        (None, [], None, {HOME}),
        ("Atlantis", [], None, {HOME}),
    ],
)  # fmt: skip
def test_people_are_placed_by_the_address_on_the_index_date_then_by_the_force(
    area: str | None, addresses: list[tuple[str, str]], force: str | None, places: set[str]
) -> None:
    sent = {
        "police.people": [person("a", area)],
        "police.addresses": [{"person_ref": "a", "from_date": day, "area": name} for day, name in addresses],
        "courts.proven_offences": [
            proven("a", "2014-01-01", "2014-02-01", "Cleveland"),
            proven("a", "2016-01-01", "2016-02-01", force),
        ],
    }
    if force is None:
        sent["courts.proven_offences"][0]["processing_force"] = None
    rows = over(sent).ask(
        f"select place from ({rows_sql('reoffending/offenders_by_address_in_place')}) as o "
        "where cohort_months = 3 and index_date = date '2016-02-01'"
    )
    assert sorted(row["place"] for row in rows) == sorted(places)
