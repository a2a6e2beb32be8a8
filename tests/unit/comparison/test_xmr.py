"""The XmR chart: gaps, groups, points on the average, priorities, icons."""

from __future__ import annotations

import numpy as np
import pytest

from desist.comparison.limits import process_limits
from desist.comparison.rules import Rule, judge_points, trend_ends, whole_runs
from desist.comparison.xmr import Assurance, Variation, assurance, xmr
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better

LIMITS = process_limits(np.array([10.0, 12, 10, 12, 10, 12]))  # mean 11, limits 5.68 and 16.32


def test_no_moving_range_crosses_a_gap_or_a_break() -> None:
    chart = xmr([1, None, 9, 10, 20, 21], groups=[0, 0, 0, 0, 1, 1])
    assert np.isnan(chart.ranges).tolist() == [True, True, True, False, True, False]
    assert [each.average_range for each in chart.limits if each] == [1, 1]


def test_points_on_the_average_break_a_run() -> None:
    high = [12.0] * 6
    assert Rule.SHIFT in judge_points(np.array([*high, 12.0]), LIMITS)[0]
    assert Rule.SHIFT not in judge_points(np.array([*high, 11.0, *high]), LIMITS)[0]


def test_a_gap_breaks_a_trend_and_a_run() -> None:
    assert not trend_ends(np.array([1, 2, 3, np.nan, 4, 5, 6, 7])).any()
    assert Rule.SHIFT not in judge_points(np.array([12.0] * 6 + [np.nan] + [12.0] * 6), LIMITS)[0]


def test_a_trend_above_the_average_that_falls_is_low() -> None:
    """The direction of a trend is the way it goes, not the side it is on (NHSRplotthedots pull 180)."""
    rules, ways = judge_points(np.array([15.0, 14.5, 14, 13.5, 13, 12.5, 12]), LIMITS)
    assert set(rules) == {Rule.TREND}
    assert set(ways.tolist()) == {-1}


def test_of_two_trends_the_first_completed_keeps_the_turning_point() -> None:
    peak = np.array([*range(8), *range(6, 0, -1)], dtype=float)
    assert whole_runs(trend_ends(peak)).tolist() == [1] * 8 + [-1] * 6


def test_outside_the_limits_comes_before_a_trend_and_a_point_on_the_limit_is_inside() -> None:
    rules, _ = judge_points(np.array([11.0, 12, 13, 14, 15, 16, 17]), LIMITS)
    assert rules[:6] == (Rule.TREND,) * 6 and rules[6] is Rule.OUTSIDE
    assert judge_points(np.array([LIMITS.upper]), LIMITS)[0] == (Rule.NONE,)


def test_only_points_near_the_limit_are_marked_of_the_three() -> None:
    rules, ways = judge_points(np.array([10.0, 15.5, 12.0, 15.5, 10.0]), LIMITS)
    assert rules == (Rule.NONE, Rule.TWO_OF_THREE, Rule.NONE, Rule.TWO_OF_THREE, Rule.NONE)
    assert ways.tolist() == [0, 1, 0, 1, 0]


def test_runs_of_6_and_8_on_request() -> None:
    values = np.array([12.0, 13, 12, 13, 12, 13])
    assert set(judge_points(values, LIMITS, shift_points=6)[0]) == {Rule.SHIFT}
    assert set(judge_points(np.append(values, 12.0), LIMITS, shift_points=8)[0]) == {Rule.NONE}


def test_a_flat_series_has_limits_and_no_signal() -> None:
    chart = xmr([5] * 12)
    assert chart.last_limits is not None and chart.last_limits.upper == 5
    assert chart.variation is Variation.COMMON and not chart.too_few


def test_fewer_than_12_points_are_too_few_also_after_a_break() -> None:
    assert xmr([1, 2] * 5 + [1]).too_few and not xmr([1, 2] * 6).too_few
    assert xmr([1, 2] * 12, groups=[0] * 20 + [1] * 4).too_few
    assert xmr([1, None] * 12).too_few
    assert xmr([1, None] * 12).limits == (None,)


def test_limits_fixed_after_some_points_do_not_move() -> None:
    fixed = xmr([1, 2, 1, 2, 30, 40], fix_after=4)
    assert fixed.last_limits == xmr([1, 2, 1, 2]).last_limits
    assert fixed.rules[-1] is Rule.OUTSIDE


@pytest.mark.parametrize(
    ("better", "icon"),
    [
        (Better.LOWER, Variation.CONCERN_HIGH),
        (Better.HIGHER, Variation.IMPROVEMENT_HIGH),
        (Better.NEITHER, Variation.NEITHER_HIGH),
    ],
)
def test_the_variation_icon_is_the_last_point(better: Better, icon: Variation) -> None:
    assert xmr([1, 2] * 6 + [9], better=better).variation is icon


def test_the_assurance_icon() -> None:
    above, below = LIMITS.upper + 0.1, LIMITS.lower - 0.1
    assert assurance(LIMITS, above, Better.HIGHER) is assurance(LIMITS, below, Better.LOWER) is Assurance.FAIL
    assert assurance(LIMITS, below, Better.HIGHER) is assurance(LIMITS, above, Better.LOWER) is Assurance.PASS
    assert assurance(LIMITS, LIMITS.upper, Better.HIGHER) is Assurance.INCONSISTENT
    assert assurance(LIMITS, None, Better.HIGHER) is assurance(LIMITS, 5, Better.NEITHER) is Assurance.NONE


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: xmr([]), "There is no figure to judge"),
        (lambda: xmr([1, 2], groups=[1, 0]), "Groups must be one for each step"),
        (lambda: xmr([1, 2], groups=[0]), "Groups must be one for each step"),
        (lambda: xmr([1, 2, 3], trend_points=2), "A run of 2 points is no run"),
        (lambda: process_limits(np.array([1.0, np.nan, 2.0])), "No two neighbouring periods have a figure"),
        (lambda: process_limits(np.array([1.0, 2.0]), fix_after=1), "Limits must be fixed after 2 points"),
    ],
)
def test_what_cannot_be_charted_is_refused(asked, sentence: str) -> None:  # type: ignore[no-untyped-def] # any call
    with pytest.raises(OperatorMistake, match=sentence):
        asked()


def test_a_range_of_exactly_3_267_times_the_average_is_left_out() -> None:
    """Ranges 3267, 233, 250 and 250: their average is 1000, and without the first 244.33."""
    limits = process_limits(np.array([0.0, 3267, 3034, 2784, 2534]))
    assert limits.average_range == pytest.approx(733 / 3)
