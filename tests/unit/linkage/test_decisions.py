"""Decisions of reviewers: two for a hard pair, one for others, none lost, none for ever beyond undoing."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.linkage.decisions import (
    Opinion,
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
        found = with_opinion(found, PAIR, same=same, by=by, at="2025-06-01", why="seen", hard=hard)
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
    undone = without_opinion(given(("Ann", True), hard=False), 1, by="Bob", at="2025-06-02")
    write(tmp_path / "links" / "decisions.jsonl", undone)
    (kept,) = opinions(tmp_path / "links" / "decisions.jsonl")
    assert (kept.by, kept.undone_by, kept.pair) == ("Ann", "Bob", PAIR)
    assert decided([kept]) == {}
    with pytest.raises(OperatorMistake, match="undone already"):
        without_opinion([kept], 1, by="Bob", at="2025-06-03")


def test_nobody_decides_twice_or_without_a_name_and_a_reason() -> None:
    once = given(("Ann", True), hard=True)
    with pytest.raises(OperatorMistake, match="Ann has decided"):
        with_opinion(once, PAIR, same=True, by="Ann", at="", why="again", hard=False)
    with pytest.raises(OperatorMistake, match="name of who decides"):
        with_opinion(once, PAIR, same=True, by=" ", at="", why="x", hard=False)
    with pytest.raises(OperatorMistake, match="needs a reason"):
        with_opinion(once, PAIR, same=True, by="Bob", at="", why="", hard=False)
    with pytest.raises(OperatorMistake, match="no decision 9"):
        without_opinion(once, 9, by="Bob", at="")


def test_a_pair_once_hard_stays_hard() -> None:
    twice = with_opinion(
        given(("Ann", True), hard=True), PAIR, same=True, by="Bob", at="", why="x", hard=False
    )
    assert twice[-1].hard


def test_a_chain_that_contradicts_is_found() -> None:
    known = {("A", "B"): True, ("B", "C"): True, ("A", "C"): False, ("A", "D"): False}
    assert contradictions(known) == [("A", "C")]


def test_a_pair_is_two_references() -> None:
    assert pair_of("B1", "A1") == PAIR
    with pytest.raises(OperatorMistake, match="given twice"):
        pair_of("A1", "A1")
