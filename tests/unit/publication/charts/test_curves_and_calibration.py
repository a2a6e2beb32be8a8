"""Curves over a plain scale, and predicted beside observed."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from desist.publication.charts.calibration import CalibrationPoint, calibration
from desist.publication.charts.curves import Across, Curve, CurvePoint, _steps, curves
from desist.publication.charts.series import ChartHeading, ChartPoint, ChartSeries
from desist.vocabulary.mistake import OperatorMistake

HEADING = ChartHeading(
    finding="Risk is highest first",
    measure="Time to the first reoffence",
    unit="Reoffended so far, %",
    place="Durham",
    period="year ending September 2023",
    percent=True,
)
WEEKS = Across(name="Weeks after the index date", ticks=(0, 26, 52), stepped=True)


def curve(name: str, end: float, *, interval: bool = True) -> Curve:
    points = [(0.0, 0.0), (10.0, end / 2), (52.0, end)]
    return Curve(
        name=name,
        points=tuple(
            CurvePoint(x=x, value=y, lower=y * 0.9 if interval else None, upper=y * 1.1 if interval else None)
            for x, y in points
        ),
    )


def told(*named: tuple[str, float]) -> list[ChartSeries]:
    return [
        ChartSeries(name=name, points=(ChartPoint(label="week 52", value=end, lower=end - 2, upper=end + 2),))
        for name, end in named
    ]


def words(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_one_curve_has_its_interval_shaded_and_its_end_named() -> None:
    drawn = curves([curve("Everybody", 28)], told(("", 28)), heading=HEADING, across=WEEKS, first="By week")
    said = words(drawn.svg)
    assert "At the end 28%" in said
    assert "Reoffended so far, %; shaded: 95% interval" in said
    assert {"0", "26", "52", "Weeks after the index date"} <= set(said)
    assert drawn.alt.startswith("Risk is highest first. Curve of Time to the first reoffence, Durham")
    assert "week 52 28% (95% interval 26% to 30%)" in drawn.alt


def test_several_curves_are_named_at_their_ends_and_not_shaded() -> None:
    drawn = curves(
        [curve("Fine", 28), curve("Custody", 48)],
        told(("Fine", 28), ("Custody", 48)),
        heading=HEADING,
        across=WEEKS,
        first="By week",
    )
    said = words(drawn.svg)
    assert {"Fine 28%", "Custody 48%"} <= set(said)
    assert not any("shaded" in each for each in said)
    assert [column.title for column in drawn.table.columns][:2] == ["By week", "Series"]


def test_named_places_stand_on_the_curve_instead_of_its_end() -> None:
    few = CurvePoint(x=10, value=83)
    across = Across(name="People, %", ticks=(0, 50, 100), even="If all did alike", noted=((few, "Top 10%"),))
    points = (CurvePoint(x=0, value=0), few, CurvePoint(x=100, value=100))
    drawn = curves(
        [Curve(name="Harm", points=points)], told(("", 83)), heading=HEADING, across=across, first="Who"
    )
    said = words(drawn.svg)
    assert {"Top 10%", "If all did alike"} <= set(said)
    assert not any("At the end" in each for each in said)


def test_a_stepped_line_stays_level_until_the_next_point() -> None:
    assert _steps([(0, 0), (2, 5), (3, 7)], True) == [(0, 0), (2, 0), (2, 5), (3, 5), (3, 7)]
    assert _steps([(0, 0), (2, 5)], False) == [(0, 0), (2, 5)]


def test_more_curves_than_can_be_followed_and_none_at_all_are_refused() -> None:
    with pytest.raises(OperatorMistake, match="one to four series"):
        curves([curve(str(n), n + 1) for n in range(5)], [], heading=HEADING, across=WEEKS, first="x")
    with pytest.raises(OperatorMistake, match="a curve has no points"):
        curves([Curve(name="a", points=())], [], heading=HEADING, across=WEEKS, first="x")


def test_a_calibration_plot_shows_both_scales_and_the_line_of_agreement() -> None:
    points = [
        CalibrationPoint(people=100, predicted=12, observed=10, lower=5.5, upper=17.4),
        CalibrationPoint(people=90, predicted=55, observed=48, lower=38, upper=58),
    ]
    drawn = calibration(points, heading=HEADING, predicted_by="OGRS3")
    said = words(drawn.svg)
    assert {"Predicted = observed", "Predicted by OGRS3, %"} <= set(said)
    assert said.count("60%") == 2  # each scale reaches as far as the other
    assert "predicted 55%, observed 48% (95% interval 38% to 58%) of 90 people" in drawn.alt
    assert [cell.text for cell in drawn.table.rows[0]] == ["Group 1", "100", "12%", "10%", "6%", "17%"]
    assert drawn.png.startswith(b"\x89PNG")


def test_no_group_is_no_plot() -> None:
    with pytest.raises(OperatorMistake, match="nothing to draw"):
        calibration([], heading=HEADING, predicted_by="OGRS3")
