"""The spreadsheet: one marked table to a sheet, numbers that are numbers, and never a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from desist.publication.document import Table
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.ods import render_ods
from desist.publication.plain_text import BIDI, one_line
from desist.vocabulary.mark import Mark
from tests.unit.publication.attacks import ATTACKS, saying
from tests.unit.publication.sample import durham

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
REPORT = durham(synthetic=True)


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_ods(REPORT)


def content(made: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("content.xml"))


def sheets(made: bytes) -> dict[str, list[list[ElementTree.Element]]]:
    """Each sheet's cells, row by row."""
    return {
        table.get(f"{TABLE}name", ""): [list(row) for row in table.iter(f"{TABLE}table-row")]
        for table in content(made).iter(f"{TABLE}table")
    }


def words_of(cell: ElementTree.Element) -> str:
    return "".join(cell.itertext())


def cells(made: bytes) -> Iterator[ElementTree.Element]:
    return content(made).iter(f"{TABLE}table-cell")


def printing(*column: Cell) -> list[list[ElementTree.Element]]:
    """The sheet of a table with one column of numbers."""
    grid = Grid(
        columns=(Column(title="Place"), Column(title="Rate", kind=ColumnKind.NUMBER)),
        rows=tuple((Cell(f"Area {at}"), cell) for at, cell in enumerate(column)),
    )
    return sheets(render_ods(replace(REPORT, blocks=(Table(id="t", title="A table", grid=grid),))))["Table_1"]


def test_it_opens_with_cover_contents_and_notes(made: bytes) -> None:
    assert list(sheets(made)) == [
        "Cover",
        "Contents",
        "Notes",
        "Answers",
        "Promises",
        "Figure_1",
        "Figure_2",
        "Table_1",
        "Risks",
    ]


def test_each_sheet_says_in_a1_what_it_is(made: bytes) -> None:
    titles = {name: words_of(rows[0][0]) for name, rows in sheets(made).items()}
    assert titles["Table_1"] == "Table 1: Recorded offences for every 1,000 people"
    assert titles["Cover"] == "Quarterly Performance Report: tables"
    assert len(set(titles.values())) == len(titles)


def test_the_contents_lead_to_every_other_sheet(made: bytes) -> None:
    rows = sheets(made)["Contents"][3:]
    targets = [link.get(f"{XLINK}href") for row in rows for link in row[0].iter(f"{TEXT}a")]
    assert targets == [f"#{name}.A1" for name in sheets(made) if name not in ("Cover", "Contents")]


def test_each_table_is_marked_and_has_a_header(made: bytes) -> None:
    ranges = {
        one.get(f"{TABLE}name"): one.get(f"{TABLE}target-range-address")
        for one in content(made).iter(f"{TABLE}database-range")
    }
    assert ranges["Table_1_data"] == "Table_1.A8:Table_1.F14"
    assert len(ranges) == len(sheets(made)) - 1  # the cover has no table
    header = [words_of(cell) for cell in sheets(made)["Table_1"][7]]
    assert header == [
        "Offence group",
        "Durham",
        "Durham: marks and notes",
        "North East",
        "England and Wales",
        "Signal against its own past",
    ]
    assert len(list(content(made).iter(f"{TABLE}table-header-rows"))) == len(ranges)


def test_no_cell_is_merged_empty_or_a_formula(made: bytes) -> None:
    for cell in cells(made):
        assert words_of(cell).strip()
        assert not {
            name for name in cell.attrib if "spanned" in name or "repeated" in name or "formula" in name
        }
    assert not list(content(made).iter(f"{TABLE}covered-table-cell"))


def test_every_row_of_a_table_is_as_long_as_its_header(made: bytes) -> None:
    for rows in sheets(made).values():
        widths = [len(row) for row in rows]
        assert sorted(set(widths)) in ([1], [1, max(widths)])


def test_a_number_is_a_number_shown_as_it_was_printed(made: bytes) -> None:
    row = sheets(made)["Table_1"][10]
    assert [words_of(cell) for cell in row][:1] == ["Sexual offences"]
    assert row[1].get(f"{OFFICE}value-type") == "float" and row[1].get(f"{OFFICE}value") == "3.1"
    assert words_of(row[2]) == "[p]"
    assert words_of(row[5]) == "No change"


@pytest.mark.parametrize(
    ("cell", "kind", "shown"),
    [
        (Cell("1,234", 1234.4), "float", "number-0"),
        (Cell("12.3%", 12.345), "float", "number-1-percent"),
        (Cell("−4.9%", -4.94), "float", "number-1-percent"),
        (Cell("", 7.0), "float", "number-0"),
        (Cell("12.3% (10.1% to 14.5%)", 12.3), "string", "words"),
        (Cell("", float("nan"), Mark.NOT_AVAILABLE), "string", "words"),
        (Cell("", None, Mark.CONFIDENTIAL), "string", "words"),
    ],
)
def test_what_is_only_a_number_is_kept_as_one(cell: Cell, kind: str, shown: str) -> None:
    held = printing(cell)[-1][1]
    assert held.get(f"{OFFICE}value-type") == kind
    assert held.get(f"{TABLE}style-name") == shown
    if kind == "float":
        assert held.get(f"{OFFICE}value") == repr(float(cell.number or 0))


def test_a_missing_number_prints_its_mark_and_the_cover_says_what_it_means() -> None:
    assert words_of(printing(Cell("1", 1.0), Cell(mark=Mark.NOT_AVAILABLE))[-1][1]) == "[x]"
    grid = Grid(columns=(Column(title="A"),), rows=((Cell(mark=Mark.CONFIDENTIAL),), (Cell(""),)))
    made = sheets(render_ods(replace(REPORT, blocks=(Table(id="t", title="T", grid=grid),))))
    assert any("[c] confidential" in words_of(row[0]) for row in made["Cover"])
    assert words_of(made["Table_1"][-1][0]) == "[z]"
    assert any("[z] not applicable" in words_of(row[0]) for row in made["Cover"])


def test_notes_are_numbered_once_for_the_whole_workbook(made: bytes) -> None:
    notes = [[words_of(cell) for cell in row] for row in sheets(made)["Notes"][3:]]
    assert notes == [
        ["[note 1]", "Fewer than 8 periods."],
        ["[note 2]", "Excludes fraud, which Action Fraud records nationally."],
    ]
    assert words_of(sheets(made)["Table_1"][-1][5]) == "Too few to say [note 1]"


def test_a_synthetic_report_says_so_on_its_cover(made: bytes) -> None:
    assert "Synthetic data" in words_of(sheets(made)["Cover"][1][0])


def test_two_columns_of_one_name_are_told_apart() -> None:
    grid = Grid(columns=(Column(title="A"), Column(title="A"), Column(title="")), rows=())
    made = sheets(render_ods(replace(REPORT, blocks=(Table(id="t", title="T", grid=grid),))))
    assert [words_of(cell) for cell in made["Table_1"][-1]] == ["A", "A (2)", "Value"]


@pytest.mark.parametrize("attack", [*ATTACKS, "+1", "-1", "@SUM(A1)", "=1+1", "\t=1", "of:=1", "1e5", "TRUE"])
def test_a_hostile_text_is_only_words(attack: str) -> None:
    made = render_ods(saying(attack))
    said = set()
    for cell in cells(made):
        assert cell.get(f"{OFFICE}value-type") == "string"
        assert not [name for name in cell.attrib if "formula" in name]
        said.add(" ".join(words_of(cell).split()))
    assert " ".join(one_line(attack).split()) in said
    assert not BIDI & set(map(ord, "".join(said)))
    tags = {node.tag for node in content(made).iter()}
    assert tags <= {node.tag for node in content(render_ods(saying("plain"))).iter()}


def test_every_style_that_a_cell_names_exists(made: bytes) -> None:
    known = {style.get(f"{STYLE}name") for style in content(made).iter(f"{STYLE}style")}
    used = {node.get(f"{TABLE}style-name") for node in content(made).iter()} - {None}
    assert used <= known


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert render_ods(REPORT) == made
    file = zipfile.ZipFile(io.BytesIO(made))
    assert {entry.date_time for entry in file.infolist()} == {REPORT.timestamp.timetuple()[:6]}
    first = file.infolist()[0]
    assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED


def test_the_file_holds_only_what_its_manifest_lists(made: bytes) -> None:
    file = zipfile.ZipFile(io.BytesIO(made))
    manifest = ElementTree.fromstring(file.read("META-INF/manifest.xml"))
    listed = {
        value for entry in manifest for name, value in entry.attrib.items() if name.endswith("full-path")
    }
    assert listed - {"/"} == set(file.namelist()) - {"mimetype", "META-INF/manifest.xml"}
    meta = file.read("meta.xml").decode()
    assert "2020-03-04T09:30:00" in meta and "<dc:language>en-GB</dc:language>" in meta
