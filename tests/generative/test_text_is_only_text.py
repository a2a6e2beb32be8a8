"""Whatever a report is made to say, every format prints it as what it is."""

from __future__ import annotations

import html
import io
import re
import unicodedata
from dataclasses import replace

import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.publication.document import Paragraph, Report
from desist.publication.fonts import printable
from desist.publication.html import render_html
from desist.publication.inline import Strong, Text
from desist.publication.pdf import render_pdf
from desist.publication.plain_text import BIDI, visible
from tests.unit.publication.sample import durham

MARKUP = st.sampled_from(
    [*"<>&\"'#*_$@\\/`~=-+[](){}|;:\n\t", "<script>", "//", "/*", "*/", "#let", "{{", "{%", "&lt;"]
)
TEXTS = st.lists(MARKUP | st.text(max_size=5), max_size=12).map("".join)
REPORT = durham()


def saying(text: str) -> Report:
    """A report of one paragraph that says the text between two marks, once strongly."""
    return replace(
        REPORT, blocks=(Paragraph(runs=(Text("⟦"), Text(text), Strong((Text(text),)), Text("⟧"))),)
    )


@given(TEXTS)
@settings(deadline=None)
def test_a_page_says_exactly_the_text(text: str) -> None:
    page = render_html(saying(text))
    body = page[page.index("⟦") + 1 : page.index("⟧")]
    said = html.unescape(re.sub("</?strong>", "", body))
    assert said == visible(text) * 2
    assert re.sub("</?strong>", "", body).count("<") == 0
    assert not BIDI & set(map(ord, page))


@given(TEXTS)
@settings(deadline=None, max_examples=25)
def test_a_pdf_says_exactly_the_text(text: str) -> None:
    shown = "".join(printable(text).split())
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(replace(REPORT, blocks=saying(text).blocks)))).pages
    said = "".join("".join(page.extract_text() for page in pages).split())
    assert ligatures_apart(shown * 2) in ligatures_apart(said)


def ligatures_apart(text: str) -> str:
    """Letters as typed: a reader of PDFs may give back one sign for two letters, or a look-alike accent."""
    return unicodedata.normalize("NFKD", text)


@given(st.text())
def test_what_is_visible_holds_no_control_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(ord(char) < 32 and char not in "\n\t" for char in shown)
    assert not BIDI & set(map(ord, shown))
