"""Decisions of reviewers: two for a hard pair, one for others, none lost, none for ever beyond undoing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desist.linkage.decisions import (
    Opinion,
    confirmed,
    contradictions,
    decided,
    opinions,
    pair_of,
    with_opinion,
    without_opinion,
    write,
)
from desist.vocabulary.mistake import OperatorMistake

PAIR = ("A1", "B1")


def given(*said: tuple[str, bool], hard: bool) -> list[Opinion]:
    found: list[Opinion] = []
    for by, same in said:
        account = by.lower()
        found = with_opinion(
            found, PAIR, same=same, by=by, account=account, at="2025-06-01", why="seen", hard=hard
        )
    return found


@pytest.mark.parametrize(
    ("said", "hard", "verdict"),
    [
        ([("Ann", True)], False, {PAIR: True}),
        ([("Ann", True)], True, {}),
        ([("Ann", True), ("Bob", True)], True, {PAIR: True}),
        ([("Ann", True), ("Bob", False)], False, {}),
        ([("Ann", True), ("Bob", False), ("Cy", False)], False, {PAIR: False}),
    ],
)
def test_who_must_agree(said: list[tuple[str, bool]], hard: bool, verdict: dict[object, bool]) -> None:
    assert decided(given(*said, hard=hard)) == verdict


def test_a_decision_undone_counts_no_more_and_stays_on_the_record(tmp_path: Path) -> None:
    undone = without_opinion(given(("Ann", True), hard=False), 1, by="Bob", account="bob", at="2025-06-02")
    write(tmp_path / "links" / "decisions.jsonl", undone)
    (kept,) = opinions(tmp_path / "links" / "decisions.jsonl")
    assert (kept.by, kept.undone_by, kept.pair) == ("Ann", "Bob", PAIR)
    assert decided([kept]) == {}
    with pytest.raises(OperatorMistake, match="undone already"):
        without_opinion([kept], 1, by="Bob", account="bob", at="2025-06-03")


@pytest.mark.parametrize(("by", "account"), [("Ann", "ann"), ("Ann", "other"), ("Ann too", "ann")])
def test_nobody_decides_twice_under_another_account_or_another_user(by: str, account: str) -> None:
    once = given(("Ann", True), hard=True)
    with pytest.raises(OperatorMistake, match="has decided on this pair already"):
        with_opinion(once, PAIR, same=True, by=by, account=account, at="", why="again", hard=False)


def test_a_decision_needs_a_reason_and_undoing_one_that_is_there() -> None:
    once = given(("Ann", True), hard=True)
    with pytest.raises(OperatorMistake, match="needs a reason"):
        with_opinion(once, PAIR, same=True, by="Bob", account="bob", at="", why="", hard=False)
    with pytest.raises(OperatorMistake, match="no decision 9"):
        without_opinion(once, 9, by="Bob", account="bob", at="")


def test_a_number_is_not_given_twice_where_an_erasure_left_a_gap() -> None:
    both = given(("Ann", True), ("Bob", True), hard=True)
    third = with_opinion(both[1:], ("C", "D"), same=True, by="Bob", account="b", at="", why="x", hard=False)
    assert [each.id for each in third] == [2, 3]


def test_only_two_who_were_signed_in_make_two_references_known_as_one() -> None:
    one, both = given(("Ann", True), hard=False), given(("Ann", True), ("Bob", True), hard=False)
    assert (confirmed(one), confirmed(both)) == ([], [PAIR])
    typed = [replace(each, account="") for each in both]
    assert decided(typed) == {PAIR: True} and confirmed(typed) == []
    mixed = [replace(both[0], account="", hard=True), both[1]]
    assert decided(mixed) == {}, "a typed name may be the same person's as the account"
    torn = given(("Ann", True), ("Bob", True), ("Cy", False), hard=False)
    assert confirmed(torn) == [PAIR] and confirmed(given(("Ann", True), ("Bob", False), hard=False)) == []
    assert confirmed(without_opinion(both, 1, by="Cy", account="cy", at="")) == []


def test_what_was_written_before_reviewers_signed_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(
        '{"id": 1, "pair": ["A1", "B1"], "same": true, "by": "Ann", "at": "2025-06-01T10:00:00+00:00", '
        '"why": "seen", "hard": false, "undone_by": "", "undone_at": ""}\n',
        encoding="utf-8",
    )
    (old,) = opinions(path)
    assert (old.by, old.account, decided([old])) == ("Ann", "", {PAIR: True})


def test_a_pair_once_hard_stays_hard() -> None:
    twice = with_opinion(
        given(("Ann", True), hard=True), PAIR, same=True, by="Bob", account="bob", at="", why="x", hard=False
    )
    assert twice[-1].hard


def test_a_chain_that_contradicts_is_found() -> None:
    known = {("A", "B"): True, ("B", "C"): True, ("A", "C"): False, ("A", "D"): False}
    assert contradictions(known) == [("A", "C")]


def test_a_pair_is_two_references() -> None:
    assert pair_of("B1", "A1") == PAIR
    with pytest.raises(OperatorMistake, match="given twice"):
        pair_of("A1", "A1")
