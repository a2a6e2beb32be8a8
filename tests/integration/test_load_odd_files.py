"""Files that are odd but right load whole; faulty rows are set aside by their line in the file as sent."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from desist.intake.load import Loaded, load
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.extract_examples import (
    HEADER,
    NOW,
    SERIES,
    csv_text,
    held,
    load_street,
    set_aside,
    street_row,
)

ROWS = [street_row(n) for n in range(3)]
GOOD = csv_text(ROWS)
LINES = GOOD.splitlines()


def loaded(tmp_path: Path, content: bytes, name: str = "a.csv", **said: str) -> tuple[Store, Loaded]:
    path = tmp_path / name
    path.write_bytes(content)
    store = Store(tmp_path / "store")
    done = load_street(store, path, **said)
    assert done.rows_read == done.rows_accepted + done.rows_quarantined
    assert len(held(store)) == done.rows_accepted
    assert len(set_aside(store, done)) == done.rows_quarantined
    return store, done


SAME = {
    "a byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "CR LF": GOOD.replace("\n", "\r\n").encode(),
    "CR alone": GOOD.replace("\n", "\r").encode(),
    "line ends of all kinds": f"{LINES[0]}\r\n{LINES[1]}\n{LINES[2]}\r{LINES[3]}".encode(),
    "no line end at the end": GOOD.strip().encode(),
    "blank lines": GOOD.replace("\n", "\n\n  \n").encode(),
    "blank lines first": b"\n\n" + GOOD.encode(),
    "notes above the header": b'Street crime\n"Published, with ""notes"""\n\n' + GOOD.encode(),
    "spaces around": csv_text(
        [[f"  {cell} " for cell in row] for row in ROWS], [f" {h} " for h in HEADER]
    ).encode(),
    "tabs and hard spaces around": csv_text([[f"\u00a0{cell}\t" for cell in row] for row in ROWS]).encode(),
    "everything quoted": csv_text(ROWS, quoting=1).encode(),
    "semicolons": csv_text(ROWS, delimiter=";").encode(),
    "tabs": csv_text(ROWS, delimiter="\t").encode(),
    "bars": csv_text(ROWS, delimiter="|").encode(),
    "header in another order": csv_text([row[::-1] for row in ROWS], HEADER[::-1]).encode(),
    "extra columns": csv_text([["x", *row, "y"] for row in ROWS], ["Extra", *HEADER, "More"]).encode(),
    "header in capitals": csv_text(ROWS, [header.upper() for header in HEADER]).encode(),
    "a header broken over lines": GOOD.replace("Crime ID", '"Crime\nID"', 1).encode(),
}


@pytest.mark.parametrize("what", SAME)
def test_the_same_rows_however_they_are_written(tmp_path: Path, what: str) -> None:
    store, done = loaded(tmp_path, SAME[what])
    assert (done.rows_read, done.rows_quarantined) == (3, 0)
    (tmp_path / "plain").mkdir()
    plain, _ = loaded(tmp_path / "plain", GOOD.encode())
    ours = [{name: cell for name, cell in row.items() if name != "_file"} for row in held(store)]
    assert ours == [{name: cell for name, cell in row.items() if name != "_file"} for row in held(plain)]
    assert (store.folder / "landed").rglob("*.csv").__next__().read_bytes() == SAME[what]


@pytest.mark.parametrize(
    ("encoding", "said"), [("cp1252", "cp1252"), ("utf-16", "UTF-16"), ("utf-8", "utf8")]
)
def test_another_encoding_when_it_is_said(tmp_path: Path, encoding: str, said: str) -> None:
    content = csv_text([street_row(1, location="Café \u2013 x")])
    store, done = loaded(tmp_path, content.encode(encoding), encoding=said)
    assert done.rows_accepted == 1
    assert held(store)[0]["location"] == "Café \u2013 x"


def test_gz_is_unpacked_and_lands_as_sent(tmp_path: Path) -> None:
    packed = gzip.compress(GOOD.encode())
    store, done = loaded(tmp_path, packed, "a.csv.gz")
    assert done.rows_accepted == 3
    assert next((store.folder / "landed").rglob("*.gz")).read_bytes() == packed


@pytest.mark.parametrize(
    "name",
    ['it\'s a "file".csv', "été [1] {a,b} *.csv", "a\nb.csv", "-.csv", "\udcff.csv", "x" * 250 + ".csv"],
)
def test_any_name_a_file_may_bear(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "o'f [x]* {y} é ~"
    folder.mkdir()
    _, done = loaded(folder, GOOD.encode() + b"x\n", name)
    assert (done.rows_accepted, done.rows_quarantined) == (3, 1)
    assert "\n" not in done.files[0].file.landed.name


@pytest.mark.parametrize("name", ["a?", "a#b", "100%", "a\\b"])
def test_a_folder_that_delta_cannot_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OperatorMistake, match="which the format of its tables cannot carry"):
        Store(tmp_path / name / "store")


def test_genuine_duplicates_all_stay(tmp_path: Path) -> None:
    _, done = loaded(tmp_path, csv_text([ROWS[0]] * 5).encode())
    assert done.rows_accepted == 5


def line(number: int, **cells: str) -> str:
    return csv_text([street_row(number, **cells)]).splitlines()[1]


FAULTY = {
    "a month from a spreadsheet": (
        line(1, month="Jan-25"),
        "a month written like 2025-01; this looks rewritten by a spreadsheet",
    ),
    "a month as a day": (line(1, month="31/01/2025"), "this looks rewritten by a spreadsheet"),
    "a month as a serial number": (line(1, month="45678"), "this looks rewritten by a spreadsheet"),
    "no month of the year": (line(1, month="2025-13"), "Month must be a month written like 2025-01."),
    "a year long gone": (line(1, month="0202-05"), "Month must be a month written like 2025-01."),
    "no month": (line(1, month=""), "Month is empty; it must be a month written like 2025-01."),
    "a decimal comma": (
        line(1, longitude='"-1,547"', latitude="54.7").replace('""', ""),
        "Longitude must be a number",
    ),
    "beyond the globe": (
        line(1, longitude="-190.5"),
        "Longitude must be a number, at least -180 and at most 180.",
    ),
    "not a number": (line(1, latitude="nan"), "Latitude must be a number"),
    "an infinite number": (line(1, latitude="1e999"), "Latitude must be a number"),
    "a code in exponents": (line(1, lsoa_code="1.23E+05"), "this looks rewritten by a spreadsheet"),
    "too few cells": ("x,2025-01,Durham", "The line has 3 cells; the header has 12."),
    "one cell": ("x", "The line has 1 cell; the header has 12."),
    "too many cells": (line(1) + ",,", "The line has 14 cells; the header has 12."),
    "nothing but commas": ("," * 11, "Every cell of the line is empty."),
    "the header again": (LINES[0], "The line repeats the header."),
    "text behind a quotation mark": (
        line(1).replace("Burglary", '"Bur"glary'),
        "A quotation mark stands where",
    ),
    "ten million characters": ("x" * 10_000_000, "The line is over a million characters long."),
    "an unclosed quotation mark": (
        line(1).replace("Burglary", '"Burglary'),
        "A quotation mark is opened and never closed.",
    ),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_row_is_set_aside_by_its_line_and_the_rest_is_taken(tmp_path: Path, what: str) -> None:
    faulty, sentence = FAULTY[what]
    content = "\n".join([LINES[0], LINES[1], faulty, LINES[2], LINES[3], ""])
    store, done = loaded(tmp_path, content.encode())
    assert done.rows_accepted == 3
    ((at, why, sent),) = set_aside(store, done)
    assert at == 3
    assert sentence in why
    assert faulty.startswith(sent)
    assert sent[:20] == faulty[:20]


@pytest.mark.parametrize("what", FAULTY)
def test_lines_are_those_of_the_file_as_sent_whatever_stands_above(tmp_path: Path, what: str) -> None:
    """Blank lines, a cell broken over lines, other line ends: the line is the one an editor shows."""
    faulty, sentence = FAULTY[what]
    broken = line(7).replace("On or near High Street", '"On or near\r\nHigh, Street"')
    content = "\r\n".join([LINES[0], "", LINES[1], broken, "", faulty, LINES[2], "   ", faulty, LINES[3]])
    store, done = loaded(tmp_path, b"\xef\xbb\xbf" + content.encode())
    assert done.rows_accepted == 4
    found = set_aside(store, done)
    assert [at for at, _, _ in found] == [7, 10]
    assert all(sentence in why for _, why, _ in found)


def test_a_file_that_is_cut_short_loses_its_last_line_alone(tmp_path: Path) -> None:
    store, done = loaded(tmp_path, GOOD.encode()[:-80])
    assert (done.rows_accepted, done.rows_quarantined) == (2, 1)
    assert set_aside(store, done)[0][0] == 4
    assert "does not end with a line break" in done.notes[0]


def test_files_put_one_behind_another(tmp_path: Path) -> None:
    store, done = loaded(tmp_path, (GOOD + GOOD).encode())
    assert (done.rows_accepted, done.rows_quarantined) == (6, 1)
    assert set_aside(store, done) == [(5, "The line repeats the header.", LINES[0])]


def test_a_file_with_no_good_row_is_kept_as_quarantined(tmp_path: Path) -> None:
    store, done = loaded(tmp_path, csv_text([street_row(n, month="?") for n in range(4)]).encode())
    assert (done.rows_accepted, done.rows_quarantined, done.version) == (0, 4, 1)
    again = load_street(store, tmp_path / "a.csv", minutes=1)
    assert again.unchanged == ("a.csv",)
    assert store.versions() == {"police_uk.street": 1}


def test_unknown_columns_are_noted(tmp_path: Path) -> None:
    _, done = loaded(tmp_path, SAME["extra columns"])
    assert done.notes == ("a.csv has columns the contract does not know, left unread: 'Extra', 'More'.",)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234", 1234),
        ("1234.0", 1234),
        (" 12 ", 12),
        ("-3", -3),
        ("1,234.5", 1234.5),
        ("1e3", 1000),
        ("+7", 7),
    ],
)
def test_numbers_as_people_write_them(tmp_path: Path, cell: str, value: float) -> None:
    store, done = series(tmp_path, cell)
    assert (done.rows_accepted, held(store, "local.series")[0]["numerator"]) == (1, value)


@pytest.mark.parametrize(
    "cell", ["12,5", "1,23", "1 234", "12%", "0x10", "1_000", "--1", "1.2.3", "\u22125", "5-", ""]
)
def test_numbers_that_could_be_misread_are_set_aside(tmp_path: Path, cell: str) -> None:
    _, done = series(tmp_path, cell)
    assert done.rows_quarantined == 1


def test_a_comma_between_semicolons_may_be_a_decimal_point(tmp_path: Path) -> None:
    _, done = series(tmp_path, "1,234", delimiter=";")
    assert done.rows_quarantined == 1


@pytest.mark.parametrize("period", ["Jan-25", "2025-01-01", "01/01/2025"])
def test_a_period_rewritten_by_a_spreadsheet_says_so(tmp_path: Path, period: str) -> None:
    store, done = series(tmp_path, "5", period=period)
    assert "this looks rewritten by a spreadsheet" in set_aside(store, done)[0][1]


def series(
    tmp_path: Path, cell: str, *, period: str = "2025-01", delimiter: str = ","
) -> tuple[Store, Loaded]:
    path = tmp_path / "return.csv"
    header = ["measure", "place", "period", "numerator", "denominator"]
    row = ["street_triage", "Durham", period, cell, ""]
    path.write_text(csv_text([row], header, delimiter=delimiter), newline="")
    store = Store(tmp_path / "store")
    return store, load(store, SERIES, [path], now=NOW)
