"""Taking the time of year out of a series, so that a summer peak is not read as a change."""

from __future__ import annotations

import warnings

import numpy as np

from desist.intervals.missing import Column
from desist.vocabulary.mistake import OperatorMistake

FEWEST_YEARS = 2


def why_no_season(values: Column, *, cycle: int = 12) -> str | None:
    """Why the time of year cannot be taken out of these values, in a sentence; None when it can.

    ``values`` is one a step, NaN where there is none; ``cycle`` is steps in a year: 12 months or 4 quarters.
    """
    if cycle < 2:
        return "Steps of a year or more have no time of year to take out."
    years = len(values) // cycle
    if years < FEWEST_YEARS:
        said = f"Only {len(values)} steps are held"
        return f"{said}; two whole years ({2 * cycle} steps) are needed to take out the time of year."
    held = _whole_years(values, cycle)
    if ((~np.isnan(held)).sum(axis=0) < FEWEST_YEARS).any():
        return "A time of year has a figure in fewer than two whole years, so its usual height is not known."
    if (held < 0).any() or not (np.nanmean(held, axis=0) > 0).all():
        return "A time of year with nothing in it, or a figure below 0, has no usual height to scale by."
    return None


def season_factors(values: Column, *, cycle: int = 12) -> Column:
    """How high each time of year usually stands beside the year's average: 1.2 is a fifth above it.

    The average of each time of year over whole years from the start, divided by the average of those; a
    last part of a year is left out, so that the newest figures do not excuse themselves. The first factor
    belongs to the first step. Raises OperatorMistake with fewer than two whole years.
    """
    reason = why_no_season(values, cycle=cycle)
    if reason:
        raise OperatorMistake(reason, hint="Compare with the same period a year before instead.")
    usual = np.nanmean(_whole_years(values, cycle), axis=0)
    return np.asarray(usual / usual.mean(), dtype=np.float64)


def deseasonalise(values: Column, *, cycle: int = 12) -> Column:
    """The series with the time of year taken out: each value divided by the factor of its time of year."""
    factors = season_factors(values, cycle=cycle)
    return np.asarray(values / np.resize(factors, len(values)), dtype=np.float64)


def same_time_of_year(values: Column, *, cycle: int = 12) -> Column:
    """The figures for the last step's time of year in each year held, oldest first."""
    return values[(len(values) - 1) % cycle :: cycle]


def _whole_years(values: Column, cycle: int) -> Column:
    years = len(values) // cycle
    return values[: years * cycle].reshape(years, cycle)


def season_strength(values: Column, *, cycle: int = 12) -> float:
    """What share of the variation in whole years the time of year accounts for, from 0 to 1.

    A help in deciding whether a measure should be declared seasonal; no comparison decides it by itself.
    """
    held = _whole_years(values, cycle)
    if len(held) < FEWEST_YEARS:
        raise OperatorMistake("Two whole years are needed to see the time of year.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a time of year with no figure at all
        usual = np.nanmean(held, axis=0)
    total = float(np.nansum((held - np.nanmean(held)) ** 2))
    rest = float(np.nansum((held - usual) ** 2))
    return 0.0 if total == 0 else 1 - rest / total
