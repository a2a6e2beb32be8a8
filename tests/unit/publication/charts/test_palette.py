"""Neighbouring colours can be told apart, and words can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desist.publication.charts import palette
from desist.vocabulary.mistake import OperatorMistake


def test_contrast_is_that_of_wcag() -> None:
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # WebAIM's well-known pair


@pytest.mark.parametrize("series", [1, 2, 3, 4])
def test_neighbours_differ_by_three_to_one(series: int) -> None:
    colours = palette.series_colours(series)
    assert len(colours) == series
    assert all(palette.contrast(one, other) >= 3 for one, other in pairwise(colours))


@pytest.mark.parametrize("colour", [*palette.IN_ORDER, palette.EDGE])
def test_every_shape_stands_out_from_paper(colour: str) -> None:
    assert palette.contrast(colour, palette.PAPER) >= 3


def test_the_focus_stands_out_from_the_rest() -> None:
    assert palette.contrast(palette.NAVY, palette.GREY) >= 3


@pytest.mark.parametrize("colour", [palette.INK, palette.QUIET])
def test_words_can_be_read(colour: str) -> None:
    assert palette.contrast(colour, palette.PAPER) >= 4.5


def test_the_order_is_the_governments() -> None:
    assert palette.series_colours(4) == ("#12436D", "#28A197", "#801650", "#F46A25")
    assert palette.series_colours(2) == ("#12436D", "#F46A25")


@pytest.mark.parametrize("series", [0, 5])
def test_more_series_than_a_reader_can_follow_are_refused(series: int) -> None:
    with pytest.raises(OperatorMistake, match="one to four series"):
        palette.series_colours(series)
