"""Funnels, intervals of ranks and rare events against their slow truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.comparison.funnel import dispersion, proportion_funnel, rate_funnel
from desist.comparison.rank import rank_interval
from desist.comparison.rare import g_chart
from desist.vocabulary.signal import Better
from tests.reference.comparison import places as slow

COUNTS = st.sampled_from([0, 1, 9, 10]) | st.integers(0, 300)


@st.composite
def some_places(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    rows = draw(st.lists(st.tuples(COUNTS, st.integers(0, 300)), min_size=1, max_size=6))
    return [x for x, _ in rows], [x + more + 1 for x, more in rows]


@given(some_places())
def test_places_stand_as_by_hand(rows: tuple[list[int], list[int]]) -> None:
    x, n = rows
    assert [each.value for each in proportion_funnel(x, n).standing] == slow.proportion_standings(x, n)
    assert [each.value for each in rate_funnel(x, n).standing] == slow.rate_standings(x, n)


@given(some_places())
def test_the_drawn_funnel_agrees_with_where_places_stand(rows: tuple[list[int], list[int]]) -> None:
    funnel = proportion_funnel(*rows)
    for at, standing in enumerate(funnel.standing):
        outside = funnel.values[at] < funnel.lower[at] or funnel.values[at] > funnel.upper[at]
        assert outside == (standing.value != "Not significant")


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=50))
def test_dispersion_as_by_hand(scores: list[float]) -> None:
    assert dispersion(np.array(scores)) == pytest.approx(slow.dispersion(scores), abs=1e-9)


@given(
    st.integers(1, 6).flatmap(
        lambda wide: st.lists(
            st.lists(st.integers(0, 5), min_size=wide, max_size=wide), min_size=1, max_size=60
        )
    )
)
def test_the_interval_of_a_rank_as_by_hand(draws: list[list[int]]) -> None:
    for better in (Better.HIGHER, Better.LOWER):
        span = rank_interval(np.array(draws, dtype=float), better=better)
        expected = slow.rank_interval(
            [[float(each) for each in draw] for draw in draws], better is Better.HIGHER
        )
        assert [(int(a), int(b)) for a, b in zip(span.lower, span.upper, strict=True)] == expected


@given(st.lists(st.integers(0, 6) | st.just(90), min_size=2, max_size=30))
def test_rare_events_as_by_hand(gaps: list[int]) -> None:
    assert g_chart(gaps).directions.tolist() == slow.g_directions(gaps)
