"""Who is one person: nothing changes without links, and with them every extract about persons does."""

from __future__ import annotations

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
