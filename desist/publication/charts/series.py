"""What a chart is drawn from: series of points, process limits, recording breaks and a heading."""

from __future__ import annotations

import datetime
import enum
import math
from dataclasses import dataclass

from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

MOST_WORDS = 10  # Government Analysis Function: a title is a headline, not a paragraph


class Flag(enum.StrEnum):
    """What is special about a point; each is drawn as a shape of its own."""

    NONE = ""
    CONCERN = "concern"
    IMPROVEMENT = "improvement"
    UNUSUAL = "unusual"  # beyond ordinary variation where neither direction is better


@dataclass(frozen=True, kw_only=True)
class ChartPoint:
    """One value on a chart, with its 95% interval.

    ``label`` is what the point is called: a period or a place. ``note`` is a short remark printed
    beside it. A missing value is None, with its shorthand ``mark``. ``size`` is the
    denominator, for a funnel.
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    date: datetime.date | None = None
    size: float | None = None
    flag: Flag = Flag.NONE
    note: str = ""
    mark: Mark = Mark.NONE

    def __post_init__(self) -> None:
        for number in (self.value, self.lower, self.upper, self.size):
            if number is not None and not math.isfinite(number):
                raise ValueError(f"'{self.label}' holds {number}; a value that cannot be given is None")


@dataclass(frozen=True, kw_only=True)
class ChartSeries:
    """Points that belong together under one name."""

    name: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, kw_only=True)
class ProcessLimits:
    """Mean and limits of ordinary variation from one date to another (between recording breaks)."""

    start: datetime.date
    end: datetime.date
    mean: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class RecordingBreak:
    """A day from which figures cannot be compared with those before, and why, in a few words."""

    date: datetime.date
    label: str


@dataclass(frozen=True, kw_only=True)
class ChartHeading:
    """What a chart is about: its finding, and the measure, unit, place and period it rests on.

    ``finding`` comes from the signal and has at most ten words. ``unit`` heads the value axis.
    ``decimals`` and ``percent`` say how its numbers are printed.
    """

    finding: str
    measure: str
    unit: str
    place: str
    period: str
    decimals: int = 0
    percent: bool = False

    def __post_init__(self) -> None:
        words = len(self.finding.split())
        if not words:
            raise OperatorMistake("A chart needs a title that states its finding.")
        if words > MOST_WORDS:
            raise OperatorMistake(
                f"The chart title '{self.finding}' has {words} words; a title has at most {MOST_WORDS}.",
                hint="Keep the finding; the measure, place and period stand beneath it already.",
            )
