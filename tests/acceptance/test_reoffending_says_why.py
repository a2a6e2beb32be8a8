"""Where there is nothing to print of people followed up, it is said what there is and what would help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.synthetic.pack import SENDER
from tests.command_line import run

PEOPLE = "person_ref,date_of_birth,sex,ethnicity_self,ethnicity_officer,area\n"
HISTORY = "person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date\n"
OUTCOMES = "person_ref,outcome_date,outcome,tier\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    create(tmp_path / "durham", "durham")
    return desist.open(tmp_path / "durham")


def sent(home: Home, contract: str, text: str, sender: str = SENDER) -> None:
    path = home.folder.parent / f"{contract}.csv"
    path.write_text(text, encoding="utf-8")
    home.load(contract, [path], sender=sender)


def one_person(home: Home, sender: str = SENDER) -> None:
    sent(home, "criminal_history", f"{HISTORY}P1,1980-05-01,M,00805,2024-02-01,2024-02-20,fine,\n", sender)


def test_without_children_there_are_no_headings_but_a_sentence(home: Home) -> None:
    answer = run("reoffending", "youth-cohort", "-w", home.folder)
    assert (answer.code, answer.out) == (2, "")
    assert "No outcome of a child is held in Durham, so there is no cohort of children." in answer.err
    assert "Load youth.outcomes and police.people, with courts.proven_offences or criminal_history." in (
        answer.err
    )


def test_a_cohort_of_children_names_its_place_its_source_and_that_it_was_made_up(home: Home) -> None:
    sent(home, "police.people", f"{PEOPLE}C1,2008-05-01,M,,,County Durham\n")
    sent(home, "youth.outcomes", f"{OUTCOMES}C1,2020-02-03,Youth Caution,pre_court\n")
    sent(
        home,
        "courts.proven_offences",
        "person_ref,offence_code,offence_date,proof_date,disposal\nC1,00805,2020-03-01,2021-06-30,fine\n",
    )
    answer = run("reoffending", "youth-cohort", "-w", home.folder)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[0] == (
        "Children in Durham (synthetic) by the quarter of their outcome, and how many reoffended since. "
        "Agencies' extracts."
    )
    plain = json.loads(run("reoffending", "youth-cohort", "-w", home.folder, "--json").out)
    assert (plain["place"], plain["source"]) == ("Durham (synthetic)", "agencies' extracts")
    assert len(plain["cohorts"]["January to March 2020"]) == 4


def test_a_nowcast_of_one_person_says_why_there_is_no_cohort(home: Home) -> None:
    one_person(home)
    answer = run("reoffending", "nowcast", "-w", home.folder)
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Proven reoffending in Durham (synthetic), as at 20 February 2024.\n")
    why = "No cohort of the months asked for had closed by 20 February 2024 in Durham (synthetic): "
    assert why in answer.out
    plain = json.loads(run("reoffending", "nowcast", "-w", home.folder, "--json").out)
    assert (plain["cohorts"], plain["place"]) == ([], "Durham (synthetic)")
    assert plain["why"].startswith(why)


def test_a_year_without_anybody_is_told_from_nothing_loaded(home: Home) -> None:
    one_person(home, sender="police")
    for question in ("expected", "when"):
        answer = run("reoffending", question, "-w", home.folder, "--from", "1990-01", "--to", "1990-12")
        assert answer.code == 2
        assert "Data are loaded, but nobody of Durham stands in the cohorts of" in answer.err
        assert "released there from 20 February 2024 to 20 February 2024" in answer.err
        assert "Load " not in answer.err
    nobody = run(
        "reoffending",
        "when",
        "-w",
        home.folder,
        "--place",
        "Cleveland",
        "--from",
        "1990-01",
        "--to",
        "1990-12",
    )
    assert nobody.code == 2
    assert "Nobody of Cleveland is held" in nobody.err and "Load criminal_history" in nobody.err


def test_before_any_run_of_linking_it_is_said_to_run_it(home: Home) -> None:
    answer = run("link", "changes", "--figures", "-w", home.folder)
    assert answer.code == 2
    assert "Nothing is linked yet" in answer.err and "desist link run" in answer.err
    other = run("link", "changes", "--figures", "--run", "link1", "-w", home.folder)
    assert "There is no such run of linking." in other.err
