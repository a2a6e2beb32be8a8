"""The page on what works names every requirement, one of three states, and only what exists."""

from __future__ import annotations

import re

import pytest

from desist.publication.claims.rules import BY_NAME
from tests.house.tree import ROOT, text_of, tracked

PAGE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
STATES = ("works", "partly", "not built yet")
MAKE = {
    line.split(":")[0]
    for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    if ": " in line
}


def rows() -> dict[str, list[str]]:
    """The cells of each row: report, what, state, where, how it was shown."""
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in PAGE.splitlines()]
    return {row[0]: row[1:] for row in cells if re.fullmatch(r"R\d{3}", row[0])}


def named(text: str) -> list[str]:
    """What is set as code in a cell."""
    return re.findall(r"`([^`]+)`", text)


def test_every_requirement_has_its_row() -> None:
    assert list(rows()) == [f"R{number:03d}" for number in range(1, 148)]
    assert PAGE.count("\n| R") == 147


@pytest.mark.parametrize("number", sorted(rows()))
def test_a_row_is_in_one_of_three_states_and_says_why(number: str) -> None:
    report, what, state, where, shown = rows()[number]
    assert report and what and where and shown
    assert state in STATES
    if state == "works":
        evidence = [name for name in named(shown) if name.startswith(("tests/", "make ", "desist "))]
        assert evidence, f"{number} works, and nothing shows it"


def test_the_page_counts_its_own_rows() -> None:
    for state in STATES:
        count = sum(row[2] == state for row in rows().values())
        assert re.search(rf"^\| {state} \|.*\| {count} \|$", PAGE, re.MULTILINE), f"{count} rows: {state}"


def test_every_file_and_command_that_is_named_exists() -> None:
    files = {str(path) for path in tracked()}
    folders = {str(parent) for path in tracked() for parent in path.parents}
    verbs = set(re.findall(r"^## desist (.+)$", text_of_page("reference/command-line.md"), re.MULTILINE))
    unknown = []
    for name in named(PAGE):
        if name.startswith(("tests/", "desist/")):
            known = name in files or name in folders
        elif name.startswith("make "):
            known = name.split()[1] in MAKE
        elif name.startswith("desist "):
            # A verb of a group of commands has two words: desist reoffending when.
            known = any(" ".join(name.split()[1 : 1 + words]) in verbs for words in (1, 2))
        else:
            continue
        if not known:
            unknown.append(name)
    assert unknown == []


def test_every_measure_and_rule_that_is_named_exists() -> None:
    from desist.measures.catalogue import CATALOGUE

    asked = [re.split(r"[ ]", name)[2] for name in named(PAGE) if name.startswith("desist measure ")]
    assert asked
    assert [name for name in asked if name not in CATALOGUE and name != "NAME"] == []
    defects = PAGE.split("## The ten defects")[1]
    rules = [
        name
        for line in defects.splitlines()
        if line.startswith("| ")
        for name in named(line.rsplit("|", 2)[1])
    ]
    assert len(rules) == 11
    assert [rule for rule in rules if rule not in BY_NAME] == []


def text_of_page(name: str) -> str:
    from pathlib import Path

    return text_of(Path("docs") / name)
