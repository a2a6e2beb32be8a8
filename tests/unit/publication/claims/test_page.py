"""The manual page is what the code says."""

from __future__ import annotations

from pathlib import Path

from desist.publication.claims.page import claims_page
from desist.publication.claims.rules import RULES

PAGE = Path(__file__).resolve().parents[4] / "docs" / "claims.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == claims_page()


def test_the_page_tells_every_rule() -> None:
    page = claims_page()
    assert all(f"### `{rule.name}`" in page and rule.why in page for rule in RULES)
