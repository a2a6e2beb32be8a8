"""Numbers in, numbers out, one at a time or by the column; what is missing stays missing."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desist.vocabulary.mistake import OperatorMistake

Column = NDArray[np.float64]

# One number, None, or anything numpy can read as a column; None and NaN both mean missing.
Numbers = Any


class Interval(NamedTuple):
    """The two ends of an interval: numbers (None where missing), or columns (NaN where missing)."""

    lower: Any
    upper: Any


class Estimate(NamedTuple):
    """A value between the two ends of its interval: numbers or columns, as in Interval."""

    value: Any
    lower: Any
    upper: Any


def columns(*numbers: Numbers) -> tuple[list[Column], bool]:
    """Read numbers as columns of one length, and say whether they were all single numbers."""
    read = [np.asarray(each, dtype=np.float64) for each in numbers]
    alone = all(each.ndim == 0 for each in read)
    return [np.atleast_1d(each) for each in np.broadcast_arrays(*read)], alone


def given_back(column: Column, alone: bool) -> Any:
    """A column as it is, or its one number; a missing single number comes back as None."""
    if not alone:
        return column
    number = float(column[0])
    return None if np.isnan(number) else number


def interval(lower: Column, upper: Column, alone: bool) -> Interval:
    return Interval(given_back(lower, alone), given_back(upper, alone))


def estimate(value: Column, lower: Column, upper: Column, alone: bool) -> Estimate:
    return Estimate(given_back(value, alone), given_back(lower, alone), given_back(upper, alone))


def tail(confidence: float) -> float:
    """The probability outside each end of an interval: 0.025 for confidence 0.95."""
    if not 0 < confidence < 1:
        raise OperatorMistake(
            f"A confidence of {confidence} is not between 0 and 1.", hint="Write 95% confidence as 0.95."
        )
    return (1 - confidence) / 2


def z_of(confidence: float) -> float:
    """How many standard errors an interval reaches to each side: 1.96 for confidence 0.95."""
    return NormalDist().inv_cdf(1 - tail(confidence))


def refuse_nothing(numerator: Column, denominator: Column, what: str) -> None:
    """Stop when something is asked for out of nothing (METHODS 9.3: a denominator of 0 is an error)."""
    nothing = (denominator <= 0) & ~np.isnan(numerator)
    if nothing.any():
        at = int(np.argmax(nothing))
        where = f" (number {at + 1} of {len(denominator)})" if len(denominator) > 1 else ""
        raise OperatorMistake(
            f"{what} has a denominator of {denominator[at]:g}{where}, so it cannot be worked out.",
            hint="Leave the figure out, or load the denominator that is missing.",
        )


def refuse_more_than_all(numerator: Column, denominator: Column) -> None:
    """Stop when a part is larger than its whole, which no proportion can be."""
    more = numerator > denominator
    if more.any():
        at = int(np.argmax(more))
        raise OperatorMistake(
            f"A proportion has {numerator[at]:,g} out of {denominator[at]:,g}, a part larger than its whole.",
            hint="If the first is not a part of the second, declare the measure a rate for each 100.",
        )
