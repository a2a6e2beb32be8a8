"""Subject access, erasure, legal holds and retention, through the door."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from deltalake import DeltaTable

from desist.access.refusal import Refused
from desist.access.retention import years_after
from desist.home.opened import Home
from desist.store.erasure import erase_person, erasures
from desist.store.named_person import names_person, without_person
from desist.store.rewriting import PLAN
from desist.store.store import Store
from tests.access_examples import ACCESS, AGREEMENT, allow
from tests.command_line import run

Sent = Callable[..., str]
PEOPLE = "person_ref,date_of_birth,sex,ethnicity_self,ethnicity_officer,area\n"
PROVEN = "person_ref,offence_code,offence_date,proof_date,disposal\n"
WHY = {"reason": "request", "user": "dan"}


def people(*names: str, born: str = "1990-01-01") -> str:
    return PEOPLE + "".join(f"{name},{born},M,,,\n" for name in names)


def decision(number: int, one: str, other: str, account: str = "ann", same: bool = True) -> str:
    """A line of the decisions of review."""
    told = {"id": number, "pair": [one, other], "same": same, "by": account, "account": account}
    return json.dumps({**told, "at": "2025-06-01", "why": "seen", "hard": False}) + "\n"


def bytes_of(home: Home) -> bytes:
    """Every byte that the partnership's folder holds, Parquet files unpacked into text."""
    found = []
    engine = home.store.engine()
    for path in home.folder.rglob("*"):
        if path.suffix == ".parquet":
            found.append(repr(engine.rows(f"from read_parquet('{path}')")).encode())
        elif path.suffix == ".gz":
            found.append(gzip.decompress(path.read_bytes()))
        elif path.is_file():
            found.append(path.read_bytes())
    engine.close()
    return b"\n".join(found)


def test_everything_about_a_person_comes_as_one(home: Home, sent: Sent) -> None:
    sent("police.people", people("P05", "P06"))
    sent("police.people", people("P05", "P06", born="1991-02-03"))
    sent("local.known_links", "person_ref,same_as,known_since\nP15,P05,2024-01-01\nP05,P16,never\n")
    home.access.rows(
        "local.cohort_membership", purpose="selection", reason="meeting", persons=["P05"], user="ann"
    )
    found = home.access.rights.about("P15", **WHY)
    assert set(found["references"]) == {"P05", "P15"}
    tables = found["tables"]
    assert [row["date_of_birth"] for row in tables["police.people"]["now"]] == ["1991-02-03"]
    assert [row["date_of_birth"] for row in tables["police.people"]["in earlier versions"]] == ["1990-01-01"]
    assert {row["person_ref"] for row in tables["local.cohort_membership"]["now"]} == {"P05", "P15"}
    (aside,) = tables["local.known_links"]["set aside"]
    assert aside["sent"] == "P05,P16,never"
    assert [each["what"] for each in found["seen or received by"]] == ["consultation"]
    assert "P06" not in json.dumps(found)


def test_rows_of_a_shut_compartment_are_not_in_the_export(home: Home) -> None:
    assert home.access.rights.about("P01", **WHY)["tables"]
    allow(home.folder, ACCESS.replace('cleared_for = ["gangs"]', ""), AGREEMENT)
    found = Home(home.folder).access.rights.about("P01", **WHY)
    assert found["tables"] == {} and found["compartments left out"] == ["gangs"]


def test_an_erased_person_is_nowhere_and_the_others_everywhere(home: Home, sent: Sent) -> None:
    names = [f"P{number:02}" for number in range(20)]
    sent("police.people", people(*names), "one.csv")
    sent("police.people", people(*names, born="1991-02-03"), "two.csv")
    sent("local.known_links", "person_ref,same_as,known_since\nP07,P08,never\nP09,P10,never\n")
    (home.store.folder / "links").mkdir()
    decided = [decision(1, "P06", "P07"), decision(2, "P06", "P077")]
    (home.store.folder / "links" / "decisions.jsonl").write_text("".join(decided), encoding="utf-8")
    versions = home.store.versions()
    loads = home.loads()
    found = home.access.rights.erase("P07", **WHY)
    assert found.done.rows == {"local.cohort_membership": 1, "police.people": 2}
    assert (found.done.quarantined, found.done.files, found.kept) == (1, 4, {})
    held = bytes_of(home).replace(b"P077", b"")
    assert b"P07" not in held and held.count(b"P06") > 3
    kept = (home.store.folder / "links" / "decisions.jsonl").read_text(encoding="utf-8")
    assert kept == decided[1]
    assert home.loads() == loads
    for version in range(1, versions["police.people"] + 1):
        table = DeltaTable(str(home.store.folder / "accepted" / "police.people"), version=version)
        kept = {row["person_ref"] for row in table.to_pyarrow_table().to_pylist()}
        assert kept == set(names) - {"P07"}
    assert home.store.versions()["police.people"] == versions["police.people"] + 1
    (record,) = erasures(home.store)
    assert record["rows"] == found.done.rows and len(record["files"]) == 4
    assert home.access.rights.about("P07", **WHY)["tables"] == {}
    with pytest.raises(Refused, match="No reason was given"):
        home.access.rights.erase("P08", reason=" ", user="dan")
    sent("police.people", people(*names[:3]), "three.csv")
    assert len(home.loads("police.people")) == 3


def test_what_the_law_keeps_stays_and_is_named(home: Home, sent: Sent) -> None:
    sent("police.people", people("P05", "P06"))
    sent(
        "courts.proven_offences",
        PROVEN + "P05,00500,2024-01-01,2024-02-01,fine\nP06,00500,2001-01-01,2001-02-01,fine\n",
    )
    found = home.access.rights.erase("P05", **WHY)
    assert found.kept == {"courts.proven_offences": "What was proven"}
    assert set(found.done.rows) == {"local.cohort_membership", "police.people"}
    assert b"P05" in bytes_of(home)
    found = home.access.rights.erase("P06", **WHY)
    assert "courts.proven_offences" in found.done.rows and found.kept == {}


def test_a_hold_refuses_until_it_is_lifted(home: Home, sent: Sent) -> None:
    sent("local.known_links", "person_ref,same_as,known_since\nP15,P05,2024-01-01\n")
    rights = home.access.rights
    rights.hold("P15", **WHY)
    with pytest.raises(Refused, match="under a legal hold"):
        rights.erase("P05", **WHY)
    assert b"P05" in bytes_of(home)
    rights.hold("P05", **WHY, lift=True)
    assert rights.erase("P05", **WHY).done.rows
    with pytest.raises(Refused, match="lacks the permission 'retention'"):
        rights.hold("P06", reason="x", user="ann")


def test_nobody_erases_what_they_are_not_cleared_for(home: Home) -> None:
    allow(home.folder, ACCESS.replace('cleared_for = ["gangs"]', ""), AGREEMENT)
    with pytest.raises(Refused, match="not cleared for the compartment 'gangs'"):
        Home(home.folder).access.rights.erase("P19", **WHY)
    with pytest.raises(Refused, match="lacks the permission 'erasure'"):
        home.access.rights.erase("P19", reason="x", user="ann")


def test_an_erasure_that_was_killed_is_carried_to_its_end(
    home: Home, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent("police.people", people("P05", "P06"))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    columns = {"police.people": ["person_ref"], "local.cohort_membership": ["person_ref"]}

    class Killed(BaseException):
        pass

    def killed(store: Path, staging: Path) -> bool:
        if (staging / PLAN).exists():
            plan = json.loads((staging / PLAN).read_text(encoding="utf-8"))
            name, place = plan["moves"][0]
            (staging / name).replace(store / place)
            raise Killed
        return False

    monkeypatch.setattr("desist.store.erasure.carry_out", killed)
    monkeypatch.setattr("desist.store.work.carry_out", killed)
    with pytest.raises((Killed, FileNotFoundError)):
        erase_person(home.store, columns, ["P05"], moment)
    monkeypatch.undo()
    assert b"P05" in bytes_of(home)
    sent("local.known_links", "person_ref,same_as,known_since\nP15,P06,2024-01-01\n")
    assert b"P05" not in bytes_of(home)
    assert [each["rows"] for each in erasures(home.store)] == [
        {"police.people": 1, "local.cohort_membership": 1}
    ]
    assert not list((home.store.folder / "staging").glob("erase*"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_files_in_other_encodings_lose_the_row_alone(tmp_path: Path, encoding: str) -> None:
    text = 'ref,name\r\nP1,"Zoë, of\r\nYork"\r\nP2,é\r\n P1 ,x\r\nP11,y\r\n'
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(encoding))
    assert without_person(path, ["P1"], tmp_path / "out") == 2
    assert (tmp_path / "out").read_bytes() == "ref,name\r\nP2,é\r\nP11,y\r\n".encode(encoding)
    assert without_person(path, ["P3"], tmp_path / "none") == 0 and not (tmp_path / "none").exists()


def test_a_packed_file_is_packed_again(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(b"ref\nP1\nP2\n"))
    assert without_person(path, ["P1"], tmp_path / "out") == 1
    assert gzip.decompress((tmp_path / "out").read_bytes()) == b"ref\nP2\n"


def test_a_reference_is_a_whole_cell() -> None:
    assert names_person("a;P1;b", {"P1"}) and names_person('"P1"\tx', {"P1"})
    assert not names_person("P11,aP1", {"P1"})
    assert names_person('x,"y P1,broken', {"P1"})


def test_what_is_due_is_counted_and_listed_for_a_reason(home: Home, sent: Sent) -> None:
    sent(
        "courts.proven_offences",
        f"{PROVEN}P05,00500,2015-01-01,2015-02-01,fine\nP05,00500,2019-01-01,2019-02-01,fine\n"
        "P06,00500,2016-01-01,2016-02-01,fine\n",
    )
    (found,) = home.access.rights.retention(user="dan", as_at=date(2024, 1, 1))
    assert (found.persons, found.held, found.then) == (("P06",), 2, "review")
    entries = home.access.head().entries
    with pytest.raises(Refused, match="No reason was given"):
        home.access.rights.retention(user="dan", persons=True)
    home.access.rights.retention(user="dan", persons=True, reason="yearly review")
    assert home.access.head().entries == entries + 2
    with pytest.raises(Refused, match="lacks the permission 'retention'"):
        home.access.rights.retention(user="ann")


def test_a_leap_day_ends_on_the_first_of_march() -> None:
    assert years_after(date(2020, 2, 29), 6) == date(2026, 3, 1)
    assert years_after(date(2020, 2, 29), 4) == date(2024, 2, 29)


def test_the_commands_of_rights(home: Home, tmp_path: Path) -> None:
    told = ("--reason", "request", "--as", "dan", "-w", home.folder)
    out = tmp_path / "answer.json"
    assert run("access", "about", "P05", "--out", out, *told).code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["tables"] and out.stat().st_mode & 0o077 == 0
    assert run("access", "hold", "P05", *told).code == 0
    assert "under a legal hold" in run("access", "erase", "P05", *told).err
    assert run("access", "release", "P05", *told).code == 0
    answer = run("access", "erase", "P05", *told)
    assert "local.cohort_membership: 1 rows erased" in answer.out
    assert "proven: What was proven (the rule is not verified)" in run("access", "retention", *told).out
    assert "Nothing about this person" in run("access", "erase", "P05", *told).err
    assert Store(home.store.folder).versions()["local.cohort_membership"] == 2
