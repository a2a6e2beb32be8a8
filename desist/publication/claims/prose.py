"""A narrative as sentences, each knowing its file, its line and what is bound to its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desist.publication.claims.evidence import Exhibit
from desist.publication.narrative import (
    Asked,
    Bound,
    Inserted,
    Listed,
    Marked,
    Narrative,
    Passage,
    Placement,
    Pointer,
    Spans,
    Title,
    Values,
    WebLink,
    Words,
    printed,
)

# A full stop ends a sentence unless it belongs to one of these.
ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|approx|vs?|cf|no|nos|para|paras|fig|figs|st|mr|mrs|ms|dr|cllr|supt|insp|[a-z])\.$",
    re.IGNORECASE,
)
# No sentence that anybody reads is longer; without an end the patterns would take minutes on a bad file.
LONGEST = 2000
STOP = re.compile(r"[.!?]['\"’”)\]]*(?=\s|$)|[.!?](?=[A-Z][a-z])")


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Words of a sentence that carry a claim or an allowance; ``start`` and ``end`` lie in its text."""

    start: int
    end: int
    words: str
    terms: Mapping[str, str]
    line: int


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence as a reader sees it.

    ``section`` is the heading it stands under, ``paragraph`` counts through the whole prose, and
    ``inserted`` and ``pointers`` give where values and references stand in ``text``.
    """

    text: str
    file: str
    line: int
    section: str = ""
    paragraph: int = 0
    ties: tuple[Tie, ...] = ()
    inserted: tuple[tuple[int, int, Asked], ...] = ()
    pointers: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Everything a report says: its sentences in order, and its figures and tables in order."""

    sentences: tuple[Sentence, ...]
    exhibits: tuple[Exhibit, ...] = ()
    placed: Mapping[str, int] = field(default_factory=dict)  # exhibit's name → paragraph it follows

    def beside(self, exhibit: Exhibit, *, reach: int = 2) -> Iterator[Sentence]:
        """The sentences that stand with an exhibit: near it, or pointing to it by name or number."""
        at = self.placed.get(exhibit.name)
        number = re.compile(rf"\b{exhibit.kind}\s+{exhibit.number}\b", re.IGNORECASE)
        for sentence in self.sentences:
            near = at is not None and -reach <= sentence.paragraph - at <= reach
            pointing = any(to == exhibit.name for _, _, to in sentence.pointers)
            if near or pointing or (exhibit.number is not None and number.search(sentence.text)):
                yield sentence


def prose_of(
    narratives: Sequence[Narrative], *, values: Values | None = None, exhibits: Sequence[Exhibit] = ()
) -> Prose:
    """Cut narratives into sentences; values are read as printed, or by name when none are given."""
    sentences: list[Sentence] = []
    placed: dict[str, int] = {}
    paragraph = 0
    for narrative in narratives:
        section = ""
        for part in narrative.parts:
            match part:
                case Title():
                    section = _Spoken(values).of(part.spans).text
                case Passage():
                    paragraph += 1
                    sentences += _sentences(part.spans, values, narrative.file, section, paragraph)
                case Listed():
                    for item in part.items:
                        paragraph += 1
                        sentences += _sentences(item, values, narrative.file, section, paragraph)
                case Placement():
                    placed[part.name] = paragraph
    return Prose(sentences=tuple(sentences), exhibits=tuple(exhibits), placed=placed)


class _Spoken:
    """Spans read aloud, with where each thing stands in the words."""

    def __init__(self, values: Values | None) -> None:
        self.values = values
        self.text = ""
        self.starts: list[int] = []
        self.lines: list[int] = []
        self.ties: list[Tie] = []
        self.inserted: list[tuple[int, int, Asked]] = []
        self.pointers: list[tuple[int, int, str]] = []

    def of(self, spans: Spans) -> _Spoken:
        for span in spans:
            start = len(self.text)
            self.starts.append(start)
            self.lines.append(span.line)
            match span:
                case Words() | WebLink():
                    self.text += span.text
                case Marked():
                    self.of(span.spans)
                case Inserted():
                    name = f"[{span.asked.name}]"
                    self.text += printed(span.asked, self.values).printed if self.values else name
                    self.inserted.append((start, len(self.text), span.asked))
                case Pointer():
                    self.text += span.to
                    self.pointers.append((start, len(self.text), span.to))
                case Bound():
                    self.of(span.spans)
                    end = len(self.text)
                    words = self.text[start:end].strip()
                    self.ties.append(Tie(start=start, end=end, words=words, terms=span.terms, line=span.line))
        return self

    def line(self, at: int) -> int:
        return self.lines[max(bisect_right(self.starts, at) - 1, 0)]


def _sentences(
    spans: Spans, values: Values | None, file: str, section: str, paragraph: int
) -> Iterator[Sentence]:
    spoken = _Spoken(values).of(spans)
    for start, end in cut(spoken.text):
        ties = tuple(
            Tie(
                start=max(tie.start - start, 0),
                end=min(tie.end, end) - start,
                words=tie.words,
                terms=tie.terms,
                line=tie.line,
            )
            for tie in spoken.ties
            if tie.start < end and start < tie.end
        )
        yield Sentence(
            text=spoken.text[start:end],
            file=file,
            line=spoken.line(start),
            section=section,
            paragraph=paragraph,
            ties=ties,
            inserted=tuple((a - start, b - start, x) for a, b, x in spoken.inserted if start <= a < end),
            pointers=tuple((a - start, b - start, x) for a, b, x in spoken.pointers if start <= a < end),
        )


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    begin = 0
    for stop in STOP.finditer(text):
        head = text[begin : stop.end()]
        if ABBREVIATED.search(head) or re.fullmatch(r"\s*\d+\.", head):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        at = space if space > start else start + LONGEST
        yield from _trimmed(text, start, at)
        start = at
    body = text[start:end]
    if body.strip():
        yield start + len(body) - len(body.lstrip()), start + len(body.rstrip())
