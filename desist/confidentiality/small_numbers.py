"""Protect small counts of people by the partnership's own rule, before anything is published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desist.intervals.single import events_interval
from desist.partnership.office import SmallNumbers, StatedException
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.reading import Reading

YEAR = 12  # months
COUNTED = frozenset({Kind.COUNT, Kind.PROPORTION, Kind.RATE, Kind.CHANGE})


def protect(
    readings: Sequence[Reading], rule: SmallNumbers, measures: Mapping[str, Measure]
) -> list[Reading]:
    """Each reading as it may be published: as it is, marked [u], rounded, or withheld and marked [c].

    Only measures that count people by a partner's own rows (``Measure.people``) are touched; a
    publisher's open figures carry the publisher's own protection. A withheld reading keeps neither
    of its counts, since each would give the other away.
    """
    return [
        _protected(each, measures[each.measure], rule) if measures[each.measure].people else each
        for each in readings
    ]


def _protected(reading: Reading, measure: Measure, rule: SmallNumbers) -> Reading:
    kind = measure.kind
    if not reading.available and reading.mark is Mark.UNRELIABLE:
        # A measure gives no rate on so few people, but its counts are still there.
        return _withheld(reading, _too_few(rule))
    if not reading.available or kind not in COUNTED:
        return reading
    if stated := excepted(reading, measure, rule):
        return replace(reading, why=said_of(stated))
    why = _why_withheld(reading, kind, rule)
    if why:
        return _withheld(reading, why)
    mark = reading.mark
    of_people = kind is Kind.PROPORTION and not measure.persons
    if of_people and mark in (Mark.NONE, Mark.UNRELIABLE) and reading.denominator is not None:
        enough = Mark.PROVISIONAL if reading.provisional else Mark.NONE
        mark = Mark.UNRELIABLE if reading.denominator < rule.unreliable_below else enough
    return _rounded(replace(reading, mark=mark), kind, rule.round_to)


def _withheld(reading: Reading, why: str) -> Reading:
    gone = replace(reading, numerator=None, denominator=None, value=None, lower=None, upper=None)
    return replace(gone, mark=Mark.CONFIDENTIAL, why=why, matured=None)


def excepted(reading: Reading, measure: Measure, rule: SmallNumbers) -> StatedException | None:
    """The stated decision by which this count is published although it is small; None where none is used.

    Only for everybody together and a whole year: by a breakdown or by the month it could be somebody.
    """
    whole = not reading.breakdown and (reading.period.months or 0) >= YEAR
    if not whole or measure.kind is not Kind.COUNT or reading.numerator is None:
        return None
    if not _small(reading.numerator, rule):
        return None
    return next((each for each in rule.exceptions if each.measure == reading.measure), None)


def said_of(stated: StatedException) -> str:
    """What a reader is told beside a small count that a stated decision publishes."""
    why = stated.why if stated.why.endswith(".") else f"{stated.why}."
    return (
        f"This count is small and is published by a stated decision: {why} Decided by {stated.decided_by}; "
        f"to be looked at again by {stated.review.day} {stated.review:%B %Y}."
    )


def in_force(rule: SmallNumbers, on: date) -> SmallNumbers:
    """The rule with those decisions alone that were not yet due to be looked at again on a day."""
    return replace(rule, exceptions=tuple(each for each in rule.exceptions if on <= each.review))


def shield(reading: Reading) -> Reading:
    """A reading withheld because a smaller one could be worked out from it."""
    if not reading.available:
        return reading
    return _withheld(
        reading, "Withheld: a smaller count, which is not published, could be worked out from it."
    )


def _why_withheld(reading: Reading, kind: Kind, rule: SmallNumbers) -> str:
    """Why a reading may not be published, without giving the number away; empty when it may."""
    counts = [reading.numerator]
    if kind is Kind.PROPORTION and reading.numerator is not None and reading.denominator is not None:
        if reading.denominator < rule.no_rate_below:
            return _too_few(rule)
        if reading.numerator in (0, reading.denominator) and reading.denominator < rule.whole_group_below:
            fewest = rule.whole_group_below
            return f"Withheld: a group of fewer than {fewest} people is not shown to be all of one kind."
        # Those who are not counted can be picked out just as well as those who are.
        counts.append(reading.denominator - reading.numerator)
    if kind is Kind.CHANGE:
        counts.append(reading.denominator)
    if any(_small(each, rule) for each in counts if each is not None):
        return f"Withheld: a count of fewer than {rule.withhold_below} people is not published."
    return ""


def _too_few(rule: SmallNumbers) -> str:
    return f"Withheld: no percentage is published on fewer than {rule.no_rate_below} people."


def _small(count: float, rule: SmallNumbers) -> bool:
    return 0 < count < rule.withhold_below or (count == 0 and not rule.show_zero)


def _rounded(reading: Reading, kind: Kind, step: int) -> Reading:
    """Counts to a multiple of ``step``, and what was made from them made again."""
    if step == 1 or reading.numerator is None:
        return reading
    x = _to(reading.numerator, step)
    if not x and reading.numerator:
        reading = replace(reading, mark=Mark.LOW)  # not to be taken for a true nought
    if kind is Kind.COUNT:
        lower, upper = events_interval(x)
        return replace(reading, numerator=x, value=x, lower=float(lower), upper=float(upper))
    if reading.denominator is None or reading.value is None:
        return reading
    n = _to(reading.denominator, step) if kind is not Kind.RATE else reading.denominator
    if not n:
        return _withheld(reading, f"Withheld: it rests on fewer than {step} people.")
    if kind is Kind.CHANGE:
        value = 100 * (x - n) / n
    elif reading.numerator:  # the scale of a rate, or 100 of a percentage, is in the reading's own counts
        value = reading.value * (x / reading.numerator) * (reading.denominator / n)
    else:
        value = reading.value
    # Ends to a whole unit outwards: finer ones would tell the counts.
    lower, upper = reading.lower, reading.upper
    return replace(
        reading,
        numerator=x,
        denominator=n,
        value=value,
        lower=None if lower is None else float(math.floor(min(lower, value))),
        upper=None if upper is None else float(math.ceil(max(upper, value))),
    )


def _to(count: float, step: int) -> float:
    return float(step * math.floor(count / step + 0.5))
