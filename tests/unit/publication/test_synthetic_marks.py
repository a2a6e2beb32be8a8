"""What was made up is marked wherever it stands, in every format, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desist.publication.charts.draw import png_of, stamped
from desist.publication.docx import render_docx
from desist.publication.drawing import safe_drawing
from desist.publication.html import render_html
from desist.publication.ods import render_ods
from desist.publication.pdf import render_pdf
from desist.vocabulary.mark import SYNTHETIC
from tests.report_text import texts
from tests.unit.publication.sample import SERIES, durham, line_chart

FIGURE = "Recorded crime stayed within its ordinary range"
TABLE = "Recorded offences for every 1,000 people"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Format → the words of the sample in which the figure was made up and the table was not."""
    folder, report = tmp_path_factory.mktemp("marked"), durham(synthetic=True)
    (folder / "report.html").write_text(render_html(report), encoding="utf-8")
    for kind, render in (("pdf", render_pdf), ("docx", render_docx), ("ods", render_ods)):
        (folder / f"report.{kind}").write_bytes(render(report))
    return texts(folder)


@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "ods"])
def test_the_made_up_figure_is_marked_and_the_real_table_is_not(said: dict[str, str], kind: str) -> None:
    assert f"{FIGURE} {SYNTHETIC}" in said[kind]
    assert TABLE in said[kind]
    assert f"{TABLE} {SYNTHETIC}" not in said[kind]


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_a_made_up_value_is_marked_in_its_sentence(said: dict[str, str], kind: str) -> None:
    assert f"There were 100.1 {SYNTHETIC} recorded offences" in said[kind]


def test_the_data_behind_the_figure_are_marked_too(said: dict[str, str]) -> None:
    for kind in ("pdf", "docx", "ods"):
        assert said[kind].count(f"{FIGURE} {SYNTHETIC}") == said[kind].count(FIGURE)
    assert "rolling year, 2019 [synthetic]" in said["html"]


def test_a_report_of_real_figures_says_nothing_of_it(tmp_path: Path) -> None:
    assert SYNTHETIC not in render_html(durham())
    assert SYNTHETIC not in render_html(replace(durham(synthetic=True), blocks=(), notice=""))


def test_a_picture_carries_the_words_below_itself() -> None:
    drawing = line_chart(SERIES, label="Durham", width=640, height=300)
    marked = safe_drawing(stamped(drawing, "Made up & <marked>"), prefix="p")
    assert 'height="320"' in marked
    assert "Made up &amp; &lt;marked&gt;" in marked
    assert png_of(marked).startswith(b"\x89PNG")


def test_a_picture_of_no_size_cannot_carry_them() -> None:
    with pytest.raises(ValueError, match="how large"):
        stamped('<svg xmlns="http://www.w3.org/2000/svg"></svg>', "Made up")
