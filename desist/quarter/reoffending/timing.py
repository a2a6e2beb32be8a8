"""When people reoffend: how many by when, at what risk in which week, and whether early on most of all.

Only mature cohorts are read: a first reoffence is known once it is proven, so the last months of a younger
cohort look calmer than they were. Source: METHODS 6.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.intervals.missing import Estimate
from desist.measures.reoffending.columns import Column, Flags
from desist.measures.reoffending.kaplan_meier import (
    SurvivalCurve,
    free_after,
    kaplan_meier,
    quantile,
    restricted_mean,
)
from desist.measures.reoffending.survival import (
    Hazard,
    LogRank,
    PeakClaim,
    highest_risk_first,
    log_rank,
    weekly_hazard,
)
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.people_followed import ALL, Followed, mature_period, people_followed
from desist.quarter.reoffending.small_groups import mark_of, too_few
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period

WEEKS = (13, 26, 39, 52)
YEAR_OF_WEEKS = 364


@dataclass(frozen=True, kw_only=True)
class Timed:
    """One group: the percent who had reoffended by each week of ``WEEKS``, with what else its curve says.

    ``by_week`` and its interval are in percent, ``median`` in days (its value is None while fewer than half
    reoffend), ``free_days`` the mean days without a reoffence in the first 52 weeks. A group of too few
    people has no figure, and ``why`` says so.
    """

    level: str
    people: int
    mark: Mark
    why: str = ""
    reoffenders: int | None = None
    by_week: tuple[Estimate, ...] = ()
    median: Estimate | None = None
    free_days: Estimate | None = None
    hazards: tuple[Hazard, ...] = ()
    curve: SurvivalCurve | None = None

    def reoffended_by(self, week: int) -> int:
        """How many had reoffended by the end of a week; nobody where the group has no curve."""
        if self.curve is None:
            return 0
        return int(self.curve.events[self.curve.days <= 7 * week].sum())


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When the people of a period's cohorts reoffended, everybody first, then each level of ``by``.

    ``differ`` tests whether the levels differ (None where fewer than two have figures); ``peak`` is the test
    of "the highest risk is in the first three months" on everybody.
    """

    place: str
    period: Period
    source: str
    reaches_to: date
    by: str
    rows: tuple[Timed, ...]
    differ: LogRank | None
    peak: PeakClaim


def timing(
    reader: Reader, place: str, *, rule: SmallNumbers, start: str = "", end: str = "", by: str = ""
) -> Timing:
    """Follow the people of mature cohorts to their first reoffence, by a breakdown if one is asked for.

    ``start`` and ``end`` are months; left out, the newest mature year. By disposal a person counts once for
    each kind received in a cohort, so the rows do not add up and everybody counts once for each.
    """
    period = mature_period(reader, start, end)
    everybody = people_followed(reader, place, period)
    people = people_followed(reader, place, period, by=[by]) if by else everybody
    rows = [_timed(ALL, everybody, everybody.everybody(), rule)]
    shown = np.zeros(people.people, dtype=np.bool_)
    for level, chosen in people.groups(by).items():
        rows.append(_timed(level, people, chosen, rule))
        if rows[-1].mark is not Mark.CONFIDENTIAL:
            shown = shown | chosen
    return Timing(
        place=people.place,
        period=period,
        source=people.source,
        reaches_to=people.reaches_to,
        by=by,
        rows=tuple(rows),
        differ=_differ(people, shown, by),
        peak=_peak(everybody, everybody.everybody(), rule),
    )


def peak_in(
    reader: Reader, place: str, period: Period, *, rule: SmallNumbers, by: str = "", level: str = ""
) -> PeakClaim:
    """Whether the highest risk is in the first three months, in the cohorts of a period at a place.

    Of everybody, or of one level of a breakdown; it cannot be told of an unreliably small group.
    Raises OperatorMistake where the cohorts are not mature or nobody is held.
    """
    mature_period(reader, f"{period.start:%Y-%m}", f"{period.end:%Y-%m}")
    people = people_followed(reader, place, period, by=[by] if by else [])
    nobody = np.zeros(people.people, dtype=np.bool_)
    chosen = people.groups(by).get(level, nobody) if by else people.everybody()
    return _peak(people, chosen, rule)


def _peak(people: Followed, chosen: Flags, rule: SmallNumbers) -> PeakClaim:
    """The test of the claim; it cannot be told of a group so small that its rate is unreliable."""
    if int(chosen.sum()) < rule.unreliable_below:
        return PeakClaim(
            holds=None,
            reason=f"Fewer than {rule.unreliable_below} people were followed up, too few to say.",
            quarters=(),
        )
    return highest_risk_first(*_times(people, chosen))


def _timed(level: str, people: Followed, chosen: Flags, rule: SmallNumbers) -> Timed:
    count = int(chosen.sum())
    mark = mark_of(count, rule)
    if mark is Mark.CONFIDENTIAL:
        return Timed(level=level, people=count, mark=mark, why=too_few(count, rule))
    days, happened = _times(people, chosen)
    curve = kaplan_meier(days, happened)
    return Timed(
        level=level,
        people=count,
        mark=mark,
        reoffenders=int(happened.sum()),
        by_week=tuple(_reoffended(free_after(curve, 7 * week)) for week in WEEKS),
        median=quantile(curve),
        free_days=restricted_mean(curve, YEAR_OF_WEEKS),
        hazards=weekly_hazard(days, happened),
        curve=curve,
    )


def _times(people: Followed, chosen: Flags) -> tuple[Column, Flags]:
    """Days to the first reoffence, or to the end of the follow-up where there was none."""
    happened = people.reoffended[chosen]
    days = np.where(happened, people.reoffended_after[chosen], people.followed[chosen])
    return days.astype(np.float64), happened


def _reoffended(free: Estimate) -> Estimate:
    """The percent who had reoffended, from the share who had not."""
    return Estimate(
        *(None if end is None else 100 * (1 - end) for end in (free.value, free.upper, free.lower))
    )


def _differ(people: Followed, shown: Flags, by: str) -> LogRank | None:
    if not by:
        return None
    levels = np.asarray(people.levels[by], dtype=str)[shown]
    if len(set(levels.tolist())) < 2:
        return None
    days, happened = _times(people, shown)
    return log_rank(days, happened, levels)
