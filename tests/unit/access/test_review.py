"""Review of links through the door: whoever is signed in decides, two where it is hard, all of it logged."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from desist.access.entry import Kind
from desist.access.refusal import Refused
from desist.home.access import Access
from desist.home.door import signed_in
from desist.home.linking import Linking
from desist.home.opened import Home
from desist.linkage.decisions import decisions_file, opinions
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run

pytest.importorskip("splink")
HARD = ("A0001", "B0002")  # two that nobody would think one person, so they were never compared
WHY = {"why": "seen both", "user": "rev"}


@pytest.fixture
def home(linked: Home) -> Home:
    return linked


def as_(account: str, home: Home) -> Linking:
    """The same partnership, somebody else signed in."""
    other = Home(home.folder)
    other.access = Access(other, account=account)
    return other.linking


def last(home: Home) -> dict[str, object]:
    return home.access.log.check().lines[-1].entry.document()


def test_a_run_is_entered_as_a_combination_with_who_and_why(home: Home) -> None:
    (entry,) = [each.entry for each in home.access.log.check().lines if each.entry.kind is Kind.COMBINATION]
    (ran,) = home.loads("linkage.person_link")
    assert (entry.about, entry.reason, entry.account) == (ran.id, "yearly report", signed_in())
    assert (entry.rows, set(entry.tables)) == (100, {"agency.identities", "linkage.person_link"})
    with pytest.raises(Refused, match="No reason was given"):
        home.linking.run(reason=" ")
    assert (last(home)["kind"], last(home)["missing"]) == ("combination", "reason")
    with pytest.raises(Refused, match="There is no user 'nobody'"):
        home.linking.run(reason="x", user="nobody")
    assert run("link", "run", "-w", home.folder).code != 0


def test_a_run_or_a_decision_without_its_entry_is_found(home: Home) -> None:
    def faults() -> list[str]:
        return [each for each in home.access.verify().faults if "identities" not in each]

    assert faults() == []
    home.linking.review.decide(*HARD, same=True, **WHY)
    assert faults() == []
    path = decisions_file(home.store.folder)
    forged = {**json.loads(path.read_text(encoding="utf-8")), "id": 2, "by": "roy", "account": "roy"}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(forged) + "\n")
    assert faults() == ["decision 2 of review has no entry in the log."]
    path.unlink()
    from desist.linkage.run import run as link

    ran = link(home.store, datetime(2031, 1, 1, tzinfo=UTC))
    assert faults() == [f"run {ran.id} has no entry in the log."]
    home.undo(ran.id)


def test_two_reviewers_are_two_accounts(home: Home) -> None:
    review = home.linking.review
    given = review.decide(*HARD, same=True, **WHY)
    assert (given.by, given.account, given.hard) == ("rev", signed_in(), True)
    assert last(home)["about"] == "decision 1: one person" and last(home)["reason"] == "seen both"
    for user in ("rev", "rex"):
        with pytest.raises(OperatorMistake, match="has decided on this pair already"):
            review.decide(*HARD, same=True, why="again", user=user)
    second = as_("roy", home).review.decide(*HARD, same=True, why="met them")
    assert (second.id, second.by, second.account) == (2, "roy", "roy")
    undone = review.undo(1, why="a twin", user="rex")
    assert (undone.undone_by, undone.undone_account) == ("rex", signed_in())
    assert last(home)["about"] == "decision 1 undone"


def test_nobody_decides_who_is_unknown_or_may_not(home: Home) -> None:
    before = opinions(decisions_file(home.store.folder))
    for account, user, sentence in (
        ("nobody", "", "belongs to no user"),
        ("nobody", "rev", "is not the account 'nobody'"),
        (signed_in(), "ann", "lacks the permission 'review of links', which 'reviewer' has"),
    ):
        review = as_(account, home).review
        with pytest.raises(Refused, match=sentence):
            review.decide(*HARD, same=True, why="x", user=user)
        with pytest.raises(Refused, match=sentence):
            review.undo(1, why="x", user=user)
        for look in (review.queue, review.decisions, review.changes):
            with pytest.raises(Refused, match=sentence):
                look(reason="curiosity", user=user)
    with pytest.raises(Refused, match="No reason"):
        home.linking.review.queue(reason="", user="rev")
    assert opinions(decisions_file(home.store.folder)) == before


def test_without_an_access_file_nobody_decides(home: Home) -> None:
    kept = (home.folder / "access.toml").read_text(encoding="utf-8")
    agreement = (home.folder / "agreements" / "iom.toml").read_text(encoding="utf-8")
    (home.folder / "access.toml").unlink()
    (home.folder / "agreements" / "iom.toml").unlink()
    try:
        with pytest.raises(Refused, match=r"belongs to no user of access\.toml"):
            Home(home.folder).linking.review.decide(*HARD, same=True, why="x")
        assert Home(home.folder).linking.changes() == {}
    finally:
        (home.folder / "access.toml").write_text(kept, encoding="utf-8")
        (home.folder / "agreements" / "iom.toml").write_text(agreement, encoding="utf-8")


def test_a_person_of_a_shut_compartment_does_not_occur(home: Home) -> None:
    """Nor under a reference that two reviewers confirmed to be theirs."""
    with pytest.raises(OperatorMistake, match="There is no reference 'A0000'"):
        home.linking.review.decide("A0000", "B0002", same=True, **WHY)
    roy = as_("roy", home).review
    assert roy.decide("A0000", "B0005", same=True, why="met them").id == 1
    assert home.linking.review.decisions(reason="check", user="rev") == []
    assert [each.id for each in roy.decisions(reason="check")] == [1]
    with pytest.raises(OperatorMistake, match="There is no decision 1"):
        home.linking.review.undo(1, **WHY)
    path = decisions_file(home.store.folder)
    told = json.loads(path.read_text(encoding="utf-8"))
    second = {**told, "id": 2, "by": "rev", "account": "rev"}
    path.write_text(f"{json.dumps(told)}\n{json.dumps(second)}\n", encoding="utf-8")
    with pytest.raises(OperatorMistake, match="There is no reference 'B0005'"):
        home.linking.review.decide("B0005", "B0006", same=True, **WHY)


def test_decisions_of_a_typed_name_stay_readable_and_are_no_two_people(home: Home) -> None:
    path = decisions_file(home.store.folder)
    path.parent.mkdir(exist_ok=True)
    old = {"id": 1, "pair": HARD, "same": True, "by": "Ann", "at": "2025", "why": "seen", "hard": True}
    path.write_text(
        "".join(json.dumps({**old, **more}) + "\n" for more in ({}, {"id": 2, "by": "Bob"})), encoding="utf-8"
    )
    told = ("--reason", "check", "--as", "rev", "-w", home.folder)
    assert "Ann (a typed name)" in run("link", "review", "--decided", *told).out


def test_the_commands_ask_who_is_signed_in(home: Home) -> None:
    told = ("--as", "rev", "-w", home.folder)
    answer = run("link", "review", "--same", *HARD, "--by", "J. Smith", "--why", "seen", *told)
    assert answer.code != 0 and "Who decides is not typed" in answer.err
    answer = run("link", "review", "--same", *HARD, "--why", "seen", *told)
    assert f"{HARD[0]} and {HARD[1]} are one person, by rev." in answer.out
    assert "once a second person agrees" in answer.err
    assert "undone by rev" in run("link", "undo", "1", "--why", "no", *told).out
    assert run("link", "review", "--reason", "weekly", *told).code == 0
    assert "[" in run("link", "review", "--reason", "weekly", "--json", *told).out
    assert (
        "lacks the permission" in run("link", "review", "--reason", "x", "--as", "ann", "-w", home.folder).err
    )
