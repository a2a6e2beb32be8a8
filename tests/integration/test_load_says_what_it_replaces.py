"""A file cut short may not quietly take the place of a whole one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desist.contracts.police_uk import Street
from desist.intake.load import load
from desist.store.store import Store

HEADER = ",".join(rule.header for rule in Street.columns) + "\n"
NOW = datetime(2025, 4, 1, tzinfo=UTC)


def _file(folder: Path, name: str, rows: int, where: str = "On or near Elvet") -> Path:
    path = folder / name
    force = "Durham Constabulary"
    row = (
        f",2025-01,{force},{force},-1.57,54.77,{where},E01020634,County Durham 001A,Anti-social behaviour,,\n"
    )
    path.write_text(HEADER + row * rows)
    return path


def test_a_much_shorter_file_is_said_to_be_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = load(store, Street, [_file(tmp_path, "whole.csv", 10)], now=NOW)
    assert first.notes == ()
    cut = load(store, Street, [_file(tmp_path, "cut.csv", 3)], now=NOW)
    assert "Durham Constabulary, 2025-01 it replaces 10 rows by 3" in cut.notes[0]
    assert "desist undo" in cut.notes[0]


def test_a_correction_of_the_same_size_is_a_plain_note(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load(store, Street, [_file(tmp_path, "first.csv", 10)], now=NOW)
    again = load(store, Street, [_file(tmp_path, "second.csv", 10, "On or near Sadler")], now=NOW)
    assert again.notes == ("It replaces 10 rows held before by 10.",)
