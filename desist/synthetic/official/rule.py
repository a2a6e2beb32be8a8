"""The Ministry's rule in plain loops, for the made-up county's true figure: written apart from measures."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Proven:
    """One proven offence of somebody, as it truly was; ``released`` only where custody was left."""

    code: str
    committed: date
    proven: date
    disposal: str
    released: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class InCohort:
    """One person of a cohort: from when followed, and how many proven reoffences there were."""

    who: str
    index_date: date
    reoffences: int


def later(day: date, months: int) -> date:
    """So many calendar months on, or the last day of a month that is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def cohort(
    histories: Iterable[tuple[str, Sequence[Proven]]], first: date, months: int, never: Collection[str]
) -> list[InCohort]:
    """Everybody whose follow-up begins in the months from a first day on, once, at the first such day."""
    after = later(first, months)
    found = []
    for who, history in histories:
        days = [day for each in history if (day := _starts(each)) and first <= day < after]
        if days:
            day = min(days)
            found.append(InCohort(who=who, index_date=day, reoffences=_again(history, day, never)))
    return found


def by_person(rows: Iterable[tuple[str, Proven]]) -> list[tuple[str, list[Proven]]]:
    """What was proven against each person, or against each reference taken for one."""
    found: dict[str, list[Proven]] = defaultdict(list)
    for who, proven in rows:
        found[who].append(proven)
    return sorted(found.items())


def _starts(each: Proven) -> date | None:
    return each.released if each.disposal == "custody" else each.proven


def _again(history: Sequence[Proven], index_date: date, never: Collection[str]) -> int:
    until, wait = later(index_date, 12), later(index_date, 18)
    return sum(
        index_date < each.committed <= until and each.proven <= wait and each.code not in never
        for each in history
    )
