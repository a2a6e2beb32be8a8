"""The page on a partnership's files is the one that their declarations give."""

from __future__ import annotations

from pathlib import Path

from desist.partnership.handbook import partnership_files_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "partnership-files.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == partnership_files_page()


def test_the_page_explains_a_key_and_its_choices() -> None:
    page = partnership_files_page()
    assert '| `better` | yes | `"higher"`, `"lower"`, `"neither"` | Which direction is good' in page
    assert "### `[[workstream.milestone]]`" in page
