"""The pages on how to do something do what they say, each from the state that it names."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.walkthrough import ROOT, follow

if TYPE_CHECKING:
    from tests.acceptance.conftest import Followed

DOCS = ROOT / "docs"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["correct-a-published-report", "keep-and-back-up-the-key"])
def test_a_page_goes_on_from_the_tutorial(page: str, tutorial: Followed, tmp_path: Path) -> None:
    reader = shutil.copytree(tutorial.folder, tmp_path / "reader")
    assert follow(DOCS / "how-to" / f"{page}.md", reader) >= 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", ["families-and-children", "organisations-over-time", "a-framework-for-one-group"]
)
def test_a_page_begins_with_nothing(page: str, tmp_path: Path) -> None:
    reader = tmp_path / "reader"
    reader.mkdir()
    assert follow(DOCS / "how-to" / f"{page}.md", reader) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("page", ["add-a-measure", "add-an-extract"])
def test_a_page_adds_to_a_copy_of_desist(page: str, tmp_path: Path) -> None:
    copy = tmp_path / "desist-folder"
    shutil.copytree(ROOT / "desist", copy / "desist", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "docs").mkdir()
    assert follow(DOCS / "how-to" / f"{page}.md", copy, code=copy) >= 5
