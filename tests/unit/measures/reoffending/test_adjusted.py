"""Observed against expected, adjusted rates, recalibration and its table; statsmodels is the oracle."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from desist.measures.reoffending.adjusted import (
    adjusted_rate,
    calibration_table,
    observed_expected,
    recalibrated,
)
from desist.vocabulary.mistake import OperatorMistake


def cohort(people: int, seed: int, *, intercept: float = 0.0, slope: float = 1.0) -> tuple:
    """Made-up predictions, and outcomes that follow other log-odds than predicted."""
    rng = np.random.default_rng(seed)
    odds = rng.normal(-0.9, 1.1, people)
    truth = 1 / (1 + np.exp(-(intercept + slope * odds)))
    return rng.random(people) < truth, 1 / (1 + np.exp(-odds))


def test_observed_over_expected_by_hand() -> None:
    """10 reoffenders, 8 expected; Byar's ends of 10 events are 4.787 and 18.391 (METHODS 14.3)."""
    got = observed_expected(np.arange(40) < 10, np.full(40, 0.2))
    assert (got.observed, got.expected, got.ratio) == (10, pytest.approx(8), pytest.approx(1.25))
    assert (got.lower * 8, got.upper * 8) == (
        pytest.approx(4.787, abs=6e-4),
        pytest.approx(18.391, abs=6e-4),
    )
    assert "never the ground of a decision about a person" in got.note


def test_people_without_a_prediction_are_left_out_and_counted() -> None:
    got = observed_expected(np.array([True, False, True]), np.array([0.5, 0.25, np.nan]))
    assert (got.people, got.left_out, got.observed, got.expected) == (2, 1, 1, 0.75)


def test_the_ministrys_adjustment_by_hand() -> None:
    """30% observed, 25% predicted here, 28% predicted in the base year: 33%."""
    got = adjusted_rate(np.arange(100) < 30, np.full(100, 0.25), base_mean=0.28)
    assert got.value == pytest.approx(33.0)
    assert got.upper - got.lower == pytest.approx(39.589 - 21.895, abs=0.01)
    assert got.lower < got.value < got.upper


@pytest.mark.parametrize(("intercept", "slope", "seed"), [(0.0, 1.0, 1), (-0.6, 0.8, 2), (0.5, 1.4, 3)])
def test_recalibration_is_the_maximum_likelihood_fit(intercept: float, slope: float, seed: int) -> None:
    reoffended, predicted = cohort(1500, seed, intercept=intercept, slope=slope)
    odds = np.log(predicted / (1 - predicted))
    oracle = sm.Logit(reoffended.astype(float), sm.add_constant(odds)).fit(disp=0, tol=1e-12)
    got = recalibrated(reoffended, predicted)
    assert (got.intercept, got.slope) == pytest.approx(tuple(oracle.params), rel=1e-6)
    assert (got.intercept_error, got.slope_error) == pytest.approx(tuple(oracle.bse), rel=1e-5)
    held = recalibrated(reoffended, predicted, hold_slope=True)
    only = sm.GLM(
        reoffended.astype(float), np.ones((len(odds), 1)), family=sm.families.Binomial(), offset=odds
    ).fit(tol=1e-12)
    assert held.slope == 1.0
    assert held.intercept == pytest.approx(float(only.params[0]), rel=1e-6)


def test_recalibrated_predictions_add_up_to_what_was_observed() -> None:
    reoffended, predicted = cohort(800, 7, intercept=-0.7, slope=1.2)
    fitted = recalibrated(reoffended, predicted).applied(predicted)
    assert float(fitted.sum()) == pytest.approx(int(reoffended.sum()), rel=1e-8)
    again = recalibrated(reoffended, fitted)
    assert (again.intercept, again.slope) == (pytest.approx(0, abs=1e-6), pytest.approx(1, abs=1e-6))


@pytest.mark.parametrize(
    ("reoffended", "predicted", "said"),
    [
        ([True, True], [0.2, 0.3], "Everybody"),
        ([False, False], [0.2, 0.3], "Nobody"),
        ([True, False], [0.3, 0.3], "same prediction"),
        ([False, False, True, True], [0.1, 0.2, 0.3, 0.4], "entirely"),
        ([True, True, False, False], [0.1, 0.2, 0.3, 0.4], "entirely"),
        ([True, False], [np.nan, np.nan], "Nobody in the group"),
        ([True, False], [0.5, 31.0], "not between 0 and 1"),
        ([True], [0.5, 0.1], "1 outcomes for 2"),
    ],
)
def test_what_cannot_be_fitted_is_a_sentence(
    reoffended: list[bool], predicted: list[float], said: str
) -> None:
    with pytest.raises(OperatorMistake, match=said):
        recalibrated(np.array(reoffended), np.array(predicted))


def test_the_calibration_table_counts_everybody_once_in_order() -> None:
    reoffended, predicted = cohort(997, 4)
    rows = calibration_table(reoffended, predicted)
    assert len(rows) == 10
    assert sum(row.people for row in rows) == 997
    assert sum(row.reoffenders for row in rows) == int(reoffended.sum())
    assert [row.predicted for row in rows] == sorted(row.predicted for row in rows)
    assert max(row.people for row in rows) - min(row.people for row in rows) <= 1
    assert all(row.lower <= row.observed <= row.upper for row in rows)


def test_people_of_one_prediction_are_never_parted() -> None:
    rows = calibration_table(np.arange(30) % 3 == 0, np.repeat([0.2, 0.4], [20, 10]), groups=5)
    assert [(row.people, round(row.predicted)) for row in rows] == [(20, 20), (10, 40)]


def test_a_well_calibrated_predictor_lies_on_the_diagonal() -> None:
    reoffended, predicted = cohort(20_000, 11)
    rows = calibration_table(reoffended, predicted)
    outside = [row for row in rows if not row.lower <= row.predicted <= row.upper]
    assert len(outside) <= 2
    off = [row for row in calibration_table(reoffended, predicted**2) if row.lower > row.predicted]
    assert len(off) == 10
