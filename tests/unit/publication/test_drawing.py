"""A drawing is rebuilt from known shapes; nothing that acts survives."""

from __future__ import annotations

import pytest

from desist.publication.drawing import safe_drawing
from tests.unit.publication.sample import SERIES, line_chart

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
        '<image href="https://example.org/x.png"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<animate attributeName="x" onbegin="alert(1)"/>',
        "<style>@import 'https://example.org'</style>",
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    ],
)
def test_what_acts_or_loads_is_left_out(inside: str) -> None:
    made = safe_drawing(f"{OPEN}{inside}<rect width='1'/></svg>", prefix="f")
    assert made == f'{OPEN}<rect width="1" /></svg>'


def test_attributes_that_act_or_load_are_left_out() -> None:
    acting = 'onclick="x()" style="background:url(https://example.org)" fill="url(https://example.org/#a)"'
    made = safe_drawing(f"{OPEN}<rect {acting} width='1'/></svg>", prefix="f")
    assert made == f'{OPEN}<rect width="1" /></svg>'


def test_ids_of_two_drawings_on_one_page_do_not_meet() -> None:
    made = safe_drawing(f'{OPEN}<clipPath id="clip0"/><g clip-path="url(#clip0)"/></svg>', prefix="crime")
    assert 'id="crime-clip0"' in made
    assert 'clip-path="url(#crime-clip0)"' in made


def test_words_are_set_in_the_reports_typeface_and_made_visible() -> None:
    made = safe_drawing(f'{OPEN}<text font-family="sans-serif">a\u202eb &lt;i&gt;</text></svg>', prefix="f")
    assert 'font-family="Inter, Helvetica, Arial, sans-serif"' in made
    assert "a⟨U+202E⟩b &lt;i&gt;" in made


def test_a_drawing_without_a_view_box_is_given_one_so_that_it_can_shrink() -> None:
    made = safe_drawing('<svg xmlns="http://www.w3.org/2000/svg" width="640px" height="300"/>', prefix="f")
    assert 'viewBox="0 0 640 300"' in made


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "declaration"),
        ("<svg", "not well-formed"),
        ("<html/>", "not an SVG"),
    ],
)
def test_what_is_no_drawing_of_ours_is_refused(svg: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        safe_drawing(svg, prefix="f")


def test_a_plain_chart_keeps_every_line_and_word() -> None:
    made = safe_drawing(line_chart(SERIES, label="Durham 100.1"), prefix="f")
    assert made.count("<text") == 20
    assert made.count("<polyline") == 1
    assert "Durham 100.1" in made
