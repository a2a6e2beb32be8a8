"""How often people came back before and after they were taken in, for each day at liberty.

One ratio over everybody, with an interval that lets each person's events come together. Pure arithmetic on
columns: nothing here says what a scheme does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.intervals.differences import ratio_of_rates
from desist.intervals.missing import Estimate, z_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Years:
    """Each person's events and days at liberty in two years, one entry a person, in one order."""

    before: Numbers
    days_before: Numbers
    after: Numbers
    days_after: Numbers


def ratio_after_to_before(years: Years, *, confidence: float = 0.95) -> Estimate:
    """Events for each day at liberty in the year after, divided by those in the year before.

    The interval is that of a ratio of sums over people, on the logarithm: a person is the unit, so events
    that come together do not pass for many people. With no event afterwards it is the exact one of the
    counts, which takes events as independent and is too narrow. All None where there is no day in either year
    or no event before.
    Source: Cochran 1977, Sampling Techniques, ratio estimates (linearised).
    """
    sums = [float(each.sum()) for each in (years.before, years.days_before, years.after, years.days_after)]
    before, days_before, after, days_after = sums
    if days_before <= 0 or days_after <= 0 or before == 0:
        return Estimate(None, None, None)
    people = len(years.before)
    if after == 0 or people < 2:
        found = ratio_of_rates(after, days_after, before, days_before, confidence=confidence)
        return Estimate(*(None if end is None else float(np.asarray(end)) for end in found))
    ratio = (after / days_after) / (before / days_before)
    pull = (
        years.after / after
        - years.days_after / days_after
        - years.before / before
        + years.days_before / days_before
    )
    reach = float(np.exp(z_of(confidence) * np.sqrt(people / (people - 1) * float((pull**2).sum()))))
    return Estimate(ratio, ratio / reach, ratio * reach)
