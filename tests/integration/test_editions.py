"""An edition is frozen: written whole or not at all, never twice, and corrected by a new one."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desist.publication import editions as editions_room
from desist.publication.editions import (
    Edition,
    edition_named,
    next_edition,
    published_editions,
    rebuilt_differently,
)
from desist.publication.passports import ledger as ledgers
from desist.publication.passports.ledger import read_ledger
from desist.publication.passports.manifest import read_manifest
from desist.publication.passports.seal import signed
from desist.publication.passports.signing import SigningKey, create_key
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from tests.passport_examples import FILES, passport, publish, reading

FIRST = Edition(quarter="2025-03", kpqs="1-4")


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return create_key(tmp_path / "keys")


@pytest.mark.parametrize(
    ("edition", "folder"),
    [
        (FIRST, "2025-03_kpq1-4_edition1"),
        (Edition(quarter="2025-03", number=12), "2025-03_edition12"),
        (Edition(quarter="2024-12", kpqs="3"), "2024-12_kpq3_edition1"),
    ],
)
def test_an_edition_and_its_folder_name_each_other(edition: Edition, folder: str) -> None:
    assert edition.folder == folder
    assert edition_named(folder) == edition


@pytest.mark.parametrize(
    "name", ["keys", "2025-03_edition0", ".2025-03_edition1.part", "2025-03_kpq_edition1"]
)
def test_other_folders_are_no_editions(name: str) -> None:
    assert edition_named(name) is None


def test_a_published_edition_holds_its_files_passports_and_manifest(tmp_path: Path, key: SigningKey) -> None:
    folder = publish(tmp_path / "e", key, edition=FIRST, passports=(passport(key),))
    assert folder.name == FIRST.folder
    for name, content in FILES.items():
        assert (folder / name).read_bytes() == content
        assert (folder / name).stat().st_mode & 0o222 == 0
    manifest = read_manifest(folder)
    assert set(manifest.files) == {*FILES, "passports.json"}
    assert manifest.tables == {"police_uk.street": 3}
    assert (manifest.published, manifest.desist) == ("2025-06-12T10:00:00+00:00", "0.1.0")
    assert (manifest.corrects, manifest.revised) == ("", ())
    book = read_ledger(tmp_path / "e" / "ledger.jsonl", key.public)
    assert [entry.edition for entry in book.entries] == [FIRST.folder]
    assert {each.name for each in (tmp_path / "e").iterdir()} == {FIRST.folder, "ledger.jsonl", ".lock"}


def test_a_file_may_be_given_by_its_path(tmp_path: Path, key: SigningKey) -> None:
    (tmp_path / "big.pdf").write_bytes(b"%PDF")
    folder = publish(
        tmp_path / "e", key, edition=FIRST, passports=(), files={"report.pdf": tmp_path / "big.pdf"}
    )
    assert (folder / "report.pdf").read_bytes() == b"%PDF"
    assert rebuilt_differently(folder, {"report.pdf": tmp_path / "big.pdf"}) == ()


def test_publishing_twice_is_refused(tmp_path: Path, key: SigningKey) -> None:
    folder = publish(tmp_path, key, edition=FIRST, passports=(passport(key),))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(
        OperatorMistake, match="Edition 1 of this report was published on 12 June 2025 and is frozen"
    ):
        publish(tmp_path, key, edition=FIRST, passports=(passport(key),), files={"report.html": b"other"})
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert folder.is_dir()


def test_a_correction_lists_what_it_revised(tmp_path: Path, key: SigningKey) -> None:
    same, wrong = passport(key, part="same"), passport(key, part="wrong")
    publish(tmp_path, key, edition=FIRST, passports=(same, wrong))
    right = signed(replace(wrong, readings=(reading(8.25, mark=Mark.REVISED), wrong.readings[1])), key)
    second = next_edition(tmp_path, quarter="2025-03", kpqs="1-4")
    assert second == replace(FIRST, number=2)
    with pytest.raises(OperatorMistake, match="A correction needs a reason"):
        publish(tmp_path, key, edition=second, passports=(same, right))
    folder = publish(tmp_path, key, edition=second, passports=(same, right), reason="The rate was wrong.")
    manifest = read_manifest(folder)
    assert manifest.corrects == FIRST.folder
    assert manifest.reason == "The rate was wrong."
    assert manifest.revised == (wrong.id,)
    assert published_editions(tmp_path, quarter="2025-03", kpqs="1-4") == [FIRST, second]
    assert published_editions(tmp_path, quarter="2025-06") == []


def test_editions_are_published_in_order(tmp_path: Path, key: SigningKey) -> None:
    with pytest.raises(OperatorMistake, match="Edition 3 cannot be published before edition 2"):
        publish(tmp_path, key, edition=replace(FIRST, number=3), passports=(), reason="r")
    assert next_edition(tmp_path / "none", quarter="2025-03") == Edition(quarter="2025-03")


def test_other_reports_have_their_own_numbers(tmp_path: Path, key: SigningKey) -> None:
    publish(tmp_path, key, edition=FIRST, passports=())
    publish(tmp_path, key, edition=replace(FIRST, kpqs="5-8"), passports=())
    publish(tmp_path, key, edition=replace(FIRST, quarter="2025-06"), passports=())
    assert len(read_ledger(tmp_path / "ledger.jsonl", key.public).entries) == 3


def test_a_rebuild_is_compared_byte_for_byte(tmp_path: Path, key: SigningKey) -> None:
    folder = publish(tmp_path, key, edition=FIRST, passports=())
    assert rebuilt_differently(folder, FILES) == ()
    assert rebuilt_differently(folder, {**FILES, "report.pdf": b"%PDF-1.8", "extra": b""}) == (
        "report.pdf",
        "extra",
    )


def test_the_same_edition_is_the_same_bytes_wherever_it_is_made(tmp_path: Path, key: SigningKey) -> None:
    made = []
    for place in ("a", "b"):
        folder = publish(tmp_path / place, key, edition=FIRST, passports=(passport(key),))
        made.append({path.name: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()})
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["../out", "/abs", "a/../../b", "manifest.json", "a//b"])
def test_a_file_outside_the_edition_is_a_bug(tmp_path: Path, key: SigningKey, name: str) -> None:
    with pytest.raises(ValueError, match="no place for a file"):
        publish(tmp_path / "e", key, edition=FIRST, passports=(), files={name: b""})
    assert published_editions(tmp_path / "e") == []


class Killed(Exception):
    """Stands for kill -9: nothing after it runs."""


def kill(*_: object, **__: object) -> None:
    raise Killed


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "writing the manifest": lambda patch: patch.setattr(editions_room.manifests, "manifest_bytes", kill),
    "renaming": lambda patch: patch.setattr(os, "rename", kill),
    "the ledger line": lambda patch: patch.setattr(ledgers, "append", kill),
    "replacing the ledger": lambda patch: patch.setattr(os, "replace", kill),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_before_any_step_the_next_publication_puts_it_right(
    tmp_path: Path, key: SigningKey, step: str
) -> None:
    publish(tmp_path, key, edition=replace(FIRST, quarter="2024-12"), passports=())
    with pytest.MonkeyPatch.context() as patch:
        STEPS[step](patch)
        with pytest.raises(Killed):
            publish(tmp_path, key, edition=FIRST, passports=(passport(key),))
    if (tmp_path / FIRST.folder).exists():
        with pytest.raises(OperatorMistake, match="is frozen"):
            publish(tmp_path, key, edition=FIRST, passports=(passport(key),))
    else:
        publish(tmp_path, key, edition=FIRST, passports=(passport(key),))
    book = read_ledger(tmp_path / "ledger.jsonl", key.public)
    assert [each.edition for each in book.entries] == ["2024-12_kpq1-4_edition1", FIRST.folder]
    assert book.faults == ()


def test_the_very_first_edition_killed_before_its_line_is_entered_later(
    tmp_path: Path, key: SigningKey
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        STEPS["the ledger line"](patch)
        with pytest.raises(Killed):
            publish(tmp_path, key, edition=FIRST, passports=())
    publish(tmp_path, key, edition=replace(FIRST, quarter="2025-06"), passports=())
    assert len(read_ledger(tmp_path / "ledger.jsonl", key.public).entries) == 2


def test_nothing_is_published_onto_a_broken_ledger(tmp_path: Path, key: SigningKey) -> None:
    publish(tmp_path, key, edition=FIRST, passports=())
    publish(tmp_path, key, edition=replace(FIRST, kpqs="5-8"), passports=())
    path = tmp_path / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    june = replace(FIRST, quarter="2025-06")
    path.write_bytes(lines[1])
    with pytest.raises(OperatorMistake, match="line 1 does not follow"):
        publish(tmp_path, key, edition=june, passports=())
    path.unlink()
    with pytest.raises(OperatorMistake, match="the ledger of editions is missing"):
        publish(tmp_path, key, edition=june, passports=())
    path.write_bytes(b"")
    with pytest.raises(OperatorMistake, match="has a folder, but no line in the ledger"):
        publish(tmp_path, key, edition=june, passports=())


def test_two_at_once_one_is_told_to_try_again(tmp_path: Path, key: SigningKey) -> None:
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OperatorMistake, match="Another edition is being published"):
            publish(tmp_path, key, edition=FIRST, passports=())


def test_a_full_disk_is_one_sentence(
    tmp_path: Path, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OperatorMistake, match=r"cannot be written to .*: No space left on device"):
        publish(tmp_path, key, edition=FIRST, passports=())
    assert published_editions(tmp_path) == []


def test_a_time_without_its_zone_is_a_bug(tmp_path: Path, key: SigningKey) -> None:
    from datetime import datetime

    with pytest.raises(ValueError, match="time zone"):
        publish(tmp_path, key, edition=FIRST, passports=(), published=datetime(2025, 6, 12))


@pytest.mark.parametrize("content", [None, "", "[]", "{}", json.dumps({"files": 1}, separators=(",", ":"))])
def test_an_unreadable_manifest_is_one_sentence(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(OperatorMistake, match="is missing, or is not a manifest"):
        read_manifest(tmp_path)
