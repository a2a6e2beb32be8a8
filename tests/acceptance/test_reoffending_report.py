"""The report on KPQs 5 to 8: people who were made up beside figures that were published, told apart."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from desist.home.demo import Demonstration
from desist.home.opened import Home
from desist.measures.catalogue import measure
from desist.publication.passports.written import read_passports
from desist.publication.report.titles import changed
from desist.quarter.made_up import SOME_FIGURES
from desist.vocabulary.mark import SYNTHETIC
from tests.command_line import run
from tests.report_text import ids, squeezed, texts

FORMATS = ("html", "pdf", "docx", "ods")


@pytest.fixture(scope="module")
def said(demonstration: Demonstration) -> dict[str, str]:
    return texts(demonstration.reoffending.folder)


def test_the_narrative_has_no_fault(demonstration: Demonstration) -> None:
    assert [each.sentence for each in demonstration.reoffending.findings] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_every_figure_is_marked_where_it_rests_on_made_up_files_and_only_there(
    demonstration: Demonstration, said: dict[str, str], kind: str
) -> None:
    """A published figure in the same report carries no mark; the title of each passport says the same."""
    shown = read_passports(demonstration.reoffending.folder)
    assert {each.synthetic for each in shown} == {True, False}
    for each in shown:
        assert each.title.endswith(SYNTHETIC) == each.synthetic
        if each.figure.kind != "value":
            assert each.title in said[kind]
    assert not re.search(r"when last held \[synthetic\]", said[kind])


def test_the_title_of_every_figure_names_what_is_measured(demonstration: Demonstration) -> None:
    """By the plan's name or the measure's; the two drawn from everybody followed up say 'reoffending'."""
    for made in (demonstration.made, demonstration.reoffending):
        plan = Home(made.folder.parents[1]).partnership.plan
        exhibits = [
            each
            for each in read_passports(made.folder)
            if each.figure.kind != "value" and "the indicators at a glance" not in each.title
        ]
        assert exhibits
        for each in exhibits:
            names = {watched.title for watched in plan.indicators if watched.measure in each.figure.measures}
            for told in each.definitions:
                names |= {told.title, measure(told.measure).called_briefly}
            names |= {changed(name) for name in names}
            of_everybody = each.figure.measures == ("proven_reoffending_rate",)
            assert any(name in each.title for name in names) or (
                of_everybody and "reoffending" in each.title.lower()
            ), each.title


@pytest.mark.parametrize("kind", ["html", "pdf", "ods"])
def test_the_report_says_first_that_some_figures_were_made_up(said: dict[str, str], kind: str) -> None:
    assert f"Synthetic data. {SOME_FIGURES}" in said[kind]


def test_every_header_in_word_says_so(demonstration: Demonstration) -> None:
    with zipfile.ZipFile(demonstration.reoffending.folder / "report.docx") as package:
        headers = [package.read(name).decode() for name in package.namelist() if "/header" in name]
    assert len(headers) == 2
    assert all(f"Synthetic data. {SOME_FIGURES}" in re.sub("<[^>]+>", "", each) for each in headers)


def test_a_made_up_chart_says_so_in_its_picture_and_in_its_text_alternative(
    demonstration: Demonstration,
) -> None:
    page = (demonstration.reoffending.folder / "report.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure id="[^"]+" class="chart">.*?</figure>', page, re.DOTALL)
    marked = [each for each in figures if 'class="synthetic"' in each]
    assert 0 < len(marked) < len(figures)
    for each in figures:
        made_up = each in marked
        assert ('aria-label="Synthetic data: made up' in each) == made_up
        assert (">Synthetic data: made up, to show what the report looks like.</text>" in each) == made_up


def test_the_report_on_real_data_has_no_mark(demonstration: Demonstration) -> None:
    for text in texts(demonstration.made.folder).values():
        assert SYNTHETIC not in text
        assert "Synthetic" not in text


def test_codes_and_passports_agree(demonstration: Demonstration, said: dict[str, str]) -> None:
    known = {each.id for each in read_passports(demonstration.reoffending.folder)}
    for kind in FORMATS:
        assert ids(said[kind]) == known


def test_the_first_page_is_one_page(demonstration: Demonstration) -> None:
    from pypdf import PdfReader

    pages = PdfReader(demonstration.reoffending.folder / "report.pdf").pages
    first, second = (squeezed(pages[at].extract_text()) for at in (0, 1))
    for kpq in (5, 6, 7, 8):
        assert f"KPQ {kpq} " in first
    assert "Purpose" in second


@pytest.mark.parametrize("kind", FORMATS)
def test_kpqs_5_and_6_are_answered_as_in_october_2020(said: dict[str, str], kind: str) -> None:
    """Figure 2 (rate and frequency), Figure 4 (IOM), cohorts of children, Checkpoint, and a nowcast."""
    for title in (
        "Offenders who reoffend within twelve months: within ordinary variation [synthetic]",
        "Reoffences per reoffender: within ordinary variation [synthetic]",
        "Newest cohort's proven reoffending will be between 24.3% and 33.6% [synthetic]",
        "Reoffending risk is highest in the first three months [synthetic]",
        "IOM cohort reoffending in the quarter: within ordinary variation [synthetic]",
        "Checkpoint contracts that ended: 82 [synthetic]",
        "Offenders who reoffend, England and Wales: 28.0% when last held",
    ):
        assert title in said[kind]
    assert "Children reoffending within 12 months (% of children), Durham" in said[kind]


def test_a_live_cohort_stands_in_the_table_and_never_answers(said: dict[str, str]) -> None:
    for kind in ("html", "pdf", "docx"):
        assert "October to December 2024 5 of 41 12.2% [p] 5.3% to 25.5% Live: 0% followed up" in said[kind]
        assert "April to June 2024 8 of 38 21.1% 11.1% to 36.3% Final" in said[kind]
    assert "5.3% to 25.5% Live: 0% followed up, as at 31 March 2025" in said["ods"]


def test_where_a_figure_would_tell_of_few_people_it_is_not_drawn(said: dict[str, str]) -> None:
    for kind in ("html", "pdf", "docx"):
        assert "Darlington is not drawn: 14 of its 16 figures are withheld" in said[kind]


def test_it_is_published_holds_and_comes_out_the_same_again(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    home, edition = tmp_path / "durham", "2024-12_kpq5-8_edition1"
    shutil.copytree(demonstration.made.folder.parents[1], home)
    answer = run("report", "--quarter", "2024-12", "--kpq", "5-8", "--publish", "-w", home)
    assert (answer.code, answer.err) == (0, "")
    rebuilt = run("rebuild", edition, "-w", home).out.splitlines()
    assert {line.split(": ")[1] for line in rebuilt} == {"same"}
    checked = run("verify", "-w", home)
    assert (checked.code, "different" in checked.out) == (0, False)
    made_up = next(each for each in read_passports(home / "editions" / edition) if each.synthetic)
    assert (
        "[synthetic]: made up, to show what the report looks like" in run("trace", made_up.id, "-w", home).out
    )
