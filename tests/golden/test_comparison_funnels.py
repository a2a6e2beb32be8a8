"""Funnels and quartiles as published: PHEindicatormethods (METHODS 9.3), the Crime Survey (METHODS 8)."""

from __future__ import annotations

import numpy as np
import pytest

from desist.comparison.funnel import proportion_limits, rate_limits
from desist.comparison.rank import quartiles

MEAN = 0.80642448


@pytest.mark.parametrize(
    ("population", "lower"), [(1, 3.204264), (2, 25.885383), (5, 46.011039), (7, 51.373565)]
)
def test_proportion_funnel(population: int, lower: float) -> None:
    got = proportion_limits(MEAN, population)
    # The printed mean has six decimals, so the last digit of the limit may differ.
    assert (got[0][0], got[1][0]) == (pytest.approx(lower, abs=1e-6), 100.0)


def test_proportion_funnel_at_99_8_percent() -> None:
    assert proportion_limits(MEAN, 7, confidence=0.998)[0][0] == pytest.approx(34.494842, abs=1e-6)


def test_rate_funnel_at_5_events() -> None:
    """Mean 116.172 per 100,000, printed to three decimals, so limits agree to one part in a million."""
    inner, outer = rate_limits(116.172, 5), rate_limits(116.172, 5, confidence=0.998)
    assert (inner[0][0], inner[1][0]) == pytest.approx((49.78093, 357.78584), rel=1e-6)
    assert (outer[0][0], outer[1][0]) == pytest.approx((35.30048, 785.61330), rel=1e-6)


@pytest.mark.parametrize(("places", "sizes"), [(42, [10, 11, 10, 11]), (43, [10, 11, 11, 11])])
def test_quartiles_of_the_forces(places: int, sizes: list[int]) -> None:
    """METHODS 8: 42 forces (City of London excluded), or 43."""
    found = quartiles(np.arange(1, places + 1), places)
    assert [int((found == quartile).sum()) for quartile in (1, 2, 3, 4)] == sizes
    if places == 42:
        assert quartiles([10, 11, 21, 22, 31, 32], 42).tolist() == [1, 2, 2, 3, 3, 4]
