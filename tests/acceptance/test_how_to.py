"""The pages on how to do something do what they say, each from the state that it names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.walkthrough import ROOT, follow

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def after_the_tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the tutorial has made."""
    reader = tmp_path_factory.mktemp("tutorial") / "reader"
    reader.mkdir()
    follow(DOCS / "tutorial.md", reader)
    return reader


@pytest.mark.slow
@pytest.mark.parametrize("page", ["correct-a-published-report", "keep-and-back-up-the-key"])
def test_a_page_goes_on_from_the_tutorial(page: str, after_the_tutorial: Path, tmp_path: Path) -> None:
    reader = shutil.copytree(after_the_tutorial, tmp_path / "reader")
    assert follow(DOCS / "how-to" / f"{page}.md", reader) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("page", ["families-and-children", "organisations-over-time", "a-framework-for-one-group"])
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
