"""Intervals: what is missing stays missing, and what cannot be is refused in a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from desist.intervals.kinds import printed_interval
from desist.intervals.single import (
    clopper_pearson,
    directly_standardised,
    estimate_interval,
    events_interval,
    proportion_interval,
    rate_interval,
    survey_interval,
    weighted_sum,
    wilson,
)
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake


def test_missing_numbers_stay_missing_alone_and_in_a_column() -> None:
    assert wilson(None, 10) == clopper_pearson(3, None) == rate_interval(None, 0) == (None, None)
    lower, upper = proportion_interval([None, 3, 3], [10, 10, np.nan])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, False, True]


def test_a_correction_below_0_has_no_interval() -> None:
    assert rate_interval(-2, 1000) == wilson(-1, 10) == (None, None)
    assert np.isnan(events_interval([-1, 4]).lower).tolist() == [True, False]


def test_exact_below_30_people_and_below_10_events() -> None:
    assert proportion_interval(5, 29) == clopper_pearson(5, 29)
    assert proportion_interval(5, 30) == wilson(5, 30)
    assert rate_interval(9, 2, per=100) == pytest.approx((50 * 4.1154, 50 * 17.0848), abs=0.01)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: wilson(0, 0), "A proportion has a denominator of 0, so it cannot be worked out"),
        (lambda: rate_interval([1, 2], [5, 0]), "A rate has a denominator of 0 (number 2 of 2)"),
        (lambda: wilson(11, 10), "A proportion has 11 out of 10, a part larger than its whole"),
        (lambda: wilson(1, 10, confidence=95), "A confidence of 95 is not between 0 and 1"),
        (lambda: estimate_interval(5, -1), "A standard error below 0"),
        (lambda: survey_interval(61.6, 500), "not between 0 and 1"),
        (lambda: survey_interval(0.6, 500, deff=0), "A design effect must be above 0"),
        (
            lambda: directly_standardised([1], [0], [5]),
            "An age group of a standardised rate has a denominator",
        ),
        (lambda: directly_standardised([1], [10], [0]), "The standard population adds up to nothing"),
        (lambda: printed_interval(Kind.ESTIMATE, 1, 2), "brings its own interval"),
        (lambda: printed_interval(Kind.CHANGE, 1, 0), "A percent change has a denominator of 0"),
    ],
)
def test_what_cannot_be_is_refused(asked, sentence: str) -> None:  # type: ignore[no-untyped-def] # any call
    with pytest.raises(OperatorMistake) as stopped:
        asked()
    assert sentence in stopped.value.sentence


def test_a_survey_at_the_edge_still_has_a_width() -> None:
    assert survey_interval(0.0, 100) == wilson(0, 100)
    assert survey_interval(1.0, 100, deff=2) == wilson(50, 50)


def test_a_standardised_rate_of_a_standard_place_is_its_crude_rate() -> None:
    crude = rate_interval(60, 3000, per=1000)
    got = directly_standardised([20, 40], [1000, 2000], [1000, 2000], per=1000)
    assert got.value == pytest.approx(20)
    assert (got.lower, got.upper) == pytest.approx(crude)


def test_a_weighted_sum_of_equal_weights_is_a_count() -> None:
    low, high = events_interval(65)
    assert weighted_sum([30, 35], [2, 2]) == pytest.approx((130, 2 * low, 2 * high))
    assert weighted_sum([0, 0], [3, 7]) == pytest.approx((0, 0, 7 * 3.68888), abs=1e-4)
    assert weighted_sum([1, None], [3, 7]) == (None, None, None)
    assert weighted_sum([1, -3], [3, 7]) == (-18.0, None, None)


def test_printed_intervals_are_in_the_printed_unit() -> None:
    assert printed_interval(Kind.PROPORTION, 2, 14) == pytest.approx((1.78, 42.81), abs=0.01)
    assert printed_interval(Kind.RATE, 65, 100_000, per=1000) == pytest.approx((0.501632, 0.828491), abs=1e-6)
    assert printed_interval(Kind.COUNT, 1045) == pytest.approx((982.593, 1110.331), abs=1e-3)
    assert printed_interval(Kind.CHANGE, 120, 100) == pytest.approx((-8.0, 56.5), abs=0.05)
    assert printed_interval(Kind.COUNT, [5, None]).lower.tolist()[0] == pytest.approx(1.6235, abs=1e-4)
