"""Small tables a reader can check by hand: what was sent, what was asked, and the answer.

They stand beside the measures as Markdown; the manual prints them and the tests hold the measures to them.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from desist.vocabulary.measure import Measure

Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One example: rows by contract, the question as typed, and the rows of the answer."""

    title: str
    sent: Mapping[str, Rows]
    asked: tuple[str, ...]
    answer: Rows

    def given(self, option: str) -> list[str]:
        """Every value that the question gives to an option: given('place') of '--place Durham'."""
        return [
            value for name, value in zip(self.asked, self.asked[1:], strict=False) if name == f"--{option}"
        ]


def written_examples(measure: Measure) -> str:
    """The examples of a measure as Markdown; empty where it has none here."""
    names = [measure.name]
    if measure.contracts == ("local.series",):
        names.append("local_series_share" if measure.denominator else "local_series_count")
    for name in names:
        file = resources.files("desist.measures").joinpath("examples", f"{name}.md")
        if file.is_file():
            return file.read_text(encoding="utf-8").replace("{measure}", measure.name)
    return ""


def examples(measure: Measure) -> list[Example]:
    """The examples of a measure, read from their Markdown."""
    return [_example(part) for part in re.split(r"^### ", written_examples(measure), flags=re.MULTILINE)[1:]]


def _example(text: str) -> Example:
    sent: dict[str, Rows] = {}
    asked, answer = "", ""
    for label, code, table in re.findall(
        r"^(Sent as|Asked:) `([^`]+)`:?\n\n((?:\|.*\n)+)", text, re.MULTILINE
    ):
        if label == "Sent as":
            sent[code] = _rows(table)
        else:
            asked, answer = code, table
    return Example(
        title=text.split("\n")[0], sent=sent, asked=tuple(shlex.split(asked)), answer=_rows(answer)
    )


def _rows(table: str) -> Rows:
    head, _, *lines = [[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()]
    return tuple(dict(zip(head, line, strict=True)) for line in lines)
