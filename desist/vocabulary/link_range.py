"""The range of a figure over plausible links between records: how sure it is who is one person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LinkRange:
    """Between which values 95% of so many draws of plausible links lie, and their median.

    Values are in the printed unit. ``seed`` repeats the draws. Where no range may be given the ends are
    empty and ``why`` says so. Chance in the counts is not in it, nor the linking's model being wrong.
    """

    draws: int
    seed: int
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    why: str = ""

    @property
    def available(self) -> bool:
        return self.lower is not None and self.upper is not None
