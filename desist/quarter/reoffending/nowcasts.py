"""Nowcast every cohort of a place that is not mature, and score the nowcasts of the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.definition import rows_sql
from desist.measures.read import written_day
from desist.measures.reoffending.cohort import quarter
from desist.measures.reoffending.columns import Days
from desist.measures.reoffending.followed_cohort import followed_cohorts
from desist.measures.reoffending.measures import SOURCES
from desist.measures.reoffending.nowcast import Nowcaster
from desist.measures.reoffending.provisional import Provisional, provisional
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.people_followed import place_named
from desist.records.places import printed_name
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Period, month_end

# Each of these puts a person on one level of a cohort, so that levels add up to it.
LEVELS = ("age_group", "sex", "age_band", "ethnicity_self", "ethnicity_officer", "area")
# Mature cohorts shown before those that are not, so that a reader sees what a final rate looks like.
MATURE_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Nowcasts:
    """The cohorts of one place as they stand on a day, by level and then in the order of time.

    ``reaches_to`` is the last day on which the records say that anything was proven or anybody released.
    ``named`` is the place as it is printed, which says so where the people were made up.
    """

    place: str
    named: str
    source: str
    as_at: date
    reaches_to: date
    by: str
    cohorts: tuple[Provisional, ...]

    @property
    def under_way(self) -> Period | None:
        """A cohort that closes in the month the records reach to, but after the as-at day."""
        newest = quarter(self.reaches_to)
        near = newest.end == month_end(self.reaches_to) and self.as_at >= self.reaches_to
        return newest if near and self.as_at < newest.end else None

    @property
    def why_none(self) -> str:
        """Why there is no cohort, where there is none."""
        if self.cohorts:
            return ""
        return (
            f"No cohort of the months asked for had closed by {written_day(self.as_at)} in {self.named}: a "
            "cohort is everybody cautioned, convicted or released in a calendar quarter, and is followed "
            "once the quarter is over."
        )


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Everybody of one place and publisher, in cohorts by level, with how far the records reach."""

    source: str
    reaches_to: date
    periods: tuple[Period, ...]
    by_level: tuple[tuple[str, Nowcaster], ...]


def nowcasts(
    reader: Reader,
    place: str,
    *,
    rule: SmallNumbers,
    as_at: date | None = None,
    start: date | None = None,
    end: date | None = None,
    by: str = "",
) -> Nowcasts:
    """Every cohort that is not mature, with the last mature ones; all between two days where they are given.

    ``place`` is a code. ``as_at`` is the last day that is looked at, the last day the records reach to when
    left out. Raises OperatorMistake where nobody is held, and for a day the records do not reach.
    """
    held = followed(reader, place, by=by)
    day = as_at or held.reaches_to
    if day > month_end(held.reaches_to):
        raise OperatorMistake(
            f"The records reach to {written_day(held.reaches_to)}; nothing is known of {written_day(day)}.",
            hint="Load newer extracts, or leave --as-at out.",
        )
    found: list[Provisional] = []
    for level, nowcaster in held.by_level:
        closed = [
            provisional(nowcaster, cohort, period, day, rule, level)
            for period, cohort in zip(held.periods, nowcaster.cohorts, strict=True)
            if period.end <= day
            and (start is None or period.start >= start)
            and (end is None or period.end <= end)
        ]
        mature = sum(each.final for each in closed)
        found += closed if start or end else closed[max(mature - MATURE_SHOWN, 0) :]
    return Nowcasts(
        place=printed_name(place),
        named=place_named(reader, place),
        source=held.source,
        as_at=day,
        reaches_to=held.reaches_to,
        by=by,
        cohorts=tuple(found),
    )


def followed(reader: Reader, place: str, *, by: str = "") -> Followed:
    """Follow up everybody in the quarterly cohorts of a place, as the publisher ranked first sent them."""
    if by and by not in LEVELS:
        raise OperatorMistake(
            f"A nowcast cannot be broken down by '{by}'; it can by: {', '.join(LEVELS)}.",
            hint=nearest(by, list(LEVELS)),
        )
    source = _source(reader, place)
    level = f"coalesce({by}, 'not stated')" if by else "''"
    rows = reader.ask(
        f"select {level} as level, index_date, proven_offence_date, first_proof_date\n"
        f"from (\n{rows_sql('reoffending/first_proven')}\n)\n"
        f"where place = '{place}' and source = {_text(source)}\n"
        "order by index_date, first_proof_date, proven_offence_date"
    )
    reach = reader.ask(f"select reaches_to from data_reach where source = {_text(source)}")[0]["reaches_to"]
    levels = np.array([row["level"] for row in rows])
    index = _days([row["index_date"] for row in rows])
    offence = _days([row["proven_offence_date"] for row in rows])
    proof = _days([row["first_proof_date"] for row in rows])
    periods = _quarters(rows[0]["index_date"], rows[-1]["index_date"])
    by_level = []
    for name in sorted(set(levels.tolist())):
        those = levels == name
        cohorts = followed_cohorts(periods, index[those], offence[those], proof[those])
        by_level.append((str(name), Nowcaster(cohorts=cohorts)))
    return Followed(source=source, reaches_to=reach, periods=periods, by_level=tuple(by_level))


def _source(reader: Reader, place: str) -> str:
    """The publisher ranked first of those who tell of people at the place."""
    rows = reader.ask(
        f"select distinct source from ({rows_sql('reoffending/cohorts_held')}) where place = '{place}'"
    )
    known = {row["source"] for row in rows}
    for source in SOURCES:
        if source in known:
            return source
    raise OperatorMistake(
        f"Nobody is held whose reoffending could be followed in {printed_name(place)}.",
        hint="Load criminal_history, or courts.proven_offences, police.people and prisons.custody_spells.",
    )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _days(dates: Sequence[date | None]) -> Days:
    return np.array(dates, dtype="datetime64[D]")


def _quarters(first: date, last: date) -> tuple[Period, ...]:
    found = [quarter(first)]
    while found[-1].end < last:
        found.append(found[-1].moved(3))
    return tuple(found)
