"""How many pairs of records match at all: the share on which every single judgement rests."""

from __future__ import annotations

from typing import Any

import numpy as np

MOST_STEPS = 500
CLOSE_ENOUGH = 1e-7
# What is taken for granted before any pair is seen: so many pairs, of which so many match. In a file of two
# records it keeps those with nothing known but one given name from being one person for want of any other.
PAIRS_BEFORE, MATCHING_BEFORE = 1000, 0.01


def matching_share(weights: np.ndarray[Any, Any], records: int) -> float:
    """The share of all pairs that match, such that the pairs' own probabilities add up to it.

    ``weights`` is the evidence of every compared pair in bits, without any prior; pairs never compared
    count as not matching. It is the step of expectation and maximisation for the share alone, taken
    until it no longer moves; pairs that hardly match count besides, as if they had been seen before.
    """
    pairs = max(records * (records - 1) / 2, 1.0) + PAIRS_BEFORE
    share = min(1.0 / max(records, 2), 0.5)
    for _ in range(MOST_STEPS):
        new = (float(probability(weights, share).sum()) + MATCHING_BEFORE) / pairs
        if abs(new - share) <= CLOSE_ENOUGH * share:
            break
        share = min(new, 0.999)
    return share


def bits(share: float) -> float:
    """A share of matching pairs as the evidence a pair starts with, in bits (negative where few match)."""
    return float(np.log2(share / (1 - share)))


def probability(weights: np.ndarray[Any, Any], share: float) -> np.ndarray[Any, Any]:
    """The probability that each pair is one person, from its evidence in bits and the share that match."""
    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(weights + bits(share), -60.0, 60.0))))
