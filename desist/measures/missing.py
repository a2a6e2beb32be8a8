"""Say of each figure that is not available which contract would supply it, and the last period held."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desist.measures.question import last_held, levels_known, stock_held
from desist.measures.supply import would_supply
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.mistake import nearest
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

Ask = Callable[[str], list[dict[str, Any]]]

# Which contract fills each table of stocks, and the publisher whose counts alone it serves.
STOCKS = {
    "ons.population": "",
    "ons.force_area_rates": "ONS police force area tables",
    "ons.population_by_age": "",
}


def explained(
    measure: Measure,
    ask: Ask,
    places: Mapping[str, str],
    periods: Sequence[Period],
    found: Mapping[tuple[str, Period], Sequence[Reading]],
    *,
    by: Sequence[str],
    only: Mapping[str, str],
) -> list[Reading]:
    """Every place and period in order; an [x] with its reason where a figure is not available."""
    absent = [code for code in places if any((code, period) not in found for period in periods)]
    last = _last(measure, ask, absent)
    unknown = _unknown_level(measure, ask, only) if absent else ""
    given: list[Reading] = []
    for code, name in places.items():
        for period in periods:
            if (code, period) not in found:
                why = unknown or _no_counts(measure, name, period, last.get(code), (*by, *only))
                given.append(_absent(measure, name, period, only, why))
            for each in found.get((code, period), ()):
                given.append(_with_reason(measure, ask, code, each))
    return given


def _absent(measure: Measure, name: str, period: Period, only: Mapping[str, str], why: str) -> Reading:
    return Reading(
        measure=measure.name,
        place=name,
        period=period,
        mark=Mark.NOT_AVAILABLE,
        breakdown=dict(only),
        why=why,
    )


def _last(measure: Measure, ask: Ask, codes: Sequence[str]) -> dict[str, Period]:
    if not codes:
        return {}
    return {
        row["place"]: Period(row["period_start"], row["period_end"]) for row in ask(last_held(measure, codes))
    }


def _no_counts(
    measure: Measure, name: str, period: Period, last: Period | None, broken_down: Sequence[str]
) -> str:
    without = STOCKS if measure.over else {}
    parted = f" by {' and '.join(broken_down)}" if broken_down else ""
    told = [needed for breakdown, needed in measure.told_by if breakdown in broken_down]
    if told:
        all_told = " and ".join(dict.fromkeys(each for needed in told for each in needed))
        suppliers = [each for each in measure.contracts if each not in without]
        others = [each for each in suppliers if not any(each in needed for _, needed in measure.told_by)]
        unsaid = f" {' and '.join(others)} does not say it." if others else ""
        return f"Not available: {all_told} would supply {name}, {period}{parted}.{unsaid}"
    both = (
        f" or {period.year_before()}"
        if measure.kind is Kind.CHANGE and last and period.end <= last.end
        else ""
    )
    held = f"the last period held is {last}" if last else "no period is held"
    supplied = would_supply(measure, without=without)
    return f"Not available: {supplied} {name}, {period}{both}{parted}; {held}."


def _unknown_level(measure: Measure, ask: Ask, only: Mapping[str, str]) -> str:
    """The reason where no row held has the level asked for, perhaps because it is misspelt."""
    for name, level in only.items():
        known = [str(row["level"]) for row in ask(levels_known(measure, name))]
        if known and level not in known:
            near = nearest(level, known)
            return f"Not available: nothing held of {measure.name} has {name} '{level}'. {near}".strip()
    return ""


def _with_reason(measure: Measure, ask: Ask, code: str, each: Reading) -> Reading:
    if each.mark is not Mark.NOT_AVAILABLE or each.why:
        return each
    if each.numerator is None or not measure.over:
        return replace(
            each, why=f"Not available: {each.source} gives no figure for {each.place}, {each.period}."
        )
    rows = ask(stock_held(measure, [code], each.source))
    held = f"the last one held is that of {_day(rows[0]['valid_from'])}" if rows else "none is held"
    suppliers = [name for name in measure.contracts if name in STOCKS and STOCKS[name] in ("", each.source)]
    why = (
        f"Not available: {_listed(suppliers)} would supply the population of {each.place} to divide "
        f"{each.period} by; {held}."
    )
    return replace(each, why=why)


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def _listed(names: Sequence[str]) -> str:
    return " or ".join(names)
