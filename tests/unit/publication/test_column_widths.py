"""Column widths: numbers stay in one piece, long texts share the rest, and nothing is wider than the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desist.publication.column_widths import ems, soft_pieces, widths_of
from desist.publication.grid import Cell, Column, ColumnKind, Grid

LONG = "Referrals into the Victim Care and Advice Service, Victims satisfied with the whole experience"
ROOM = 470.5


def grid(*columns: tuple[str, ColumnKind, str]) -> Grid:
    return Grid(
        columns=tuple(Column(title=title, kind=kind) for title, kind, _ in columns),
        rows=(tuple(Cell(text) for _, _, text in columns),),
    )


TEXT, NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER


def test_numbers_and_short_texts_get_all_they_need() -> None:
    made = widths_of(
        grid(
            ("Indicator", TEXT, LONG),
            ("Period", TEXT, "January to March 2025"),
            ("95% interval", NUMBER, "−15.7% to −4.5%"),
        ),
        room=ROOM,
        size=9,
        padding=9.5,
    )
    assert made.unbroken
    assert made.points[1] >= ems("January to March 2025") * 9 + 9.5
    assert made.points[2] >= ems("−15.7% to −4.5%") * 9 + 9.5
    assert sum(made.points) <= ROOM + 0.01


def test_a_table_of_few_narrow_columns_is_not_stretched() -> None:
    made = widths_of(
        grid(("Place", TEXT, "Durham"), ("Rate", NUMBER, "12.8")), room=ROOM, size=9, padding=9.5
    )
    assert sum(made.points) < ROOM / 2


def test_too_many_columns_share_the_page_and_may_break() -> None:
    columns = [("Interval", NUMBER, "13,583 to 14,044")] * 9
    made = widths_of(grid(*columns), room=ROOM, size=9, padding=9.5)
    assert not made.unbroken and abs(sum(made.points) - ROOM) < 0.01


def test_a_name_of_the_machine_may_break_after_its_marks_and_words_may_not() -> None:
    assert soft_pieces("from home_office.police_officers") == ["from home_", "office.", "police_", "officers"]
    for whole in ("12.3% and/or 4.5%", "1,234.5", "local.series", "https://example.org/a_b", LONG):
        assert soft_pieces(whole) == [whole]


@given(st.text(max_size=60))
def test_cutting_a_text_loses_nothing(text: str) -> None:
    assert "".join(soft_pieces(text)) == text


@given(st.lists(st.text(max_size=80), min_size=1, max_size=9))
def test_no_table_is_wider_than_the_page(texts: list[str]) -> None:
    made = widths_of(grid(*((text, TEXT, text) for text in texts)), room=ROOM, size=9, padding=9.5)
    assert sum(made.points) <= ROOM + 0.01 and all(width > 0 for width in made.points)
