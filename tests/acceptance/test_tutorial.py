"""The tutorial does what it says: every file is saved and every command typed, in an empty folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Followed


@pytest.mark.slow
def test_the_tutorial_can_be_followed_to_its_end(tutorial: Followed) -> None:
    assert tutorial.typed > 10
    for kind in ("html", "pdf", "docx", "ods"):
        report = tutorial.folder / f"mine/editions/2025-03_kpq1_edition1/report.{kind}"
        assert report.stat().st_size > 5_000
