"""Intervals and differences as published: METHODS 6.2, 8, 9.3 and 14.3, with their sources beside them."""

from __future__ import annotations

import pytest

from desist.intervals.differences import least_significant_change, newcombe, percent_change_interval
from desist.intervals.single import (
    byar,
    clopper_pearson,
    exact_poisson,
    proportion_interval,
    rate_interval,
    survey_interval,
    wilson,
)

# PHEindicatormethods 2.x, test workbook for proportions (METHODS 9.3).
PHE_PROPORTIONS = [
    (65, 100, 0.95, 0.552544, 0.736358),
    (65, 100, 0.998, 0.495495, 0.778354),
    (1, 100, 0.95, 0.001767, 0.054486),
    (222, 3215, 0.95, 0.060792, 0.078340),
]


@pytest.mark.parametrize(("x", "n", "confidence", "lower", "upper"), PHE_PROPORTIONS)
def test_wilson_gives_the_published_interval(
    x: int, n: int, confidence: float, lower: float, upper: float
) -> None:
    assert wilson(x, n, confidence=confidence) == pytest.approx((lower, upper), abs=6e-7)
    assert proportion_interval(x, n, confidence=confidence) == pytest.approx((lower, upper), abs=6e-7)


# PHEindicatormethods 2.x, test workbook for rates (METHODS 9.3).
PHE_RATES = [
    (65, 0.95, 50.1632, 82.8491),
    (65, 0.998, 42.8803, 94.0003),
    (1045, 0.95, 982.593, 1110.331),
    (20, 0.95, 12.2114, 30.8899),
    (5, 0.95, 1.6235, 11.6683),
    (1, 0.95, 0.0253, 5.5716),
    (0, 0.95, 0.0, 3.6889),
]


@pytest.mark.parametrize(("x", "confidence", "lower", "upper"), PHE_RATES)
def test_a_rate_gives_the_published_interval(x: int, confidence: float, lower: float, upper: float) -> None:
    got = rate_interval(x, 1, confidence=confidence)
    assert got == pytest.approx((lower, upper), abs=6e-4 if x > 1000 else 6e-5)


def test_ten_deaths_exact_and_by_byar() -> None:
    """METHODS 14.3: 10 -> 4.795-18.390 exact; Byar 4.787-18.391."""
    assert exact_poisson(10) == pytest.approx((4.795, 18.390), abs=6e-4)
    assert byar(10) == pytest.approx((4.787, 18.391), abs=6e-4)


# Panel October 2020, Herefordshire 2017; METHODS section 0 (Wilson), REQUIREMENTS defect 2, R121 (exact).
REPORT_PROPORTIONS = [
    (2, 14, (4.0, 39.9), (1.8, 42.8)),
    (5, 19, (11.8, 48.8), (9.1, 51.2)),
    (13, 56, (14.1, 35.8), None),
    (6, 16, None, (15, 65)),
]


@pytest.mark.parametrize(("x", "n", "score", "exact"), REPORT_PROPORTIONS)
def test_small_cohorts_of_the_reports(
    x: int, n: int, score: tuple[float, float] | None, exact: tuple[float, float] | None
) -> None:
    if score:
        assert [round(100 * end, 1) for end in wilson(x, n)] == list(score)
    if exact:
        whole = all(end == round(end) for end in exact)
        assert [round(100 * end, 0 if whole else 1) for end in clopper_pearson(x, n)] == list(exact)


# Newcombe 1998, Statistics in Medicine 17:873-890, and the Checkpoint splits of METHODS 6.2.
NEWCOMBE = [
    (56, 70, 48, 80, 0.2000, 0.0524, 0.3339, 4),
    (9, 10, 3, 10, 0.6000, 0.1705, 0.8090, 4),
    (10, 10, 0, 10, 1.0, 0.6075, 1.0000, 4),
    (97, 265, 120, 256, -0.10271, -0.18542, -0.01804, 5),
    (94, 257, 124, 264, -0.10394, -0.18651, -0.01923, 5),
]


@pytest.mark.parametrize(("x1", "n1", "x2", "n2", "gap", "lower", "upper", "digits"), NEWCOMBE)
def test_newcombe_gives_the_published_difference(
    x1: int, n1: int, x2: int, n2: int, gap: float, lower: float, upper: float, digits: int
) -> None:
    assert [round(each, digits) for each in newcombe(x1, n1, x2, n2)] == [gap, lower, upper]


def test_percent_changes_of_counts() -> None:
    """METHODS 9.3: 100 to 120 and 1,000 to 1,049 (Herefordshire 2017's "4.9 per cent increase")."""
    assert [round(each, 1) for each in percent_change_interval(100, 120)] == [20.0, -8.0, 56.5]
    assert [round(each, 1) for each in percent_change_interval(1000, 1049)] == [4.9, -3.8, 14.4]


def test_a_rise_of_4_9_percent_needs_about_3_300_crimes_a_year() -> None:
    """METHODS 9.3: "only significant with enough counts (about 3,300+ in each year)"."""
    assert percent_change_interval(3200, 3200 * 1.049).lower < 0
    assert percent_change_interval(3500, 3500 * 1.049).lower > 0


def test_survey_intervals_with_and_without_design_effect() -> None:
    """METHODS 8: p .762, n 550."""
    assert [round(100 * end, 2) for end in survey_interval(0.762, 550)] == [72.64, 79.76]
    assert [round(100 * end, 2) for end in survey_interval(0.762, 550, deff=1.2)] == [72.30, 80.10]


@pytest.mark.parametrize(("deff", "points"), [(1, 5.67), (1.2, 6.21), (1.5, 6.95)])
def test_least_significant_change_between_two_waves(deff: float, points: float) -> None:
    """METHODS 8: n 550 each, p .64."""
    assert round(100 * least_significant_change(0.64, 550, deff=deff), 2) == points
