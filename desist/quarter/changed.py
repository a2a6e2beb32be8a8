"""What changed since the last report on the same questions, in a sentence for the first page."""

from __future__ import annotations

from collections.abc import Sequence

from desist.publication.passports.passport import Passport
from desist.publication.printed import printed_reading
from desist.publication.report.judged import Judged
from desist.vocabulary.reading import Reading


def changed_since(before: Sequence[Passport], judged: Sequence[Judged]) -> str:
    """Which answers are new, and which no longer given; says so when there was no report before."""
    if not before:
        return "No earlier edition to compare with."
    last = {each.figure.part: _newest(each.readings) for each in before}
    said = []
    for each in judged:
        was = last.get(each.indicator.id)
        if each.latest.available and was is not None and was.period < each.latest.period:
            now, then = printed_reading(each.latest, each.measure), printed_reading(was, each.measure)
            if was.age == each.latest.age:
                said.append(f"{each.indicator.title}{each.tag}: {now}, was {then} ({was.period}).")
            else:
                said.append(
                    f"{each.indicator.title}{each.tag}: {now}, of another age than {then} ({was.period}), so "
                    "no change can be read from the two."
                )
        elif each.latest.available and was is None:
            said.append(f"{each.indicator.title}{each.tag} is answered for the first time.")
    return " ".join(said[:3]) or "No indicator has a newer figure than in the last report."


def _newest(readings: Sequence[Reading]) -> Reading | None:
    held = [each for each in readings if each.available]
    return max(held, key=lambda each: each.period.end) if held else None
