"""Differences: nothing before, nothing at all, and waves that share their answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from desist.intervals.differences import (
    apart,
    newcombe,
    percent_change_interval,
    ratio_of_counts,
    ratio_of_rates,
    wave_difference,
)
from desist.intervals.single import wilson
from desist.vocabulary.mistake import OperatorMistake


def test_the_recipe_for_any_two_intervals_is_newcombes_for_proportions() -> None:
    one, other = (0.8, *wilson(56, 70)), (0.6, *wilson(48, 80))
    assert apart(one, other) == pytest.approx(newcombe(56, 70, 48, 80))


def test_a_ratio_against_nothing_has_no_upper_end() -> None:
    assert ratio_of_counts(0, 0) == (None, None, None)
    found = ratio_of_counts(6, 0)
    assert math.isinf(found.value) and math.isinf(found.upper) and found.lower > 1
    assert ratio_of_counts(5, 0).lower < 1


def test_rates_weigh_each_count_by_its_population() -> None:
    assert ratio_of_rates(100, 2000, 100, 1000).value == 0.5
    same = ratio_of_rates([200, 4], [2, 2], [100, 2], [1, 1])
    assert same.value.tolist() == [1.0, 1.0]
    assert (same.lower < 1).all() and (same.upper > 1).all()
    assert ratio_of_rates(-1, 10, 5, 10) == (None, None, None)


def test_a_column_of_changes_keeps_what_is_missing() -> None:
    found = percent_change_interval([100, None], [120, 5])
    assert found.value[0] == pytest.approx(20)
    assert np.isnan(found.value[1])


def test_nothing_before_has_no_percent() -> None:
    with pytest.raises(OperatorMistake, match="A percent change has a denominator of 0"):
        percent_change_interval(0, 5)


def test_waves_that_share_answers_differ_less_by_chance() -> None:
    plain, shared = wave_difference(64, 2, 60, 2), wave_difference(64, 2, 60, 2, overlap=0.75)
    assert plain.lower < 0 < shared.lower
    # METHODS 8: the variance of the difference is 2 * SE^2 * (1 - overlap).
    assert shared.value - shared.lower == pytest.approx(1.959964 * math.sqrt(2 * 4 * 0.25))


@pytest.mark.parametrize("overlap", [-0.1, 1])
def test_an_overlap_is_less_than_the_whole(overlap: float) -> None:
    with pytest.raises(OperatorMistake, match="overlap of two survey waves"):
        wave_difference(64, 2, 60, 2, overlap=overlap)
