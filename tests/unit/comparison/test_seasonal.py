"""Taking the time of year out, and saying so when it cannot be done."""

from __future__ import annotations

import numpy as np
import pytest

from desist.comparison.seasonal import (
    deseasonalise,
    same_time_of_year,
    season_factors,
    season_strength,
    why_no_season,
)
from desist.vocabulary.mistake import OperatorMistake

SUMMER = np.array([0.8, 1.0, 1.4, 0.8])


def test_a_purely_seasonal_series_becomes_flat() -> None:
    values = np.tile(SUMMER, 3) * 100
    assert season_factors(values, cycle=4) == pytest.approx(SUMMER)
    assert deseasonalise(values, cycle=4) == pytest.approx(np.full(12, 100.0))
    assert season_strength(values, cycle=4) == 1


def test_the_newest_part_of_a_year_does_not_excuse_itself() -> None:
    values = np.append(np.tile(SUMMER, 2) * 100, [300.0])
    assert deseasonalise(values, cycle=4)[-1] == pytest.approx(375)


def test_a_gap_stays_a_gap() -> None:
    values = np.tile(SUMMER, 3) * 100
    values[5] = np.nan
    assert np.isnan(deseasonalise(values, cycle=4)).tolist() == [at == 5 for at in range(12)]


def test_the_same_time_of_year_in_each_year() -> None:
    assert same_time_of_year(np.arange(10.0), cycle=4).tolist() == [1, 5, 9]


def test_a_flat_series_has_no_season() -> None:
    assert season_strength(np.full(8, 3.0), cycle=4) == 0


@pytest.mark.parametrize(
    ("values", "cycle", "sentence"),
    [
        (np.ones(23), 12, "Only 23 steps are held; two whole years (24 steps) are needed"),
        (np.ones(6), 1, "no time of year to take out"),
        (np.array([1, 2, 3, 4, 1, np.nan, 3, 4.0]), 4, "in fewer than two whole years"),
        (np.array([1, 0, 3, 4, 1, 0, 3, 4.0]), 4, "has no usual height to scale by"),
        (np.array([1, 2, 3, 4, -1, 2, 3, 4.0]), 4, "a figure below 0"),
    ],
)
def test_what_has_no_season_is_refused(values: np.ndarray, cycle: int, sentence: str) -> None:  # type: ignore[type-arg] # floats
    assert sentence in (why_no_season(values, cycle=cycle) or "")
    with pytest.raises(OperatorMistake) as stopped:
        season_factors(values, cycle=cycle)
    assert sentence in stopped.value.sentence


def test_the_strength_of_a_season_needs_two_years() -> None:
    with pytest.raises(OperatorMistake, match="Two whole years are needed"):
        season_strength(np.ones(7), cycle=4)
