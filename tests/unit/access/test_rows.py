"""Rows through the door: what comes out, what stays in, and what the log says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desist.access.refusal import Refused
from desist.home.opened import Home
from desist.vocabulary.mistake import OperatorMistake
from tests.access_examples import ACCESS, AGREEMENT, allow
from tests.command_line import run

MEMBERS = "local.cohort_membership"
ASKED = {"purpose": "selection", "reason": "meeting", "user": "ann"}
OPENING = AGREEMENT.replace("valid_from", 'compartments = ["gangs"]\nvalid_from', 1)
CLEARED = ACCESS.replace('roles = ["coordinator"]', 'roles = ["coordinator"]\ncleared_for = ["gangs"]', 1)


def persons(home: Home, **told: object) -> set[str]:
    found = home.access.rows(MEMBERS, **{**ASKED, **told})  # type: ignore[arg-type]  # told in the test
    return {row[found.columns.index("person_ref")] for row in found.rows}


def test_rows_of_a_shut_compartment_do_not_come_out(home: Home) -> None:
    assert persons(home) == {f"P{number:02}" for number in range(3, 20)}
    assert persons(home, persons=["P01", "P05"]) == {"P05"}
    assert persons(home, where={"scheme": "Gangs"}) == set()
    allow(home.folder, CLEARED, OPENING)
    assert persons(Home(home.folder), where={"scheme": "Gangs"}) == {"P00", "P01", "P02"}


def test_a_whole_person_is_set_apart_under_every_reference(home: Home, sent: Callable[..., str]) -> None:
    sent("local.known_links", "person_ref,same_as,known_since\nP09,P01,2024-01-01\n")
    assert "P09" not in persons(home)
    assert "P10" in persons(home)


def test_an_example_opens_made_up_rows_alone(home: Home) -> None:
    allow(home.folder, ACCESS, AGREEMENT.replace('title = "Man', 'example = true\ntitle = "Man'))
    assert persons(Home(home.folder)) == set()


def test_pseudonyms_hold_for_one_agreement(home: Home) -> None:
    allow(home.folder, ACCESS, AGREEMENT.replace("valid_from", "pseudonyms = true\nvalid_from", 1))
    one = persons(Home(home.folder))
    assert len(one) == 17 and not any(name.startswith("P") for name in one)
    assert one == persons(Home(home.folder))
    whose = [each.entry.whose for each in home.access.entries(reason="check", user="eve")]
    assert not one & {name for each in whose for name in each}


def test_every_attempt_leaves_one_entry_and_none_holds_data(home: Home, tmp_path: Path) -> None:
    before = home.access.head().entries
    persons(home)
    attempts: list[dict[str, object]] = [
        {"purpose": ""},
        {"fields": ["status"]},
        {"user": "dan"},
        {"user": "far"},
    ]
    for told in attempts:
        with pytest.raises(Refused):
            persons(home, **told)
    with pytest.raises(OperatorMistake):
        persons(home, fields=["nothing"])
    with pytest.raises(OperatorMistake):
        home.access.rows("no.table", purpose="x", reason="y", user="ann")
    entries = home.access.entries(reason="check", user="eve")[before:]
    assert len(entries) == 7
    assert [each.entry.missing for each in entries] == [
        "",
        "purpose",
        "field status",
        "role",
        "user",
        "a request that can be answered",
        "a request that can be answered",
    ]
    assert len(entries[0].entry.whose) == entries[0].entry.rows == 17
    text = (home.folder / "access" / "log.jsonl").read_text(encoding="utf-8")
    assert not any(f"P{number:02}" in text for number in range(20))


def test_auditors_find_a_person_by_reference_and_nobody_else_reads_the_log(home: Home) -> None:
    persons(home, persons=["P07"])
    persons(home, persons=["P08"])
    found = home.access.entries(person="P07", reason="complaint", user="eve")
    assert [each.entry.act for each in found] == ["rows"]
    with pytest.raises(Refused, match="lacks the permission 'audit', which 'auditor' has"):
        home.access.entries(reason="curiosity", user="ann")
    with pytest.raises(Refused, match="No reason was given"):
        home.access.entries(reason="", user="eve")


def test_loading_and_taking_back_are_entered_and_an_entry_that_lacks_is_found(
    home: Home, sent: Callable[..., str]
) -> None:
    load = sent(
        "police.people",
        "person_ref,date_of_birth,sex,ethnicity_self,ethnicity_officer,area\nP01,1990-01-01,M,,,\n",
    )
    home.undo(load)
    told = [
        (each.entry.kind, each.entry.act, each.entry.about)
        for each in home.access.entries(reason="x", user="eve")
    ]
    assert told[-2:] == [("collection", "load", load), ("alteration", "undo", load)]
    assert home.access.verify().faults == ()
    for path in (home.folder / "access").glob("[lh]*"):
        path.unlink()
    faults = home.access.verify().faults
    assert len(faults) == 2 and f"load {load} of police.people has no entry" in " ".join(faults)


def test_nothing_is_shown_or_loaded_when_the_log_was_cut(home: Home, sent: Callable[..., str]) -> None:
    (home.folder / "access" / "log.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(OperatorMistake, match="tampered with or lost"):
        persons(home)
    versions = home.store.versions()
    with pytest.raises(OperatorMistake, match="tampered with or lost"):
        sent("local.known_links", "person_ref,same_as,known_since\nP09,P01,2024-01-01\n")
    assert home.store.versions() == versions


def test_counts_are_to_five_and_leave_few_people_out(home: Home) -> None:
    found = home.access.count(MEMBERS, by=["scheme"], user="ann")
    assert found.levels == ((("IOM",), 15),)
    assert found.left_out == ("Gangs",)
    allow(home.folder, CLEARED, OPENING)
    assert home.access.count(MEMBERS, by=["scheme"], user="ann").levels == ((("IOM",), 15),)
    with pytest.raises(OperatorMistake, match="never by their references"):
        home.access.count(MEMBERS, by=["person_ref"], user="ann")
    with pytest.raises(Refused):
        home.access.count(MEMBERS, user="far")


def test_figures_leave_a_compartment_out(home: Home) -> None:
    reader = home.reader()
    try:
        rows = reader.ask("select distinct scheme from local_cohort_membership")
    finally:
        reader.close()
    assert rows == [{"scheme": "IOM"}]


def test_rows_set_aside_are_shown_to_those_who_may(home: Home, sent: Callable[..., str]) -> None:
    sent("local.known_links", "person_ref,same_as,known_since\nP11,P12,never\nP13,P14,2024-01-01\n")
    assert [each.sent for each in home.quarantine()] == [""]
    with pytest.raises(Refused, match="lacks the permission 'quarantine'"):
        home.access.quarantine(reason="put right", user="ann")
    (row,) = home.access.quarantine(reason="put right", user="dan")
    assert "P11" in row.sent
    answer = run("quarantine", "--rows", "--as", "ann", "--reason", "x", "-w", home.folder)
    assert answer.code == 2 and "P11" not in answer.out + answer.err
    assert "P11" not in run("quarantine", "-w", home.folder).out


def test_the_command_line_shows_writes_and_refuses(home: Home, tmp_path: Path) -> None:
    asked = ("access", "rows", "--table", MEMBERS, "--as", "ann", "--purpose", "selection", "-w", home.folder)
    answer = run(*asked, "--reason", "meeting", "--only", "scheme=IOM", "--fields", "person_ref")
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[:2] == ["person_ref", "P03"]
    assert "17 rows under agreement 'iom'" in answer.err
    answer = run(*asked)
    assert answer.code == 2 and answer.out == ""
    assert answer.err.startswith("desist: Rows about persons are shown for a stated reason only.")
    out = tmp_path / "handed.csv"
    answer = run(*asked, "--reason", "hand-over", "--to", "Probation", "--out", out)
    assert answer.code == 0 and out.stat().st_mode & 0o077 == 0
    listed = run("audit", "list", "--as", "eve", "--reason", "check", "--json", "-w", home.folder)
    last = json.loads(listed.out)[-1]
    assert (last["kind"], last["recipients"]) == ("disclosure", ["Probation"])
    held = run("audit", "verify", "-w", home.folder)
    assert held.code == 0 and held.out.startswith("Holds: ")
    assert "until 2030-12-31" in run("access", "who", "-w", home.folder).out
    assert "Managing offenders together" in run("access", "agreement", "iom", "-w", home.folder).out


def test_nothing_is_handed_over_and_entered_when_the_file_cannot_be_written(
    home: Home, tmp_path: Path
) -> None:
    asked = ("access", "rows", "--table", MEMBERS, "--as", "ann", "--purpose", "selection", "-w", home.folder)
    before = home.access.head().entries
    answer = run(*asked, "--reason", "hand-over", "--to", "Probation", "--out", tmp_path / "no" / "x.csv")
    assert answer.code == 2 and "there is no folder" in answer.err
    assert home.access.head().entries == before


@pytest.mark.parametrize("slip", ["abc", "12 deadbeef"])
def test_a_head_copied_wrongly_is_no_sign_of_tampering(home: Home, slip: str) -> None:
    printed = run("audit", "head", "-w", home.folder).out.strip()
    assert run("audit", "verify", "--head", printed, "-w", home.folder).code == 0
    answer = run("audit", "verify", "--head", slip, "-w", home.folder)
    assert answer.code == 2 and "is no head of the log" in answer.err
