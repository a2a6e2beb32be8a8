"""Who is one person: nothing changes without links, and with them every extract about persons does."""

from __future__ import annotations

import duckdb

from desist.access.persons import TABLES
from desist.quarter.linked import LINK, linked, with_links


def test_without_links_nothing_stands_in_for_anything() -> None:
    assert linked({"police.people": 3}) == {}
    assert with_links(["police.people"], {"police.people": 3}) == ["police.people"]


def test_with_links_every_extract_about_persons_goes_by_them() -> None:
    found = linked({LINK: 1})
    assert {"police_people", "courts_proven_offences", "criminal_history", "youth_outcomes"} <= set(found)
    assert not {"linkage_person_link", "agency_identities", "local_known_links"} & set(found)


def test_a_passport_pins_who_is_one_person_where_persons_are_counted() -> None:
    held = {LINK: 4, "police.people": 1}
    assert with_links(["police.people"], held) == ["police.people", LINK]
    assert with_links(["police_uk.street"], held) == ["police_uk.street"]


def test_every_column_that_names_a_person_goes_by_the_links() -> None:
    """A relation names two people; a row that two agencies sent of the same two is one row."""
    duck = duckdb.connect(":memory:")
    duck.execute(
        "create table local_family_links as select * from (values "
        "('a1', 'b1', 'parent', null::date, null::date, 'x'), ('a2', 'b2', 'parent', null, null, 'x'), "
        "('c', 'd', 'sibling', null, null, 'x')) "
        "as t (person_ref, related_ref, relation, from_date, until, source)"
    )
    duck.execute(
        "create table linkage_person_link as select * from (values "
        "('a1', 'P1'), ('a2', 'P1'), ('b1', 'P2'), ('b2', 'P2'), ('d', 'P3')) as t (person_ref, person_id)"
    )
    rows = duck.execute(linked({LINK: 1})["local_family_links"] + " order by all").fetchall()
    assert [row[:3] for row in rows] == [("P1", "P2", "parent"), ("c", "P3", "sibling")]


def test_both_people_of_a_relation_are_guarded() -> None:
    assert TABLES["local.family_links"].persons == ("person_ref", "related_ref")
    assert TABLES["local.known_links"].persons == ("person_ref", "same_as")
    assert TABLES["police.people"].persons == ("person_ref",)
