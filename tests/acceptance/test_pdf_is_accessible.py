"""The PDFs, checked by the part of PDF/UA-1 that a registry has a checker for.

Typst refuses to compile what breaks the rules of UA-1 that it knows; `pdfua` checks 16 of 106 rules.
Neither is a full validation, so no more conformance is claimed than this.
"""

from __future__ import annotations

from pathlib import Path

import pdfua
import pytest
import typst

from desist.publication.pdf import render_pdf
from desist.publication.plan_page import render_plan_pdf
from tests.unit.publication.sample import durham
from tests.unit.publication.sample_plan import strategy

PDFS = {
    "report": render_pdf(durham()),
    "synthetic-draft": render_pdf(durham(synthetic=True, draft=True)),
    "plan": render_plan_pdf(strategy()),
}


@pytest.mark.parametrize("name", PDFS)
def test_the_checker_finds_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(PDFS[name])
    report = pdfua.validate(str(path))
    assert [(finding.rule_id, finding.message) for finding in report.findings] == []


def test_the_checker_sees_a_document_without_tags(tmp_path: Path) -> None:
    path = tmp_path / "bare.pdf"
    path.write_bytes(typst.compile(b"Bare", pdf_tags=False))
    assert {finding.rule_id for finding in pdfua.validate(str(path)).findings} >= {"UA-01-005", "UA-28-004"}
