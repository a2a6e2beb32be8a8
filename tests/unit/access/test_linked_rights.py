"""Subject access and erasure where records are linked: the known is followed, what is believed is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desist.access.refusal import Refused
from desist.home.access import Access
from desist.home.opened import Home
from desist.linkage.doubt import doubt
from desist.linkage.held import links
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run
from tests.linkage_examples import as_another_knows, people
from tests.unit.access.test_rights import bytes_of, decision

pytest.importorskip("splink")
WHY = {"reason": "request", "user": "dan"}
ONE, OTHER, STRANGER = "A0003", "B0003", "B0007"


def review(home: Home, *lines: str) -> None:
    """Put decisions into the store as reviewers made them."""
    (home.store.folder / "links").mkdir(exist_ok=True)
    (home.store.folder / "links" / "decisions.jsonl").write_text("".join(lines), encoding="utf-8")


def identities(found: dict[str, object]) -> set[str]:
    tables = found["tables"]
    assert isinstance(tables, dict)
    return {row["person_ref"] for row in tables["agency.identities"]["now"]}


def test_what_is_believed_is_listed_and_what_two_confirmed_is_exported(linked: Home) -> None:
    found = linked.access.rights.about(ONE, **WHY)
    assert identities(found) == {ONE}
    assert found["believed to be the same person, to be asked for one by one"] == [OTHER]
    review(linked, decision(1, ONE, OTHER))
    assert identities(linked.access.rights.about(ONE, **WHY)) == {ONE}, "one reviewer may err"
    review(linked, decision(1, ONE, OTHER), decision(2, ONE, OTHER, account="roy"))
    found = linked.access.rights.about(ONE, **WHY)
    assert identities(found) == {ONE, OTHER} == set(found["references"])
    assert [each["decided"] for each in found["decided in review"]] == ["one person", "one person"]
    assert linked.access.rights.about(STRANGER, **WHY)["decided in review"] == []
    assert found["believed to be the same person, to be asked for one by one"] == []


def test_decisions_by_the_commands_of_two_accounts_are_followed(linked: Home) -> None:
    linked.linking.review.decide(ONE, STRANGER, same=True, why="one file", user="rev")
    second = Home(linked.folder)
    second.access = Access(second, account="roy")
    second.linking.review.decide(ONE, STRANGER, same=True, why="met them")
    assert set(linked.access.rights.about(ONE, **WHY)["references"]) == {ONE, STRANGER}
    lines = linked.access.entries(person=STRANGER, reason="check", user="eve")
    assert [each.entry.act for each in lines] == ["link decide", "link decide", "about"]


def test_a_link_that_was_sent_is_not_followed_once_it_is_decided_to_be_none(
    linked: Home, tmp_path: Path
) -> None:
    known = tmp_path / "known.csv"
    known.write_text(f"person_ref,same_as,known_since\n{STRANGER},{ONE},2024-01-01\n", encoding="utf-8")
    linked.load("local.known_links", [known], sender="made up")
    assert set(linked.access.rights.about(ONE, **WHY)["references"]) == {ONE, STRANGER}
    review(linked, decision(1, ONE, STRANGER, same=False))
    assert linked.access.rights.about(ONE, **WHY)["references"] == [ONE]


def test_rows_of_a_confirmed_reference_are_set_apart_with_the_person(linked: Home, tmp_path: Path) -> None:
    """B0009 is confirmed to be A0000, who is in a gang: nobody who is not cleared sees rows of either."""
    members = tmp_path / "more.csv"
    heading = "person_ref,scheme,entry_date,exit_date,exit_reason,status,area\n"
    members.write_text(
        f"{heading}A0000,Gangs,2024-01-10,,,,\nB0009,IOM,2024-01-10,,,,\nB0010,IOM,2024-01-10,,,,\n",
        encoding="utf-8",
    )
    linked.load("local.cohort_membership", [members], sender="made up")

    def seen() -> list[str]:
        found = linked.access.rows(
            "local.cohort_membership", purpose="selection", reason="x", fields=["person_ref"], user="ann"
        )
        return [row[0] for row in found.rows]

    assert seen() == ["B0009", "B0010"]
    review(linked, decision(1, "A0000", "B0009"), decision(2, "A0000", "B0009", account="roy"))
    assert seen() == ["B0010"]


def test_an_erased_person_leaves_links_identities_and_what_was_compared(linked: Home) -> None:
    everybody = {row[0]: row for row in [*people(60), *as_another_knows(people(60)[:40], "B")]}
    name, number = everybody[ONE][2].lower(), everybody[ONE][5].encode()
    before = bytes_of(linked).lower()
    assert ONE.lower().encode() in before and number in before and name.encode() in before
    prepared = [path for path in (linked.store.cache / "links").rglob("*") if path.is_file()]
    assert prepared, "what was compared is kept"
    found = linked.access.rights.erase(ONE, **WHY)
    assert found.done.rows["agency.identities"] == 1 and found.done.rows["linkage.person_link"] == 1
    assert found.believed == (OTHER,)
    assert not (linked.store.cache / "links").exists()
    held = bytes_of(linked)
    assert ONE.encode() not in held and OTHER.encode() in held
    if everybody[OTHER][5] == "":
        assert number not in held
    engine = linked.store.engine()
    try:
        for version in range(1, linked.store.versions()["linkage.person_link"] + 1):
            assert ONE not in links(engine, linked.store, version)
        kept = links(engine, linked.store)
    finally:
        engine.close()
    again = linked.linking.run(reason="after an erasure")
    assert again.anew and again.references == 99
    engine = linked.store.engine()
    try:
        assert {ref: each for ref, each in links(engine, linked.store).items() if ref != OTHER} == {
            ref: each for ref, each in kept.items() if ref != OTHER
        }
    finally:
        engine.close()


def test_a_believed_reference_is_erased_by_decision_alone(linked: Home) -> None:
    with pytest.raises(OperatorMistake, match=f"'{STRANGER}' is not believed to be the same person"):
        linked.access.rights.erase(ONE, also=[STRANGER], **WHY)
    assert ONE.encode() in bytes_of(linked)
    found = linked.access.rights.erase(ONE, also=[OTHER], **WHY)
    assert (found.references, found.believed) == ((ONE, OTHER), ())
    held = bytes_of(linked)
    assert ONE.encode() not in held and OTHER.encode() not in held
    name, number = next((row[2], row[5]) for row in people(60) if row[0] == ONE)
    assert number.encode() not in held and name.encode() not in held


def test_a_confirmed_reference_is_erased_and_held_with_the_person(linked: Home) -> None:
    review(linked, decision(1, ONE, OTHER), decision(2, ONE, OTHER, account="roy"))
    linked.access.rights.hold(OTHER, **WHY)
    with pytest.raises(Refused, match="under a legal hold"):
        linked.access.rights.erase(ONE, **WHY)
    linked.access.rights.hold(ONE, lift=True, **WHY)
    assert set(linked.access.rights.erase(ONE, **WHY).references) == {ONE, OTHER}
    held = bytes_of(linked)
    assert ONE.encode() not in held and OTHER.encode() not in held


def test_a_hold_on_what_is_believed_to_be_the_same_refuses_or_is_told_before_anything_goes(
    linked: Home,
) -> None:
    linked.access.rights.hold(OTHER, **WHY)
    told: list[tuple[str, bool]] = []
    with pytest.raises(Refused, match="under a legal hold"):
        linked.access.rights.erase(ONE, also=[OTHER], **WHY)
    assert ONE.encode() in bytes_of(linked)
    found = linked.access.rights.erase(
        ONE, **WHY, say=lambda said: told.append((said, ONE.encode() in bytes_of(linked)))
    )
    said = f"'{OTHER}' is under a legal hold, and linking believes it to be the same person; it is kept."
    assert told == [(said, True)], "told while everything was still there"
    assert found.believed == (OTHER,) and OTHER.encode() in bytes_of(linked)


def test_a_hold_on_what_is_confirmed_to_be_a_reference_named_with_it_refuses(linked: Home) -> None:
    linked.access.rights.hold(STRANGER, **WHY)
    review(linked, decision(1, OTHER, STRANGER), decision(2, OTHER, STRANGER, account="roy"))
    with pytest.raises(Refused, match="under a legal hold"):
        linked.access.rights.erase(ONE, also=[OTHER], **WHY)
    assert ONE.encode() in bytes_of(linked)


def test_an_erased_person_leaves_what_was_in_doubt(linked: Home) -> None:
    engine = linked.store.engine()
    try:
        before, _ = doubt(engine, linked.store)
        gone = before.references[0][0]
        (kept,) = (linked.store.folder / "links").glob("*.doubt.jsonl")
        assert f'"{gone}"' in kept.read_text(encoding="utf-8")
        erased = linked.access.rights.erase(gone, **WHY)
        assert gone.encode() not in bytes_of(linked)
        left, _ = doubt(engine, linked.store)
    finally:
        engine.close()
    mine = {each for each in before.references if set(each) & set(erased.references)}
    assert mine and set(left.references) == set(before.references) - mine


def test_the_command_says_what_went_and_what_stayed(linked: Home) -> None:
    told = ("--reason", "request", "--as", "dan", "-w", linked.folder)
    answer = run("access", "erase", ONE, *told)
    assert f"The person was known as {ONE}" in answer.out
    assert f"they are kept: {OTHER}" in answer.err
    run("access", "hold", "B0006", *told)
    answer = run("access", "erase", "A0006", *told)
    assert "'B0006' is under a legal hold, and linking believes it to be the same person" in answer.err
    answer = run("access", "erase", "A0004", "--with", "B0004", *told)
    assert "The person was known as A0004, B0004" in answer.out and "kept:" not in answer.err
    assert run("access", "erase", "A0005", "--with", ONE, *told).code != 0
    shown = json.loads(run("access", "about", "A0005", *told).out)
    assert shown["believed to be the same person, to be asked for one by one"] == ["B0005"]
