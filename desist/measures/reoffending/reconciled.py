"""A local figure beside the official one: the difference, parted among its causes so that they add up."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass


class Cause(enum.StrEnum):
    """Why a local and an official figure of one cohort differ."""

    REVISION = "revision"
    LINKAGE = "linkage"
    GEOGRAPHY = "geography"
    RULE = "rule"
    UNEXPLAINED = "unexplained"


# Each step rests on those before it: first what was held, then who is one person, then whom the figure is
# about, then how they are counted.
ORDER = (Cause.REVISION, Cause.LINKAGE, Cause.GEOGRAPHY, Cause.RULE)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The three counts of a cohort."""

    offenders: int
    reoffenders: int
    reoffences: int

    @property
    def rate(self) -> float | None:
        """Reoffenders in every hundred offenders; none where there are no offenders."""
        return 100 * self.reoffenders / self.offenders if self.offenders else None

    @property
    def per_reoffender(self) -> float | None:
        """Reoffences of each reoffender; none where nobody reoffended."""
        return self.reoffences / self.reoffenders if self.reoffenders else None


@dataclass(frozen=True, kw_only=True)
class Step:
    """The cohort counted again with one more thing put right; ``why_not`` where that could not be done."""

    cause: Cause
    put_right: str
    counted: Counted | None = None
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one cause adds to the local figure: above nought where it makes our figure the higher one.

    ``points`` are percentage points of the rate and ``per_reoffender`` is of reoffences per reoffender; None
    where a rate on either side is not defined. A cause that could not be measured adds nought and says why.
    """

    cause: Cause
    put_right: str
    offenders: int
    reoffenders: int
    reoffences: int
    points: float | None
    per_reoffender: float | None
    why_not: str = ""


def parted(local: Counted, steps: Sequence[Step], official: Counted) -> tuple[Part, ...]:
    """The parts of the difference between two figures, in the order of the steps, and what none explains.

    Each part is the count before a step less the count after it, so the parts add up to local less official
    exactly, in people and in percentage points.
    """
    parts = []
    before = local
    for step in steps:
        after = step.counted or before
        parts.append(_part(step.cause, step.put_right, before, after, step.why_not))
        before = after
    return (*parts, _part(Cause.UNEXPLAINED, "", before, official, ""))


def _part(cause: Cause, put_right: str, before: Counted, after: Counted, why_not: str) -> Part:
    return Part(
        cause=cause,
        put_right=put_right,
        offenders=before.offenders - after.offenders,
        reoffenders=before.reoffenders - after.reoffenders,
        reoffences=before.reoffences - after.reoffences,
        points=_less(before.rate, after.rate),
        per_reoffender=_less(before.per_reoffender, after.per_reoffender),
        why_not=why_not,
    )


def _less(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else before - after
