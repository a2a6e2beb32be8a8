"""Two figures may be compared only over the same length of time, and two places only over the same months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about, about_exhibit
from desist.publication.claims.prose import Prose
from desist.publication.claims.times import ELSEWHERE, Named, periods
from desist.vocabulary.period import Period

COMPARED = re.compile(
    r"\b(?:compar\w+|against|versus|vs?\b|than|while|whereas|as opposed to|up from|down from|but)\b",
    re.IGNORECASE,
)
AVERAGED = re.compile(
    r"\b(?:a|each|per|every) (?:month|quarter|year|day|week)\b|monthly (?:average|rate)|"
    r"annual(?:ised)? rate|on average",
    re.IGNORECASE,
)


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report comparisons of unequal lengths, and of two places over different months."""
    for sentence in prose.sentences:
        named = periods(sentence.text)
        for first, second in pairwise(named):
            why = _why_unequal(sentence.text, first, second)
            if why:
                yield about(
                    sentence,
                    f"compares {first.period} with {second.period}: {why}.",
                    "Give both figures over the same months.",
                    start=first.start,
                    end=second.end,
                )
                break
    for exhibit in prose.exhibits:
        windows = sorted(exhibit.windows.items())
        for (name, window), (other, another) in pairwise(windows):
            if window != another:
                yield about_exhibit(
                    exhibit,
                    f"({exhibit.called}) sets {name}, {window}, beside {other}, {another}.",
                    "Draw both over the same months.",
                )
                break


def _why_unequal(text: str, first: Named, second: Named) -> str:
    between = COMPARED.search(text, first.end, second.start)
    before = re.search(
        r"\b(?:compared (?:with|to)|against)\s+(?:the\s+)?$", text[: first.start], re.IGNORECASE
    )
    from_to = re.search(r"\bfrom\b[^;]*$", text[: first.start], re.I) and re.search(
        r"\bto\b", text[first.end : second.start]
    )
    if not (between or before or from_to) or AVERAGED.search(text):
        return ""
    if _length(first.period) != _length(second.period):
        return f"{_said(first.period)} against {_said(second.period)}"
    if first.period == second.period or not between:
        return ""
    # Two places: the place that is not ours is named on the side of one of the two periods only.
    left, right = text[: between.start()], text[between.start() :]
    years_apart = abs((second.period.start - first.period.start).days) % 365 <= 3
    if years_apart:  # mostly a place against its own year before; a title names its places last
        right = text[between.start() : second.start]
    if bool(ELSEWHERE.search(left)) != bool(ELSEWHERE.search(right)):
        return "the two places are not measured over the same months"
    return ""


def _length(period: Period) -> tuple[str, int]:
    return ("months", period.months) if period.months is not None else ("days", period.days)


def _said(period: Period) -> str:
    unit, length = _length(period)
    return f"{length} {unit if length > 1 else unit[:-1]}"


RULE = Rule(
    name="unequal-windows",
    why="Nine months against twelve looks like a fall; two places over different months differ by season "
    "alone.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="Between February 2019 and January 2020 the solved rate was 19%, compared to 13% across "
    "England and "
    "Wales from January 2019 to December 2019.",
    right="From January to December 2019 the solved rate was 19%, compared to 13% across England and Wales.",
)
