"""A number beside an indicator's name is inserted by name, so that it is always the one held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.claim import SAME_AS, ClaimKind
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.prose import Prose, Sentence
from desist.publication.claims.times import periods

NUMBER = re.compile(r"(?<![\w£/.,-])\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent\b)?(?![\w/-])", re.IGNORECASE)
NOT_A_VALUE = re.compile(r"(?:19|20)\d\d$")
UNIT = re.compile(
    r"(?:per|every|last|past|previous|first|figure|table|quarter|aged?|under|over|within)\s+$", re.I
)
LENGTH = re.compile(r"\s*(?:months?|years?|weeks?|days?|hours?|quarters?|points)\b", re.IGNORECASE)
TESTED = (ClaimKind.SHARE, ClaimKind.COUNT, ClaimKind.DIFFERENCE)
BESIDE = 90  # characters between an indicator's name and a number that is read as its value


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report numbers typed near an indicator's name that no claim tests."""
    for sentence in prose.sentences:
        named = list(evidence.named(sentence.text))
        for found in NUMBER.finditer(sentence.text) if named else ():
            near = [m for s, e, m in named if max(found.start() - e, s - found.end()) <= BESIDE]
            inside = any(s <= found.start() < e for s, e, _ in named)
            if near and not inside and not _something_else(sentence, found):
                yield about(
                    sentence,
                    f"has '{found.group(0).strip()}' typed by hand beside the name of {near[0]}.",
                    f"Insert it: {{{{{near[0]}}}}}.",
                    start=found.start(),
                    end=found.end(),
                )
                break


def _something_else(sentence: Sentence, found: re.Match[str]) -> bool:
    start, text = found.start(), sentence.text
    if any(s <= start < e for s, e, _ in (*sentence.inserted, *sentence.pointers)):
        return True
    if any(n.start <= start < n.end for n in periods(text)) or NOT_A_VALUE.match(found.group(0).strip()):
        return True
    if UNIT.search(text[:start]) or LENGTH.match(text, found.end()):
        return True
    kinds = (
        tie.terms.get("claim", "").lower().strip() for tie in sentence.ties if tie.start <= start < tie.end
    )
    return any(SAME_AS.get(kind, kind) in TESTED for kind in kinds)


RULE = Rule(
    name="typed-number",
    why="A number copied by hand stays behind when the data are corrected, and has no passport.",
    gravity=Gravity.NEVER,
    find=find,
    wrong="The solved rate was 19%.",
    right="The solved rate was {{solved_rate}}.",
)
