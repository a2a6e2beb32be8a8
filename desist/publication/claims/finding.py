"""What a rule has found wrong with a sentence, a figure or a table."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desist.publication.claims.evidence import Evidence, Exhibit
from desist.publication.claims.prose import Prose, Sentence

LONGEST_QUOTE = 240


class Weight(enum.StrEnum):
    """How much a finding weighs."""

    FAILURE = "failure"  # nothing is built
    WARNING = "warning"  # said, and built all the same
    ALLOWED = "allowed"  # an officer has allowed it, with a reason that is printed


class Gravity(enum.StrEnum):
    """When a rule's findings stop the build."""

    ALWAYS = "always"  # the data contradict the words
    EDITION = "edition"  # a draft warns, an edition fails
    NEVER = "never"  # only ever a warning


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What a rule says: which words, what is wrong with them, and what to do.

    ``start`` and ``end`` are where the words stand in the sentence; ``sentence`` is None for trouble
    with a figure or table.
    """

    file: str
    line: int
    quote: str
    wrong: str
    hint: str
    sentence: Sentence | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule's finding, as it is printed: where, what, and what to do."""

    rule: str
    weight: Weight
    file: str
    line: int
    quote: str
    wrong: str
    hint: str

    @property
    def sentence(self) -> str:
        return f"{self.file}, line {self.line}: “{self.quote}” {self.wrong}"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One idea about what a report may not say: its name, why, and the function that finds it.

    ``wrong`` and ``right`` are an example the rule fires on and its correction; the manual prints them.
    """

    name: str
    why: str
    gravity: Gravity
    find: Callable[[Prose, Evidence], Iterator[Trouble]]
    wrong: str
    right: str


def about(sentence: Sentence, wrong: str, hint: str, *, start: int = 0, end: int | None = None) -> Trouble:
    """Trouble with a sentence."""
    return Trouble(
        file=sentence.file,
        line=sentence.line,
        quote=shortened(sentence.text),
        wrong=wrong,
        hint=hint,
        sentence=sentence,
        start=start,
        end=len(sentence.text) if end is None else end,
    )


def about_exhibit(exhibit: Exhibit, wrong: str, hint: str) -> Trouble:
    """Trouble with a figure or table."""
    quote = shortened(exhibit.caption or exhibit.name)
    return Trouble(file=exhibit.file, line=exhibit.line, quote=quote, wrong=wrong, hint=hint)


def shortened(text: str) -> str:
    """A quotation on one line, cut in the middle of nothing and never longer than a message can bear."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"
