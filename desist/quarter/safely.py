"""Build a report so that no small count can be worked out from it and all that was published before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desist.confidentiality.differencing import DISCLOSED, check
from desist.confidentiality.ledger import Cell, Printed, Publication, cell, known
from desist.confidentiality.linked import PLACE, New
from desist.confidentiality.rules import Rules, rules_of
from desist.measures.catalogue import CATALOGUE
from desist.partnership.home import Partnership
from desist.quarter.build import Built, build
from desist.quarter.order import Order
from desist.quarter.reader import Reader
from desist.quarter.revised import Key, key_of
from desist.vocabulary import reference
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

TOTAL_COSTS = 3.0  # a figure for everybody is worth as much as three levels of a breakdown
OWN_COSTS = 2.0  # a figure of another place stands beside ours for context
ROUNDS = 10


def build_safely(
    home: Partnership, reader: Reader, order: Order, before: Sequence[Publication]
) -> tuple[Built, tuple[Printed, ...]]:
    """The report, built again while it gives anything away, and what it prints, cell by cell.

    All readings of the passports count as printed: the figures, the tables, the values in sentences
    and what charts and comparisons are drawn from. Raises OperatorMistake when what it would give
    away cannot be helped by withholding more of it.
    """
    rules, earlier = rules_of(home.small_numbers), known(before)
    for _ in range(ROUNDS):
        built = build(home, reader, order)
        shown = _shown(built)
        new, within = _cells(shown, built.true, rules)
        gone = frozenset(at for at, each in enumerate(shown) if each.mark is Mark.CONFIDENTIAL)
        verdict = check(
            new,
            earlier,
            rules,
            withheld=gone,
            cost={at: _worth(each, home) for at, each in enumerate(shown)},
            within=within,
            parents={PLACE: _parents(shown)},
        )
        if verdict.exposed:
            raise OperatorMistake(
                f"The report cannot be published: {verdict.exposed[0].said} {DISCLOSED}.",
                hint="Show fewer breakdowns, larger areas or longer periods.",
            )
        if not verdict.withhold:
            return built, _printed(new, gone)
        more = frozenset(key_of(shown[at]) for at in verdict.withhold)
        order = replace(order, withheld=order.withheld | more)
    raise RuntimeError("withholding more and more of a report came to no end")


def _worth(reading: Reading, home: Partnership) -> float:
    """What is lost when a reading is withheld: the partnership's own figure for everybody is worth most."""
    own = reference.place(reading.place).code == home.own_areas[0].code
    return (1.0 if reading.breakdown else TOTAL_COSTS) * (OWN_COSTS if own else 1.0)


def _shown(built: Built) -> list[Reading]:
    """Every reading of people's figures that the passports hold, once each."""
    found: dict[Key, Reading] = {}
    for passport in built.passports:
        for each in passport.readings:
            if CATALOGUE[each.measure].people and key_of(each) in built.true:
                found[key_of(each)] = each
    return list(found.values())


def _cells(
    shown: Sequence[Reading], true: Mapping[Key, Reading], rules: Rules
) -> tuple[list[New], list[tuple[Cell, Cell]]]:
    """The counts behind the readings, and which of them are parts of others."""
    new: list[New] = []
    within: list[tuple[Cell, Cell]] = []
    for at, each in enumerate(shown):
        counts = counts_of(true[key_of(each)], CATALOGUE[each.measure])
        for which, count in counts:
            step = rules.round_to
            low, high = (count, count) if step == 1 else (count - count % step, count - count % step + step)
            new.append(New(cell=which, count=count, low=low, high=high, printed_by=(at,)))
        if CATALOGUE[each.measure].kind is Kind.PROPORTION and len(counts) == 2:
            within.append((counts[0][0], counts[1][0]))
    return new, within


def counts_of(reading: Reading, measure: Measure) -> list[tuple[Cell, float]]:
    """The counts of people or events that a reading is made of; those that measures share are one cell.

    A count is what its rows and its aggregate say, not the measure's name: the offenders under a
    rate are the offenders under reoffences for each offender.
    """
    found = []
    if reading.numerator is not None and measure.kind is not Kind.WEIGHTED:
        found.append((_cell(reading, measure, measure.numerator, reading.period), reading.numerator))
    if reading.denominator is not None and not measure.over and measure.denominator:
        found.append((_cell(reading, measure, measure.denominator, reading.period), reading.denominator))
    elif reading.denominator is not None and measure.kind is Kind.CHANGE:
        before = reading.period.year_before()
        found.append((_cell(reading, measure, measure.numerator, before), reading.denominator))
    return [(which, count) for which, count in found if count >= 0 and float(count).is_integer()]


def _cell(reading: Reading, measure: Measure, counted: str, period: Period) -> Cell:
    rows = next((query for name, query in measure.once_for_each if name in reading.breakdown), measure.of)
    about = (
        f"{rows}: {counted}"  # whoever sent the rows: a year may come from another sheet than its quarters
    )
    levels = {**reading.breakdown, PLACE: reference.place(reading.place).code}
    return cell(about, levels, period.start.isoformat(), period.end.isoformat())


def _parents(shown: Sequence[Reading]) -> dict[str, str]:
    """The wider place of each place shown, and of that one, as far up as the reference table knows."""
    places = reference.places()
    found: dict[str, str] = {}
    for each in shown:
        code = reference.place(each.place).code
        while code in places and places[code].parent and code not in found:
            found[code] = places[code].parent
            code = places[code].parent
    return found


def _printed(new: Sequence[New], gone: frozenset[int]) -> tuple[Printed, ...]:
    """What the ledger remembers: the counts that are in print, and of the others that they were withheld."""
    found: dict[Cell, Printed] = {}
    for each in new:
        if not set(each.printed_by) <= gone:
            found[each.cell] = Printed(cell=each.cell, low=each.low, high=each.high)
        else:
            found.setdefault(each.cell, Printed(cell=each.cell))
    return tuple(found.values())
