"""Rare events: the gaps between them, and the gap that has not ended yet."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from desist.comparison.rare import days_between, g_chart, t_chart
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.comparison.series_of import day


def test_g_chart_limits_are_benneyans() -> None:
    chart = g_chart([4, 6, 5, 5, 3, 7, 5, 5])
    assert chart.upper == pytest.approx(5 + 3 * math.sqrt(5 * 6))
    assert (chart.lower, chart.centre) == (0, 5)
    assert chart.direction == 0 and chart.too_few


def test_t_chart_lines_are_those_of_the_transformed_gaps() -> None:
    gaps = [10, 14, 9, 20, 12, 17, 11, 15, 13, 10, 16, 12]
    chart = t_chart(gaps)
    moved = [gap ** (1 / 3.6) for gap in gaps]
    average = sum(abs(b - a) for a, b in itertools.pairwise(moved)) / 11
    mean = sum(moved) / 12
    assert chart.centre == pytest.approx(mean**3.6)
    assert (chart.lower, chart.upper) == pytest.approx(
        ((mean - 2.66 * average) ** 3.6, (mean + 2.66 * average) ** 3.6)
    )
    assert not chart.too_few


def test_a_very_long_gap_means_fewer_events_even_before_it_ends() -> None:
    steady = [10, 14, 9, 20, 12, 17, 11, 15, 13, 10, 16, 12]
    assert t_chart([*steady, 300]).direction == -1
    assert t_chart(steady, since_last=300).direction == -1
    assert t_chart(steady, since_last=0).direction == 0


def test_a_run_of_short_gaps_means_more_events() -> None:
    chart = g_chart([9, 8, 9, 8, 9, 8, 9, 1, 1, 1, 1, 1, 1, 1])
    assert chart.directions.tolist() == [-1] * 7 + [1] * 7


def test_days_between_events_in_any_order() -> None:
    gaps, since = days_between(
        [day("2025-03-01"), day("2025-01-01"), day("2025-01-01")], until=day("2025-03-11")
    )
    assert (gaps.tolist(), since) == ([0.0, 59.0], 10.0)
    assert days_between([day("2025-01-01"), day("2025-01-02")])[1] is None


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: g_chart([3]), "The gaps between events must be two numbers or more"),
        (lambda: t_chart([3, np.nan]), "none missing"),
        (lambda: g_chart([3, -1]), "none below 0"),
        (lambda: days_between([day("2025-01-01")]), "Two events or more"),
        (
            lambda: days_between([day("2025-01-01"), day("2025-02-01")], until=day("2025-01-15")),
            "lies before the last event",
        ),
    ],
)
def test_what_cannot_be_charted_is_refused(asked, sentence: str) -> None:  # type: ignore[no-untyped-def] # any call
    with pytest.raises(OperatorMistake, match=sentence):
        asked()
