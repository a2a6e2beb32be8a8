"""A group's reoffending set beside what was to be expected of the people in it.

Predictions are chances between 0 and 1, one for each person, as ogrs3.py and ogrs4.py give; people without a
prediction (NaN) are left out and counted. Source: METHODS 1.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.intervals.single import byar, wilson
from desist.measures.reoffending.columns import Column, Flags, logistic
from desist.measures.reoffending.histories import INDICATIVE
from desist.vocabulary.mistake import OperatorMistake

_STEPS, _NEAR = 50, 1e-10


@dataclass(frozen=True, kw_only=True)
class ObservedExpected:
    """How many reoffended, how many were expected to, and the ratio of the two with its interval."""

    people: int
    left_out: int
    observed: int
    expected: float
    ratio: float
    lower: float
    upper: float
    note: str = INDICATIVE


@dataclass(frozen=True, kw_only=True)
class AdjustedRate:
    """A reoffending rate as it would be with the base year's mix of people, in percent with its interval."""

    people: int
    left_out: int
    observed: float
    predicted: float
    base: float
    value: float
    lower: float
    upper: float
    note: str = INDICATIVE


@dataclass(frozen=True, kw_only=True)
class Recalibration:
    """How predictions must be moved to fit a cohort: log-odds = intercept + slope x predicted log-odds.

    A slope of 1 and an intercept of 0 change nothing. Standard errors beside both; the slope's is 0 where it
    was held at 1.
    """

    people: int
    intercept: float
    slope: float
    intercept_error: float
    slope_error: float

    def applied(self, predicted: Column) -> Column:
        """The predictions as they fit the cohort, between 0 and 1."""
        return logistic(self.intercept + self.slope * _log_odds(predicted))


@dataclass(frozen=True, kw_only=True)
class CalibrationRow:
    """One group of people of like prediction: what was predicted and what came, in percent."""

    people: int
    reoffenders: int
    predicted: float
    observed: float
    lower: float
    upper: float


def observed_expected(reoffended: Flags, predicted: Column, *, confidence: float = 0.95) -> ObservedExpected:
    """How many times as many people reoffended as their histories led to expect, with Byar's interval.

    Raises OperatorMistake when nobody has a prediction.
    """
    outcome, chance, left_out = _scored(reoffended, predicted)
    observed, expected = int(outcome.sum()), float(chance.sum())
    ends = byar(observed, confidence=confidence)
    return ObservedExpected(
        people=len(chance),
        left_out=left_out,
        observed=observed,
        expected=expected,
        ratio=observed / expected,
        lower=ends.lower / expected,
        upper=ends.upper / expected,
    )


def adjusted_rate(
    reoffended: Flags, predicted: Column, *, base_mean: float, confidence: float = 0.95
) -> AdjustedRate:
    """The reoffending rate put right for how the people differ from those of the base year, in percent.

    ``base_mean`` is the mean prediction of the base year, between 0 and 1. Observed rate + (base mean - mean
    prediction of this cohort); Wilson's interval of the observed rate is moved along with it.
    Source: Ministry of Justice (METHODS 1.5).
    """
    if not 0 < base_mean < 1:
        raise OperatorMistake(
            f"A mean prediction of {base_mean} for the base year is not between 0 and 1.",
            hint="Write 31.2% as 0.312.",
        )
    outcome, chance, left_out = _scored(reoffended, predicted)
    ends = wilson(int(outcome.sum()), len(outcome), confidence=confidence)
    observed, mean = float(outcome.mean()), float(chance.mean())
    moved = base_mean - mean
    return AdjustedRate(
        people=len(chance),
        left_out=left_out,
        observed=100 * observed,
        predicted=100 * mean,
        base=100 * base_mean,
        value=100 * (observed + moved),
        lower=100 * (ends.lower + moved),
        upper=100 * (ends.upper + moved),
    )


def recalibrated(reoffended: Flags, predicted: Column, *, hold_slope: bool = False) -> Recalibration:
    """Fit the predictions to a cohort whose outcome is known, by Newton's method.

    Logistic regression of the outcome on the predicted log-odds; with ``hold_slope`` only the intercept
    moves. Raises OperatorMistake where no fit exists: everybody or nobody reoffended, one and the same
    prediction for all, or predictions that part the two groups entirely.
    """
    outcome, chance, _ = _scored(reoffended, predicted)
    if outcome.all() or not outcome.any():
        raise OperatorMistake(
            f"{'Everybody' if outcome.all() else 'Nobody'} of {len(outcome):,} people reoffended, so "
            "predictions cannot be fitted to them.",
            hint="Recalibrate on a larger cohort.",
        )
    odds = _log_odds(chance)
    if hold_slope:
        columns, offset = np.ones((len(odds), 1)), odds
    elif np.ptp(odds) == 0:
        raise OperatorMistake(
            "All people have the same prediction, so no slope can be fitted.", hint="Hold the slope at 1."
        )
    else:
        columns, offset = np.column_stack((np.ones_like(odds), odds)), np.zeros_like(odds)
        # Predictions that part reoffenders from the others entirely would run off without end.
        yes, no = odds[outcome], odds[~outcome]
        if yes.min() >= no.max() or yes.max() <= no.min():
            raise _no_fit()
    found, errors = _newton(columns, offset, outcome.astype(np.float64))
    return Recalibration(
        people=len(chance),
        intercept=float(found[0]),
        slope=1.0 if hold_slope else float(found[1]),
        intercept_error=float(errors[0]),
        slope_error=0.0 if hold_slope else float(errors[1]),
    )


def calibration_table(
    reoffended: Flags, predicted: Column, *, groups: int = 10, confidence: float = 0.95
) -> tuple[CalibrationRow, ...]:
    """Predicted beside observed, in groups of about equal size from the lowest to the highest prediction.

    For the calibration plot: a well calibrated predictor lies on the diagonal. People with the same
    prediction are never parted, so there may be fewer groups than asked for. In percent, Wilson's interval.
    """
    outcome, chance, _ = _scored(reoffended, predicted)
    edges = np.unique(np.quantile(chance, np.arange(1, groups) / groups))
    group = np.searchsorted(edges, chance, side="left")
    rows = []
    for each in np.unique(group).tolist():
        chosen = group == each
        people, reoffenders = int(chosen.sum()), int(outcome[chosen].sum())
        ends = wilson(reoffenders, people, confidence=confidence)
        rows.append(
            CalibrationRow(
                people=people,
                reoffenders=reoffenders,
                predicted=100 * float(chance[chosen].mean()),
                observed=100 * reoffenders / people,
                lower=100 * ends.lower,
                upper=100 * ends.upper,
            )
        )
    return tuple(rows)


def _scored(reoffended: Flags, predicted: Column) -> tuple[Flags, Column, int]:
    if len(reoffended) != len(predicted):
        raise OperatorMistake(f"There are {len(reoffended):,} outcomes for {len(predicted):,} predictions.")
    scored = ~np.isnan(predicted)
    chance = predicted[scored]
    if not len(chance):
        raise OperatorMistake(
            "Nobody in the group has a prediction.", hint="The predictor says why each person was left out."
        )
    if ((chance <= 0) | (chance >= 1)).any():
        raise OperatorMistake("A prediction is not between 0 and 1.", hint="Write 31% as 0.31.")
    return np.asarray(reoffended, dtype=bool)[scored], chance, int((~scored).sum())


def _newton(columns: Column, offset: Column, outcome: Column) -> tuple[Column, Column]:
    """Maximum likelihood of a logistic regression with an offset, and the standard errors."""

    def likelihood(at: Column) -> float:
        z = offset + columns @ at
        return float((outcome * z - np.logaddexp(0, z)).sum())

    found = np.zeros(columns.shape[1])
    if len(found) > 1:
        found[1] = 1.0
    best = likelihood(found)
    for _ in range(_STEPS):
        chance = logistic(offset + columns @ found)
        information = (columns * (chance * (1 - chance))[:, None]).T @ columns
        step = np.linalg.solve(information, columns.T @ (outcome - chance))
        # Halve a step that overshoots, so that the likelihood never falls.
        while likelihood(found + step) < best and float(np.abs(step).max()) > _NEAR:
            step = step / 2
        found = found + step
        best = max(best, likelihood(found))
        if float(np.abs(step).max()) < _NEAR:
            return found, np.sqrt(np.diag(np.linalg.inv(information)))
    raise _no_fit()


def _no_fit() -> OperatorMistake:
    return OperatorMistake(
        "The predictions part those who reoffended from those who did not entirely, so no fit exists.",
        hint="Recalibrate on a larger cohort, or hold the slope at 1.",
    )


def _log_odds(chance: Column) -> Column:
    return np.asarray(np.log(chance) - np.log1p(-chance), dtype=np.float64)
