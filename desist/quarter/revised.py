"""What a correction revises: figures that an edition printed and that now say something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desist.measures.catalogue import CATALOGUE
from desist.publication.passports.passport import Passport
from desist.publication.printed import printed_reading
from desist.publication.report.judged import Judged
from desist.publication.report.revision import Revision
from desist.vocabulary.mark import Mark
from desist.vocabulary.reading import Reading

Key = tuple[object, ...]


def marking(corrects: Sequence[Passport]) -> Callable[[Reading], Reading]:
    """A function that marks [r] each figure that the corrected edition gave otherwise."""
    before = _printed(corrects)

    def mark(reading: Reading) -> Reading:
        was = before.get(key_of(reading))
        if was is None or not _differs(was, reading) or reading.mark not in (Mark.NONE, Mark.PROVISIONAL):
            return reading
        return replace(reading, mark=Mark.REVISED)

    return mark


def revisions(corrects: Sequence[Passport], judged: Sequence[Judged]) -> tuple[Revision, ...]:
    """Each figure of the indicators that was revised, as it was printed and as it is now."""
    before = _printed(corrects)
    found: dict[Key, Revision] = {}
    for each in judged:
        for now in (*each.readings, each.latest):
            was = before.get(key_of(now))
            if was is not None and _differs(was, now):
                levels = "".join(f", {level}" for level in now.breakdown.values())
                found[key_of(now)] = Revision(
                    what=f"{CATALOGUE[now.measure].title}{levels}, {now.place}",
                    period=str(now.period),
                    was=_said(was),
                    now=_said(now),
                )
    return tuple(found.values())


def key_of(reading: Reading) -> Key:
    """Which figure a reading is, whoever published the rows."""
    return reading.measure, reading.place, reading.period, tuple(sorted(reading.breakdown.items()))


def aged_key(reading: Reading, days: int) -> Key:
    """Which figure it is where it is given as it stood so many days after its period."""
    return (*key_of(reading), days)


def _printed(corrects: Sequence[Passport]) -> Mapping[Key, Reading]:
    return {key_of(each): each for passport in corrects for each in passport.readings}


def _differs(was: Reading, now: Reading) -> bool:
    return (was.numerator, was.denominator, was.value) != (now.numerator, now.denominator, now.value)


def _said(reading: Reading) -> str:
    return printed_reading(reading, CATALOGUE[reading.measure]) or reading.mark.printed
