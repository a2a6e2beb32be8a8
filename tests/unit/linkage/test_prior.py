"""The share of pairs that match is the one to which the pairs' own probabilities add up."""

from __future__ import annotations

import numpy as np
import pytest

from desist.linkage.prior import MATCHING_BEFORE, PAIRS_BEFORE, bits, matching_share, probability


def test_the_share_agrees_with_the_probabilities_it_gives() -> None:
    dice = np.random.default_rng(5)
    weights = np.concatenate([dice.normal(18, 4, 300), dice.normal(-6, 4, 20_000)])
    share = matching_share(weights, 1_000)
    pairs = 1_000 * 999 / 2
    matching = float(probability(weights, share).sum()) + MATCHING_BEFORE
    assert matching == pytest.approx(share * (pairs + PAIRS_BEFORE), rel=1e-4)
    assert share * pairs == pytest.approx(300, rel=0.1)


def test_where_nothing_matches_the_share_stays_above_nothing() -> None:
    assert 0 < matching_share(np.full(50, -30.0), 100) < 1e-3
    assert 0 < matching_share(np.array([]), 100) < 1e-3


def test_a_single_pair_is_one_person_only_where_it_says_much() -> None:
    for weight, joined in ((6.0, False), (9.0, False), (15.0, True), (25.0, True)):
        share = matching_share(np.array([weight]), 2)
        assert (weight + bits(share) > 0) is joined


def test_bits_and_probability_are_each_others_inverse() -> None:
    assert bits(0.5) == 0.0
    assert bits(1 / 1025) == pytest.approx(-10)
    assert probability(np.array([10.0]), 1 / 1025)[0] == pytest.approx(0.5)
    assert probability(np.array([1e6, -1e6]), 0.5).tolist() == pytest.approx([1.0, 0.0])
