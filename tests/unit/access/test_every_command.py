"""Every command there is, tried by somebody without permission: no name, date, number or reference comes out.

A command that is new must be tried here too: the list of them is read from the command line itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from desist.cli.main import app
from desist.home.door import signed_in
from desist.home.opened import Home
from tests.command_line import run
from tests.linkage_examples import as_another_knows, people
from tests.unit.access.test_rights import decision

pytest.importorskip("splink")
EVERYBODY = [*people(60), *as_another_knows(people(60)[:40], "B")]
ASKED = ("A0007", "B0007")  # what somebody types may be said back to them
SECRETS = {
    cell
    for row in EVERYBODY
    for at, cell in enumerate(row)
    if cell and cell not in ASKED and cell != "TS1 1AA" and at in (0, 2, 3, 4, 5)
} | {"Q0001", "neverday"}
HISTORY = "person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date,area\n"

WHY = ("--purpose", "curiosity", "--reason", "curiosity")
REASON = ("--reason", "curiosity")
COHORT = ("--from", "2016-01", "--to", "2016-03")
# What reads no partnership, or reads a publisher's files alone.
ELSEWHERE = {"docs", "fetch", "init", "demo", "synthetic", "contracts", "measures", "plan", "organisations"}
TRIED: dict[str, list[tuple[str, ...]]] = {
    "load": [("police.people", "{landed}"), ("local.series", "{landed}", "--sender", "x")],
    "loads": [(), ("--json",)],
    "undo": [("nothing",)],
    "quarantine": [(), ("--json",), ("--rows", *REASON), ("--rows", "--json", *REASON)],
    "measure": [
        ("proven_reoffending_rate", *COHORT),
        ("proven_reoffending_rate", *COHORT, "--by", "index_offence_group", "--json"),
        ("proven_reoffending_rate", *COHORT, "--over-links", "3", "--json"),
        ("proven_reoffending_rate", *COHORT, "--by", "person_ref"),
    ],
    "protect": [("{landed}", "--by", "surname", "--count", "postcode")],
    "report": [("--quarter", "2025-03", "--kpq", "5-8")],
    "calendar": [("--quarter", "2025-03")],
    "trace": [("CDD-7K3M-Q2XV",)],
    "verify": [(), ("--json",)],
    "rebuild": [("2025-03_kpq5-8_edition1",)],
    "migrate": [()],
    "audit list": [REASON, (*REASON, "--json"), (*REASON, "--person", ASKED[0])],
    "audit verify": [()],
    "audit head": [()],
    "access agreements": [()],
    "access agreement": [("iom",)],
    "access rows": [
        ("--table", "agency.identities", *WHY),
        ("--table", "linkage.person_link", *WHY, "--out", "{out}"),
        ("--table", "criminal_history", "--fields", "date_of_birth", *WHY),
        ("--table", "criminal_history", "--only", "person_ref=A0007", *WHY),
        ("--table", "local.known_links", *WHY),
    ],
    "access count": [
        ("--table", "agency.identities", "--by", "surname,date_of_birth"),
        ("--table", "linkage.person_link", "--by", "person_id"),
    ],
    "access who": [()],
    "access about": [(ASKED[0], *REASON, "--out", "{out}"), (ASKED[0], *REASON)],
    "access erase": [(ASKED[0], *REASON), (ASKED[0], "--with", ASKED[1], *REASON)],
    "access hold": [(ASKED[0], *REASON)],
    "access release": [(ASKED[0], *REASON)],
    "access retention": [(), ("--persons", *REASON)],
    "link run": [REASON, ()],
    "link changes": [(), ("--json",), REASON, (*REASON, "--json")],
    "link review": [
        REASON,
        (*REASON, "--json"),
        ("--decided", *REASON),
        ("--show", *ASKED, *WHY),
        ("--same", *ASKED, "--why", "x"),
        ("--apart", *ASKED, "--why", "x", "--by", "somebody"),
    ],
    "link undo": [("1", "--why", "x")],
    "link": [("--people", "{landed}", "--out", "{out}")],
    "reoffending expected": [(*COHORT, "--json")],
    "reoffending change": [("--from", "2015-01", "--to", "2016-01", "--json")],
    "reoffending harm": [(*COHORT, "--json")],
    "reoffending nowcast": [("--json",)],
    "reoffending scorecard": [("--json",)],
    "reoffending over-links": [("when", *COHORT, "--draws", "2", "--json")],
    "reoffending rank": [("--scheme", "IOM", *WHY), ("--scheme", "Gangs", *WHY, "--out", "{out}")],
    "reoffending reconcile": [("--quarter", "2016-03", "--json")],
    "reoffending before-after": [("--scheme", "Gangs", "--json")],
    "reoffending coverage": [("--scheme", "Gangs", "--json")],
    "reoffending youth-cohort": [(*COHORT, "--json")],
    "reoffending when": [(*COHORT, "--json")],
}
UNDER_THE_DOOR = ("store", "access", "keys")


def commands() -> Iterator[str]:
    """Every command by its words."""
    run("--help")  # each verb is added when the command line first runs

    def walk(command: object, words: tuple[str, ...]) -> Iterator[str]:
        inner = getattr(command, "commands", {})
        if not inner or getattr(command, "invoke_without_command", False):
            yield " ".join(words)
        for name, each in inner.items():
            yield from walk(each, (*words, name))

    return walk(typer.main.get_command(app), ())


@pytest.fixture
def full(linked: Home, tmp_path: Path) -> Home:
    """The linked partnership with offences, rows set aside, a known link and a decision."""
    for number in range(40):  # all of them are to be found in the figures
        ref, born = EVERYBODY[number][0], EVERYBODY[number][3]
        row = f"{ref},{born},M,00500,2015-12-01,2016-02-{1 + number % 28:02},fine,,County Durham\n"
        with (tmp_path / "history.csv").open("a", encoding="utf-8") as file:
            file.write(row if number else HISTORY + row)
    linked.load("criminal_history", [tmp_path / "history.csv"], sender="made up")
    (tmp_path / "known.csv").write_text(
        "person_ref,same_as,known_since\nA0050,A0051,2024-01-01\nQ0001,A0052,neverday\n", encoding="utf-8"
    )
    linked.load("local.known_links", [tmp_path / "known.csv"], sender="made up")
    (linked.store.folder / "links").mkdir(exist_ok=True)
    (linked.store.folder / "links" / "decisions.jsonl").write_text(
        decision(1, "A0020", "B0021", same=False), encoding="utf-8"
    )
    for path in tmp_path.glob("*.csv"):
        path.unlink()
    return linked


def test_no_command_is_left_untried() -> None:
    assert set(commands()) == TRIED.keys() | ELSEWHERE


@pytest.mark.parametrize("user", ["nobody", "ann"])
def test_nothing_about_a_person_comes_out(full: Home, tmp_path: Path, user: str) -> None:
    """Neither to somebody unknown nor to a user whose agreement is for another purpose."""
    if user == "nobody":
        access = full.folder / "access.toml"
        access.write_text(
            access.read_text(encoding="utf-8").replace(f'"{signed_in()}"', '"another"'), encoding="utf-8"
        )
    landed = next(
        path
        for path in (full.store.folder / "landed").rglob("*")
        if path.is_file() and b"pnc_id" in path.read_bytes()
    )
    assert len(_secrets(landed)) > 50, "there is something to be told"
    before = set(tmp_path.rglob("*"))
    answered = 0
    for command, tries in TRIED.items():
        for words in tries:
            out = tmp_path / "out.csv"
            told = [each.format(landed=landed, out=out) for each in words]
            where = [] if command in ("protect", "link") else ["-w", str(full.folder)]
            if user == "ann":
                if not {"--reason", "--why"} & set(told):
                    continue  # what asks for no reason asks for nobody either
                where += ["--as", "ann"]
            answer = run(*command.split(), *told, *where)
            answered += answer.code == 0
            leaked = {secret for secret in SECRETS if secret in answer.out + answer.err}
            assert not leaked, (command, words, leaked, answer.err[:300])
            assert not out.exists() or not _secrets(out), (command, words)
            out.unlink(missing_ok=True)
    assert user == "ann" or answered > 20, "figures, lists and checks are given"
    made = [path for path in tmp_path.rglob("*") if path not in before and path.is_file()]
    for path in made:
        if not set(UNDER_THE_DOOR) & set(path.relative_to(tmp_path).parts):
            assert not _secrets(path), path


def _secrets(path: Path) -> set[str]:
    text = path.read_bytes().decode("latin-1")
    return {secret for secret in SECRETS if secret in text}


def test_what_lies_under_the_door_is_its_owners_alone(full: Home) -> None:
    for name in ("store", "access"):
        assert (full.folder / name).stat().st_mode & 0o077 == 0, name
    for path in (full.folder / "keys").glob("*.key"):
        assert path.stat().st_mode & 0o077 == 0, path.name
    assert (full.folder / "access" / "log.jsonl").stat().st_mode & 0o077 == 0
