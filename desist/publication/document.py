"""The one document tree: what a report says, with no word on how any format prints it.

Every renderer (HTML, PDF, DOCX, ODS) reads this tree after ``number.numbered`` has filled in the
numbers. Every string in it is only ever text: renderers pass each through ``plain_text.visible``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from desist.publication.grid import Grid
from desist.publication.inline import Runs
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Verdict

LONGEST_TITLE = 10  # words; Government Analysis Function, guidance on charts, 2023


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; level 1 is a section of the report, 2 and 3 lie within it."""

    text: str
    level: int = 1
    id: str = ""  # filled in by numbering when empty

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise OperatorMistake(f"The heading '{self.text}' is of level {self.level}; use 1, 2 or 3.")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph; by custom of Panel reports each has a number, filled in by numbering."""

    runs: Runs
    numbered: bool = True
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class Points:
    """A list of points, bulleted or, when ``ordered``, lettered or numbered."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart that states a finding, with its text alternative and the table behind it.

    ``title`` is the finding in at most ten words; ``subtitle`` says measure, place and period;
    ``svg`` is the drawing; ``label`` ("Figure 2") is filled in by numbering. ``synthetic`` says that
    what it shows was made up, in whole or in part.
    """

    id: str
    title: str
    subtitle: str
    svg: str
    alt: str
    source: str
    lag: str = ""
    passport: str = ""
    notes: tuple[str, ...] = ()
    data: Grid
    synthetic: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)
        if len(self.title.split()) > LONGEST_TITLE:
            raise OperatorMistake(
                f"The title of figure '{self.id}' has more than {LONGEST_TITLE} words: '{self.title}'.",
                hint="State only the finding; measure, place and period belong in the subtitle.",
            )
        if not self.alt.strip():
            raise OperatorMistake(
                f"Figure '{self.id}' has no text alternative.",
                hint="Say the finding and its numbers in words, for those who cannot see the chart.",
            )


@dataclass(frozen=True, kw_only=True)
class Table:
    """A numbered table with its source, lag and passport; ``label`` is filled in by numbering.

    ``synthetic`` says that something in it was made up.
    """

    id: str
    title: str
    subtitle: str = ""
    grid: Grid
    source: str = ""
    lag: str = ""
    notes: tuple[str, ...] = ()
    passport: str = ""
    synthetic: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One key performance question, e.g. name "KPQ 1"."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One outcome of the plan and the key performance questions asked of it."""

    text: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Framework:
    """The performance framework as a figure: each outcome above its questions."""

    id: str
    title: str
    outcomes: tuple[Outcome, ...]
    source: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One key performance question answered in a sentence, and what changed since last time."""

    question: Question
    sentence: Runs
    verdict: Verdict
    changed: Runs = ()


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Something promised to the Panel, when, and what became of it ("Done", "Due July 2025")."""

    text: str
    made: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The first page: a row for each key performance question, then what was promised."""

    rows: tuple[Answer, ...]
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Callout:
    """A notice set apart from the text, e.g. why a figure cannot be given."""

    title: str
    runs: Runs


@dataclass(frozen=True)
class PageBreak:
    """A new page where the format has pages."""


@dataclass(frozen=True, kw_only=True)
class Risk:
    """One fixed heading of the appendix of risks and implications, with what is to be said."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Contact:
    """The officer to ask about the report."""

    name: str
    role: str = ""
    email: str = ""
    telephone: str = ""


Block = Heading | Paragraph | Points | Figure | Table | Framework | Callout | PageBreak


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report.

    ``subtitle`` names the period; ``edition`` is its label ("Edition 1", "Draft"); ``notice`` is
    printed on every page when anything is ``synthetic``; ``timestamp`` carries its time zone and is the only
    clock a renderer knows. ``appendix`` comes from ``appendix.risks``.
    """

    title: str
    subtitle: str
    organisation: str
    panel: str
    meeting: date | None = None
    edition: str
    synthetic: bool = False
    notice: str = ""
    draft: bool = False
    language: str = "en-GB"
    answers: Answers
    blocks: tuple[Block, ...]
    appendix: tuple[Risk, ...] = ()
    contact: Contact
    attributions: tuple[str, ...] = ()
    timestamp: datetime

    def __post_init__(self) -> None:
        if self.timestamp.tzinfo is None:
            raise ValueError("a report's timestamp needs its time zone, or a rebuild would differ")


def check_id(name: str) -> None:
    """Accept only an id that every format can use as an anchor."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise OperatorMistake(
            f"'{name}' cannot be the id of a figure or table.",
            hint="Use small letters, digits and hyphens, beginning with a letter.",
        )
