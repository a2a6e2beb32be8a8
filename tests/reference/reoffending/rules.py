"""Proven reoffending a second time, in loops and dictionaries: slow, and written apart from the queries."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

SEVERITY = [
    "youth_caution",
    "caution",
    "other_conviction",
    "absolute_discharge",
    "conditional_discharge",
    "fine",
    "community_order",
    "suspended_sentence",
    "custody",
]


@dataclass(frozen=True, kw_only=True)
class Offence:
    """One row of a criminal history."""

    person: str
    born: date
    code: str
    committed: date
    proven: date
    disposal: str
    released: date | None = None


@dataclass(frozen=True, kw_only=True)
class Offender:
    """One person in one cohort, with what was found."""

    person: str
    months: int
    start: date
    index_date: date
    disposal: str
    code: str
    age: int
    previous: int
    reoffences: int
    first_reoffence: date | None


def months_later(day: date, months: int) -> date:
    """Step month by month, then take the day, or the month's last where it has no such day."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def age_on(day: date, born: date) -> int:
    """Count birthdays; whoever was born on 29 February has one on 1 March of other years."""
    years = 0
    while True:
        year = born.year + years + 1
        leap_day = (born.month, born.day) == (2, 29) and not calendar.isleap(year)
        birthday = date(year, 3, 1) if leap_day else date(year, born.month, born.day)
        if birthday > day:
            return years
        years += 1


def index_date(offence: Offence) -> date | None:
    """The day from which a disposal sets off a follow-up; none while the person is inside."""
    return offence.released if offence.disposal == "custody" else offence.proven


def cohorts_of(day: date) -> list[tuple[int, date]]:
    """Length in months and first day of every cohort that holds a day."""
    found = []
    for year in (day.year - 1, day.year):
        for month in (1, 4, 7, 10):
            start = date(year, month, 1)
            for months in (3, 12):
                if start <= day < months_later(start, months):
                    found.append((months, start))
    return found


def is_reoffence(day: date, offence: Offence, never: dict[str, list[tuple[date, date]]]) -> bool:
    """Walk the rule in its own words."""
    if offence.committed <= day:
        return False
    if offence.committed > months_later(day, 12):
        return False
    if offence.proven > months_later(day, 18):
        return False
    return not any(first <= offence.committed <= last for first, last in never.get(offence.code, []))


def followed_up(
    offences: list[Offence],
    *,
    each_disposal: bool = False,
    never: dict[str, list[tuple[date, date]]] | None = None,
) -> list[Offender]:
    """Everybody in every cohort; with ``each_disposal`` once for each kind received in it."""
    by_person: dict[str, list[Offence]] = defaultdict(list)
    for offence in offences:
        by_person[offence.person].append(offence)
    found = []
    for person, history in by_person.items():
        candidates: dict[tuple[int, date, str], list[Offence]] = defaultdict(list)
        for offence in history:
            day = index_date(offence)
            if day is None:
                continue
            for months, start in cohorts_of(day):
                candidates[(months, start, offence.disposal if each_disposal else "")].append(offence)
        for (months, start, _), those in candidates.items():
            found.append(offender_at(person, months, start, those, history, never or {}))
    return sorted(found, key=lambda each: (each.person, each.months, each.start, each.disposal))


def offender_at(
    person: str,
    months: int,
    start: date,
    candidates: list[Offence],
    history: list[Offence],
    never: dict[str, list[tuple[date, date]]],
) -> Offender:
    """What became of one person in one cohort, whose index is the first day of the candidates."""
    first_day = min(day for day in map(index_date, candidates) if day is not None)
    of_that_day = [each for each in candidates if index_date(each) == first_day]
    worst = max(SEVERITY.index(each.disposal) for each in of_that_day)
    disposal = SEVERITY[worst]
    previous = 0
    reoffences = []
    for each in history:
        own = each.disposal == disposal and index_date(each) == first_day
        if each.proven < first_day and not own:
            previous += 1
        if is_reoffence(first_day, each, never):
            reoffences.append(each.committed)
    return Offender(
        person=person,
        months=months,
        start=start,
        index_date=first_day,
        disposal=disposal,
        code=min(each.code for each in of_that_day if each.disposal == disposal),
        age=age_on(first_day, min(each.born for each in history)),
        previous=previous,
        reoffences=len(reoffences),
        first_reoffence=min(reoffences) if reoffences else None,
    )
