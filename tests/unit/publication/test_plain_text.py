"""What would mislead or hide is named; everything else is left as it is."""

from __future__ import annotations

import pytest

from desist.publication.plain_text import BIDI, one_line, visible


@pytest.mark.parametrize("point", sorted(BIDI))
def test_every_control_of_direction_is_named(point: int) -> None:
    assert visible(f"a{chr(point)}b") == f"a⟨U+{point:04X}⟩b"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\u200b", "\ufeff", "\u2028", "\ud800", "\ufffe"])
def test_every_character_without_a_shape_is_named(char: str) -> None:
    assert visible(f"a{char}b") == f"a⟨U+{ord(char):04X}⟩b"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "#panic() *a* _b_ $x$ @ref <lab> \\ // `c`",
        "=cmd|' /C calc'!A0",
        "Ŵyn, £5 – “so”",
    ],
)
def test_markup_and_letters_are_left_for_each_format_to_escape(text: str) -> None:
    assert visible(text) == text


def test_new_lines_of_every_system_become_one_kind() -> None:
    assert visible("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


def test_letters_are_put_together_with_their_accents() -> None:
    assert visible("e\u0301") == "é"


def test_making_visible_twice_changes_nothing() -> None:
    once = visible("a\u202e\x00b")
    assert visible(once) == once


def test_a_title_is_one_line() -> None:
    assert one_line(" a\n\n b\tc ") == "a b c"
