"""Harm per offender, the power few, and comparisons that respect the skew; scipy is one oracle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from desist.measures.reoffending.harm import (
    Harmed,
    Weights,
    gini,
    harm_figures,
    harm_of_people,
    share_of_top,
    trimmed_mean,
)
from desist.measures.reoffending.harm_compared import compare_harm, mann_whitney
from desist.vocabulary.mistake import OperatorMistake
from tests.reference.reoffending_statistics import harm as slow

# METHODS 5.1 [M-med]: placeholders that only show the arithmetic.
WEIGHTS = Weights(version="made-up 2026", days={"murder": 5475, "robbery": 365, "theft": 2, "ABH": 10})
DAYS = st.lists(st.sampled_from([0.0, 0.0, 0.0, 2.0, 10.0, 20.0, 365.0, 5475.0]), min_size=2, max_size=12)


def harmed(days: list[float], version: str = "v") -> Harmed:
    column = np.array(days)
    return Harmed(
        version=version, days=column, worst=column, offences=(column > 0).astype(np.int64), unweighted={}
    )


def test_the_figures_by_hand() -> None:
    """Ten people: one robs once and steals twice, one is violent once, one does what has no weight."""
    who, what = np.array([3, 3, 3, 7, 8]), ["robbery", "theft", "theft", "ABH", "piracy"]
    harm = harm_of_people(10, who, what, WEIGHTS)
    assert harm.days.tolist() == [0, 0, 0, 369, 0, 0, 0, 10, 0, 0]
    got = harm_figures(harm)
    assert (got.people, got.reoffenders, got.offences, got.unweighted) == (10, 3, 5, 1)
    assert (got.total, got.per_offender, got.per_reoffender) == (379, 37.9, pytest.approx(379 / 3))
    assert (got.median, got.median_of_reoffenders, got.high_harm) == (0, 10, 10)
    assert got.power_few[5] == pytest.approx(100 * 0.5 * 369 / 379)
    assert got.trimmed == pytest.approx(10 / 8)
    assert got.high_harm_interval.lower < 10 < got.high_harm_interval.upper
    assert harm.unweighted == {"piracy": 1}
    assert got.sentence == (
        "37.9 days of harm per offender (made-up 2026); 1 of 5 offences have no weight and count as none."
    )


def test_nobody_reoffends() -> None:
    got = harm_figures(harm_of_people(4, np.array([], dtype=np.int64), [], WEIGHTS))
    assert (got.per_offender, got.per_reoffender, got.gini, got.power_few[1]) == (0, None, None, None)
    assert got.sentence == "0.0 days of harm per offender (made-up 2026)."


def test_exactly_a_year_is_high_harm() -> None:
    one = np.array([0])
    assert harm_figures(harm_of_people(1, one, ["robbery"], WEIGHTS)).high_harm == 100
    lighter = Weights(version="v", days={"robbery": 364.9})
    assert harm_figures(harm_of_people(1, one, ["robbery"], lighter)).high_harm == 0
    # Many small offences are not one high-harm offence.
    many = harm_of_people(1, np.zeros(200, dtype=np.int64), ["theft"] * 200, WEIGHTS)
    assert many.days[0] == 400 and harm_figures(many).high_harm == 0


@given(DAYS)
def test_gini_is_the_mean_of_all_pairs(days: list[float]) -> None:
    got = gini(np.array(days))
    assert (got is None) == (sum(days) == 0)
    assert got is None or got == pytest.approx(slow.gini(days), abs=1e-12)


@given(DAYS, st.sampled_from([1, 5, 10, 50, 100]))
def test_the_top_do_at_least_their_share_and_all_do_all(days: list[float], percent: int) -> None:
    got = share_of_top(np.array(days), percent)
    assert got is None or percent - 1e-9 <= got <= 100 + 1e-9
    assert percent != 100 or got is None or got == pytest.approx(100)


def test_one_of_a_hundred_does_it_all() -> None:
    days = np.zeros(100)
    days[17] = 5475
    assert gini(days) == pytest.approx(0.99)
    assert share_of_top(days, 1) == pytest.approx(100)
    assert gini(np.full(50, 3.3)) == pytest.approx(0, abs=1e-12)


@given(DAYS)
def test_the_trimmed_mean_is_scipys(days: list[float]) -> None:
    assert trimmed_mean(np.array(days)) == pytest.approx(stats.trim_mean(days, 0.1))


@given(DAYS, DAYS)
def test_mann_whitney_is_scipys(a: list[float], b: list[float]) -> None:
    more_often, p = mann_whitney(np.array(a), np.array(b))
    assert more_often == pytest.approx(slow.more_often(a, b))
    if len({*a, *b}) > 1:
        theirs = stats.mannwhitneyu(a, b, method="asymptotic")
        assert p == pytest.approx(theirs.pvalue, abs=1e-9)
    else:
        assert p == 1


@settings(max_examples=10)
@given(DAYS.filter(lambda days: len(days) <= 6), DAYS.filter(lambda days: len(days) <= 6))
def test_drawing_comes_near_every_permutation(a: list[float], b: list[float]) -> None:
    got = compare_harm(harmed(a), harmed(b), seed=1, draws=20_000)
    assert got.p_permutation == pytest.approx(slow.every_permutation(a, b), abs=0.02)


def test_a_comparison_says_which_way_and_how_sure() -> None:
    rng = np.random.default_rng(4)
    quiet = [float(x) for x in rng.choice([0, 0, 0, 2, 10, 365], 300)]
    loud = [float(x) for x in rng.choice([0, 2, 10, 365, 365, 1825], 300)]
    got = compare_harm(harmed(quiet), harmed(loud), seed=7, draws=2000)
    assert got.difference == pytest.approx(np.mean(quiet) - np.mean(loud))
    assert got.lower < got.difference < got.upper < 0
    assert got.p_permutation == pytest.approx(1 / 2001)
    assert got.trimmed < 0 and got.more_often < 0.5 and got.p_ranks < 0.001
    assert got.version == "v"


def test_the_bootstrap_interval_covers_the_truth_as_often_as_it_says() -> None:
    """Skewed harm, 150 people a group: at least 90 of 100 intervals of 95% hold the true difference of 0."""
    rng = np.random.default_rng(11)
    held = 0
    for seed in range(100):
        a, b = rng.choice([0, 0, 0, 0, 2, 10, 20, 365], (2, 150)).astype(float)
        got = compare_harm(harmed(a.tolist()), harmed(b.tolist()), seed=seed, draws=500)
        held += got.lower <= 0 <= got.upper
    assert 90 <= held <= 99


def test_the_same_seed_gives_the_same_answer() -> None:
    a, b = harmed([0.0, 2.0, 365.0]), harmed([0.0, 0.0, 10.0, 2.0])
    assert compare_harm(a, b, seed=3, draws=500) == compare_harm(a, b, seed=3, draws=500)
    assert compare_harm(a, b, seed=3, draws=500) != compare_harm(a, b, seed=4, draws=500)


def test_what_cannot_be_weighed_or_compared_is_a_sentence() -> None:
    with pytest.raises(OperatorMistake, match="two tables"):
        compare_harm(harmed([1.0], "CCHI 2020"), harmed([1.0], "CCHI 2026"), seed=1)
    with pytest.raises(OperatorMistake, match="nobody in it"):
        compare_harm(harmed([]), harmed([1.0]), seed=1)
    with pytest.raises(OperatorMistake, match="no version"):
        Weights(version=" ", days={})
    with pytest.raises(OperatorMistake, match="'theft'"):
        Weights(version="v", days={"theft": -1})
    with pytest.raises(OperatorMistake, match="nobody in the cohort of 2"):
        harm_of_people(2, np.array([2]), ["theft"], WEIGHTS)
    with pytest.raises(OperatorMistake, match="nobody in the cohort, so no harm"):
        harm_figures(harmed([]))
