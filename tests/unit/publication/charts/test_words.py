"""Numbers and alternatives read as the public sector writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries, Flag
from desist.publication.charts.words import all_told, figure, flags_told, table_of, with_interval, wrapped
from desist.vocabulary.mark import Mark


@pytest.mark.parametrize(
    ("value", "decimals", "percent", "printed"),
    [
        (1234.4, 0, False, "1,234"),
        (12.345, 1, True, "12.3%"),
        (-4.94, 1, True, "−4.9%"),
        (-0.04, 1, False, "0.0"),
        (None, 0, False, "not available"),
        (float("nan"), 0, False, "not available"),
    ],
)
def test_figures(
    heading: ChartHeading, value: float | None, decimals: int, percent: bool, printed: str
) -> None:
    assert figure(value, replace(heading, decimals=decimals, percent=percent)) == printed


def test_an_interval_is_said_with_its_value(heading: ChartHeading) -> None:
    point = ChartPoint(label="Durham", value=12.34, lower=10.0, upper=14.0)
    assert with_interval(point, heading) == "12.3 (95% interval 10.0 to 14.0)"


def test_a_missing_value_is_said_by_its_mark(heading: ChartHeading) -> None:
    assert (
        with_interval(ChartPoint(label="a", value=None, mark=Mark.NOT_APPLICABLE), heading)
        == "not applicable"
    )
    assert with_interval(ChartPoint(label="a", value=None), heading) == "not available"


def test_few_numbers_are_all_told(heading: ChartHeading, quarters: Callable[..., ChartSeries]) -> None:
    (told,) = all_told([quarters(1, 2, None, name="")], heading)
    assert told == (
        "quarter from January 2022 1.0; quarter from April 2022 2.0; quarter from July 2022 not available."
    )


def test_many_numbers_are_told_by_their_ends(
    heading: ChartHeading, quarters: Callable[..., ChartSeries]
) -> None:
    (told,) = all_told([quarters(3, *range(4, 15), None, 2)], heading)
    assert told.startswith("Durham: 14 values: first 3.0 (quarter from January 2022)")
    assert "highest 14.0" in told and "lowest 2.0" in told and "last 2.0" in told
    assert told.endswith("1 of 14 values are missing.")


def test_special_points_are_named_with_what_they_are() -> None:
    series = ChartSeries(name="", points=(ChartPoint(label="May 2025", value=1, flag=Flag.CONCERN),))
    assert flags_told([series]) == "Marked as special: May 2025 (concern)."
    assert flags_told([ChartSeries(name="", points=())]) == ""


def test_the_table_keeps_unrounded_numbers_and_marks(heading: ChartHeading) -> None:
    points = (
        ChartPoint(label="Durham", value=24.44, lower=22.9, upper=25.9),
        ChartPoint(label="Lancashire", value=None),
    )
    grid = table_of([ChartSeries(name="", points=points)], heading, first="Place")
    assert [column.title for column in grid.columns] == [
        "Place",
        "Offences per 1,000 residents",
        "Lower 95% limit",
        "Upper 95% limit",
    ]
    assert grid.rows[0][1].number == 24.44 and grid.rows[0][1].text == "24.4"
    assert grid.rows[1][1].printed == "[x]"


def test_a_long_label_is_folded_and_cut() -> None:
    lines = wrapped("a very long label " * 20, letters=20, lines=2)
    assert len(lines) == 2 and all(len(line) <= 20 for line in lines) and lines[-1].endswith("…")
    assert wrapped("", letters=20) == [""]
