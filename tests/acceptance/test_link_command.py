"""From what two agencies send to a figure over persons, by the command line alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from desist.home.door import signed_in
from tests.command_line import run
from tests.linkage_examples import COLUMNS, as_another_knows, people

pytest.importorskip("splink")
PEOPLE = people(120, seed=4)
REVIEWER = """
[[role]]
id = "reviewer"
title = "Reviewer of links"
may = ["review of links"]

[[user]]
id = "ann"
name = "Ann"
organisation = "Force"
roles = ["reviewer"]
accounts = ["{account}"]
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership whose police and probation know the same people, half of them under two references."""
    folder = tmp_path_factory.mktemp("links")
    home = folder / "home"
    assert run("init", home, "--example", "durham").code == 0
    for agency, rows in (("Police", PEOPLE), ("Probation", as_another_knows(PEOPLE[:80], "B"))):
        path = folder / f"{agency}.csv"
        with path.open("w", newline="") as text:
            csv.writer(text).writerows([COLUMNS, *rows])
        done = run("load", "agency.identities", path, "--sender", agency, "-w", home)
        assert done.code == 0, done.err
    history = folder / "history.csv"
    with history.open("w", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(("person_ref", "date_of_birth", "sex", "offence_code", "offence_date", "proof_date",
                         "disposal", "release_date", "area"))  # fmt: skip
        for number in range(80):
            born = PEOPLE[number][3]
            first = (
                f"A{number:04d}",
                born,
                "M",
                "00500",
                "2016-01-04",
                "2016-02-01",
                "fine",
                "",
                "County Durham",
            )
            again = (
                f"B{number:04d}",
                born,
                "M",
                "00500",
                "2016-05-04",
                "2016-06-01",
                "fine",
                "",
                "County Durham",
            )
            writer.writerows([first, again] if number < 40 else [first])
    assert run("load", "criminal_history", history, "--sender", "Made up", "-w", home).code == 0
    return home


def rate(home: Path, *more: str) -> str:
    asked = ("proven_reoffending_rate", "--from", "2016-01", "--to", "2016-03", "--every", "quarter")
    answer = run("measure", *asked, *more, "-w", home)
    assert answer.code == 0, answer.err
    return answer.out


def test_linked_people_reoffend_where_references_did_not(home: Path) -> None:
    before = json.loads(rate(home, "--json"))["readings"][0]
    assert (before["numerator"], before["denominator"]) == (0, 80)
    refused = run("link", "run", "-w", home)
    assert refused.code != 0 and "No reason was given" in refused.err
    linked = run("link", "run", "--reason", "report of the quarter", "-w", home)
    assert linked.code == 0, linked.err
    assert "200 references are 12" in linked.out
    after = json.loads(rate(home, "--json"))["readings"][0]
    assert after["denominator"] == 80
    assert after["numerator"] >= 36

    ranged = json.loads(rate(home, "--over-links", "8", "--json"))[0]
    assert ranged["lower"] <= ranged["value"] <= 50.0
    assert ranged["lower"] <= ranged["median"] <= ranged["upper"]
    assert rate(home, "--over-links", "8", "--json") == rate(home, "--over-links", "8", "--json")

    touched = run("link", "changes", "--figures", "-w", home)
    assert "proven_reoffending_rate" in touched.out
    assert "0 of 80 -> " in touched.out

    assert run("link", "review", "--reason", "weekly", "-w", home).code != 0, "nobody is known yet"
    with (home / "access.toml").open("a", encoding="utf-8") as file:
        file.write(REVIEWER.format(account=signed_in()))
    decided = run("link", "review", "--apart", "A0001", "B0001", "--why", "seen both", "-w", home)
    assert decided.code == 0, decided.err
    assert "two people, by ann" in decided.out
    undone = run("link", "undo", "1", "--why", "a mistake", "-w", home)
    assert "Decision 1 is undone by ann" in undone.out
    assert run("audit", "verify", "-w", home).code == 0

    refused = run("link", "review", "--show", "A0001", "B0001", "--purpose", "x", "--reason", "y", "-w", home)
    assert refused.code != 0
    assert PEOPLE[1][2] not in refused.out + refused.err

    run_id = linked.out.split("Run ")[1].strip(" .\n")
    assert "Took back" in run("link", "undo", run_id, "-w", home).out
    assert json.loads(rate(home, "--json"))["readings"][0]["numerator"] == 0


def test_what_no_links_touch_is_said_in_a_sentence(home: Path) -> None:
    answer = run("measure", "recorded_offences", "--over-links", "9", "-w", home)
    assert answer.code != 0
    assert "counts no persons" in answer.err
    assert (
        "There is no reference"
        in run("link", "review", "--same", "A0001", "nobody", "--why", "b", "-w", home).err
    )
