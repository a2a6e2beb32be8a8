"""Charts for rare events, where a count a month is mostly noughts: the gaps between events are charted.

g chart: how many opportunities (custody visits, cases) passed between one event and the next.
t chart: how many days passed. A longer gap means that events have become rarer.
Sources: Benneyan 2001, Health Care Management Science 4:305-318 (g); Nelson 1994, Journal of Quality
Technology 26:239-240 (t). Both as Provost and Murray, The Health Care Data Guide (2011), chapter 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from desist.comparison.limits import process_limits
from desist.comparison.rules import Signs, shift_ends, sides, whole_runs
from desist.intervals.missing import Column, Numbers
from desist.vocabulary.mistake import OperatorMistake

# Nelson: the time between events to the power 1/3.6 is near enough to a normal distribution.
NELSON = 3.6
FEWEST_GAPS = 12


@dataclass(frozen=True, kw_only=True)
class RareChart:
    """The gaps between rare events and the limits of their ordinary variation, in the gaps' own unit.

    ``directions`` speaks of the events: +1 where they have become more frequent (short gaps), -1 where
    rarer (long gaps), 0 in ordinary variation. ``open_gap`` is the gap since the last event, not ended yet:
    long enough it shows that events are rarer, but short it shows nothing.
    """

    gaps: Column
    centre: float
    lower: float
    upper: float
    directions: Signs
    open_gap: float | None
    fewest: int = FEWEST_GAPS

    @property
    def too_few(self) -> bool:
        return len(self.gaps) < self.fewest

    @property
    def direction(self) -> int:
        """The last word: the gap still open when it is beyond the upper limit, else the last gap."""
        if self.open_gap is not None and self.open_gap > self.upper:
            return -1
        return int(self.directions[-1])


def g_chart(between: Numbers, *, since_last: float | None = None, shift_points: int = 7) -> RareChart:
    """Judge how many opportunities passed between one event and the next; 0 when one followed at once.

    Limits: average + 3 sqrt(average (average + 1)), and 0 below, so only a run can show that events are more
    frequent. Runs are counted about the median, because gaps are skew. Source: Benneyan 2001.
    """
    gaps = _gaps(between)
    mean = float(gaps.mean())
    reach = 3 * np.sqrt(mean * (mean + 1))
    median = float(np.median(gaps))
    return _judged(gaps, median, max(0.0, mean - reach), mean + reach, since_last, shift_points)


def t_chart(between: Numbers, *, since_last: float | None = None, shift_points: int = 7) -> RareChart:
    """Judge how many days passed between one event and the next.

    The days to the power 1/3.6 go on an XmR chart (limits at 2.66 average moving ranges, unscreened), and
    its lines are raised back to the power 3.6. Source: Nelson 1994.
    """
    gaps = _gaps(between)
    limits = process_limits(gaps ** (1 / NELSON), screen=False)
    centre, lower, upper = (max(0.0, line) ** NELSON for line in (limits.mean, limits.lower, limits.upper))
    return _judged(gaps, centre, lower, upper, since_last, shift_points)


def days_between(events: Sequence[date], *, until: date | None = None) -> tuple[Column, float | None]:
    """Days from each event to the next, and from the last to ``until``; two on one day are 0 days apart."""
    ordered = sorted(events)
    if len(ordered) < 2:
        raise OperatorMistake("Two events or more are needed to know the time between them.")
    if until is not None and until < ordered[-1]:
        raise OperatorMistake("The last day looked at lies before the last event.")
    gaps = np.array([(b - a).days for a, b in pairwise(ordered)], dtype=np.float64)
    return gaps, None if until is None else float((until - ordered[-1]).days)


def _gaps(between: Numbers) -> Column:
    gaps = np.atleast_1d(np.asarray(between, dtype=np.float64))
    if len(gaps) < 2 or np.isnan(gaps).any() or (gaps < 0).any():
        raise OperatorMistake(
            "The gaps between events must be two numbers or more, none missing and none below 0.",
            hint="Give one number for each pair of neighbouring events.",
        )
    return gaps


def _judged(
    gaps: Column, centre: float, lower: float, upper: float, since_last: float | None, shift_points: int
) -> RareChart:
    beyond = (gaps > upper).astype(np.int64) - (gaps < lower).astype(np.int64)
    run = whole_runs(shift_ends(sides(gaps, centre), points=shift_points), points=shift_points)
    # Long gaps are few events: the sign turns round.
    directions = -np.where(beyond != 0, beyond, run)
    return RareChart(
        gaps=gaps, centre=centre, lower=lower, upper=upper, directions=directions, open_gap=since_last
    )
