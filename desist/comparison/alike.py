"""What must be the same on both sides before two figures may be compared at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desist.comparison.series import Rebase, same_length
from desist.comparison.wording import age_written, day_written
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a comparison: a reading, and what the other side must share with it.

    ``definition`` is any text that fixes how it was counted (a measure's query or its version);
    ``place_kind`` a word such as "force" or "district". An empty word is taken as not known on that side,
    and is equal only to another empty word.
    """

    reading: Reading
    kind: Kind
    per: float = 1.0
    unit: str = ""
    source: str = ""
    definition: str = ""
    place_kind: str = ""


def why_not_alike(one: Side, other: Side) -> str | None:
    """Why two figures do not measure the same thing, in a sentence; None when they do."""
    a, b = one.reading, other.reading
    if a.measure != b.measure:
        return f"'{a.measure}' and '{b.measure}' are different measures."
    if dict(a.breakdown) != dict(b.breakdown):
        return f"The two figures for '{a.measure}' are of different breakdowns."
    for what, here, there in (
        ("kind", one.kind.value, other.kind.value),
        ("unit", one.unit or f"for each {one.per:g}", other.unit or f"for each {other.per:g}"),
        ("source", one.source, other.source),
        ("definition", one.definition, other.definition),
        ("kind of place", one.place_kind, other.place_kind),
    ):
        if here != there:
            return (
                f"The {what} of '{a.measure}' differs: {here or 'not stated'} for {a.place} in {a.period}, "
                f"{there or 'not stated'} for {b.place} in {b.period}."
            )
    if one.per != other.per:
        return f"'{a.measure}' is for each {one.per:g} on one side and for each {other.per:g} on the other."
    return None


def why_not_equal_age(one: Reading, other: Reading) -> str | None:
    """Why two figures that may still change cannot be compared, in words for a sentence; None when they can.

    A final figure compares with a final one, and one that is provisional only with one that stood as many
    days after its period: what comes to light with time would otherwise pass for a change.
    """
    if one.age == other.age:
        return None
    young = one if other.age is None or (one.age is not None and one.age < other.age) else other
    old = other if young is one else one
    where = f" in {old.place}" if old.place != young.place else ""
    then = "final" if old.as_at is None else "provisional but older"
    assert young.as_at is not None  # of two unlike ages the younger is provisional
    return (
        f"the figure for {young.period} is provisional as at {day_written(young.as_at)} and that for "
        f"{old.period}{where} is {then}, and only figures of equal age are compared"
    )


def at_equal_age(reading: Reading, *, sides: str = "both") -> str:
    """How old the sides of a comparison are, to be added to its reason; empty for final figures."""
    if reading.age is None:
        return ""
    return f" (provisional: {sides} as they stood {age_written(reading.age)})"


def why_unequal(one: Period, other: Period) -> str | None:
    """Why two periods are not equal windows of the calendar; None when they are.

    January to March of a leap year and of another are equal, though one has a day more.
    """
    if same_length(one, other):
        return None
    return f"{one} and {other} are of different lengths ({_length(one)} and {_length(other)})."


def why_not_years_apart(now: Period, before: Period) -> str | None:
    """Why a period is not the same time of year as an earlier one; None when it is, whole years later."""
    unequal = why_unequal(now, before)
    if unequal:
        return unequal
    years = now.start.year - before.start.year
    if years < 1 or now.moved(-12 * years) != before:
        return f"{before} is not the same time of year as {now} in an earlier year."
    return None


def break_between(now: Period, before: Period, breaks: Sequence[Rebase]) -> Rebase | None:
    """The latest recording change after the earlier period began and before the later one ended, if any."""
    between = [each for each in breaks if before.start < each.on <= now.end]
    return max(between, key=lambda each: each.on) if between else None


def refuse(reason: str | None, *, hint: str = "") -> None:
    """Stop with a reason, where there is one."""
    if reason:
        hint = hint or "Compare figures of one measure, source and length of period."
        raise OperatorMistake(reason, hint=hint)


def _length(period: Period) -> str:
    if period.months is None:
        return f"{period.days} days"
    return f"{period.months} month{'' if period.months == 1 else 's'}"
