"""Every interval against its slow truth, beside the edges: 0, 1, n, 9 and 10 events, 29 and 30 people."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.intervals import differences
from desist.intervals import single as intervals
from tests.reference.comparison import intervals as slow

CONFIDENCE = st.sampled_from([0.9, 0.95, 0.998])
WHOLES = st.sampled_from([1, 2, 9, 10, 28, 29, 30, 31]) | st.integers(1, 400)
EVENTS = st.sampled_from([0, 1, 9, 10, 11]) | st.integers(0, 400)


@st.composite
def part_of(draw: st.DrawFn) -> tuple[int, int]:
    whole = draw(WHOLES)
    return draw(st.sampled_from([0, min(1, whole), whole - 1, whole]) | st.integers(0, whole)), whole


@given(part_of(), CONFIDENCE)
def test_proportions(counts: tuple[int, int], confidence: float) -> None:
    for name in ("wilson", "clopper_pearson", "proportion_interval"):
        expected = getattr(slow, name)(*counts, confidence)
        got = getattr(intervals, name)(*counts, confidence=confidence)
        assert got == pytest.approx(expected, abs=1e-9), name


@given(EVENTS, CONFIDENCE)
def test_events(events: int, confidence: float) -> None:
    for name in ("exact_poisson", "byar", "events_interval"):
        expected = getattr(slow, name)(events, confidence)
        got = getattr(intervals, name)(events, confidence=confidence)
        assert got == pytest.approx(expected, rel=1e-8, abs=1e-8), name


@given(st.lists(part_of(), min_size=1, max_size=8))
def test_a_column_gives_what_its_numbers_give(rows: list[tuple[int, int]]) -> None:
    x, n = (np.array(column) for column in zip(*rows, strict=True))
    lower, upper = intervals.proportion_interval(x, n)
    alone = [intervals.proportion_interval(*row) for row in rows]
    assert lower.tolist() == [each.lower for each in alone]
    assert upper.tolist() == [each.upper for each in alone]


@given(part_of(), CONFIDENCE)
def test_an_interval_holds_its_own_proportion_and_lies_between_0_and_1(
    counts: tuple[int, int], confidence: float
) -> None:
    for method in (intervals.wilson, intervals.clopper_pearson):
        lower, upper = method(*counts, confidence=confidence)
        assert 0 <= lower <= counts[0] / counts[1] + 1e-12
        assert counts[0] / counts[1] - 1e-12 <= upper <= 1


@given(part_of(), part_of(), CONFIDENCE)
def test_newcombe(one: tuple[int, int], other: tuple[int, int], confidence: float) -> None:
    expected = slow.newcombe(*one, *other, confidence)
    assert differences.newcombe(*one, *other, confidence=confidence) == pytest.approx(expected, abs=1e-8)


@given(EVENTS, EVENTS, CONFIDENCE)
def test_ratios_of_counts(now: int, before: int, confidence: float) -> None:
    expected = slow.ratio_of_counts(now, before, confidence)
    got = differences.ratio_of_counts(now, before, confidence=confidence)
    if expected is None:
        assert got == (None, None, None)
    else:
        assert got == pytest.approx(expected, rel=1e-7, abs=1e-9)
        assert math.isinf(got.upper) == (before == 0)


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0.1, 8000)), min_size=1, max_size=6))
def test_weighted_sums(rows: list[tuple[int, float]]) -> None:
    counts, weights = ([row[at] for row in rows] for at in (0, 1))
    expected = slow.weighted_sum(counts, weights)
    assert intervals.weighted_sum(counts, weights) == pytest.approx(expected, rel=1e-8, abs=1e-8)
