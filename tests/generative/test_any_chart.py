"""Whatever numbers and names a chart is given, it is drawn, and its words are the names."""

from __future__ import annotations

import itertools
from datetime import date
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from desist.publication.charts.axes import spread
from desist.publication.charts.groups import grouped_bars
from desist.publication.charts.line import line_over_time
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.publication.plain_text import BIDI, one_line
from desist.vocabulary.period import add_months

VALUES = st.none() | st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
HEADING = ChartHeading(
    finding="It did not change",
    measure="Offences",
    unit="Offences",
    place="Durham",
    period="2025",
    decimals=1,
)


@given(st.lists(VALUES, min_size=1, max_size=12), st.text(max_size=30))
@settings(deadline=None, max_examples=30)
def test_any_line_is_drawn(values: list[float | None], name: str) -> None:
    points = tuple(
        ChartPoint(label=f"{at} {name}", value=value, date=add_months(date(2020, 1, 1), at), note=name)
        for at, value in enumerate([*values, 1.0])
    )
    chart = line_over_time([ChartSeries(name=name, points=points)], heading=HEADING)
    ElementTree.fromstring(chart.svg)
    assert not BIDI & set(map(ord, chart.svg))


@given(st.text(min_size=1, max_size=24).filter(lambda name: one_line(name) and len(one_line(name)) <= 24))
@settings(deadline=None, max_examples=30)
def test_a_group_is_printed_by_its_name(name: str) -> None:
    series = ChartSeries(name="", points=(ChartPoint(label=name, value=1.0),))
    chart = grouped_bars([series], heading=HEADING)
    said = [
        "".join(text.itertext()) for text in ElementTree.fromstring(chart.svg).iter() if "text" in text.tag
    ]
    assert one_line(name) in " ".join(" ".join(said).split())


@given(st.lists(st.floats(min_value=0, max_value=300), min_size=1, max_size=7).map(sorted))
def test_labels_moved_apart_do_not_overlap(places: list[float]) -> None:
    moved = spread(places, [16.0] * len(places))
    assert all(higher - lower >= 15 for lower, higher in itertools.pairwise(moved))
