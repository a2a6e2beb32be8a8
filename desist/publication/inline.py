"""The runs that make up a sentence: words, emphasis, links, values with a passport, references."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from desist.vocabulary.mark import SYNTHETIC, Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Verdict


@dataclass(frozen=True)
class Text:
    """Plain words, printed exactly as they are in every format."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that matter more; may hold other runs."""

    runs: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Words that are stressed; may hold other runs."""

    runs: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead to a page on the web; only https addresses are accepted."""

    text: str
    url: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" or not parts.hostname:
            raise OperatorMistake(
                f"The link '{self.text}' leads to '{self.url}', which is not an https address.",
                hint="Write the whole address, beginning with https://.",
            )


@dataclass(frozen=True, kw_only=True)
class Value:
    """A figure inside a sentence, as printed, with the id of the passport it can be traced by.

    ``synthetic`` says that it was made up.
    """

    text: str
    passport: str
    mark: Mark = Mark.NONE
    synthetic: bool = False

    @property
    def printed(self) -> str:
        said = f"{self.text} {self.mark.printed}".strip()
        return f"{said} {SYNTHETIC}" if self.synthetic else said


@dataclass(frozen=True)
class Reference:
    """A pointer to a figure or table by its id; ``label`` is filled in by numbering ("Figure 3")."""

    to: str
    label: str = ""


@dataclass(frozen=True)
class Badge:
    """A signal as a small badge: always a word with a symbol, never a colour alone."""

    verdict: Verdict


Inline = Text | Strong | Emphasis | Link | Value | Reference | Badge
Runs = tuple[Inline, ...]

SYMBOLS = {
    Verdict.IMPROVEMENT: "✓",
    Verdict.CONCERN: "!",
    Verdict.NO_CHANGE: "=",
    Verdict.TOO_FEW: "?",
}
WORDS = {
    Verdict.IMPROVEMENT: "Improvement",
    Verdict.CONCERN: "Concern",
    Verdict.NO_CHANGE: "No change",
    Verdict.TOO_FEW: "Too few to say",
}


def words(text: str) -> Runs:
    """Turn plain words into the runs of a sentence."""
    return (Text(text),) if text else ()


def text_of(runs: Runs) -> str:
    """Read runs aloud: the words alone, without emphasis, addresses or passports."""
    return "".join(_said(run) for run in runs)


def _said(run: Inline) -> str:
    match run:
        case Text() | Link():
            return run.text
        case Strong() | Emphasis():
            return text_of(run.runs)
        case Value():
            return run.printed
        case Reference():
            return run.label or run.to
        case Badge():
            return WORDS[run.verdict]
