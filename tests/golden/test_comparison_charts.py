"""Process limits and rules as published: NHSRplotthedots 0.2.2, METHODS 9.2."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from desist.comparison.limits import process_limits
from desist.comparison.rules import shift_ends, trend_ends, two_in_three
from desist.comparison.xmr import xmr

ONE_WILD_POINT = np.array([1, 2, 1, 2, 10, *[1, 2] * 6, 1], dtype=float)


def test_limits_of_a_series_with_one_wild_point_screened_and_not() -> None:
    """METHODS 9.2: mean 1.9444; screened amr 1.0, limits -0.7156 / 4.6044; unscreened -3.0626 / 6.9515."""
    assert len(ONE_WILD_POINT) == 18
    screened, plain = process_limits(ONE_WILD_POINT), process_limits(ONE_WILD_POINT, screen=False)
    assert (round(screened.mean, 4), screened.average_range) == (1.9444, 1.0)
    assert (round(screened.lower, 4), round(screened.upper, 4)) == (-0.7156, 4.6044)
    assert round(plain.average_range, 5) == 1.88235
    assert (round(plain.lower, 4), round(plain.upper, 4)) == (-3.0626, 6.9515)


def test_limits_of_the_reference_series(shared_data: Path) -> None:
    """CATALOGUE: mean 0.1416238, limits -3.01138 and 3.294627."""
    with (shared_data / "spc" / "plotthedots_seed123.csv").open(encoding="utf-8") as rows:
        values = [float(row["y"]) for row in csv.DictReader(rows)]
    drawn = xmr(values).last_limits
    assert drawn is not None
    assert drawn.mean == pytest.approx(0.1416238, abs=1e-7)
    assert (drawn.lower, drawn.upper) == pytest.approx((-3.01138, 3.294627), abs=1e-6)


def test_near_limits_stand_at_1_7733_average_moving_ranges() -> None:
    drawn = process_limits(ONE_WILD_POINT)
    assert drawn.near_upper - drawn.mean == pytest.approx(1.7733 * drawn.average_range, abs=1e-4)
    assert drawn.range_limit == 3.267


def test_seven_point_trends() -> None:
    assert trend_ends(np.arange(1.0, 8.0)).tolist() == [0] * 6 + [1]
    assert trend_ends(np.array([2.0, *range(1, 8), 3.0])).tolist() == [0] * 7 + [1, 0]
    assert not trend_ends(np.array([1.0, 2, 3, 3, 4, 5, 6])).any()


def test_seven_points_on_one_side() -> None:
    assert np.flatnonzero(shift_ends(np.array([1] * 8 + [-1]))).tolist() == [6, 7]  # positions 7 and 8


def test_two_in_three() -> None:
    close = np.array([True, False, True])
    assert two_in_three(close, np.array([1, 1, 1])).tolist() == [True] * 3
    assert not two_in_three(close, np.array([1, 1, -1])).any()
