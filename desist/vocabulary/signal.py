"""What a comparison ends in: one of four words, and the reason in a sentence."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Better(enum.StrEnum):
    """Which direction is good for a measure."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Verdict(enum.StrEnum):
    """The four answers a comparison may give."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NO_CHANGE = "no change"
    TOO_FEW = "too few to say"


@dataclass(frozen=True, kw_only=True)
class Signal:
    """A verdict with its evidence.

    ``against`` names the comparison ("the same period a year before", "its own past",
    "peers", "target"); ``reason`` is one sentence a Panel member could read aloud; ``rule`` names
    the rule of the method that fired, empty when none did; ``direction`` is +1 when the figure is
    higher than what it is compared with beyond ordinary variation, -1 when lower, 0 otherwise.
    """

    verdict: Verdict
    against: str
    reason: str
    rule: str = ""
    direction: int = 0


def verdict_of(direction: int, better: Better) -> Verdict:
    """Turn a real change of direction +1, 0 or -1 into a verdict by what is better.

    A real change in a measure for which neither direction is better is no verdict either way.
    """
    if direction == 0 or better is Better.NEITHER:
        return Verdict.NO_CHANGE
    good = (direction > 0) == (better is Better.HIGHER)
    return Verdict.IMPROVEMENT if good else Verdict.CONCERN
