"""Process limits, rules, seasons and ranks against their slow truth, on series full of ties and gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.comparison.rank import ranks
from desist.comparison.seasonal import deseasonalise
from desist.comparison.xmr import xmr
from desist.vocabulary.signal import Better
from tests.reference.comparison import charts as slow

# Few different values, so that ties, points on the mean, trends and runs all come up; and some wild ones.
POINTS = st.none() | st.integers(0, 4) | st.sampled_from([40, 100])
STEADY = st.integers(0, 60)


@given(
    st.lists(POINTS, min_size=1, max_size=30) | st.lists(STEADY, min_size=7, max_size=40),
    st.booleans(),
    st.sampled_from([6, 7, 8]),
    st.sampled_from([6, 7, 8]),
)
def test_every_point_is_judged_as_by_hand(
    values: list[int | None], screen: bool, trend_points: int, shift_points: int
) -> None:
    chart = xmr(values, screen=screen, trend_points=trend_points, shift_points=shift_points)
    expected = slow.judged(list(values), screen, trend_points, shift_points)
    got = [(rule.value, int(way)) for rule, way in zip(chart.rules, chart.directions, strict=True)]
    assert got == expected
    drawn = slow.limits(list(values), screen)
    if drawn is None:
        assert chart.last_limits is None
    else:
        assert chart.last_limits is not None
        assert (chart.last_limits.mean, chart.last_limits.average_range) == drawn


@given(st.lists(st.lists(POINTS, min_size=1, max_size=15), min_size=1, max_size=4))
def test_groups_are_judged_as_if_alone(parts: list[list[int | None]]) -> None:
    together = xmr(
        [value for part in parts for value in part],
        groups=[number for number, part in enumerate(parts) for _ in part],
    )
    alone = [rule for part in parts for rule in xmr(part).rules]
    assert list(together.rules) == alone
    assert list(together.limits) == [xmr(part).last_limits for part in parts]


@given(st.lists(st.integers(1, 500), min_size=8, max_size=40), st.sampled_from([2, 4]))
def test_the_time_of_year_is_taken_out_as_by_hand(values: list[int], cycle: int) -> None:
    got = deseasonalise(np.array(values, dtype=float), cycle=cycle)
    assert got.tolist() == pytest.approx(slow.deseasonalised([float(each) for each in values], cycle))


@given(st.lists(st.none() | st.integers(0, 6), min_size=1, max_size=45))
def test_ranks_share_the_better_place(values: list[int | None]) -> None:
    for better in (Better.HIGHER, Better.LOWER):
        got = [None if np.isnan(each) else int(each) for each in ranks(values, better=better)]
        assert got == slow.ranks(list(values), better is Better.HIGHER)
