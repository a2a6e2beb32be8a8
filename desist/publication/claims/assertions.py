"""What a report asserts: each direction with its subject and what it is measured from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from desist.publication.claims.direction import Cue, directional
from desist.publication.claims.lexicon import Sense
from desist.publication.claims.prose import Prose, Sentence
from desist.publication.claims.subjects import Subject, concepts, subject_of
from desist.publication.claims.times import Base, base_of, periods

ANYWAY = frozenset([-1, 0, 1])
MOVES = {Sense.UP: frozenset([1]), Sense.DOWN: frozenset([-1]), Sense.STEADY: frozenset([0])}
HARD = re.compile(r"[;:]\s|\s+(?:but|although|though|while|whilst|whereas|however|yet)\s+", re.IGNORECASE)
SOFT = re.compile(r",\s+and\s+|\s+and\s+|,\s+")
VERB = re.compile(r"(?:is|are|was|were|has|have|had|remain\w*|almost|nearly|but)\b", re.IGNORECASE)
SEQUENCE = re.compile(r"\b(?:then|before|after|until|since|initially|previously|at first)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """One direction asserted of one subject.

    ``moves`` holds the directions that would make it true: +1, 0, -1. ``clause`` is where the words
    stand that say it.
    """

    sentence: Sentence
    cue: Cue
    clause: tuple[int, int]
    subject: Subject
    base: Base
    moves: frozenset[int]
    dated: frozenset[tuple[int, int]]

    @property
    def words(self) -> str:
        return self.sentence.text[slice(*self.clause)].strip(" ,;:.")

    def speaks_of(self, other: Assertion, *, home: str) -> bool:
        """Whether both speak of the same subject, from the same base, over the same dates."""
        if self.sentence is other.sentence and SEQUENCE.search(self.sentence.text):
            return False
        return (
            self.subject.same(other.subject, home=home)
            and self.base.overlaps(other.base)
            and self.dated == other.dated
        )


def assertions(prose: Prose) -> tuple[Assertion, ...]:
    """Every direction that a report asserts, in order."""
    found: list[Assertion] = []
    before: Sentence | None = None
    for sentence in prose.sentences:
        goes_on = before is not None and before.paragraph == sentence.paragraph
        context = before.text if before and goes_on else ""
        found += _asserted(sentence, context)
        before = sentence
    return tuple(found)


def moves_of(cue: Cue) -> frozenset[int]:
    """The directions that would make a cue true; all of them when it says only where a level lies."""
    if cue.sense is Sense.STEADY and re.search(r"(?:high|low)$", cue.words, re.IGNORECASE):
        return ANYWAY
    moves = MOVES.get(cue.sense, ANYWAY)
    return ANYWAY - moves if cue.denied and moves != ANYWAY else moves


def _asserted(sentence: Sentence, context: str) -> Iterator[Assertion]:
    found = directional(sentence.text, context=context)
    last = subject_of(context)
    for start, end in clauses(sentence.text, found):
        text = sentence.text[start:end]
        subject = subject_of(text)
        if subject.concepts:
            last = subject
        else:
            subject = _inherited(subject, last)
        inside = [cue for cue in found if start <= cue.start < end]
        for cue in inside:
            steady = cue.sense is Sense.STEADY
            base = base_of(sentence.text[cue.start : end], steady=steady)
            if base.kind == "" and len(inside) == 1:
                base = base_of(text, steady=steady)
            dates = frozenset((n.period.start.toordinal(), n.period.end.toordinal()) for n in periods(text))
            yield Assertion(
                sentence=sentence,
                cue=cue,
                clause=(start, end),
                subject=subject,
                base=base,
                moves=moves_of(cue),
                dated=dates,
            )


def _inherited(subject: Subject, last: Subject) -> Subject:
    return replace(
        last,
        facets=subject.facets or last.facets,
        groups=subject.groups or last.groups,
        places=subject.places or last.places,
    )


def clauses(text: str, found: tuple[Cue, ...]) -> list[tuple[int, int]]:
    """Cut a sentence into clauses, each with the direction it asserts."""
    cuts = [0, *(match.end() for match in HARD.finditer(text)), len(text)]
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        inside = [cue for cue in found if start <= cue.start < end]
        for cue, following in pairwise(inside):
            at = _soft(text, cue.end, following.start)
            if at is not None:
                pieces.append((start, at))
                start = at
        pieces.append((start, end))
    return pieces


def _soft(text: str, start: int, end: int) -> int | None:
    """The first comma or 'and' between two directions behind which a new subject or verb stands."""
    for match in SOFT.finditer(text, start, end):
        opening = " ".join(text[match.end() : end].split()[:7])
        if concepts(opening) or VERB.match(opening):
            return match.end()
    return None
