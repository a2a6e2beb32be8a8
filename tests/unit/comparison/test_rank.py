"""Ranks: ties, the ranks that chance allows, and moves between quartiles."""

from __future__ import annotations

import numpy as np
import pytest

from desist.comparison.rank import (
    draw_estimates,
    draw_proportions,
    draw_rates,
    quartile_movement,
    quartiles,
    rank_interval,
    ranks,
)
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better

FORCES = np.linspace(50, 70, 42)


def test_ties_share_the_better_rank_and_what_is_missing_has_none() -> None:
    got = ranks([3, 1, 1, None, 2], better=Better.LOWER)
    assert got[:3].tolist() == [4, 1, 1] and np.isnan(got[3]) and got[4] == 3
    assert ranks([3, 1, 2], better=Better.NEITHER).tolist() == [1, 3, 2]


def test_places_far_apart_keep_their_rank_and_places_alike_do_not() -> None:
    apart = rank_interval(draw_estimates([10, 20, 30], [0.1] * 3, seed=7), better=Better.HIGHER)
    assert apart.lower.tolist() == apart.upper.tolist() == [3, 2, 1]
    alike = rank_interval(draw_estimates([20, 20, 20], [5] * 3, seed=7), better=Better.HIGHER)
    assert (alike.lower.tolist(), alike.upper.tolist()) == ([1, 1, 1], [3, 3, 3])


def test_middle_ranks_of_a_survey_overlap_widely() -> None:
    """METHODS 8: "ranks 8-25 often overlap": a force at rank 17, standard error 2 points."""
    span = rank_interval(draw_estimates(FORCES, [2] * 42, seed=3), better=Better.HIGHER)
    assert span.lower[25] <= 10 and span.upper[25] >= 24


def test_the_same_seed_draws_the_same_ranks() -> None:
    assert (draw_rates([5, 9], [100, 90], seed=1) == draw_rates([5, 9], [100, 90], seed=1)).all()
    assert (draw_rates([5, 9], [100, 90], seed=1) != draw_rates([5, 9], [100, 90], seed=2)).any()


def test_draws_centre_on_the_counts() -> None:
    assert draw_proportions([20, 400], [100, 1000], seed=5).mean(axis=0) == pytest.approx(
        [0.2, 0.4], abs=0.01
    )
    assert draw_rates([20, 400], [1000, 1000], seed=5).mean(axis=0) == pytest.approx([0.0205, 0.4], abs=0.002)


def movement(error: float, now: float):  # type: ignore[no-untyped-def] # the movement of force 25
    after = FORCES.copy()
    after[25] = now
    drawn = (draw_estimates(each, [error] * 42, seed=seed) for seed, each in enumerate((FORCES, after)))
    return quartile_movement(25, FORCES, after, *drawn, better=Better.HIGHER)


def test_a_move_between_quartiles_needs_support() -> None:
    small, large, none = movement(2.0, 66), movement(0.05, 69), movement(0.05, FORCES[25])
    assert (small.quartile_before, small.quartile_now, small.supported) == (2, 1, False)
    assert "so chance may explain it" in small.reason
    assert large.supported and large.reason.startswith("Rank 17 became rank 4, quartile 2 became quartile 1")
    assert not none.supported and none.reason.endswith("it did not leave its quartile.")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: quartiles([1], 3), "3 places cannot be divided into quartiles"),
        (lambda: draw_rates([1, None], [5, 5], seed=1), "missing or below 0"),
        (lambda: draw_proportions([1, 6], [5, 5], seed=1), "larger than its whole"),
        (lambda: draw_estimates([1, 2], [1, None], seed=1), "missing or below 0"),
        (lambda: draw_rates([1, 2], [5, 0], seed=1), "A place to be ranked has a denominator of 0"),
        (
            lambda: quartile_movement(
                0, FORCES, FORCES, np.ones((9, 42)), np.ones((9, 41)), better=Better.HIGHER
            ),
            "not the same places",
        ),
        (
            lambda: quartile_movement(
                0, [None, *FORCES[1:]], FORCES, np.ones((9, 42)), np.ones((9, 42)), better=Better.HIGHER
            ),
            "no figure in one of the two periods",
        ),
    ],
)
def test_what_cannot_be_ranked_is_refused(asked, sentence: str) -> None:  # type: ignore[no-untyped-def] # any call
    with pytest.raises(OperatorMistake, match=sentence):
        asked()
