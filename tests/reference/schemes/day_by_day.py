"""People managed in schemes a second time, day by day: slow, and written apart from the queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.reference.reoffending.rules import months_later

DAY = timedelta(days=1)
WAIT = 6  # months, as records/event_waiting.sql says


@dataclass(frozen=True, kw_only=True)
class Stay:
    person: str
    scheme: str
    entry: date
    exit: date | None
    status: str


@dataclass(frozen=True, kw_only=True)
class Spell:
    person: str
    received: date
    released: date | None


@dataclass(frozen=True, kw_only=True)
class Arrest:
    person: str
    committed: date
    arrested: date
    charged: date | None


@dataclass(frozen=True, kw_only=True)
class Proof:
    person: str
    committed: date
    proven: date


@dataclass(frozen=True, kw_only=True)
class County:
    stays: list[Stay]
    spells: list[Spell]
    arrests: list[Arrest]
    proofs: list[Proof]

    def days_told(self) -> list[date]:
        """Every date that any of the files tells of."""
        told = [each.entry for each in self.stays] + [each.exit for each in self.stays if each.exit]
        told += [each.received for each in self.spells]
        told += [each.released for each in self.spells if each.released]
        told += [each.arrested for each in self.arrests] + [each.proven for each in self.proofs]
        return told + [each.charged for each in self.arrests if each.charged]


def quarter_start(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def quarter_end(day: date) -> date:
    return months_later(quarter_start(day), 3) - DAY


def managed(county: County, person: str, scheme: str) -> dict[date, Stay]:
    """The stay that each day managed belongs to; a later entry takes its days over from an earlier one."""
    last = quarter_end(max(county.days_told()))
    days: dict[date, Stay] = {}
    own = [each for each in county.stays if (each.person, each.scheme) == (person, scheme)]
    for stay in sorted(own, key=lambda each: each.entry):
        day = stay.entry
        while day <= min(stay.exit or last, last):
            days[day] = stay
            day += DAY
    return days


def nights_inside(county: County, person: str) -> set[date]:
    """Every day after which the person spent the night in custody, to the end of what is looked at."""
    last = quarter_end(max(county.days_told())) + 800 * DAY
    nights = set()
    for spell in county.spells:
        day = spell.received
        while spell.person == person and day < (spell.released or last):
            nights.add(day)
            day += DAY
    return nights


def wholly_inside(nights: set[date], day: date) -> bool:
    return day in nights and day - DAY in nights


def became(county: County, person: str) -> list[tuple[str, date, date]]:
    """What was charged and proven: which, when committed, when charged or proven."""
    charged = [
        ("charged", each.committed, each.charged)
        for each in county.arrests
        if each.person == person and each.charged
    ]
    proven = [("proven", each.committed, each.proven) for each in county.proofs if each.person == person]
    return charged + proven


def in_quarter(
    county: County, kind: str, start: date, scheme: str, status: str | None
) -> tuple[set[str], set[str]]:
    """Who reoffended in the quarter, and who was managed in the community in it; of one status or of any."""
    end = quarter_end(start)
    again, everybody = set(), set()
    for person in {each.person for each in county.stays}:
        days, nights = managed(county, person, scheme), nights_inside(county, person)
        there = [
            day
            for day, stay in days.items()
            if start <= day <= end and day not in nights and status in (None, stay.status)
        ]
        if not there:
            continue
        everybody.add(person)
        for which, committed, when in became(county, person):
            outside = committed in days and not wholly_inside(nights, committed)
            if which == kind and start <= when <= end and outside:
                again.add(person)
    return again, everybody


def in_period(county: County, start: date, end: date, scheme: str) -> dict[str, int]:
    """Days and events of everybody whom a scheme managed, from the first day to the last."""
    found = dict.fromkeys(("people", "days", "people_out", "arrests", "charges", "proven"), 0)
    found |= dict.fromkeys(("people_arrested", "arrests_charged", "people_charged"), 0)
    for person in {each.person for each in county.stays}:
        days, nights = managed(county, person, scheme), nights_inside(county, person)
        seen = [day for day in days if start <= day <= end]
        found["people"] += bool(seen)
        out = [day for day in seen if day not in nights]
        found["days"] += len(out)
        found["people_out"] += bool(out)
        counted = {day for day in seen if not wholly_inside(nights, day)}
        own = [each for each in county.arrests if each.person == person and each.arrested in counted]
        quick = [each for each in own if each.charged and each.charged <= months_later(each.arrested, WAIT)]
        found["arrests"] += len(own)
        found["arrests_charged"] += len(quick)
        found["people_arrested"] += bool(own)
        found["people_charged"] += bool(quick)
        for which, committed, when in became(county, person):
            if committed in counted and when <= months_later(committed, WAIT):
                found["charges" if which == "charged" else "proven"] += 1
    return found


def years_beside_entry(county: County, scheme: str) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """By person and year: days at liberty, arrests, charges and proven offences."""
    found = {}
    for person in {each.person for each in county.stays if each.scheme == scheme}:
        entry = min(each.entry for each in county.stays if (each.person, each.scheme) == (person, scheme))
        nights = nights_inside(county, person)
        before, earlier = _months_earlier(entry, 12), _months_earlier(entry, 24)
        for year, first, last in (
            ("year before that", earlier, before - DAY),
            ("year before", before, entry - DAY),
            ("year after", entry + DAY, months_later(entry, 12)),
        ):
            days = [first + n * DAY for n in range((last - first).days + 1)]
            outside = [day for day in days if not wholly_inside(nights, day)]
            of_both = [
                (which, committed)
                for which, committed, when in became(county, person)
                if committed in outside and when <= months_later(committed, WAIT)
            ]
            found[person, year] = (
                sum(day not in nights for day in days),
                sum(each.person == person and each.arrested in outside for each in county.arrests),
                sum(which == "charged" for which, _ in of_both),
                sum(which == "proven" for which, _ in of_both),
            )
    return found


def _months_earlier(day: date, months: int) -> date:
    """The same day of the month so many months before, or the month's last where it has no such day."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first - DAY).replace(day=1)
    return min(months_later(first, 1) - DAY, first + (day.day - 1) * DAY)
