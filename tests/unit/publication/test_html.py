"""The report's page: its structure, and that nothing in it is ever more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from desist.publication.html import render_html
from desist.publication.plain_text import visible
from tests.unit.publication.attacks import ATTACKS, saying
from tests.unit.publication.sample import durham


class Seen(HTMLParser):
    """Every tag with its attributes, and every text outside the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside != "style":
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


PAGE = render_html(durham())
SEEN = Seen(PAGE)


def test_the_page_has_one_main_heading_its_language_and_its_landmarks() -> None:
    assert SEEN.named("html") == [{"lang": "en-GB"}]
    for once in ("h1", "main", "nav", "footer", "title"):
        assert len(SEEN.named(once)) == 1, once
    assert "#main" in [link["href"] for link in SEEN.named("a")][:1]


def test_no_level_of_heading_is_skipped() -> None:
    levels = [int(tag[1]) for tag, _ in SEEN.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_headers_with_their_scope() -> None:
    scopes = [header.get("scope") for header in SEEN.named("th")]
    assert None not in scopes
    assert scopes.count("row") == 2 + 12 + 6
    captions = re.findall(r"<caption[^>]*>(.*?)</caption>", PAGE, flags=re.DOTALL)
    assert len(captions) == 2


def test_the_chart_is_named_by_its_text_alternative_and_its_numbers_are_one_step_away() -> None:
    drawing = [one for one in SEEN.named("div") if one.get("role") == "img"]
    assert [one["aria-label"] for one in drawing] == [
        "Recorded crime stayed between 97.9 and 102.2 for every 1,000 people; 100.1 in December 2019."
    ]
    assert len(SEEN.named("details")) == len(drawing)
    assert "102.2" in PAGE.split("<details>")[1].split("</details>")[0]


def test_every_link_inside_the_page_leads_somewhere_and_every_id_is_used_once() -> None:
    ids = [attributes["id"] for _, attributes in SEEN.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = {str(link["href"])[1:] for link in SEEN.named("a") if str(link["href"]).startswith("#")}
    assert inside <= set(ids)


def test_the_page_loads_nothing_from_anywhere() -> None:
    assert not SEEN.named("script") + SEEN.named("link") + SEEN.named("img") + SEEN.named("iframe")
    assert "default-src 'none'" in PAGE
    assert set(re.findall(r"url\((.{5})", PAGE)) == {"data:"}


def test_the_passport_of_each_figure_and_table_is_printed() -> None:
    printed = "".join(SEEN.texts)
    assert "Figure passport: fp-8c31-4d" in printed
    assert "Figure passport: fp-2w7k-91" in printed


def test_a_synthetic_draft_says_both_before_anything_else() -> None:
    page = render_html(durham(synthetic=True, draft=True))
    sheet, body = page.split("<body>")
    assert body.index("Synthetic data. Every figure") < body.index("Draft: not yet") < body.index("<h1>")
    assert 'content: "Synthetic data. Draft: not yet published."' in sheet  # on every page when printed
    assert "Synthetic data" not in PAGE
    assert "Draft" not in PAGE


def test_the_same_report_gives_the_same_page() -> None:
    assert render_html(durham()) == PAGE


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_printed_as_what_it_is_and_adds_no_tag(attack: str) -> None:
    plain, seen = Seen(render_html(saying("plain words"))), Seen(render_html(saying(attack)))
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in plain.tags]
    assert [set(has) for _, has in seen.tags] == [set(has) for _, has in plain.tags]
    printed = " ".join("".join(seen.texts).split())
    assert printed.count(" ".join(visible(attack).split())) >= 40
