"""Rows are taken apart as the engine would, with the line each begins on."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.intake.lines import MISPLACED, REPEATED, UNCLOSED, any_overlong, read_rows, width_of


def rows(tmp_path: Path, text: str, *, width: int = 2, delimiter: str = ",") -> list[tuple[int, int, str]]:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    found = read_rows(path, delimiter=delimiter, width=width, header=b"a,b", after=1)
    return [(row.line, row.span, row.why) for row in found]


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    assert rows(tmp_path, "a,b\n\n1,2\n  \n3,4") == [(3, 1, ""), (5, 1, "")]


def test_a_cell_may_be_broken_over_lines(tmp_path: Path) -> None:
    assert rows(tmp_path, 'a,b\n1,"x\n\ny"\n3,4\n') == [(2, 3, ""), (5, 1, "")]


def test_a_quotation_mark_left_open_spoils_its_own_line_alone(tmp_path: Path) -> None:
    assert rows(tmp_path, 'a,b\n1,"x\n3,4\n5,"y"\n') == [(2, 1, UNCLOSED), (3, 1, ""), (4, 1, "")]
    assert rows(tmp_path, 'a,b\n1,"x\n' + "3,4\n" * 200)[:2] == [(2, 1, UNCLOSED), (3, 1, "")]


def test_a_misplaced_quotation_mark(tmp_path: Path) -> None:
    assert rows(tmp_path, 'a,b\n1,"x"y\n3,4"5\n') == [(2, 1, MISPLACED), (3, 1, "")]


def test_the_header_again(tmp_path: Path) -> None:
    assert rows(tmp_path, "a,b\r\na,b\r\n1,2\r\n") == [(2, 1, REPEATED), (3, 1, "")]


@pytest.mark.parametrize(
    ("sent", "width"),
    [
        (b"", 1),
        (b"a", 1),
        (b"a,b\n", 2),
        (b',"x,y", "z",\r\n', 4),
        (b'"a""b,",c"d,e', 3),
        (b'"a" ,b', 2),
        (b",,", 3),
    ],
)
def test_cells_are_counted_outside_of_quotation_marks(sent: bytes, width: int) -> None:
    assert width_of(sent, b",") == width


@pytest.mark.parametrize(
    ("line", "over"), [("1,2", False), ("1,2,", True), ('1,2,""', True), ('1,"2,3"', False)]
)
def test_empty_cells_beyond_the_header_are_seen(tmp_path: Path, line: str, over: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"a,b\n{line}\n")
    assert any_overlong(path, delimiter=",", width=2) is over
