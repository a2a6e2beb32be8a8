"""The report's PDF: its tags, its words as plain text, and the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pikepdf
import pypdf
import pytest

from desist.publication.document import PageBreak, Paragraph, Table
from desist.publication.fonts import covered, printable
from desist.publication.grid import Cell, Column, Grid
from desist.publication.inline import words
from desist.publication.pdf import render_pdf
from tests.unit.publication.attacks import ATTACKS, saying
from tests.unit.publication.sample import KPQS, durham
from tests.unit.publication.tag_tree import attribute, opened, tagged

REPORT = durham()
BYTES = render_pdf(REPORT)
PDF = opened(BYTES)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_pdf(REPORT) == BYTES


def test_the_timestamp_is_the_only_clock() -> None:
    later = render_pdf(REPORT, timestamp=datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC))
    assert str(opened(later).docinfo.CreationDate) == "D:20210506070809Z"
    assert str(PDF.docinfo.CreationDate) == "D:20200304093000Z"
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(REPORT, timestamp=datetime(2021, 5, 6))


def test_it_declares_its_title_language_tags_and_standard() -> None:
    assert str(PDF.Root.Lang) == "en-GB"
    assert PDF.Root.MarkInfo.Marked is True
    assert PDF.Root.ViewerPreferences.DisplayDocTitle is True
    with PDF.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"].startswith("Quarterly Performance Report")


def test_the_first_page_answers_every_question_due() -> None:
    first = pypdf.PdfReader(io.BytesIO(BYTES)).pages[0].extract_text()
    for question in KPQS[:4]:
        assert question.name in first
        assert squeezed(question.text) in squeezed(first)
    for verdict in ("No change", "Concern", "Improvement", "Too few to say"):
        assert verdict in first


def test_all_eight_answers_and_their_promises_fit_on_the_first_page() -> None:
    rows = tuple(replace(REPORT.answers.rows[at % 4], question=question) for at, question in enumerate(KPQS))
    pages = pypdf.PdfReader(
        io.BytesIO(render_pdf(replace(REPORT, answers=replace(REPORT.answers, rows=rows))))
    ).pages
    assert "Done, paragraph 8" in pages[0].extract_text()
    assert "Purpose" in pages[1].extract_text()


def test_promises_too_many_for_the_first_page_stand_together_on_the_second() -> None:
    promises = REPORT.answers.promises * 30
    made = render_pdf(replace(REPORT, answers=replace(REPORT.answers, promises=promises)))
    first, second, *_ = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert all(question.name in first for question in KPQS[:4]) and "promised" not in first
    assert second.count(promises[0].made) >= 15 and "Purpose" not in second


def test_a_long_name_of_the_machine_breaks_and_is_still_found_by_search() -> None:
    column = Column(title="Contract")
    grid = Grid(columns=(column,) * 6, rows=((Cell("home_office.police_officers"),) * 6,))
    blocks = tuple(replace(it, grid=grid) if isinstance(it, Table) else it for it in REPORT.blocks)
    said = text_of(render_pdf(replace(REPORT, blocks=blocks)))
    assert "\u200b" not in said and squeezed(said).count("officers") >= 6


def test_headings_are_tagged_without_skipping_a_level() -> None:
    levels = [int(str(one.S)[2]) for one in tagged(PDF, "/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert len(levels) == 14
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_chart_has_its_text_alternative() -> None:
    assert [str(figure.Alt) for figure in tagged(PDF, "/Figure")] == [
        "Recorded crime stayed between 97.9 and 102.2 for every 1,000 people; 100.1 in December 2019."
    ]
    assert len(tagged(PDF, "/Caption")) == 3


def test_every_table_has_column_headers_and_row_headers() -> None:
    assert len(tagged(PDF, "/Table")) == 5
    scopes = [str(attribute(header, "/Scope")) for header in tagged(PDF, "/TH")]
    assert scopes.count("/Column") == 4 + 3 + 5 + 2 + 2
    assert scopes.count("/Row") == 4 + 2 + 6 + 13 + 12
    ids = {str(header.ID) for header in tagged(PDF, "/TH")}
    assert len(ids) == len(scopes)
    assert set(pikepdf.NameTree(PDF.Root.StructTreeRoot.IDTree)) == ids
    for cell in tagged(PDF, "/TD"):
        headers = {str(name) for name in attribute(cell, "/Headers") or ()}
        assert len(headers) == 2
        assert headers <= ids


def test_every_page_carries_the_notice_of_a_synthetic_draft() -> None:
    for page in pypdf.PdfReader(io.BytesIO(render_pdf(durham(synthetic=True, draft=True)))).pages:
        assert "Synthetic data. Every figure in this report is made up." in page.extract_text()
        assert "Draft: not yet published." in page.extract_text()


def test_a_page_break_begins_a_page() -> None:
    blocks = (*REPORT.blocks, PageBreak(), Paragraph(runs=words("After the break.")))
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(replace(REPORT, blocks=blocks)))).pages
    (broken,) = [text for page in pages if "After the break." in (text := page.extract_text())]
    above = broken[: broken.index("After the break.")]
    assert REPORT.subtitle in above  # the head of the page, and nothing of the blocks before
    assert len(above.split()) < 30


def test_only_the_typeface_we_ship_is_embedded() -> None:
    fonts = {str(font.BaseFont)[8:] for page in PDF.pages for font in page.Resources.Font.values()}
    assert {name.split("-")[0] for name in fonts} == {"Inter"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_printed_as_what_it_is(attack: str) -> None:
    printed = squeezed(text_of(render_pdf(saying(attack))))
    assert printed.count(squeezed(printable(attack))) >= 30


def test_every_character_the_typeface_claims_to_hold_is_printed() -> None:
    every = "".join(chr(point) for point in sorted(covered()))
    assert printable(every).count("⟨U+") < 40
    blocks = (Paragraph(runs=words(printable(every))),)
    fonts = {
        str(font.BaseFont)[8:]
        for page in opened(render_pdf(replace(REPORT, blocks=blocks))).pages
        for font in page.Resources.Font.values()
    }
    # The brackets ⟨⟩ that name hidden characters come from a typeface inside Typst.
    assert {name.split("-")[0] for name in fonts} <= {"Inter", "LibertinusSerif"}
