"""What an officer wrote in Markdown, as parts that can be checked and then printed.

``narrative_syntax.read_narrative`` turns a file into a ``Narrative``; ``compose`` puts in the values,
figures and tables and gives the blocks of the document tree. Between the two stand the claims.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from desist.publication.document import Block, Heading, Paragraph, Points
from desist.publication.inline import Emphasis, Inline, Link, Reference, Runs, Strong, Text, Value
from desist.publication.printed import printed_reading
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.reading import Reading


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A value asked for by name: ``{{solved_rate place="Durham" period="2025-03" show="interval"}}``.

    ``terms`` are the options as written; ``place``, ``period``, ``every``, ``show`` and ``decimals``
    have a fixed meaning and any other names a breakdown of the measure.
    """

    name: str
    terms: Mapping[str, str] = field(default_factory=dict)
    file: str
    line: int

    @property
    def show(self) -> str:
        return self.terms.get("show", "value")


@dataclass(frozen=True, kw_only=True)
class Words:
    """Plain words."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Words in bold (``strong``) or italics."""

    spans: tuple[Span, ...]
    strong: bool
    line: int


@dataclass(frozen=True, kw_only=True)
class WebLink:
    """Words that lead to an https address."""

    text: str
    url: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Inserted:
    """A value put in by name."""

    asked: Asked
    line: int


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """A reference to a figure or table: ``{{ref asb-monthly}}``."""

    to: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Words that carry a claim or an allowance: ``[Crime fell]{claim=fell measure=…}``."""

    spans: tuple[Span, ...]
    terms: Mapping[str, str]
    line: int


Span = Words | Marked | WebLink | Inserted | Pointer | Bound
Spans = tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Title:
    """A heading of level 3."""

    spans: Spans
    line: int


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One paragraph."""

    spans: Spans
    line: int


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list; lists inside it have been laid flat, since the printed report has one level."""

    items: tuple[Spans, ...]
    ordered: bool
    line: int


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Where a figure or table stands: ``{{figure asb-monthly}}`` on a line of its own."""

    kind: str
    name: str
    line: int


Part = Title | Passage | Listed | Placement


@dataclass(frozen=True, kw_only=True)
class Narrative:
    """One Markdown file, read; ``file`` is its name as the officer knows it."""

    file: str
    parts: tuple[Part, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every value the text asks for, in order."""
        spans = (span for run in self.runs for span in within(run))
        return tuple(span.asked for span in spans if isinstance(span, Inserted))

    @property
    def runs(self) -> Iterator[Spans]:
        for part in self.parts:
            match part:
                case Title() | Passage():
                    yield part.spans
                case Listed():
                    yield from part.items
                case Placement():
                    pass


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is held under a name: the reading to print, its measure, its passport, whether it is made up."""

    reading: Reading
    measure: Measure
    passport: str
    synthetic: bool = False


class Values(Protocol):
    """Where inserted values come from; ``quarter`` supplies one over the protected readings."""

    @property
    def names(self) -> Collection[str]: ...

    def given(self, asked: Asked) -> Given: ...


def within(spans: Spans) -> Iterator[Span]:
    """Every span, and every span inside it, in reading order."""
    for span in spans:
        yield span
        if isinstance(span, Marked | Bound):
            yield from within(span.spans)


def compose(
    narrative: Narrative, *, values: Values, exhibit: Callable[[Placement], Block | None]
) -> tuple[Block, ...]:
    """Print a narrative: the blocks of the document tree, with values and figures in place.

    ``exhibit`` gives the figure or table that a placement names, or None when there is none of that
    name. Raises OperatorMistake, with file and line, for a name that nothing is held under.
    """
    blocks: list[Block] = []
    for part in narrative.parts:
        match part:
            case Title():
                blocks.append(Heading(text=said(part.spans, values=values), level=3))
            case Passage():
                blocks.append(Paragraph(runs=_runs(part.spans, values)))
            case Listed():
                items = tuple(_runs(item, values) for item in part.items)
                blocks.append(Points(items=items, ordered=part.ordered))
            case Placement():
                block = exhibit(part)
                if block is None:
                    raise OperatorMistake(
                        f"{narrative.file}, line {part.line}: there is no {part.kind} named '{part.name}'.",
                        hint="Give the name of a figure or table that the report holds.",
                    )
                blocks.append(block)
    return tuple(blocks)


def printed(asked: Asked, values: Values) -> Value:
    """The value a name stands for, as printed in a sentence."""
    if asked.name not in values.names:
        raise OperatorMistake(
            f"{asked.file}, line {asked.line}: no value is named '{asked.name}'.",
            hint=nearest(asked.name, sorted(values.names)) or "'desist measure' lists the names.",
        )
    given = values.given(asked)
    try:
        text = printed_reading(
            given.reading, given.measure, show=asked.show, decimals=asked.terms.get("decimals", "")
        )
    except OperatorMistake as trouble:
        raise OperatorMistake(
            f"{asked.file}, line {asked.line}: {trouble.sentence}", hint=trouble.hint
        ) from trouble
    mark = given.reading.mark
    if not text and mark is Mark.NONE:
        mark = Mark.NOT_AVAILABLE
    synthetic = given.synthetic and asked.show not in ("period", "place")  # these name, and count nothing
    return Value(text=text, passport=given.passport, mark=mark, synthetic=synthetic)


def said(spans: Spans, *, values: Values | None) -> str:
    """Read spans aloud; a value is said as printed, or by its name when no values are given."""
    words = []
    for span in spans:
        match span:
            case Words() | WebLink():
                words.append(span.text)
            case Marked() | Bound():
                words.append(said(span.spans, values=values))
            case Inserted():
                words.append(printed(span.asked, values).printed if values else f"[{span.asked.name}]")
            case Pointer():
                words.append(span.to)
    return "".join(words)


def _runs(spans: Spans, values: Values) -> Runs:
    return tuple(run for span in spans for run in _run(span, values))


def _run(span: Span, values: Values) -> tuple[Inline, ...]:
    match span:
        case Words():
            return (Text(span.text),)
        case Marked():
            inner = _runs(span.spans, values)
            return (Strong(inner),) if span.strong else (Emphasis(inner),)
        case WebLink():
            return (Link(text=span.text, url=span.url),)
        case Inserted():
            return (printed(span.asked, values),)
        case Pointer():
            return (Reference(span.to),)
        case Bound():
            return _runs(span.spans, values)
