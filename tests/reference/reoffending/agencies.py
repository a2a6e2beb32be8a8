"""What the agencies' extracts add, a second time in loops: the stay served, the prison, who supervised."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from tests.reference.reoffending.rules import Offence, Offender, cohorts_of, offender_at

FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stay in custody."""

    person: str
    prison: str
    came_in: date
    left: date | None
    reason: str = "sentence"


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """One order or licence under which a person is supervised."""

    person: str
    provider: str
    first: date
    last: date | None


def released(offences: list[Offence], stays: list[Stay]) -> list[Offence]:
    """The offences with the day on which each sentence of custody ended, by walking through the stays."""
    found = []
    for offence in offences:
        left = None
        if offence.disposal == "custody":
            own = [each for each in stays if each.person == offence.person]
            for stay in sorted(own, key=lambda each: (each.came_in, each.left or FOR_EVER)):
                if stay.reason in ("sentence", "remand") and (stay.left or FOR_EVER) >= offence.proven:
                    left = stay.left
                    break
        found.append(replace(offence, released=left))
    return found


def by_prison(offences: list[Offence], stays: list[Stay]) -> list[tuple[str, Offender]]:
    """Everybody once in every cohort for each prison left in it; offences as ``released`` gives them."""
    found = []
    for person in {each.person for each in offences}:
        history = [each for each in offences if each.person == person]
        left: dict[tuple[int, date, str], list[Offence]] = defaultdict(list)
        for offence in history:
            if offence.released is None:
                continue
            prisons = set()
            for stay in stays:
                served = stay.reason in ("sentence", "remand")
                if served and stay.person == person and stay.left == offence.released:
                    prisons.add(stay.prison)
            for prison in prisons:
                for months, start in cohorts_of(offence.released):
                    left[(months, start, prison)].append(offence)
        for (months, start, prison), those in left.items():
            found.append((prison, offender_at(person, months, start, those, history, {})))
    return found


def provider_on(day: date, person: str, orders: list[Supervised]) -> str:
    """Who supervised a person on a day: of several the one begun last, then the first by name."""
    running = []
    for order in orders:
        if order.person == person and order.first <= day and (order.last is None or day <= order.last):
            running.append(order)
    if not running:
        return "not stated"
    begun = max(each.first for each in running)
    return min(each.provider for each in running if each.first == begun)
