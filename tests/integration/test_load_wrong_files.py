"""A wrong file gets one plain sentence, and the store is as it was."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desist.intake.load import load
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.extract_examples import (
    HEADER,
    NOW,
    STREET,
    csv_text,
    everything_below,
    load_street,
    street_file,
    street_row,
)

ROWS = [street_row(n) for n in range(3)]
GOOD = csv_text(ROWS)


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content.encode(encoding)) and None


def raw(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def without(column: str) -> str:
    at = HEADER.index(column)
    return csv_text([row[:at] + row[at + 1 :] for row in ROWS], HEADER[:at] + HEADER[at + 1 :])


OUTCOMES = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
)

WRONG: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "empty": ("a.csv", raw(b""), "a.csv is empty"),
    "only blank lines": ("a.csv", raw(b"\n\n  \n"), "holds no header"),
    "only a byte order mark": ("a.csv", raw(b"\xef\xbb\xbf"), "holds no header"),
    "header only": ("a.csv", text(csv_text([])), "holds a header and no rows"),
    "header only, no line end": ("a.csv", text(csv_text([]).strip()), "holds a header and no rows"),
    "another contract": (
        "a.csv",
        text(OUTCOMES + "x,2025-01,a,a,,,,,,Charged\n"),
        "looks like a file of police_uk.outcomes",
    ),
    "a letter": ("a.csv", text("Dear colleague,\nplease find attached\n"), "is not a police_uk.street file"),
    "a missing column": ("a.csv", text(without("Month")), "has no column 'Month'"),
    "a duplicated header": ("a.csv", text(GOOD.replace("Context", "Month", 1)), "'Month' stands 2 times"),
    "binary": ("a.csv", raw(bytes(range(256)) * 9), "not a text file"),
    "a workbook named csv": ("a.csv", raw(b"PK\x03\x04rest"), "begins like a workbook"),
    "a PDF": ("a.csv", raw(b"%PDF-1.7 rest"), "begins like a PDF"),
    "cp1252": (
        "a.csv",
        text(GOOD.replace("High", "Caf\u00e9"), "cp1252"),
        "line 2 holds a byte it cannot read",
    ),
    "cut inside a letter": ("a.csv", raw(GOOD.encode() + b"\xc3"), "is not in UTF-8"),
    "utf-16": ("a.csv", text(GOOD, "utf-16"), "is written in UTF-16"),
    "utf-16 without its mark": ("a.csv", text(GOOD, "utf-16-le"), "holds a zero byte"),
    "an endless first line": ("a.csv", raw(b"x" * 10_000_000), "its first line is over a million characters"),
    "a long first line of cells": ("a.csv", raw(b"Month," * 150_000), "stands 150000 times"),
    "one enormous cell": ("a.csv", raw(b'"' + b"x" * 200_000 + b'",b\n'), "is not a"),
    "gz that is no gz": ("a.csv.gz", raw(b"Crime ID"), "cannot be unpacked"),
    "gz cut short": ("a.csv.gz", raw(gzip.compress(GOOD.encode() * 99)[:-20]), "cannot be unpacked"),
    "gz of nothing": ("a.csv.gz", raw(gzip.compress(b"")), "holds no header"),
    "gz of binary": ("a.csv.gz", raw(gzip.compress(b"a\x00b")), "zero byte"),
    "gz of gz": ("a.csv.gz", raw(gzip.compress(gzip.compress(GOOD.encode()))), "begins like a gzip"),
    "damaged workbook": ("a.xlsx", raw(b"PK\x03\x04" + b"x" * 500), "cannot be opened as a workbook"),
    "password-protected workbook": (
        "a.xlsx",
        raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "password",
    ),
    "damaged ODS": ("a.ods", raw(b"not a zip"), "cannot be opened as a workbook"),
    "a folder": ("a.csv", lambda path: path.mkdir(), "is a folder"),
    "nothing there": ("a.csv", lambda path: None, "There is no file"),
    "below a file": ("b/a.csv", lambda path: path.parent.write_text("x") and None, "There is no file"),
    "a pipe": ("a.csv", lambda path: os.mkfifo(path), "neither a file nor a folder"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_one_sentence_and_leaves_no_trace(tmp_path: Path, what: str) -> None:
    store = Store(tmp_path / "store")
    load_street(store, street_file(tmp_path, "good.csv", month="2024-12"))
    before = everything_below(store.folder)
    name, make, sentence = WRONG[what]
    path = tmp_path / name
    make(path)
    with pytest.raises(OperatorMistake) as refusal:
        load_street(store, path, minutes=1)
    said = str(refusal.value)
    assert sentence in said
    assert "\n" not in said
    assert len(said) < 400
    assert everything_below(store.folder) == before


def test_another_force_is_refused_by_name_and_a_peer_is_not(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = street_file(tmp_path, force="Leicestershire Police")
    with pytest.raises(OperatorMistake, match="is about Leicestershire Police, which is neither"):
        load_street(store, path, allowed_places=frozenset({"Durham Constabulary"}))
    assert store.versions() == {}
    peer = frozenset({"Durham Constabulary", "leicestershire"})
    assert load_street(store, path, allowed_places=peer).rows_accepted == 3


def test_a_good_file_beside_a_wrong_one_is_not_loaded_either(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    with pytest.raises(OperatorMistake, match=r"wrong\.csv is not a"):
        load_street(store, street_file(tmp_path), wrong)
    assert store.versions() == {}


def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = street_file(tmp_path)
    path.chmod(0)
    tmp_path.chmod(0o755)
    root = os.geteuid() == 0
    if root:  # root may read anything, so be somebody else for a moment
        store.folder.mkdir()
        os.chown(store.folder, 65534, -1)
        for parent in tmp_path.parents:
            if parent.owner() == "root" and parent.is_relative_to("/tmp") and parent != Path("/tmp"):
                parent.chmod(0o755)
        os.seteuid(65534)
    try:
        with pytest.raises(OperatorMistake, match="There is no permission to read"):
            load_street(store, path)
    finally:
        if root:
            os.seteuid(0)


def test_an_unknown_encoding_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="'klingon' is not an encoding"):
        load_street(Store(tmp_path / "store"), street_file(tmp_path), encoding="klingon")


def test_a_wrong_encoding_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(GOOD.encode() + b"\x81")
    with pytest.raises(OperatorMistake, match="is not in cp1252"):
        load_street(Store(tmp_path / "store"), path, encoding="cp1252")


def test_a_period_is_not_taken_where_the_rows_say_it(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="says its own period"):
        load_street(Store(tmp_path / "store"), street_file(tmp_path), period="2025-03")


def test_no_file_at_all_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="No file was named"):
        load(Store(tmp_path / "store"), STREET, [], now=NOW)
