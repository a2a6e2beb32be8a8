"""Every link from one page of the manual to another leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, text_of, tracked

PAGES = [
    path for path in tracked() if path.suffix == ".md" and not str(path).startswith(("desist/", "tests/"))
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IN_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def headings(path: Path) -> set[str]:
    """The anchors of a page, as they are made from its headings."""
    found = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text_of(path), flags=re.M | re.S), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


def links(path: Path) -> list[str]:
    """The links of a page that stay in the project."""
    found = LINK.findall(IN_CODE.sub("", text_of(path)))
    return [each for each in found if not each.startswith(("https://", "http://", "mailto:"))]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).as_posix() if path else page.as_posix()
        there = Path((ROOT / target).resolve().relative_to(ROOT.resolve()))
        if not (ROOT / there).exists() or (anchor and anchor not in headings(there)):
            broken.append(link)
    assert broken == []


def test_links_are_found_at_all() -> None:
    assert len(links(Path("README.md"))) >= 8
    assert links(Path("docs/index.md"))


def test_every_page_of_the_manual_can_be_reached_from_its_map() -> None:
    reached, todo = set[str](), ["docs/index.md"]
    while todo:
        page = Path(todo.pop())
        for link in links(page):
            there = (
                (ROOT / page.parent / link.partition("#")[0]).resolve().relative_to(ROOT.resolve()).as_posix()
            )
            if there.endswith(".md") and there not in reached and (ROOT / there).exists():
                reached.add(there)
                todo.append(there)
    manual = [str(page) for page in PAGES if str(page).startswith("docs/")]
    template = {"docs/index.md", "docs/adr/template.md"}
    assert [page for page in manual if page not in reached | template] == []
