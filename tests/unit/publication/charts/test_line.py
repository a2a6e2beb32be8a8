"""A line shows its limits, breaks, gaps and special points, and says them in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from desist.publication.charts import palette
from desist.publication.charts.breaks import place
from desist.publication.charts.chart import Chart
from desist.publication.charts.line import line_over_time
from desist.publication.charts.series import (
    ChartHeading,
    ChartPoint,
    ChartSeries,
    Flag,
    ProcessLimits,
    RecordingBreak,
)
from desist.publication.charts.shapes import SHAPES
from desist.vocabulary.mistake import OperatorMistake

LIMITS = ProcessLimits(start=date(2022, 1, 1), end=date(2023, 10, 1), mean=5, lower=2, upper=8)
Quarters = Callable[..., ChartSeries]
Words = Callable[[Chart], list[str]]


def test_limits_are_drawn_and_named(heading: ChartHeading, quarters: Quarters, words_of: Words) -> None:
    chart = line_over_time([quarters(5, 6, 4, 5)], heading=heading, limits=[LIMITS])
    assert {"Upper limit 8.0", "Mean 5.0", "Lower limit 2.0", "Latest 5.0"} <= set(words_of(chart))
    assert "January 2022 to October 2023 mean 5.0, ordinary variation 2.0 to 8.0" in chart.alt


def test_a_break_is_drawn_and_named(heading: ChartHeading, quarters: Quarters, words_of: Words) -> None:
    stop = RecordingBreak(date=date(2022, 6, 1), label="new counting rules")
    chart = line_over_time([quarters(5, 6, 4, 5)], heading=heading, breaks=[stop])
    assert "June 2022: new counting rules" in words_of(chart)
    assert "June 2022, new counting rules" in chart.alt


def test_words_of_breaks_do_not_cover_each_other() -> None:
    stops = [RecordingBreak(date=date(2022, month, 1), label="a change in recording") for month in (3, 5, 7)]
    levels = [one.level for one in place(stops, x=(738000, 739000), width=500)]
    assert len(set(levels)) == 3


def test_a_gap_stays_a_gap(heading: ChartHeading, quarters: Quarters, words_of: Words) -> None:
    whole = line_over_time([quarters(5, 6, 5.5, 4, 5)], heading=heading)
    gapped = line_over_time([quarters(5, 6, None, 4, 5)], heading=heading)
    assert "[x]" in words_of(gapped) and "[x]" not in words_of(whole)
    assert gapped.svg.count('stroke-width="2.5"') == whole.svg.count('stroke-width="2.5"') + 1


@pytest.mark.parametrize(
    ("flag", "word"),
    [(Flag.CONCERN, "Concern"), (Flag.IMPROVEMENT, "Improvement"), (Flag.UNUSUAL, "Out of the ordinary")],
)
def test_a_special_point_has_a_shape_and_a_word(
    heading: ChartHeading, quarters: Quarters, words_of: Words, flag: Flag, word: str
) -> None:
    series = quarters(5, 6, 4)
    points = (series.points[0], replace(series.points[1], flag=flag, note="Highest so far"), series.points[2])
    chart = line_over_time([replace(series, points=points)], heading=heading)
    assert word in words_of(chart) and "Highest so far" in words_of(chart)
    assert f"quarter from April 2022 ({flag.value})" in chart.alt
    drawn = [
        path.get("d", "")
        for path in ElementTree.fromstring(chart.svg).iter()
        if path.get("fill") == SHAPES[flag].fill and path.get("stroke") == palette.INK
    ]
    assert len(drawn) == 2  # the point and its key
    assert not any("A" in path for path in drawn)  # an ordinary dot is drawn with arcs, these with corners


def test_several_series_are_labelled_directly(
    heading: ChartHeading, quarters: Quarters, words_of: Words
) -> None:
    chart = line_over_time([quarters(5, 6, name="Durham"), quarters(9, 8, name="Cleveland")], heading=heading)
    assert {"Durham 6.0", "Cleveland 8.0"} <= set(words_of(chart))


def test_an_axis_that_does_not_start_at_zero_says_so(
    heading: ChartHeading, quarters: Quarters, words_of: Words
) -> None:
    chart = line_over_time([quarters(95, 96, 97)], heading=heading)
    assert any("axis starts at" in words for words in words_of(chart))


def test_intervals_are_named(heading: ChartHeading, words_of: Words) -> None:
    points = tuple(
        ChartPoint(label=f"{year}", date=date(year, 1, 1), value=5, lower=4, upper=6) for year in (2023, 2024)
    )
    chart = line_over_time([ChartSeries(name="", points=points)], heading=heading)
    assert "Offences per 1,000 residents; shaded: 95% interval" in words_of(chart)


def test_nothing_to_draw_is_said(heading: ChartHeading, quarters: Quarters) -> None:
    with pytest.raises(OperatorMistake, match="nothing to draw"):
        line_over_time([quarters(None, None)], heading=heading)


def test_a_point_without_a_date_is_refused(heading: ChartHeading) -> None:
    series = ChartSeries(name="Durham", points=(ChartPoint(label="May", value=1),))
    with pytest.raises(OperatorMistake, match="'May' of 'Durham' has no date"):
        line_over_time([series], heading=heading)


def test_one_point_alone_can_be_drawn(heading: ChartHeading, quarters: Quarters, words_of: Words) -> None:
    assert "Latest 5.0" in words_of(line_over_time([quarters(5)], heading=heading))


def test_what_lies_outside_the_dates_shown_is_not_drawn(
    heading: ChartHeading, quarters: Quarters, words_of: Words
) -> None:
    long = ProcessLimits(start=date(2000, 1, 1), end=date(2050, 1, 1), mean=5, lower=2, upper=8)
    old = ProcessLimits(start=date(1999, 1, 1), end=date(2000, 1, 1), mean=5)
    stop = RecordingBreak(date=date(2019, 1, 1), label="an older change")
    chart = line_over_time([quarters(5, 6, 4)], heading=heading, limits=[old, long], breaks=[stop])
    assert not any("older change" in words for words in [*words_of(chart), chart.alt])
    frame_wide = 640
    rules = [line for line in ElementTree.fromstring(chart.svg).iter() if line.tag.endswith("}line")]
    assert all(abs(float(line.get("x2", "0"))) <= frame_wide for line in rules)
