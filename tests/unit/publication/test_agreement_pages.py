"""A sharing agreement printed in Markdown, HTML and PDF: everything that it must contain is in each."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest

from desist.home.create import create
from desist.partnership.agreements import Agreement
from desist.partnership.lawful import read_lawful
from desist.publication.agreement_page import UNSIGNED, agreement_html, agreement_markdown
from desist.publication.agreement_pdf import agreement_pdf
from tests.command_line import run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
# What an information sharing agreement holds, by METHODS 13.
CONTENTS = (
    "Parties", "Purpose", "Legal basis", "Data items", "Recipients", "Accuracy", "Retention", "Security",
    "Rights of the people concerned", "Breach", "Term and review", "Sign-off",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pages") / "home"
    create(home, "durham")
    return home


@pytest.fixture(scope="module")
def iom(home: Path) -> Agreement:
    return read_lawful(home).agreement("iom")


def words(text: str) -> str:
    """A text without its line ends, as pages break lines where they like."""
    return "".join(text.split())


def in_pdf(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_every_page_holds_what_an_agreement_must(iom: Agreement) -> None:
    pdf = in_pdf(agreement_pdf(iom, NOW))
    for page in (agreement_markdown(iom, NOW.date()), agreement_html(iom, NOW.date()), pdf):
        told = words(page)
        for each in (*CONTENTS, UNSIGNED, iom.title, iom.gateway, iom.accuracy, iom.breach):
            assert words(each) in told, each
        for party in iom.parties:
            assert words(party.name) in told and words(party.regime) in told
        for table in iom.tables:
            assert all(words(each) in told for each in (table.contract, *table.fields))
        assert words("1 April 2025 to 31 March 2028") in told


def test_the_pdf_is_tagged_and_the_same_again(iom: Agreement) -> None:
    made = agreement_pdf(iom, NOW)
    assert made == agreement_pdf(iom, NOW)
    tree = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert tree["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in tree
    assert pypdf.PdfReader(io.BytesIO(made)).metadata["/Title"] == iom.title


def test_a_signed_agreement_says_who_signed_and_is_no_example(iom: Agreement) -> None:
    parties = tuple(
        replace(each, signed_by=f"Head of {each.name}", signed_on=date(2025, 3, 1)) for each in iom.parties
    )
    pdf = in_pdf(agreement_pdf(replace(iom, example=False, parties=parties), NOW))
    assert words(UNSIGNED) not in words(pdf)
    assert words("Head of Probation Service") in words(pdf) and words("1 March 2025") in words(pdf)


def test_words_that_look_like_typesetting_are_only_words(iom: Agreement) -> None:
    odd = '#set text(fill: red) *x* $y$ <a> "q"'
    assert words(odd) in words(in_pdf(agreement_pdf(replace(iom, accuracy=odd), NOW)))


def test_the_command_writes_what_the_name_of_the_file_asks_for(home: Path, tmp_path: Path) -> None:
    for name, begins in (("iom.pdf", b"%PDF"), ("iom.html", b"<!DOCTYPE"), ("iom.md", b"# ")):
        assert run("access", "agreement", "iom", "--out", tmp_path / name, "-w", home).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    refused = run("access", "agreement", "iom", "--out", tmp_path / "iom.docx", "-w", home)
    assert refused.code != 0 and "neither .pdf, .html nor .md" in refused.err
    assert "## Sign-off" in run("access", "agreement", "iom", "-w", home).out
