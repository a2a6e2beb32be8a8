"""A file cut short may not quietly take the place of a whole one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desist.contracts.local import Series
from desist.intake.load import load
from desist.store.store import Store

HEADER = "measure,place,period,numerator,denominator,note\n"
NOW = datetime(2025, 4, 1, tzinfo=UTC)


def _file(folder: Path, name: str, rows: int, more: str = "") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"rj_referrals,Durham,2025-01,{at},,{more}\n" for at in range(rows)))
    return path


def test_a_much_shorter_file_is_said_to_be_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = load(store, Series, [_file(tmp_path, "whole.csv", 10)], now=NOW)
    assert first.notes == ()
    cut = load(store, Series, [_file(tmp_path, "cut.csv", 3, "cut")], now=NOW)
    assert "rj_referrals, Durham, 2025-01 it replaces 10 rows by 3" in cut.notes[0]
    assert "desist undo" in cut.notes[0]


def test_a_correction_of_the_same_size_is_a_plain_note(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load(store, Series, [_file(tmp_path, "first.csv", 10)], now=NOW)
    again = load(store, Series, [_file(tmp_path, "second.csv", 10, "corrected")], now=NOW)
    assert again.notes == ("It replaces 10 rows held before by 10.",)
