"""A text looks the same however it is cut into chunks."""

from __future__ import annotations

import pytest

from desist.intake.text_look import Shape, TextLook
from desist.vocabulary.mistake import OperatorMistake


def look(content: bytes, size: int) -> Shape:
    seen = TextLook("a.csv")
    for at in range(0, len(content), size):
        seen.at(content[at : at + size])
    return seen.finish()


@pytest.mark.parametrize(
    ("content", "lines", "mixed"),
    [
        (b"a,b\n1,2\n", 2, False),
        (b"a,b\n1,2", 2, False),
        (b"a,b\r\n1,2\r\n", 2, False),
        (b"a,b\r1,2\r", 2, True),
        (b"a,b\r\n1,2\n3,4\r5,6", 4, True),
        (b"a,b\r\n\r\r\n", 3, True),
        ("é,b\n1,ü\n".encode(), 2, False),
    ],
)
def test_lines_are_counted_over_the_edges_of_chunks(content: bytes, lines: int, mixed: bool) -> None:
    first = len(content.split(b"\n")[0])
    shapes = [look(content, size) for size in (first, first + 1, len(content))]
    assert [(shape.lines, shape.mixed_ends) for shape in shapes] == [(lines, mixed)] * 3


def test_a_letter_cut_by_a_chunk_is_still_a_letter() -> None:
    assert look("aé".encode() * 9, 4).lines == 1


def test_a_byte_that_is_no_letter_is_named_by_its_line() -> None:
    for size in (1, 2, 5, 99):
        with pytest.raises(OperatorMistake, match="line 3 holds a byte it cannot read"):
            look(b"a\n\xc3\xa9\n\xc3x\n", size)


def test_a_letter_begun_and_never_ended_is_not_text() -> None:
    with pytest.raises(OperatorMistake, match="is not in UTF-8"):
        look(b"a\n\xc3", 99)


def test_a_zero_byte_is_named_by_its_line() -> None:
    with pytest.raises(OperatorMistake, match="line 1,002 holds a zero byte"):
        look(b"x\n" * 1001 + b"\x00", 100)
