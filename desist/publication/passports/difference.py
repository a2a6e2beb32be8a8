"""What differs between a figure as it was published and as it is computed now."""

from __future__ import annotations

from collections.abc import Sequence

from desist.publication.passports.passport import Passport
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

ReadingKey = tuple[str, str, Period, tuple[tuple[str, str], ...], str]


def reading_key(reading: Reading) -> ReadingKey:
    """Which reading this is, whatever it says: measure, place, period, breakdown and publisher."""
    levels = tuple(sorted(reading.breakdown.items()))
    return reading.measure, reading.place, reading.period, levels, reading.source


def differences(published: Sequence[Reading], now: Sequence[Reading]) -> dict[ReadingKey, str]:
    """Each reading that differs, was lost or was added, with the difference in words."""
    before = {reading_key(reading): reading for reading in published}
    after = {reading_key(reading): reading for reading in now}
    found = {}
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            found[key] = f"{_named(key)}: no longer computed"
        elif key not in before:
            found[key] = f"{_named(key)}: was not published"
        elif parts := reading_differences(before[key], after[key]):
            found[key] = f"{_named(key)}: {', '.join(parts)}"
    return found


def revised(published: Sequence[Passport], now: Sequence[Passport]) -> frozenset[str]:
    """The ids of the figures whose readings are not those of the previous edition."""
    before = {passport.id: passport for passport in published}
    return frozenset(
        passport.id
        for passport in now
        if passport.id in before and differences(before[passport.id].readings, passport.readings)
    )


def reading_differences(one: Reading, other: Reading) -> tuple[str, ...]:
    """Which parts of a reading differ, e.g. ["numerator 512 is now 513"]; the mark [r] is not compared."""
    parts = []
    for name in ("numerator", "denominator", "value", "lower", "upper"):
        was, now = getattr(one, name), getattr(other, name)
        if was != now:
            parts.append(f"{name} {number_text(was)} is now {number_text(now)}")
    if one.over_links != other.over_links:
        parts.append("its range over plausible links differs")
    if one.mark is not other.mark and Mark.REVISED not in (one.mark, other.mark):
        parts.append(f"mark '{one.mark.value}' is now '{other.mark.value}'")
    return tuple(parts)


def number_text(number: float | None) -> str:
    """A number to its last digit, without the ".0" of a whole one."""
    return "missing" if number is None else f"{number:.17g}" if number == int(number) else repr(number)


def _named(key: ReadingKey) -> str:
    measure, place, period, breakdown, source = key
    levels = "".join(f", {level}" for _, level in breakdown)
    return f"{measure}, {place}, {period}{levels}{f', {source}' if source else ''}"
