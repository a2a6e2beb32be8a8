"""Charts that the tests of each form look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest

from desist.publication.charts.chart import Chart
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.vocabulary.period import add_months

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def heading() -> ChartHeading:
    return ChartHeading(
        finding="Recorded crime did not change",
        measure="Recorded offences",
        unit="Offences per 1,000 residents",
        place="County Durham",
        period="January to March 2025",
        decimals=1,
    )


@pytest.fixture
def quarters() -> Callable[..., ChartSeries]:
    """A series of quarters from January 2022; None is a missing value."""

    def build(*values: float | None, name: str = "Durham") -> ChartSeries:
        days = [add_months(date(2022, 1, 1), 3 * at) for at in range(len(values))]
        points = [
            ChartPoint(label=f"quarter from {day:%B %Y}", date=day, value=value)
            for day, value in zip(days, values, strict=True)
        ]
        return ChartSeries(name=name, points=tuple(points))

    return build


@pytest.fixture
def words_of() -> Callable[[Chart], list[str]]:
    """Every text on a chart, in order; a text of several lines is one."""

    def read(chart: Chart) -> list[str]:
        texts = ElementTree.fromstring(chart.svg).iter(f"{SVG}text")
        return [" ".join("".join(text.itertext()).split()) for text in texts]

    return read
