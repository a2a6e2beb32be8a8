"""What the document tree refuses to hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desist.publication.document import Heading
from desist.publication.grid import Cell, Column, Grid
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.sample import crime_figure, durham


def test_a_title_of_more_than_ten_words_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="more than 10 words"):
        replace(crime_figure(), title="one two three four five six seven eight nine ten eleven")


def test_a_figure_without_a_text_alternative_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="has no text alternative"):
        replace(crime_figure(), alt="  ")


@pytest.mark.parametrize("name", ["", "Crime", "crime rate", "1crime", 'x"onload="y', "crime_rate"])
def test_an_id_that_cannot_be_an_anchor_is_refused(name: str) -> None:
    with pytest.raises(OperatorMistake, match="cannot be the id"):
        replace(crime_figure(), id=name)


def test_a_heading_has_one_of_three_levels() -> None:
    with pytest.raises(OperatorMistake, match="of level 4"):
        Heading(text="Deep", level=4)


def test_a_report_needs_the_time_zone_of_its_timestamp() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(durham(), timestamp=datetime(2025, 1, 1))


def test_every_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 columns"):
        Grid(columns=(Column(title="a"), Column(title="b")), rows=((Cell("x"),),))


def test_a_grid_knows_its_marks_and_notes_in_order() -> None:
    rows = (
        (Cell("1", mark=Mark.REVISED, note="second"),),
        (Cell(mark=Mark.NOT_AVAILABLE, note="first"),),
        (Cell("3", mark=Mark.REVISED, note="second"),),
    )
    grid = Grid(columns=(Column(title="a"),), rows=rows)
    assert grid.marks == (Mark.NOT_AVAILABLE, Mark.REVISED)
    assert grid.notes == ("second", "first")
    assert [row[0].printed for row in grid.rows] == ["1 [r]", "[x]", "3 [r]"]
