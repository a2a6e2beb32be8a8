"""The Word report: Word's own headings, numbers, captions and tables; text that is only text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document

from desist.publication.document import Figure, PageBreak, Paragraph, Points
from desist.publication.docx import render_docx
from desist.publication.inline import Reference, Text, words
from desist.publication.plain_text import BIDI, one_line
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.attacks import ATTACKS, saying
from tests.unit.publication.sample import durham

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = durham(synthetic=True, draft=True)


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_docx(REPORT)


@pytest.fixture(scope="module")
def opened(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


def part(made: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()


def body(made: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(part(made, "word/document.xml"))


def said(document: Document) -> str:
    return "\n".join("".join(node.itertext()) for node in document.element.body)


def test_headings_are_words_own(opened: Document) -> None:
    headings = {p.text: p.style.name for p in opened.paragraphs if p.style.name.startswith("Heading")}
    assert headings["Purpose"] == "Heading 1"
    assert headings["KPQ 1: How safe are our communities?"] == "Heading 2"
    assert headings["In one page"] == "Heading 1"
    assert [p.text for p in opened.paragraphs if p.style.name == "Title"] == [REPORT.title]


def test_no_paragraph_is_in_a_style_the_report_did_not_choose(opened: Document) -> None:
    names = {style.name for style in opened.styles}
    assert {p.style.name for p in opened.paragraphs} <= names
    assert "Light Shading" not in names
    assert opened.styles["Normal"].font.name == "Inter"
    assert str(opened.styles["Title"].font.color.rgb) == "FFFFFF"


def test_paragraphs_are_numbered_by_word(opened: Document) -> None:
    numbered = [p for p in opened.paragraphs if p.style.name == "Numbered Paragraph"]
    assert len(numbered) == sum(isinstance(b, Paragraph) and b.numbered for b in REPORT.blocks)
    assert not any(re.match(r"\d+\.", p.text) for p in numbered)
    style = opened.styles["Numbered Paragraph"].element
    assert style.pPr.numPr.numId.val == 1


def test_each_ordered_list_starts_again() -> None:
    points = Points(items=(words("one"), words("two")), ordered=True)
    document = docx.Document(io.BytesIO(render_docx(replace(REPORT, blocks=(points, points)))))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_captions_are_counted_by_word_and_references_follow_them(made: bytes) -> None:
    document = body(made)
    codes = [(node.text or "").split() for node in document.iter(f"{W}instrText")]
    kinds = [code[1] for code in codes if code[0] == "SEQ"]
    assert kinds == ["Figure", "Figure", "Table"]
    bookmarks = {node.get(f"{W}name") for node in document.iter(f"{W}bookmarkStart")}
    referred = {code[1] for code in codes if code[0] == "REF"}
    assert referred and referred <= bookmarks
    captions = [p.text for p in docx.Document(io.BytesIO(made)).paragraphs if p.style.name == "Caption"]
    assert captions[1] == "Figure\u00a02: Recorded crime stayed within its ordinary range [synthetic]"


def test_every_field_shows_what_it_stands_for(made: bytes) -> None:
    for paragraph in body(made).iter(f"{W}p"):
        kinds = [node.get(f"{W}fldCharType") for node in paragraph.iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_a_long_id_makes_a_bookmark_that_word_keeps() -> None:
    figure = next(block for block in REPORT.blocks if isinstance(block, Figure))
    long = replace(figure, id="a" * 60)
    made = render_docx(replace(REPORT, blocks=(long, Paragraph(runs=(Reference("a" * 60),)))))
    names = [node.get(f"{W}name") or "" for node in body(made).iter(f"{W}bookmarkStart")]
    assert names and all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)


def test_every_table_repeats_its_header_and_is_named(made: bytes) -> None:
    tables = list(body(made).iter(f"{W}tbl"))
    assert len(tables) == 6  # answers, promises, framework, rates, risks, numbers behind the figure
    for table in tables:
        first, *rest = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None and look.get(f"{W}firstRow") == "1"
        assert not list(table.iter(f"{W}gridSpan")) and not list(table.iter(f"{W}vMerge"))


def test_numbers_stand_to_the_right(opened: Document) -> None:
    rates = next(table for table in opened.tables if table.cell(0, 0).text == "Offence group")
    assert rates.cell(1, 1).paragraphs[0].style.name == "Cell Number"
    assert rates.cell(3, 1).text == "3.1 [p]"
    assert "✓\u00a0Improvement" in rates.cell(4, 4).text


def test_the_first_page_answers_each_question_with_its_signal(opened: Document) -> None:
    answers = opened.tables[0]
    assert [cell.text for cell in answers.rows[0].cells] == [
        "Question",
        "Answer",
        "Signal",
        "Since last time",
    ]
    assert [row.cells[2].text.strip("\u00a0") for row in answers.rows[1:]] == [
        "=\u00a0No\u00a0change",
        "!\u00a0Concern",
        "✓\u00a0Improvement",
        "?\u00a0Too\u00a0few\u00a0to\u00a0say",
    ]


def test_pictures_have_their_alternative_and_fit_the_page(opened: Document) -> None:
    figure = next(block for block in REPORT.blocks if isinstance(block, Figure))
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == figure.alt
    assert shape.width.cm <= 16.61
    picture = opened.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert picture.image.px_width == pytest.approx(640 / 96 * 300, abs=2)


def test_the_document_says_who_made_it_when_and_in_which_language(opened: Document, made: bytes) -> None:
    properties = opened.core_properties
    assert properties.title == f"{REPORT.title}, {REPORT.subtitle}"
    assert properties.author == REPORT.organisation
    assert properties.language == "en-GB"
    assert properties.created == REPORT.timestamp
    assert 'w:lang w:val="en-GB"' in part(made, "word/styles.xml")


def test_each_page_carries_its_notices_and_number(opened: Document) -> None:
    section = opened.sections[0]
    for header in (section.header, section.first_page_header):
        assert "Synthetic data" in header.paragraphs[0].text and "Draft" in header.paragraphs[0].text
    for footer in (section.footer, section.first_page_footer):
        assert "PAGE" in "".join(footer.paragraphs[0]._p.xpath(".//w:instrText/text()"))


def test_the_typeface_travels_with_the_document(made: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert [name for name in names if name.endswith(".odttf")] == [
        f"word/fonts/font{at}.odttf" for at in (1, 2, 3)
    ]
    table = part(made, "word/fontTable.xml")
    keys = re.findall(r'w:fontKey="\{([0-9A-F-]+)\}"', table)
    font = zipfile.ZipFile(io.BytesIO(made)).read("word/fonts/font1.odttf")
    key = bytes.fromhex(keys[0].replace("-", ""))[::-1]
    assert bytes(a ^ b for a, b in zip(font[:4], key, strict=False)) == b"\x00\x01\x00\x00"  # a TrueType file


def test_nothing_of_the_template_is_left(made: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "app.xml" in name]
    assert "Macintosh" not in part(made, "[Content_Types].xml")


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert render_docx(REPORT) == made
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(made)).infolist()}
    assert dates == {REPORT.timestamp.timetuple()[:6]}


def test_the_time_is_told_in_utc_whatever_the_zone() -> None:
    summer = datetime(2025, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    document = docx.Document(io.BytesIO(render_docx(REPORT, timestamp=summer)))
    assert document.core_properties.created == datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


def test_another_timestamp_gives_another_file(made: bytes) -> None:
    assert render_docx(REPORT, timestamp=REPORT.timestamp + timedelta(days=1)) != made
    before_zip = datetime(1970, 1, 1, tzinfo=UTC)
    assert zipfile.ZipFile(io.BytesIO(render_docx(REPORT, timestamp=before_zip))).testzip() is None


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_text_is_only_text(attack: str) -> None:
    made = render_docx(saying(attack))
    plain = docx.Document(io.BytesIO(render_docx(saying("plain"))))
    document = docx.Document(io.BytesIO(made))
    for path in (".//w:p", ".//w:tbl", ".//w:hyperlink", ".//w:fldChar"):
        assert len(document.element.body.xpath(path)) == len(plain.element.body.xpath(path)), path
    text = said(document)
    assert " ".join(one_line(attack).split()) in " ".join(text.split())
    assert not BIDI & set(map(ord, text))
    codes = "".join(document.element.body.xpath(".//w:instrText/text()"))
    assert re.fullmatch(r"( (SEQ (Figure|Table) \\\* ARABIC|REF ref_\w+ \\h) )*", codes)


def test_a_page_break_falls_before_the_next_block() -> None:
    blocks = (Paragraph(runs=words("one")), PageBreak(), Paragraph(runs=words("two")))
    document = docx.Document(io.BytesIO(render_docx(replace(REPORT, blocks=blocks))))
    breaks = {p.text: p.paragraph_format.page_break_before for p in document.paragraphs}
    assert breaks["one"] and breaks["two"]  # the first block begins after the first page


def test_many_answers_are_printed_smaller_so_that_one_page_holds_them() -> None:
    answers = replace(REPORT.answers, rows=REPORT.answers.rows * 2)
    document = docx.Document(io.BytesIO(render_docx(replace(REPORT, answers=answers))))
    assert document.tables[0].cell(8, 1).paragraphs[0].style.name == "Cell Small"


def test_a_title_longer_than_word_accepts_is_shortened_in_the_properties_only() -> None:
    document = docx.Document(io.BytesIO(render_docx(replace(REPORT, title="long " * 80))))
    assert len(document.core_properties.title) == 255
    assert ("long " * 80).strip() in said(document)


def test_a_reference_to_nothing_is_refused() -> None:
    lost = replace(REPORT, blocks=(Paragraph(runs=(Text("See "), Reference("nowhere"))),))
    with pytest.raises(OperatorMistake, match="nowhere"):
        render_docx(lost)
