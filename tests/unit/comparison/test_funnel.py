"""Funnels: who stands outside, and limits that widen when all places vary."""

from __future__ import annotations

import numpy as np
import pytest

from desist.comparison.funnel import (
    Standing,
    dispersion,
    overdispersed,
    proportion_funnel,
    proportion_limits,
    rate_curve,
    rate_funnel,
    rate_limits,
)
from desist.vocabulary.mistake import OperatorMistake


def test_places_stand_where_their_figure_lies() -> None:
    n = np.array([1000, 1000, 1000, 1000, 1000])
    funnel = proportion_funnel([500, 540, 580, 460, 420], n)
    assert funnel.average == 50
    assert funnel.standing == (
        Standing.WITHIN,
        Standing.HIGH_INNER,
        Standing.HIGH_OUTER,
        Standing.LOW_INNER,
        Standing.LOW_OUTER,
    )


def test_a_rate_stands_outside_when_its_own_interval_leaves_out_the_average() -> None:
    funnel = rate_funnel([100, 135, 160, 75, 30, 0], [1000, 1000, 1000, 1000, 1000, 1], per=1000)
    assert funnel.average == pytest.approx(1000 * 500 / 5001)
    assert funnel.standing == (
        Standing.WITHIN,
        Standing.HIGH_OUTER,
        Standing.HIGH_OUTER,
        Standing.LOW_INNER,
        Standing.LOW_OUTER,
        Standing.WITHIN,
    )
    limits = rate_limits(funnel.average, 135)
    assert (funnel.lower[1], funnel.upper[1]) == (limits[0][0], limits[1][0])


def test_no_event_where_many_were_expected_is_low() -> None:
    funnel = rate_funnel([0, 90, 110], [1000, 1000, 1000])
    assert funnel.standing[0] is Standing.LOW_OUTER
    assert funnel.lower[0] == 0 and np.isinf(funnel.upper[0])


def test_chance_alone_is_not_overdispersed_and_wild_places_are() -> None:
    n = np.full(40, 1000)
    wild = 300 + 40 * np.resize([-1, 1], 40)
    plain, widened = proportion_funnel(wild, n), proportion_funnel(wild, n, widen=True)
    assert plain.dispersion == pytest.approx(1600 / 210)
    assert set(plain.standing) <= {Standing.LOW_INNER, Standing.HIGH_INNER} and not plain.widened
    assert widened.widened and set(widened.standing) == {Standing.WITHIN}
    assert not proportion_funnel(300 + 4 * np.resize([-1, 1], 40), n, widen=True).widened


def test_a_rate_funnel_widens_by_the_root_of_phi() -> None:
    x, n = 300 + 60 * np.resize([-1, 1], 40), np.full(40, 1000)
    plain, widened = rate_funnel(x, n), rate_funnel(x, n, widen=True)
    assert widened.widened and set(widened.standing) == {Standing.WITHIN}
    assert (widened.lower < plain.lower).all() and (widened.upper > plain.upper).all()


def test_the_wildest_tenth_is_pulled_in_before_phi() -> None:
    """By hand: 11 scores, -5 and 9 pulled to the 10th and 90th percentile, -1 and 1."""
    z = np.array([-5, -1, -1, -1, 0, 0, 0, 1, 1, 1, 9], dtype=float)
    assert dispersion(z) == pytest.approx(8 / 11)
    assert overdispersed(2.0, 42) and not overdispersed(1.3, 42)


def test_the_curve_passes_through_the_limits() -> None:
    curve = rate_curve(0.02, 50)
    at = int(np.flatnonzero(np.isclose(curve["lower_rate"] * curve["lower_population"], 10))[0])
    lower, upper = rate_limits(0.02, 10)
    assert (curve["lower_rate"][at], curve["upper_rate"][at]) == (lower[0], upper[0])


def test_limits_of_a_proportion_stay_between_0_and_100() -> None:
    lower, upper = proportion_limits(0.02, [3, 4000])
    assert lower[0] == 0 and 0 < lower[1] < upper[1] < 2.5
    assert proportion_funnel([0, 0], [5, 9]).standing == (Standing.WITHIN,) * 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: proportion_funnel([1, None], [5, 5]), "missing or below 0"),
        (lambda: rate_funnel([1, -2], [5, 5]), "missing or below 0"),
        (lambda: proportion_funnel([1, 6], [5, 5]), "larger than its whole"),
        (lambda: rate_funnel([1, 6], [5, 0]), "A place in a funnel has a denominator of 0"),
    ],
)
def test_what_cannot_stand_in_a_funnel_is_refused(asked, sentence: str) -> None:  # type: ignore[no-untyped-def] # any call
    with pytest.raises(OperatorMistake, match=sentence):
        asked()
