"""For any users, agreements and requests: nothing outside the agreement ever comes back, by any route.

Every cell of the made-up tables is a word that stands nowhere else, so that a leak is seen wherever it turns
up: in rows, on the command line, in a file, in a sentence of refusal, in a count, in the log.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desist.access.refusal import Refused
from desist.home.create import create
from desist.home.door import signed_in
from desist.home.opened import Home
from tests.command_line import run
from tests.reference.access import apart, may_see

MEMBERS, PEOPLE = "local.cohort_membership", "police.people"
COLUMNS = {
    MEMBERS: ["person_ref", "scheme", "entry_date", "exit_date", "exit_reason", "status", "area"],
    PEOPLE: ["person_ref", "date_of_birth", "sex", "ethnicity_self", "ethnicity_officer", "area"],
}
SCHEMES = ("Iom", "Gangs", "Few")
PERSONS = [f"ref{number:02}x" for number in range(14)]
LINKS = {"ref13x": "ref00x"}
TODAY = datetime.now(UTC).date()
ENTERED = "2024-01-10"
# On the day they entered two were children, one had come of age that day, and of one nobody knows.
BORN = {"ref03x": "2009-03-04", "ref07x": "2006-01-11", "ref08x": "2006-01-10"}
NOT_KNOWN = "ref09x"


def _tables() -> dict[str, list[dict[str, str]]]:
    members = [
        {
            "person_ref": person,
            "scheme": "Gangs" if number < 2 else "Few" if number < 5 else "Iom",
            "entry_date": ENTERED,
            "exit_date": "",
            "exit_reason": f"reason{number:02}x",
            "status": f"status{number:02}x",
            "area": f"area{number:02}x",
        }
        for number, person in enumerate(PERSONS)
    ]
    people = [
        {
            "person_ref": person,
            "date_of_birth": BORN.get(person, f"19{60 + number}-03-04"),
            "sex": "F" if number % 3 else "M",
            "ethnicity_self": f"self{number:02}x",
            "ethnicity_officer": f"officer{number:02}x",
            "area": f"home{number:02}x",
        }
        for number, person in enumerate(PERSONS)
        if person != NOT_KNOWN
    ]
    return {MEMBERS: members, PEOPLE: people}


TABLES = _tables()
DATA = {"tables": TABLES, "links": LINKS}
SECRETS = {
    value
    for rows in TABLES.values()
    for row in rows
    for value in row.values()
    if value.endswith("x") or value.startswith("19") or value in BORN.values()
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tables loaded once, with a row that was set aside; users and agreements change by the example."""
    home = tmp_path_factory.mktemp("any") / "home"
    create(home, "durham")
    for old in [home / "access.toml", *(home / "agreements").glob("*")]:
        old.unlink()
    sent = {
        name: [COLUMNS[name], *([row[c] for c in COLUMNS[name]] for row in TABLES[name])] for name in TABLES
    }
    sent["local.known_links"] = [["person_ref", "same_as", "known_since"], ["ref13x", "ref00x", "2024-01-01"]]
    sent[PEOPLE].append(["ref99x", "never", "M", "self99x", "", ""])
    for name, rows in sent.items():
        (home / "sent.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
        Home(home).load(name, [home / "sent.csv"], sender="made up")
    (home / "sent.csv").unlink()
    yield home


def _only(contract: str) -> st.SearchStrategy[dict[str, str]]:
    values = SCHEMES if contract == MEMBERS else ("M", "F")
    column = "scheme" if contract == MEMBERS else "sex"
    return st.one_of(st.just({}), st.sampled_from(values).map(lambda value: {column: value}))


def _fields(contract: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(COLUMNS[contract]), min_size=1, unique=True)


@st.composite
def _shared(draw: st.DrawFn) -> dict[str, Any]:
    contract = draw(st.sampled_from(list(COLUMNS)))
    return {"contract": contract, "fields": draw(_fields(contract)), "only": draw(_only(contract))}


@st.composite
def _parts(draw: st.DrawFn) -> dict[str, Any]:
    contract = draw(st.sampled_from(list(COLUMNS)))
    part = {"contract": contract, "only": draw(_only(contract))}
    if contract == MEMBERS and draw(st.booleans()):
        part |= {"under_age": draw(st.sampled_from([18, 25])), "dated_by": "entry_date"}
    return part


def _some(*words: str, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=least, unique=True)


DAY = st.sampled_from([-400, -1, 0, 1, 400]).map(lambda days: TODAY + timedelta(days=days))
USERS = ("ann", "bob")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Any users, compartments and agreements over the tables."""
    compartments = [
        {
            "id": name,
            "whole_person": draw(st.booleans()),
            "figures": draw(st.sampled_from(["counted", "left out"])),
            "rows": draw(st.lists(_parts(), min_size=1, max_size=2)),
        }
        for name in draw(_some("gangs", "other"))
    ]
    names = [each["id"] for each in compartments]
    cleared = _some(*names) if names else st.just([])
    users = {
        name: {
            "roles": draw(_some("one", "two", least=1)),
            "cleared_for": draw(cleared),
            "from": TODAY - timedelta(days=1),
            "until": draw(st.sampled_from([TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=9)])),
        }
        for name in USERS
    }
    agreements = [
        {
            "id": f"agreement{number}",
            "example": draw(st.integers(0, 5)) == 0,
            "purposes": draw(_some("selection", "support", least=1)),
            "recipients": draw(_some("one", "two", least=1)),
            "disclosed_to": draw(_some("Force", "Council")),
            "compartments": draw(cleared),
            "pseudonyms": draw(st.booleans()),
            "from": TODAY - timedelta(days=500),
            "until": draw(DAY),
            "tables": draw(st.lists(_shared(), min_size=1, max_size=2)),
        }
        for number in range(draw(st.integers(0, 3)))
    ]
    return {
        "users": users,
        "compartments": compartments,
        "agreements": agreements,
    }


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    contract = draw(st.sampled_from(list(COLUMNS)))
    return {
        "user": draw(st.sampled_from(USERS)),
        "table": contract,
        "purpose": draw(st.sampled_from(["selection", "support", "selection", "curiosity", ""])),
        "reason": draw(st.sampled_from(["meeting", "meeting", "meeting", " "])),
        "fields": draw(st.one_of(st.just([]), _fields(contract))),
        "only": draw(_only(contract)),
        "persons": draw(st.one_of(st.just([]), st.lists(st.sampled_from(PERSONS), max_size=2, unique=True))),
        "to": draw(st.sampled_from(["", "", "Force", "Council", "A newspaper"])),
    }


def _toml(**told: object) -> str:
    """Keys and values as TOML."""
    lines = []
    for name, value in told.items():
        if isinstance(value, dict):
            inner = ", ".join(f"{key} = {json.dumps(each)}" for key, each in value.items())
            lines.append(f"{name} = {{ {inner} }}")
        else:
            lines.append(f"{name} = {value if isinstance(value, date) else json.dumps(value)}")
    return "\n".join([*lines, ""])


def write(world: Mapping[str, Any], folder: Path) -> Home:
    """Put a world's users, compartments and agreements into the partnership's files."""
    parts = [f"[[role]]\n{_toml(id=name, title=name)}" for name in ("one", "two")]
    for name, user in world["users"].items():
        days = {"valid_from": user["from"], "valid_until": user["until"]}
        who = {"id": name, "name": name, "organisation": "Force", "accounts": [signed_in()]}
        parts.append(
            f"[[user]]\n{_toml(**who, roles=user['roles'], cleared_for=user['cleared_for'], **days)}"
        )
    for each in world["compartments"]:
        about = {key: each[key] for key in ("id", "whole_person", "figures")}
        parts.append(f"[[compartment]]\n{_toml(title=each['id'], **about)}")
        parts += [f"[[compartment.rows]]\n{_toml(**rows)}" for rows in each["rows"]]
    (folder / "access.toml").write_text("\n".join(parts), encoding="utf-8")
    (folder / "agreements").mkdir(exist_ok=True)
    for old in (folder / "agreements").glob("*"):
        old.unlink()
    words = (
        "title",
        "purpose",
        "legal_basis",
        "gateway",
        "retention",
        "accuracy",
        "security",
        "rights",
        "breach",
    )
    for each in world["agreements"]:
        keys = ("id", "example", "purposes", "recipients", "disclosed_to", "compartments", "pseudonyms")
        told = {key: each[key] for key in keys} | dict.fromkeys(words, "Made up")
        days = {"valid_from": each["from"], "valid_until": each["until"], "review": TODAY}
        text = [_toml(**told, controller="Force", **days)]
        for name in ("Force", "Council"):
            party = {
                "name": name,
                "role": "controller",
                "regime": "UK GDPR",
                "signed_by": "x",
                "signed_on": TODAY,
            }
            text.append(f"[[party]]\n{_toml(**party)}")
        text += [f"[[table]]\n{_toml(**table, why='Made up')}" for table in each["tables"]]
        (folder / "agreements" / f"{each['id']}.toml").write_text("\n".join(text), encoding="utf-8")
    return Home(folder)


def secrets_in(text: str) -> set[str]:
    return {secret for secret in SECRETS | {"self99x", "ref99x"} if secret in text}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), request=requests())
def test_nothing_outside_the_agreement_comes_back(
    folder: Path, world: dict[str, Any], request: dict[str, Any]
) -> None:
    home = write(world, folder)
    granted = may_see(world | DATA, request, TODAY)
    echoed = set(request["persons"])
    allowed = echoed | {row[name] for fields, rows in granted for name in fields for row in rows}
    entries = home.access.head().entries
    # Python
    try:
        found = home.access.rows(
            request["table"],
            purpose=request["purpose"],
            reason=request["reason"],
            fields=request["fields"],
            persons=request["persons"],
            where=request["only"],
            to=request["to"],
            user=request["user"],
        )
    except Refused as refused:
        assert not granted, refused.sentence
        assert not secrets_in(str(refused)) - echoed
    else:
        assert granted
        shown = [
            {name: "" if cell is None else str(cell) for name, cell in zip(found.columns, row, strict=True)}
            for row in found.rows
        ]
        assert any(alike(fields, rows, shown) for fields, rows in granted)
        assert secrets_in(repr(shown)) <= allowed
    # the command line, its file and its sentences
    out = folder / "out.csv"
    out.unlink(missing_ok=True)
    words = ["access", "rows", "--table", request["table"], "--as", request["user"], "-w", str(folder)]
    words += ["--purpose", request["purpose"], "--reason", request["reason"], "--out", str(out)]
    words += ["--fields", ",".join(request["fields"]), "--to", request["to"]]
    words += [word for each in request["persons"] for word in ("--person", each)]
    words += [word for name, value in request["only"].items() for word in ("--only", f"{name}={value}")]
    answer = run(*words)
    assert (answer.code == 0) is bool(granted) is out.exists()
    written = out.read_text(encoding="utf-8") if out.exists() else ""
    assert secrets_in(answer.out + answer.err + written) <= allowed
    # the log: one entry an attempt, and not a word of the data
    assert home.access.head().entries == entries + 2
    log = (folder / "access" / "log.jsonl").read_text(encoding="utf-8")
    assert not secrets_in(log)


def alike(fields: list[str], rows: list[Mapping[str, str]], shown: list[dict[str, str]]) -> bool:
    """Whether what came out is exactly these rows; a made-up reference stands for any."""
    names = [name for name in fields if name != "person_ref"]

    def bag(rows: list[Any]) -> Counter[tuple[str, ...]]:
        return Counter(tuple(row[name] for name in names) for row in rows)

    return all(set(row) == set(fields) for row in shown) and bag(list(rows)) == bag(shown)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    world=worlds(),
    user=st.sampled_from(USERS),
    by=st.sampled_from(["", "scheme", "area", "sex", "scheme,status"]),
)
def test_no_count_tells_of_few_people_or_of_a_shut_compartment(
    folder: Path, world: dict[str, Any], user: str, by: str
) -> None:
    write(world, folder)
    table = PEOPLE if by == "sex" else MEMBERS
    answer = run("access", "count", "--table", table, "--as", user, "--by", by, "-w", folder)
    assert not secrets_in(answer.out + answer.err)
    if answer.code:
        return
    columns = [name for name in by.split(",") if name]
    told = world["users"][user]
    opened = [
        name
        for each in world["agreements"]
        if each["from"] <= TODAY <= each["until"] and not each["example"]
        if set(told["roles"]) & set(each["recipients"])
        for name in each["compartments"]
        if name in told["cleared_for"]
    ]
    opened += [each["id"] for each in world["compartments"] if each["figures"] == "counted"]
    levels: dict[str, set[str]] = {}
    for row in TABLES[table]:
        if not apart(world | DATA, table, row, opened):
            levels.setdefault("  ".join(row[name] for name in columns), set()).add(row["person_ref"])
    expected = {name: 5 * round(len(people) / 5) for name, people in levels.items() if len(people) >= 5}
    lines = [line.split() for line in answer.out.splitlines()[1:]]
    assert {" ".join(line[:-1]): int(line[-1]) for line in lines} == expected


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), user=st.sampled_from(USERS))
def test_no_other_command_shows_a_row(folder: Path, world: dict[str, Any], user: str) -> None:
    """Neither role may see what was set aside, read the log, or ask for what the law grants to others."""
    write(world, folder)
    why = ("--reason", "curiosity", "--as", user, "-w", folder)
    for words in (
        ("quarantine", "--rows", *why),
        ("quarantine", "-w", folder),
        ("quarantine", "--json", "-w", folder),
        ("access", "about", "ref07x", *why),
        ("access", "erase", "ref07x", *why),
        ("access", "retention", "--persons", *why),
        ("access", "who", "-w", folder),
        ("audit", "list", *why),
        ("reoffending", "rank", "--scheme", "Iom", "--purpose", "selection", *why),
        ("loads", "-w", folder),
    ):
        answer = run(*words)
        assert not secrets_in(answer.out + answer.err), words
