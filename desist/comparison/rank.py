"""Ranks and quartiles, and how far chance alone could have moved them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.intervals.missing import (
    Column,
    Interval,
    Numbers,
    columns,
    refuse_more_than_all,
    refuse_nothing,
    tail,
)
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better

Draws = NDArray[np.float64]  # one row a draw, one column a place


def ranks(values: Numbers, *, better: Better) -> Column:
    """Each place's rank, 1 for the best; ties share the better rank, and NaN has none (NaN).

    Where neither direction is better, 1 is the highest. Works on one row of places, or on many rows.
    """
    numbers = np.asarray(values, dtype=np.float64)
    column = numbers if better is Better.LOWER else -numbers
    known = ~np.isnan(column)
    # np.sort puts NaN last, so it is never counted before a number.
    rows = np.atleast_2d(column)
    found = np.array([np.searchsorted(np.sort(row), row, side="left") + 1.0 for row in rows])
    return np.where(known, found.reshape(numbers.shape), np.nan)


def quartiles(rank: Numbers, places: int) -> Column:
    """Each rank's quartile, 1 for the best: ceil(4 * rank / places). 42 places make 10, 11, 10 and 11.

    Source: METHODS 8.
    """
    if places < 4:
        raise OperatorMistake(f"{places} places cannot be divided into quartiles; 4 are needed.")
    return np.ceil(4 * np.asarray(rank, dtype=np.float64) / places)


def draw_proportions(x: Numbers, n: Numbers, *, seed: int, draws: int = 10_000) -> Draws:
    """Draws of the proportions that could lie behind x out of n, one column a place.

    From the Beta distribution of x + 1/2 and n - x + 1/2 (Jeffreys). ``seed`` makes them repeatable.
    """
    (count, whole), _ = columns(x, n)
    refuse_nothing(count, whole, "A place to be ranked")
    refuse_more_than_all(count, whole)
    _complete(count, whole)
    return np.random.default_rng(seed).beta(count + 0.5, whole - count + 0.5, size=(draws, len(count)))


def draw_rates(x: Numbers, n: Numbers, *, seed: int, draws: int = 10_000) -> Draws:
    """Draws of the rates that could lie behind x events among n: Gamma of x + 1/2 over n (Jeffreys)."""
    (count, whole), _ = columns(x, n)
    refuse_nothing(count, whole, "A place to be ranked")
    _complete(count, whole)
    return np.random.default_rng(seed).gamma(count + 0.5, size=(draws, len(count))) / whole


def draw_estimates(value: Numbers, error: Numbers, *, seed: int, draws: int = 10_000) -> Draws:
    """Draws of the figures that could lie behind published estimates with standard errors (normal)."""
    (middle, se), _ = columns(value, error)
    _complete(se, middle=middle)
    return np.random.default_rng(seed).normal(middle, se, size=(draws, len(middle)))


def rank_interval(drawn: Draws, *, better: Better, confidence: float = 0.95) -> Interval:
    """The ranks each place could hold, given draws of every place: a lower and an upper rank, both whole.

    Source: Goldstein and Spiegelhalter 1996, JRSS A 159:385-443, by simulation.
    """
    outside = tail(confidence)
    held = ranks(drawn, better=better)
    lower = np.quantile(held, outside, axis=0, method="inverted_cdf")
    upper = np.quantile(held, 1 - outside, axis=0, method="inverted_cdf")
    return Interval(lower, upper)


@dataclass(frozen=True, kw_only=True)
class QuartileMovement:
    """A place's rank and quartile before and now, and whether its move is more than chance.

    ``share`` is the share of draws in which the place moved the same way between quartiles as printed.
    """

    place: int
    rank_before: int
    rank_now: int
    quartile_before: int
    quartile_now: int
    share: float
    supported: bool

    @property
    def reason(self) -> str:
        moved = (
            f"Rank {self.rank_before} became rank {self.rank_now}, "
            f"quartile {self.quartile_before} became quartile {self.quartile_now}"
        )
        if self.quartile_before == self.quartile_now:
            return f"{moved}: it did not leave its quartile."
        if self.supported:
            return f"{moved}: a move that way is in {self.share:.0%} of the draws, more than chance."
        return f"{moved}: a move that way is in only {self.share:.0%} of the draws, so chance may explain it."


def quartile_movement(
    place: int,
    before: Numbers,
    now: Numbers,
    drawn_before: Draws,
    drawn_now: Draws,
    *,
    better: Better,
    confidence: float = 0.95,
) -> QuartileMovement:
    """Whether a place really moved between quartiles, or only its printed figure did.

    ``before`` and ``now`` are the printed figures of the same places in the same order; the draws theirs.
    The move is supported when at least ``confidence`` of paired draws move between quartiles the same way.
    The two sets are drawn apart, so waves that overlap show less movement than this allows for.
    """
    tail(confidence)
    places = drawn_now.shape[1]
    if drawn_before.shape != drawn_now.shape or not 0 <= place < places:
        raise OperatorMistake("The places ranked before and now are not the same places.")
    then, today = ranks(before, better=better)[place], ranks(now, better=better)[place]
    if np.isnan(then) or np.isnan(today):
        raise OperatorMistake("The place has no figure in one of the two periods, so it has no rank there.")
    q_then, q_today = (int(quartiles(rank, places)) for rank in (then, today))
    moves = np.sign(
        quartiles(ranks(drawn_now, better=better)[:, place], places)
        - quartiles(ranks(drawn_before, better=better)[:, place], places)
    )
    share = float((moves == np.sign(q_today - q_then)).mean())
    return QuartileMovement(
        place=place,
        rank_before=int(then),
        rank_now=int(today),
        quartile_before=q_then,
        quartile_now=q_today,
        share=share,
        supported=q_then != q_today and share >= confidence,
    )


def _complete(count: Column, middle: Column | None = None) -> None:
    """Every place ranked needs its numbers: one missing would quietly shift all the others."""
    if np.isnan(count).any() or (count < 0).any() or (middle is not None and np.isnan(middle).any()):
        raise OperatorMistake(
            "A place to be ranked has a number that is missing or below 0.",
            hint="Leave that place out, by name.",
        )
