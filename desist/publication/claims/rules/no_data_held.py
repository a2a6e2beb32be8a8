"""Nothing may be said of an indicator for which no data are held, but that none are held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.measures.supply import would_supply
from desist.publication.claims.direction import cues
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.prose import Prose, Sentence
from desist.vocabulary.mark import Mark

JUDGED = re.compile(
    r"\b(?:success\w*|effective\w*|achiev\w+|positive|encourag\w+|strong\w*|good|excellent|impressive|results?|"
    r"well\b|works?\b|helped|got|gained|found|moved into|continu\w+ to|majority|most\b|many\b|few\b|"
    r"increasingly)",
    re.IGNORECASE,
)
ADMITTED = re.compile(
    r"\[x\]|\bno (?:\w+ ){0,2}(?:data|figures?|information|measure)\b|\b(?:not|n['’]t|never) (?:yet |"
    r"been |be |have |"
    r"\w+ ){0,3}(?:data|held|hold|available|collected|published|measured|known|given|recorded|figures?)\b|"
    r"\b(?:unknown|awaited|cannot be (?:given|measured|reported)|has asked|have asked|will be)\b",
    re.IGNORECASE,
)


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report sentences that judge an indicator of which no reading is available."""
    missing = {m for m in {*evidence.phrases.values()} if not _held(m, evidence)}
    for sentence in prose.sentences:
        if ADMITTED.search(sentence.text) or sentence.text.rstrip().endswith("?"):
            continue
        named = next((hit for hit in evidence.named(sentence.text) if hit[2] in missing), None)
        if named and _judges(sentence, named[0], named[1]):
            yield about(
                sentence,
                f"judges '{sentence.text[named[0] : named[1]]}', but {_why(named[2], evidence)}",
                "Say that no data are held, and who has been asked for them; or load them.",
                start=named[0],
                end=named[1],
            )


def _judges(sentence: Sentence, start: int, end: int) -> bool:
    rest = f"{sentence.text[:start]} {sentence.text[end:]}"
    return bool(JUDGED.search(rest) or re.search(r"\d", rest) or cues(sentence.text))


def _held(measure: str, evidence: Evidence) -> bool:
    """A figure withheld as too small is held, though the reader does not see it."""
    own = [r for r in evidence.readings if r.measure == measure and r.place == evidence.place]
    return any(r.available or r.mark is Mark.CONFIDENTIAL for r in own)


def _why(measure: str, evidence: Evidence) -> str:
    stated = next((r.why for r in evidence.readings if r.measure == measure and r.why), "")
    if stated:
        return stated
    definition = evidence.measures.get(measure)
    supply = f"; {would_supply(definition)} it" if definition and definition.contracts else ""
    return f"no reading of {measure} is held for {evidence.place} [x]{supply}."


RULE = Rule(
    name="no-data-held",
    why="A success that nobody counted is an opinion; a Panel that asks for the figure must be told "
    "there is none.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="There have been many successes in getting people into education, training and employment.",
    right="No data on education, training and employment are held.",
)
