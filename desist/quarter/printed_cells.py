"""What a report prints of people, cell by cell: the counts behind each figure, and the parts among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from desist.confidentiality.ledger import Cell, Printed, cell
from desist.confidentiality.linked import PLACE, New
from desist.confidentiality.protecting import rounding
from desist.confidentiality.rules import Rules
from desist.confidentiality.small_numbers import excepted
from desist.measures.catalogue import CATALOGUE
from desist.partnership.home import Partnership
from desist.quarter.build import Built
from desist.quarter.revised import Key, key_of
from desist.vocabulary import reference
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

TOTAL_COSTS = 3.0  # a figure for everybody is worth as much as three levels of a breakdown
OWN_COSTS = 2.0  # a figure of another place stands beside ours for context
ASIDE_COSTS = 0.5  # a figure that stands in no table of its own: as it once stood, by a week of the year


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One figure that a report prints: its counts, what is lost without it, and whether it is withheld.

    ``parts`` are pairs of a cell and a larger one that it is part of; ``excepted`` says that a stated
    decision publishes it however small.
    """

    key: Key
    counts: tuple[tuple[Cell, float], ...]
    parts: tuple[tuple[Cell, Cell], ...]
    place: str
    worth: float
    withheld: bool
    excepted: bool = False


def shown_by(built: Built, home: Partnership) -> list[Shown]:
    """Every figure about people in a report, once each.

    They are the readings that the passports hold; figures as they once stood, with which young cohorts
    are compared at equal age; and what charts of people followed up say beside the readings.
    """
    found: dict[Key, Shown] = {}
    for passport in built.passports:
        for each in passport.readings:
            key = key_of(each)
            if CATALOGUE[each.measure].people and key in built.true:
                found[key] = shown_reading(built.true[key], each, home)
    for key, (true, printed) in built.aged.items():
        if CATALOGUE[true.measure].people:
            found[key] = _aged(key, true, printed, home)
    for told in built.told:
        found[told.key] = Shown(
            key=told.key,
            counts=((told.cell, told.count),),
            parts=tuple((told.cell, whole) for whole in told.within),
            place=told.place,
            worth=ASIDE_COSTS,
            withheld=told.withheld,
        )
    return list(found.values())


def shown_reading(true: Reading, printed: Reading, home: Partnership) -> Shown:
    """One reading as a figure in print: the counts it truly has, and whether it is printed."""
    measure = CATALOGUE[true.measure]
    counts = counts_of(true, measure)
    part = measure.kind is Kind.PROPORTION and len(counts) == 2
    own = reference.place(true.place).code == home.own_areas[0].code
    return Shown(
        key=key_of(true),
        counts=tuple(counts),
        parts=((counts[0][0], counts[1][0]),) if part else (),
        place=reference.place(true.place).code,
        worth=(1.0 if true.breakdown else TOTAL_COSTS) * (OWN_COSTS if own else 1.0),
        withheld=printed.mark is Mark.CONFIDENTIAL,
        excepted=excepted(true, measure, home.small_numbers) is not None,
    )


def _aged(key: Key, true: Reading, printed: Reading, home: Partnership) -> Shown:
    """As a reading, but what is counted is another thing: those proven so many days after the period."""
    days = key[-1]
    measure = CATALOGUE[true.measure]
    then = replace(measure, numerator=measure.as_stood.format(days=days))
    counts = counts_of(true, then)
    return replace(
        shown_reading(true, printed, home),
        key=key,
        counts=tuple(counts),
        parts=((counts[0][0], counts[1][0]),) if len(counts) == 2 else (),
        worth=ASIDE_COSTS,
        excepted=False,
    )


def cells_of(shown: Sequence[Shown], rules: Rules) -> tuple[list[New], list[tuple[Cell, Cell]]]:
    """The counts behind the figures, and which of them are parts of others."""
    new: list[New] = []
    for at, each in enumerate(shown):
        values = np.array([count for _, count in each.counts], dtype=float)
        under, over = rounding(values, rules.round_to)
        for (which, count), below, above in zip(each.counts, under.tolist(), over.tolist(), strict=True):
            new.append(New(cell=which, count=count, low=count - below, high=count + above, printed_by=(at,)))
    return new, [pair for each in shown for pair in each.parts]


def counts_of(reading: Reading, measure: Measure) -> list[tuple[Cell, float]]:
    """The counts of people or events that a reading is made of; those that measures share are one cell.

    A count is what its rows and its aggregate say, not the measure's name: the offenders under a
    rate are the offenders under reoffences for each offender.
    """
    found = []
    if reading.numerator is not None and measure.kind is not Kind.WEIGHTED:
        found.append((cell_of(reading, measure, measure.numerator, reading.period), reading.numerator))
    if reading.denominator is not None and not measure.over and measure.denominator:
        found.append((cell_of(reading, measure, measure.denominator, reading.period), reading.denominator))
    elif reading.denominator is not None and measure.kind is Kind.CHANGE:
        before = reading.period.year_before()
        found.append((cell_of(reading, measure, measure.numerator, before), reading.denominator))
    return [(which, count) for which, count in found if count >= 0 and float(count).is_integer()]


def cell_of(reading: Reading, measure: Measure, counted: str, period: Period) -> Cell:
    """The cell of what is counted in a reading's rows, levels and place."""
    rows = next((query for name, query in measure.once_for_each if name in reading.breakdown), measure.of)
    about = (
        f"{rows}: {counted}"  # whoever sent the rows: a year may come from another sheet than its quarters
    )
    levels = {**reading.breakdown, PLACE: reference.place(reading.place).code}
    return cell(about, levels, period.start.isoformat(), period.end.isoformat())


def parents_of(shown: Sequence[Shown]) -> Mapping[str, str]:
    """The wider place of each place shown, and of that one, as far up as the reference table knows."""
    places = reference.places()
    found: dict[str, str] = {}
    for each in shown:
        code = each.place
        while code in places and places[code].parent and code not in found:
            found[code] = places[code].parent
            code = places[code].parent
    return found


def entered(new: Sequence[New], gone: frozenset[int]) -> tuple[Printed, ...]:
    """What the ledger remembers: the counts that are in print, and of the others that they were withheld."""
    found: dict[Cell, Printed] = {}
    for each in new:
        if not set(each.printed_by) <= gone:
            found[each.cell] = Printed(cell=each.cell, low=each.low, high=each.high)
        else:
            found.setdefault(each.cell, Printed(cell=each.cell))
    return tuple(found.values())
