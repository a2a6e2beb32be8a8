"""The pages as a reader's browser has them, checked by axe-core at WCAG 2.2 AA and by their width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from desist.home.demo import Demonstration
from desist.home.making import Made
from desist.publication.html import render_html
from desist.publication.plan_page import render_plan_html
from tests.conftest import ROOT
from tests.unit.publication.attacks import ATTACKS, saying
from tests.unit.publication.sample import durham
from tests.unit.publication.sample_plan import strategy

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "report": render_html(durham()),
    "synthetic-draft": render_html(durham(synthetic=True, draft=True)),
    "attacked": render_html(saying(" ".join(ATTACKS[:2]) + ATTACKS[-1])),
    "plan": render_plan_html(strategy()),
}


def lacking(what: str) -> None:
    """Skip by name on a newcomer's machine; fail in CI, where nothing may be left unchecked."""
    said = f"{what} is not installed; 'make test' installs it"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if not AXE.exists():
        lacking("axe-core")
    with sync_playwright() as play:
        if not found and not Path(play.chromium.executable_path).exists():
            lacking("Chromium")
        made = play.chromium.launch(executable_path=found, headless=True, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(params=[1280, 320], ids=["desktop", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": request.param, "height": 800})
    yield made
    made.close()


def check(page: Page, content: str) -> None:
    """Nothing that axe finds, and nothing beyond the edge of the screen."""
    page.set_content(content)
    widest = page.evaluate("() => document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    assert widest <= page.viewport_size["width"]
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARD)
    assert len(found["passes"]) > 15
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_at_wcag_2_2_aa_and_nothing_lies_beyond_the_edge(page: Page, name: str) -> None:
    check(page, PAGES[name])


@pytest.mark.parametrize("which", ["made", "reoffending"])
def test_so_it_is_in_the_reports_of_the_demonstration(
    page: Page, demonstration: Demonstration, which: str
) -> None:
    made: Made = getattr(demonstration, which)
    check(page, (made.folder / "report.html").read_text(encoding="utf-8"))


def test_the_page_asks_the_network_for_nothing_and_runs_nothing(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran and said {dialog.message}"))
    page.set_content(PAGES["attacked"])
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith("data:")] == []


def test_the_keyboard_reaches_the_main_content_first(page: Page) -> None:
    page.set_content(PAGES["report"])
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_the_typeface_in_the_page_is_the_one_that_is_shown(page: Page) -> None:
    page.set_content(PAGES["report"])
    page.evaluate("async () => { await document.fonts.ready }")
    loaded = page.evaluate("() => [...document.fonts].filter(one => one.status == 'loaded').length")
    assert loaded >= 2
