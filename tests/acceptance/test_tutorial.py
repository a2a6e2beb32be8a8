"""The tutorial does what it says: every file is saved and every command typed, in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walkthrough import ROOT, follow


@pytest.mark.slow
def test_the_tutorial_can_be_followed_to_its_end(tmp_path: Path) -> None:
    reader = tmp_path / "reader"
    reader.mkdir()
    typed = follow(ROOT / "docs" / "tutorial.md", reader)
    assert typed > 10
    for kind in ("html", "pdf", "docx", "ods"):
        assert (reader / f"mine/editions/2025-03_kpq1_edition1/report.{kind}").stat().st_size > 5_000
