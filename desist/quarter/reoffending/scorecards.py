"""Score every past nowcast of a place against the final rate that came, by what was known at the time.

Where the store holds a version of that time, the nowcast is made from that version: from what was really
known, late records and later corrections left out. Where it holds none, because the history was loaded
later, the nowcast is made from today's version without the proofs dated after that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desist.measures.reoffending.followed_cohort import FollowedCohort
from desist.measures.reoffending.measures import CONTRACTS
from desist.measures.reoffending.nowcast import Nowcast, Nowcaster
from desist.measures.reoffending.nowcast_score import Kept, Score, scored
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.nowcasts import Followed, followed
from desist.quarter.reoffending.people_followed import place_named
from desist.store.load_record import Load
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period, add_months, month_end

AGES = (0, 3, 6, 9, 12, 15)  # months since the cohort closed
# A version is of the time if it was received this soon after the last day it tells of,
SOON = timedelta(days=92)
# and stands for an age if its last day lies this near the day on which a cohort was that old.
NEAR = timedelta(days=45)


@dataclass(frozen=True, kw_only=True)
class State:
    """The store as it stood at the end of a day: the versions of its tables, by contract."""

    received: date
    versions: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class PastNowcast:
    """One past nowcast beside what came of it; ``as_known`` where a version of that time made it."""

    period: Period
    months: int
    kept: Kept
    as_known: bool


@dataclass(frozen=True, kw_only=True)
class AgeScore:
    """How the nowcasts of one age did, and how many of them were made from a version of the time."""

    score: Score
    as_known: int
    nowcasts: tuple[PastNowcast, ...]

    @property
    def misses(self) -> tuple[PastNowcast, ...]:
        """The nowcasts whose interval did not hold the final rate."""
        return tuple(each for each in self.nowcasts if not each.kept.covered)


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """The back-test of a place: its mature cohorts, and a score for each age."""

    place: str
    source: str
    reaches_to: date
    mature: int
    ages: tuple[AgeScore, ...]

    @property
    def way(self) -> str:
        """From what the past nowcasts were made, in a sentence."""
        made = sum(each.score.nowcasts for each in self.ages)
        known = sum(each.as_known for each in self.ages)
        if not made:
            return (
                "No past nowcast can be scored: no mature cohort has another before it that was followed up."
            )
        today = "from the proof dates held now, as if nothing had arrived late or been corrected since"
        if not known:
            return f"All {made:,} nowcasts are made again {today}; the store holds no version of their time."
        if known == made:
            return f"All {made:,} nowcasts are made from the version that the store held at the time."
        return (
            f"{known:,} of {made:,} nowcasts are made from the version that the store held at the time, "
            f"the others {today}."
        )


Open = Callable[[Mapping[str, int]], Reader]


@dataclass
class _Past:
    """The versions of the store, each opened at most once."""

    states: Sequence[State]
    open_at: Open
    place: str
    _seen: dict[date, Followed | None] = field(default_factory=dict)

    def nearest(self, day: date) -> tuple[Followed, date] | None:
        """The version of the time that reaches nearest to a day, and the day it may speak for."""
        found = None
        for state in self.states:
            if not day - NEAR <= state.received <= day + NEAR + SOON:
                continue
            held = self._followed(state)
            if held is None or state.received - held.reaches_to > SOON:
                continue
            # The last proof or release of a month may fall a few days before the month ends.
            spoken = day if held.reaches_to <= day <= month_end(held.reaches_to) else held.reaches_to
            if abs(spoken - day) <= NEAR and (found is None or abs(spoken - day) < abs(found[1] - day)):
                found = (held, spoken)
        return found

    def _followed(self, state: State) -> Followed | None:
        if state.received not in self._seen:
            reader = self.open_at(state.versions)
            try:
                self._seen[state.received] = followed(reader, self.place)
            except OperatorMistake:
                self._seen[state.received] = None  # nobody was held yet
            finally:
                reader.close()
        return self._seen[state.received]


def scorecard(
    reader: Reader, place: str, *, rule: SmallNumbers, loads: Sequence[Load] = (), open_at: Open | None = None
) -> Scorecard:
    """Back-test every past nowcast of a place at 0, 3, 6, 9, 12 and 15 months after its cohort closed.

    ``loads`` are those of the store, and ``open_at`` opens a reader at given versions; without them all
    nowcasts are made from today's proof dates. Cohorts of fewer people than a rate is given on are left
    out. Raises OperatorMistake where nobody is held.
    """
    today = followed(reader, place)
    ((_, nowcaster),) = today.by_level
    past = _Past(states=states(loads), open_at=open_at, place=place) if open_at else None
    mature = [
        (period, cohort)
        for period, cohort in zip(today.periods, nowcaster.cohorts, strict=True)
        if cohort.people >= rule.no_rate_below and cohort.mature(today.reaches_to)
    ]
    ages = []
    for months in AGES:
        found = [
            made
            for period, cohort in mature
            if (made := _made(past, today, nowcaster, period, cohort, months)) is not None
        ]
        ages.append(
            AgeScore(
                score=scored(months, [each.kept for each in found]),
                as_known=sum(each.as_known for each in found),
                nowcasts=tuple(found),
            )
        )
    return Scorecard(
        place=place_named(reader, place),
        source=today.source,
        reaches_to=today.reaches_to,
        mature=len(mature),
        ages=tuple(ages),
    )


def states(loads: Sequence[Load]) -> tuple[State, ...]:
    """The store at the end of every day on which people's records came, oldest first.

    Loads that were taken back are left out. Extracts that come on one day belong together.
    """
    versions: dict[str, int] = {}
    found: dict[date, State] = {}
    for load in sorted(loads, key=lambda each: (each.received, each.version)):
        if load.contract in CONTRACTS and not load.undone:
            versions[load.contract] = load.version
            day = datetime.fromisoformat(load.received).date()
            found[day] = State(received=day, versions=dict(versions))
    return tuple(found.values())


def _made(
    past: _Past | None,
    today: Followed,
    nowcaster: Nowcaster,
    period: Period,
    cohort: FollowedCohort,
    months: int,
) -> PastNowcast | None:
    """One past nowcast, from the version of the time where there is one; None where none was possible."""
    day = add_months(cohort.closed, months)
    then = past.nearest(day) if past else None
    found = None
    if then is not None and then[0].source == today.source:
        found = _nowcast(then[0].by_level[0][1], cohort.name, then[1])
    made = found or _nowcast(nowcaster, cohort.name, day)
    if made is None:
        return None
    final = 100 * cohort.reoffenders / cohort.people
    return PastNowcast(
        period=period, months=months, kept=Kept(nowcast=made, final=final), as_known=found is not None
    )


def _nowcast(nowcaster: Nowcaster, name: str, day: date) -> Nowcast | None:
    cohort = next((each for each in nowcaster.cohorts if each.name == name), None)
    if cohort is None or not cohort.people or cohort.closed > day or not nowcaster.possible(name, day):
        return None
    return nowcaster.nowcast(name, day)
