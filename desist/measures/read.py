"""Read a measure: ask for its counts, give the readings, and say of each one missing what would supply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from desist.measures.answer import change, reading
from desist.measures.missing import explained
from desist.measures.question import question
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

Ask = Callable[[str], list[dict[str, Any]]]

MAY_CHANGE = "what happens or is proven later, or was not held yet, can still change it."
FEW_RESIDENTS = "Unreliable: few people live there beside those who come there, so ONS prints no rate."


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a measure: places by code and printed name, breakdowns, levels held to."""

    measure: Measure
    places: Mapping[str, str]
    by: tuple[str, ...]
    only: Mapping[str, str]
    at_age: int | None = None


def read(
    measure: Measure,
    ask: Ask,
    places: Mapping[str, str],
    periods: Sequence[Period],
    *,
    by: Sequence[str] = (),
    only: Mapping[str, str] | None = None,
    at_age: int | None = None,
) -> list[Reading]:
    """Readings for every place asked for, in that order, and every period, earliest first.

    With ``at_age`` each figure as it stood so many days after its period's end, for a measure that has
    ``as_stood``: those of cohorts that are not mature compare with nothing else.

    ``ask`` runs SQL and gives rows as dictionaries. ``places`` maps codes to printed names. A figure
    that is not held is [x], and says which contract would supply it.
    """
    if at_age is not None:
        measure = replace(measure, numerator=measure.as_stood.format(days=at_age))
    wanted = Wanted(measure=measure, places=places, by=tuple(by), only=dict(only or {}), at_age=at_age)
    periods = sorted(set(periods))
    if not periods or not places:
        return []
    found = _changes(wanted, ask, periods) if measure.kind is Kind.CHANGE else _levels(wanted, ask, periods)
    return explained(measure, ask, places, periods, found, by=wanted.by, only=wanted.only)


Found = dict[tuple[str, Period], list[Reading]]


def _levels(wanted: Wanted, ask: Ask, periods: Sequence[Period]) -> Found:
    """By code and period, the readings of every level, in the order of their names."""
    found: Found = {}
    for row in ask(question(wanted.measure, list(wanted.places), periods, by=wanted.by, only=wanted.only)):
        period = Period(row["period_start"], row["period_end"])
        found.setdefault((row["place"], period), []).append(_reading(wanted, row, period))
    for readings in found.values():
        readings.sort(key=lambda each: tuple(each.breakdown.values()))
    return found


def _reading(wanted: Wanted, row: Mapping[str, Any], period: Period) -> Reading:
    given = reading(
        wanted.measure,
        wanted.places[row["place"]],
        period,
        numerator=row["numerator"],
        denominator=row["denominator"],
        spread=row["spread"],
        events=row["events"],
        persons=row["persons"],
        breakdown={**wanted.only, **_level(wanted, row)},
        source=row["source"],
    )
    if given.available and not row["reliable"]:
        return replace(given, mark=Mark.UNRELIABLE, why=FEW_RESIDENTS)
    # Where a rate rests on too few people to be given, its counts still stand and may still change.
    counted = given.available or given.mark is Mark.UNRELIABLE
    if counted and wanted.at_age is not None:
        return _as_stood(given, row, wanted.at_age)
    if counted and not row["final"]:
        why = provisional(row["matured"], row["as_at"], wanted.measure.followed)
        return replace(
            given,
            mark=given.mark or Mark.PROVISIONAL,
            why=f"{given.why} {why}".strip(),
            as_at=row["as_at"],
            matured=row["matured"],
        )
    return given


def _as_stood(given: Reading, row: Mapping[str, Any], days: int) -> Reading:
    """A figure as it stood on a day; none where the day lies beyond what is known."""
    day = given.period.end + timedelta(days=days)
    if row["as_at"] is None or day > row["as_at"]:
        gone = replace(given, numerator=None, denominator=None, value=None, lower=None, upper=None)
        why = f"Not available: nothing is known yet of {given.period} on {written_day(day)}."
        return replace(gone, mark=Mark.NOT_AVAILABLE, why=why)
    later = f"{days} day{'' if days == 1 else 's'} after the end of {given.period}"
    why = f"As it stood on {written_day(day)}, {later}."
    return replace(given, mark=given.mark or Mark.PROVISIONAL, why=why, as_at=day)


def provisional(matured: float | None, as_at: date | None, followed: str) -> str:
    """Why a figure is provisional: which share of its people was followed to the end, as at which day."""
    day = f"as at {written_day(as_at)}" if as_at else ""
    if matured is None:
        return f"Provisional{f', {day}' if day else ''}: {MAY_CHANGE}"
    return f"Provisional: {share_followed(matured)} for the whole {followed}, {day}; {MAY_CHANGE}"


def share_followed(matured: float) -> str:
    """'43% of the people have been followed'; a part is never rounded to none or to all."""
    if matured == 0:
        return "none of the people has been followed"
    if matured == 1:
        return "all of the people have been followed"
    return f"{min(max(round(100 * matured), 1), 99)}% of the people have been followed"


def written_day(day: date) -> str:
    """A date as it is written in a sentence: '31 March 2025'."""
    return f"{day.day} {day:%B %Y}"


def _level(wanted: Wanted, row: Mapping[str, Any]) -> dict[str, str]:
    return {name: "not stated" if row[name] is None else str(row[name]) for name in wanted.by}


def _changes(wanted: Wanted, ask: Ask, periods: Sequence[Period]) -> Found:
    """Each count against the one a year before: equal windows of the calendar, one publisher for both.

    Where several publishers have both, the one the measure ranks first.
    """
    both = sorted({*periods, *(period.year_before() for period in periods)})
    rows = ask(question(wanted.measure, list(wanted.places), both, by=wanted.by, only=wanted.only))
    counted = {
        (
            row["place"],
            Period(row["period_start"], row["period_end"]),
            row["source"],
            *_level(wanted, row).values(),
        ): row
        for row in rows
    }
    found: dict[tuple[str, Period], dict[str, list[Reading]]] = {}
    for (code, period, source, *level), now in counted.items():
        before = counted.get((code, period.year_before(), source, *level))
        if period in periods and before is not None:
            breakdown = {**wanted.only, **_level(wanted, now)}
            paired = change(wanted.measure, wanted.places[code], period, now, before, breakdown, source)
            found.setdefault((code, period), {}).setdefault(source, []).append(paired)
    rank = {name: number for number, name in enumerate(wanted.measure.sources)}
    first = {
        key: sources[min(sources, key=lambda name: (rank.get(name, 99), name))]
        for key, sources in found.items()
    }
    return {key: sorted(each, key=lambda one: tuple(one.breakdown.values())) for key, each in first.items()}
