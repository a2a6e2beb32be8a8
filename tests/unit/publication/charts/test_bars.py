"""Bars grow from zero: their lengths are in the proportion of their values."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from desist.publication.charts import palette
from desist.publication.charts.chart import Chart
from desist.publication.charts.columns import columns_over_years
from desist.publication.charts.groups import grouped_bars
from desist.publication.charts.ranked import ranked_bars
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.vocabulary.mistake import OperatorMistake

Words = Callable[[Chart], list[str]]


def series(*values: float | None, name: str = "") -> ChartSeries:
    letters = "ABCDEFGHIJKLMNOPQ"
    return ChartSeries(
        name=name,
        points=tuple(
            ChartPoint(
                label=f"Area {letter}",
                value=value,
                lower=None if value is None else value - 2,
                upper=None if value is None else value + 2,
            )
            for letter, value in zip(letters, values, strict=False)
        ),
    )


def lengths(chart: Chart, fill: str, *, upright: bool) -> list[float]:
    """How long each bar of a fill is, read from the drawing."""
    paths = [path for path in ElementTree.fromstring(chart.svg).iter() if path.get("fill") == fill]
    boxes = [re.search(r"h(-?[\d.]+)v(-?[\d.]+)", path.get("d", "")) for path in paths]
    return [abs(float(box[2 if upright else 1])) for box in boxes if box]


def test_columns_grow_from_zero(heading: ChartHeading) -> None:
    chart = columns_over_years(series(100, 90, 50), heading=heading)
    (focus,) = lengths(chart, palette.NAVY, upright=True)
    tall, middle = lengths(chart, palette.GREY, upright=True)
    assert tall == pytest.approx(2 * focus) and middle == pytest.approx(1.8 * focus)


def test_ranked_bars_grow_from_zero_and_stand_in_order(heading: ChartHeading, words_of: Words) -> None:
    chart = ranked_bars(
        series(90, 100, 97, None), home="Area C", heading=heading, mean=95.7, mean_name="Mean of peers"
    )
    (home,) = lengths(chart, palette.NAVY, upright=False)
    first, last = lengths(chart, palette.GREY, upright=False)
    assert first / home == pytest.approx(100 / 97) and last / home == pytest.approx(90 / 97)
    words = words_of(chart)
    assert "Mean of peers 95.7" in words and "97.0 (95.0 to 99.0)" in words and "[x]" in words
    assert [row[0].text for row in chart.table.rows] == ["Area B", "Area C", "Area A", "Area D"]


def test_grouped_bars_grow_from_zero_and_need_no_legend(heading: ChartHeading, words_of: Words) -> None:
    now, before = series(100, 50, name="January to March 2025"), series(80, 25, name="January to March 2024")
    chart = grouped_bars([now, before], heading=heading)
    high, low = lengths(chart, palette.NAVY, upright=False)
    earlier = lengths(chart, palette.ORANGE, upright=False)
    assert high == pytest.approx(2 * low)
    assert earlier == pytest.approx([0.8 * high, 0.25 * high])
    assert any(words.endswith("January to March 2024") for words in words_of(chart))


def test_a_fall_lies_on_the_other_side_of_zero(heading: ChartHeading, words_of: Words) -> None:
    chart = grouped_bars([series(10, -20)], heading=heading)
    rise, fall = lengths(chart, palette.NAVY, upright=False)
    assert fall == pytest.approx(2 * rise)
    assert "−20.0 (−22.0 to −18.0)" in words_of(chart)


def test_a_group_missing_from_one_series_is_marked(heading: ChartHeading, words_of: Words) -> None:
    chart = grouped_bars([series(1, 2, name="now"), series(1, name="before")], heading=heading)
    assert "[x]" in words_of(chart)


def test_what_cannot_be_drawn_is_refused(heading: ChartHeading) -> None:
    with pytest.raises(OperatorMistake, match="columns show 1 to 12"):
        columns_over_years(series(*range(13)), heading=heading)
    with pytest.raises(OperatorMistake, match="nothing to draw"):
        ranked_bars(series(None), home="Area A", heading=heading)
    with pytest.raises(OperatorMistake, match="four series"):
        grouped_bars([series(1)] * 5, heading=heading)
