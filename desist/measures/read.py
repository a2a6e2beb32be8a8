"""Read a measure: ask for its counts, give the readings, and say of each one missing what would supply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desist.measures.answer import changes, reading
from desist.measures.question import last_held, question, stock_held
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

Ask = Callable[[str], list[dict[str, Any]]]


def read(
    measure: Measure,
    ask: Ask,
    places: Mapping[str, str],
    periods: Sequence[Period],
    *,
    by: Sequence[str] = (),
    only: Mapping[str, str] | None = None,
) -> list[Reading]:
    """Readings for every place and period asked for, in that order; one that is not held is [x].

    ``ask`` runs SQL and gives rows as dictionaries. ``places`` maps codes to printed names.
    """
    wanted = list(periods)
    if measure.kind is Kind.CHANGE:
        wanted = sorted({*periods, *(period.year_before() for period in periods)})
    found: list[Reading] = []
    rows = ask(question(measure, list(places), wanted, by=by, only=only)) if wanted and places else []
    for row in rows:
        found.append(_reading(measure, places, row, by, only or {}))
    if measure.kind is Kind.CHANGE:
        found = changes(measure, found, found)
    held = {(each.place, each.period) for each in found}
    lacking = [(code, period) for code in places for period in periods if (places[code], period) not in held]
    found = [each for each in found if each.period in periods]
    unsupplied = any(each.value is None and each.mark is Mark.NOT_AVAILABLE for each in found)
    if lacking or unsupplied:
        found = _explained(measure, ask, places, found, lacking)
    order = {name: number for number, name in enumerate(places.values())}
    return sorted(found, key=lambda each: (order[each.place], each.period, tuple(each.breakdown.values())))


def _reading(
    measure: Measure, places: Mapping[str, str], row: Mapping[str, Any], by: Sequence[str], only: Mapping[str, str]
) -> Reading:
    breakdown = {name: "not stated" if row[name] is None else str(row[name]) for name in by}
    given = reading(
        measure,
        places[row["place"]],
        Period(row["period_start"], row["period_end"]),
        numerator=row["numerator"],
        denominator=row["denominator"],
        spread=row["spread"],
        events=row["events"],
        breakdown={**only, **breakdown},
        source=row["source"],
    )
    unsupplied = row["numerator"] is None or (measure.over and row["denominator"] is None)
    if given.value is None and unsupplied and measure.kind is not Kind.CHANGE:
        return _missing(given)
    return given


def _missing(given: Reading, why: str = "") -> Reading:
    return Reading(
        measure=given.measure,
        place=given.place,
        period=given.period,
        numerator=given.numerator,
        mark=Mark.NOT_AVAILABLE,
        why=why,
        breakdown=given.breakdown,
        source=given.source,
    )


def _explained(
    measure: Measure,
    ask: Ask,
    places: Mapping[str, str],
    found: list[Reading],
    lacking: Sequence[tuple[str, Period]],
) -> list[Reading]:
    """Give every figure that is not available its reason: which contract, and the last period held."""
    last = {
        row["place"]: Period(row["period_start"], row["period_end"]) for row in ask(last_held(measure, list(places)))
    }
    counts = [name for name in measure.contracts if not (measure.over and name in STOCKS)]
    explained = []
    for each in found:
        if each.mark is not Mark.NOT_AVAILABLE:
            explained.append(each)
            continue
        code = next(code for code, name in places.items() if name == each.place)
        explained.append(_missing(each, _no_stock(measure, ask, code, each)))
    for code, period in lacking:
        before = measure.kind is Kind.CHANGE and code in last and period.end <= last[code].end
        what = f"{period}" + (f" or {period.year_before()}" if before else "")
        held = f"the last period held is {last[code]}" if code in last else "no period is held"
        why = f"Not available: {_listed(counts)} would supply {places[code]}, {what}; {held}."
        explained.append(
            Reading(measure=measure.name, place=places[code], period=period, mark=Mark.NOT_AVAILABLE, why=why)
        )
    return explained


STOCKS = ("ons.population", "ons.force_area_rates")


def _no_stock(measure: Measure, ask: Ask, code: str, given: Reading) -> str:
    if not measure.over:
        return f"Not available: {_listed(measure.contracts)} would supply {given.place}, {given.period}."
    stocks = [name for name in measure.contracts if name in STOCKS]
    rows = ask(stock_held(measure, [code]))
    held = f"the last one held is that of {_day(rows[0]['valid_from'])}" if rows else "none is held"
    return (
        f"Not available: {_listed(stocks)} would supply the population of {given.place} to divide "
        f"{given.period} by; {held}."
    )


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def _listed(names: Sequence[str]) -> str:
    return " or ".join(names)
