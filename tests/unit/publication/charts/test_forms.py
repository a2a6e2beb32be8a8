"""What every form of chart owes its reader: an alternative, a table, one picture, and no trap."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from desist.publication.charts.chart import Chart
from desist.publication.charts.columns import columns_over_years
from desist.publication.charts.funnel import FunnelLimits, funnel
from desist.publication.charts.groups import grouped_bars
from desist.publication.charts.line import line_over_time
from desist.publication.charts.multiples import small_multiples
from desist.publication.charts.ranked import ranked_bars
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries, Flag, RecordingBreak
from desist.publication.drawing import safe_drawing
from desist.vocabulary.mistake import OperatorMistake

HOSTILE = "<script>alert(1)</script> \"&' ]]> \u202elatot\u202c =cmd|\x00 {{x}} datum.value"
FORMS = ["line", "columns", "ranked", "groups", "funnel", "multiples"]
LIMITS = [
    FunnelLimits(size=size, lower_95=10, upper_95=30, lower_998=5, upper_998=35) for size in (100.0, 900.0)
]


def draw(form: str, heading: ChartHeading, label: str = "Durham") -> Chart:
    points = tuple(
        ChartPoint(
            label=f"{label} {at}",
            value=20.0 + at,
            lower=18.0,
            upper=28.0,
            date=date(2024, at, 1),
            size=100.0 * at,
            flag=Flag.CONCERN if at == 2 else Flag.NONE,
            note=label if at == 2 else "",
        )
        for at in (1, 2, 3)
    )
    one = ChartSeries(name=label, points=points)
    home = points[0].label
    match form:
        case "line":
            stop = RecordingBreak(date=date(2024, 2, 1), label=label)
            return line_over_time([one, replace(one, name="B")], heading=heading, breaks=[stop])
        case "columns":
            return columns_over_years(one, heading=heading)
        case "ranked":
            return ranked_bars(one, home=home, heading=heading, mean=21, mean_name=label)
        case "groups":
            return grouped_bars([one, replace(one, name="B")], heading=heading)
        case "funnel":
            return funnel(one, home=home, mean=21, limits=LIMITS, heading=heading, size_name=label)
        case _:
            return small_multiples([one, one], heading=heading)


@pytest.mark.parametrize("form", FORMS)
def test_the_alternative_states_finding_and_numbers(form: str, heading: ChartHeading) -> None:
    chart = draw(form, heading)
    assert chart.alt.startswith("Recorded crime did not change. ")
    assert all(word in chart.alt for word in ("Recorded offences", "County Durham", "January to March 2025"))
    assert all(number in chart.alt for number in ("21.0", "22.0", "23.0"))
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img" and root.get("aria-label") == chart.alt


@pytest.mark.parametrize("form", FORMS)
def test_the_table_holds_every_number(form: str, heading: ChartHeading) -> None:
    numbers = {cell.number for row in draw(form, heading).table.rows for cell in row}
    assert {21.0, 22.0, 23.0} <= numbers


@pytest.mark.parametrize("form", FORMS)
def test_the_same_input_gives_the_same_bytes(form: str, heading: ChartHeading) -> None:
    first, second = draw(form, heading), draw(form, heading)
    assert first.svg == second.svg and first.png == second.png


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_label_is_only_text(
    form: str, heading: ChartHeading, words_of: Callable[..., list[str]]
) -> None:
    chart = draw(form, replace(heading, unit=HOSTILE, measure=HOSTILE), label=HOSTILE)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(chart.svg).iter()}
    assert tags <= {"svg", "g", "path", "line", "rect", "text", "tspan"}
    assert any("<script>" in words for words in words_of(chart))
    assert not any(hidden in said for said in (chart.svg, chart.alt) for hidden in "\u202e\x00")
    assert "⟨U+202E⟩" in chart.alt


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_linked_scripted_or_named_twice(form: str, heading: ChartHeading) -> None:
    root = ElementTree.fromstring(draw(form, heading).svg)
    for element in root.iter():
        assert not [name for name in element.attrib if name in ("id", "style", "class") or "href" in name]
        assert not [value for value in element.attrib.values() if "url(" in value]


@pytest.mark.parametrize("form", FORMS)
def test_it_fits_the_width_of_a_page_and_prints_at_300_dots(form: str, heading: ChartHeading) -> None:
    chart = draw(form, heading)
    root = ElementTree.fromstring(chart.svg)
    assert root.get("width") == "640"
    width, _ = struct.unpack(">II", chart.png[16:24])
    assert width == pytest.approx(640 * 300 / 96, abs=1)


@pytest.mark.parametrize("form", FORMS)
def test_words_stay_words_in_the_reports_typeface(form: str, heading: ChartHeading) -> None:
    texts = [e for e in ElementTree.fromstring(draw(form, heading).svg).iter() if e.tag.endswith("}text")]
    assert texts and all(text.get("font-family") == "Inter" for text in texts)


def test_a_funnel_names_home_and_those_outside(
    heading: ChartHeading, words_of: Callable[..., list[str]]
) -> None:
    words = words_of(draw("funnel", heading))
    assert {"Durham 1", "Durham 2", "Mean 21.0", "95% limit", "99.8% limit", "Concern"} <= set(words)
    assert "Durham 3" not in words


def test_a_funnel_needs_sizes_and_limits(heading: ChartHeading) -> None:
    series = ChartSeries(name="", points=(ChartPoint(label="A", value=1),))
    with pytest.raises(OperatorMistake, match="no size"):
        funnel(series, home="A", mean=1, limits=LIMITS, heading=heading, size_name="Residents")
    with pytest.raises(OperatorMistake, match="nothing to draw"):
        funnel(series, home="A", mean=1, limits=[], heading=heading, size_name="Residents")


def test_small_multiples_name_each_and_refuse_nothing(
    heading: ChartHeading, words_of: Callable[..., list[str]]
) -> None:
    assert words_of(draw("multiples", heading)).count("Latest 23.0") == 2
    with pytest.raises(OperatorMistake, match="nothing to draw"):
        small_multiples([ChartSeries(name="A", points=())], heading=heading)


@pytest.mark.parametrize("form", FORMS)
def test_a_drawing_made_safe_again_keeps_every_word(form: str, heading: ChartHeading) -> None:
    chart = draw(form, heading)
    before = [t.text for t in ElementTree.fromstring(chart.svg).iter() if t.tag.endswith(("}text", "}tspan"))]
    rebuilt = ElementTree.fromstring(safe_drawing(chart.svg, prefix="f"))
    assert [t.text for t in rebuilt.iter() if t.tag.endswith(("}text", "}tspan"))] == before


def test_a_value_that_is_no_number_is_a_bug() -> None:
    with pytest.raises(ValueError, match="holds nan"):
        ChartPoint(label="May", value=float("nan"))
