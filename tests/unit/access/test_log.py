"""The access log: an entry changed, removed, moved or cut off is found; a crash half way is put right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desist.access.entry import Entry, Kind
from desist.access.log import Log
from desist.home.sealing import KeySeal
from desist.publication.passports.signing import create_key
from desist.vocabulary.mistake import OperatorMistake


@pytest.fixture
def log(tmp_path: Path) -> Log:
    create_key(tmp_path / "keys")
    return Log(tmp_path, KeySeal(tmp_path / "keys"))


def entry(number: int) -> Entry:
    return Entry(
        kind=Kind.CONSULTATION, act="rows", at=f"2026-01-01T00:00:0{number}", account="a", rows=number
    )


def filled(log: Log, entries: int = 5) -> list[str]:
    return [log.append(entry(number)).hash for number in range(entries)]


def lines(folder: Path) -> list[bytes]:
    return (folder / "access" / "log.jsonl").read_bytes().splitlines(keepends=True)


def rewritten(folder: Path, what: list[bytes]) -> None:
    (folder / "access" / "log.jsonl").write_bytes(b"".join(what))


def test_a_whole_log_holds_and_gives_its_entries_back(log: Log) -> None:
    heads = filled(log)
    found = log.check()
    assert found.faults == ()
    assert [each.entry for each in found.lines] == [entry(number) for number in range(5)]
    assert found.head.hash == heads[-1] == log.head().hash
    assert log.check(heads[2]).faults == ()


SPOILED: list[tuple[str, Callable[[list[bytes]], list[bytes]], str]] = [
    (
        "changed",
        lambda all: [*all[:2], all[2].replace(b'"rows":2', b'"rows":0'), *all[3:]],
        "entry 3 was altered",
    ),
    ("removed", lambda all: [*all[:2], *all[3:]], "entry 3 does not follow the one before it"),
    ("moved", lambda all: [all[0], all[2], all[1], *all[3:]], "entry 2 does not follow"),
    ("twice", lambda all: [*all[:3], all[2], *all[3:]], "entry 4 does not follow"),
    ("cut off", lambda all: all[:3], "the last 2 of 5 entries were cut off"),
    ("cut within", lambda all: [*all[:4], all[4][:40]], "the last 1 of 5 entries were cut off"),
    ("emptied", lambda all: [], "the last 5 of 5 entries were cut off"),
]


@pytest.mark.parametrize(("spoil", "said"), [each[1:] for each in SPOILED], ids=[each[0] for each in SPOILED])
def test_tampering_is_found_and_nothing_is_added_to_a_spoiled_end(
    log: Log, tmp_path: Path, spoil: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    filled(log)
    rewritten(tmp_path, spoil(lines(tmp_path)))
    (fault,) = log.check().faults
    assert said in fault
    if "cut off" in said:
        with pytest.raises(OperatorMistake, match="tampered with or lost"):
            log.append(entry(9))


def test_a_log_that_was_put_back_whole_is_found_by_a_head_kept_elsewhere(log: Log, tmp_path: Path) -> None:
    filled(log, 3)
    before = {path: path.read_bytes() for path in (tmp_path / "access").glob("[lh]*")}
    kept = log.append(entry(4)).hash
    for path, data in before.items():
        path.write_bytes(data)
    assert log.check().faults == ()
    (fault,) = log.check(kept).faults
    assert "no longer in it" in fault


def test_a_head_that_is_missing_or_forged_is_found(log: Log, tmp_path: Path) -> None:
    filled(log)
    head = tmp_path / "access" / "head.json"
    data = head.read_bytes()
    head.write_bytes(data.replace(b'"entries":5', b'"entries":4'))
    assert "was altered since it was signed" in log.check().faults[0]
    head.unlink()
    assert "is missing although there are entries" in log.check().faults[0]
    head.write_bytes(data)
    assert log.check().faults == ()


def test_a_signed_entry_in_the_place_of_the_head_is_found(log: Log, tmp_path: Path) -> None:
    filled(log)
    (tmp_path / "access" / "head.json").write_bytes(lines(tmp_path)[2])
    assert "no head" in log.check().faults[0]
    with pytest.raises(OperatorMistake, match="was tampered with"):
        log.append(entry(6))


def test_an_entry_by_another_key_is_found(log: Log, tmp_path: Path) -> None:
    filled(log, 2)
    create_key(tmp_path / "other")
    Log(tmp_path / "forged", KeySeal(tmp_path / "other")).append(entry(7))
    rewritten(tmp_path, [*lines(tmp_path), *lines(tmp_path / "forged")])
    assert "signed by another key" in log.check().faults[0]


def test_what_a_crash_left_half_done_is_put_right(log: Log, tmp_path: Path) -> None:
    heads = filled(log, 3)
    path, head = tmp_path / "access" / "log.jsonl", tmp_path / "access" / "head.json"
    noted = head.read_bytes()
    log.append(entry(3))
    head.write_bytes(noted)  # killed after the line and before the note
    assert log.check().faults == ()
    with path.open("ab") as file:
        file.write(b'{"act":"ro')  # killed within the next line
    assert log.check().faults == ()
    assert log.append(entry(4)).entries == 5
    found = log.check(heads[0])
    assert found.faults == () and len(found.lines) == 5


def test_the_log_is_its_owners_alone(log: Log, tmp_path: Path) -> None:
    filled(log, 1)
    assert (tmp_path / "access" / "log.jsonl").stat().st_mode & 0o077 == 0
    assert (tmp_path / "access").stat().st_mode & 0o077 == 0
