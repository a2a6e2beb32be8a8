"""`desist fetch` against a publisher on this machine: download, say, load."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import desist
from desist.cli import fetching
from desist.home.create import create
from tests.command_line import Answer, run
from tests.fetch_examples import RECORDED, archive, workbook
from tests.publisher_server import Publisher, Served, running

ADDRESSES = """
dated = 2026-11-22

[[source]]
name = "police_uk"
title = "Street-level crime and outcomes"
publisher = "data.police.uk"
each = "archive"
address = "{at}/archive/{{month}}.zip"
months_held = 36
hosts = ["127.0.0.1"]
checked = "unverified"

[source.members]
"police_uk.street" = "{{month}}/{{month}}-{{force}}-street.csv"
"police_uk.outcomes" = "{{month}}/{{month}}-{{force}}-outcomes.csv"

[[source]]
name = "home_office.recorded_crime"
title = "Recorded crime"
publisher = "Home Office"
contract = "home_office.recorded_crime"
each = "once"
address = "{at}/recorded.csv"
hosts = ["127.0.0.1"]
checked = 2026-07-23

[[source]]
name = "home_office.crime_outcomes"
title = "Crime outcomes"
publisher = "Home Office"
contract = "home_office.crime_outcomes"
each = "year ending March"
address = "{at}/outcomes-{{year}}.xlsx"
hosts = ["127.0.0.1"]
checked = "unverified"
first = "Save the sheet as CSV."
"""
RECORDED_HERE = RECORDED.replace("2024/25,1,Durham", "2024/25,1,Durham Constabulary")


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as server:
        months = ("2025-01", "2025-02", "2025-03")
        forces = ("durham", "cleveland", "kent")
        server.files["/archive/2025-03.zip"] = Served(content=archive(months, forces))
        server.files["/archive/2025-02.zip"] = Served(content=archive(months[:2], forces))
        server.files["/recorded.csv"] = Served(content=RECORDED_HERE.encode(), kind="text/csv")
        server.files["/outcomes-2025.xlsx"] = Served(content=workbook())
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "durham", "durham")
    return tmp_path / "durham"


@pytest.fixture
def addresses(publisher: Publisher, tmp_path: Path) -> Path:
    path = tmp_path / "addresses.toml"
    path.write_text(ADDRESSES.format(at=publisher.address), encoding="utf-8")
    return path


def fetch(folder: Path, addresses: Path, *words: object) -> Answer:
    return run("fetch", "-w", folder, "--addresses", addresses, *words)


def test_the_verb_is_one_of_the_commands() -> None:
    assert "fetch" in {
        each.name or each.callback.__name__ for each in fetching.app.registered_commands if each.callback
    }


def test_months_of_the_own_force_are_fetched_and_loaded(folder: Path, addresses: Path) -> None:
    done = fetch(folder, addresses, "police_uk.street", "--months", "2025-01..2025-03")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("fetched.") == 3
    assert "police_uk.street: 9 rows read, 9 accepted, 0 quarantined. Version 1, load " in done.out
    (load,) = desist.open(folder).loads()
    assert load.sender == "data.police.uk"
    assert sorted(file["name"] for file in load.files) == [
        f"2025-{at}-durham-street.csv" for at in ("01", "02", "03")
    ]


def test_again_nothing_is_downloaded_and_nothing_changes(
    folder: Path, addresses: Path, publisher: Publisher
) -> None:
    fetch(folder, addresses, "police_uk.street", "--months", "2025-03")
    asked = len(publisher.asked)
    done = fetch(folder, addresses, "police_uk.street", "--months", "2025-03")
    assert len(publisher.asked) == asked
    assert "here already." in done.out
    assert "already loaded, to the byte; nothing changed." in done.out
    assert len(desist.open(folder).loads()) == 1


def test_forces_and_months_are_chosen(folder: Path, addresses: Path) -> None:
    done = fetch(
        folder, addresses, "police_uk.street", "--months", "2025-01,2025-03", "--forces", "Durham, cleveland"
    )
    assert done.code == 0
    assert done.out.count("fetched.") == 4
    assert "2025-02" not in done.out
    assert "12 rows read" in done.out


def test_no_load_only_downloads(folder: Path, addresses: Path) -> None:
    done = fetch(folder, addresses, "home_office.recorded_crime", "--no-load")
    assert done.code == 0
    assert (folder / "fetched" / "home_office.recorded_crime" / "recorded.csv").read_text() == RECORDED_HERE
    assert desist.open(folder).loads() == []


def test_a_source_without_months_needs_none(folder: Path, addresses: Path) -> None:
    done = fetch(folder, addresses, "home_office.recorded_crime")
    assert "home_office.recorded_crime: 1 rows read, 1 accepted, 0 quarantined." in done.out


def test_what_needs_a_hand_first_is_not_loaded(folder: Path, addresses: Path) -> None:
    done = fetch(folder, addresses, "home_office.crime_outcomes", "--months", "2025-03")
    assert done.code == 0
    assert "outcomes-2025.xlsx: fetched." in done.out
    assert done.err.strip() == "Not loaded, for it needs a hand first. Save the sheet as CSV."
    assert desist.open(folder).loads() == []


def test_a_month_that_is_not_published_is_said(folder: Path, addresses: Path, publisher: Publisher) -> None:
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(["2025-01", "2025-02"]))
    done = fetch(folder, addresses, "police_uk.street", "--months", "2025-02..2025-03")
    assert done.code == 0
    assert done.err.strip() == "data.police.uk holds no 2025-03-durham-street.csv."
    assert "3 rows read" in done.out
    nothing = fetch(folder, addresses, "police_uk.street", "--months", "2025-03")
    assert nothing.code == 2
    assert "desist: Nothing of what was asked for is published." in nothing.err


def test_trouble_with_one_contract_does_not_keep_the_others_out(folder: Path, addresses: Path) -> None:
    done = fetch(folder, addresses, "police_uk", "--months", "2025-03")  # its outcomes hold a header only
    assert done.code == 2
    assert "police_uk.street: 3 rows read" in done.out
    assert "2025-03-durham-outcomes.csv holds a header and no rows" in done.err
    assert "Traceback" not in done.err


def test_a_force_that_is_no_peer_is_refused_by_the_load(folder: Path, addresses: Path) -> None:
    done = fetch(folder, addresses, "police_uk.street", "--months", "2025-03", "--forces", "kent")
    assert done.code == 2
    assert "This file is about kent, which is neither an area nor a peer" in done.err


@pytest.mark.parametrize(
    ("words", "sentence", "hint"),
    [
        (["police_uk.street"], "no month was named", "--months 2025-01..2025-03"),
        (["home_office.crime_outcomes"], "no month was named", "--months"),
        (["police_uk.street", "--months", "2025-13"], "'2025-13' is not a month", "2025-03"),
        (
            ["police_uk.street", "--months", "2025-03..2025-01"],
            "ends before it starts",
            "earlier month first",
        ),
        (["police_uk.street", "--months", "2025-03", "--forces", "durhum"], "is no police force", "Durham"),
        (["police_uk.streets"], "is not a source that can be fetched", "police_uk.street"),
        ([], "No source was named", "--list"),
    ],
)
def test_a_mistake_is_one_sentence(
    folder: Path, addresses: Path, words: list[str], sentence: str, hint: str
) -> None:
    done = fetch(folder, addresses, *words)
    assert done.code == 2
    first, *rest = done.err.strip().splitlines()
    assert first.startswith("desist: ")
    assert sentence in first
    assert len(rest) == 1
    assert hint in rest[0]


def test_without_a_network_it_says_so_in_one_sentence(folder: Path, addresses: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    addresses.write_text(ADDRESSES.format(at=f"http://127.0.0.1:{port}"), encoding="utf-8")
    done = fetch(folder, addresses, "home_office.recorded_crime")
    assert done.code == 2
    assert "127.0.0.1 cannot be reached" in done.err
    assert len(done.err.strip().splitlines()) <= 2


def test_the_list_names_every_source_and_needs_no_partnership(tmp_path: Path, addresses: Path) -> None:
    done = run("fetch", "--list", "-w", tmp_path, "--addresses", addresses)
    assert done.code == 0
    lines = done.out.splitlines()
    assert "police_uk" in lines[0]
    assert "address unverified" in lines[0]
    assert lines[1].strip() == "police_uk.street"
    assert "address seen to answer on 2026-07-23" in done.out
    assert "The addresses were written down on 2026-11-22." in done.err


def test_the_addresses_that_are_shipped_are_listed() -> None:
    done = run("fetch", "--list")
    assert done.code == 0
    assert "stats19.casualties" in done.out
    assert "ons.population" in done.out


def test_a_file_of_addresses_that_is_not_there_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    done = fetch(folder, tmp_path / "none.toml", "police_uk.street", "--months", "2025-03")
    assert done.code == 2
    assert "none.toml cannot be read" in done.err
