"""Figures and tables are numbered by the report, in a run without gaps, and a table has numbers in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about, about_exhibit
from desist.publication.claims.prose import Prose

TYPED = re.compile(r"\b(fig(?:ure)?s?|tables?)\.?\s*(\d+)(?![.\d]*%)", re.IGNORECASE)
CAPTION = re.compile(r"(?<!\()\b(fig(?:ure)?|table)\.?\s*(\d+)\s*[:\-–—]", re.IGNORECASE)


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report numbers typed by hand, gaps in the run of captions and of exhibits, and empty tables."""
    last: dict[str, int] = {}
    for sentence in prose.sentences:
        for found in CAPTION.finditer(sentence.text):
            kind, number = _kind(found[1]), int(found[2])
            if kind in last and number not in (last[kind], last[kind] + 1):
                yield about(
                    sentence,
                    f"is {kind} {number}, but the one before it is {kind} {last[kind]}.",
                    f"Place it with {{{{{kind} name}}}}: the report numbers it.",
                    start=found.start(),
                    end=found.end(),
                )
            last[kind] = number
        for found in TYPED.finditer(sentence.text):
            if not any(start <= found.start() < end for start, end, _ in sentence.pointers):
                yield about(
                    sentence,
                    f"types the number of a {_kind(found[1])} by hand ('{found.group(0)}').",
                    "Write {{ref name}}: the number is then always right.",
                    start=found.start(),
                    end=found.end(),
                )
    yield from _exhibits(prose)


def _exhibits(prose: Prose) -> Iterator[Trouble]:
    last: dict[str, int] = {"figure": 0, "table": 0}
    for exhibit in prose.exhibits:
        numbers = any(n is not None for row in exhibit.rows for n in row.numbers)
        if exhibit.kind == "table" and not numbers and not exhibit.explained:
            yield about_exhibit(
                exhibit, f"({exhibit.called}) has no numbers in it.", "Give the table its rows."
            )
        before = last.get(exhibit.kind, 0)
        if exhibit.number is None or exhibit.number != before + 1:
            stated = f"is numbered {exhibit.number}" if exhibit.number is not None else "has no number"
            yield about_exhibit(
                exhibit,
                f"{stated}, and should be {exhibit.kind} {before + 1}.",
                "Let the report number its figures and tables.",
            )
        last[exhibit.kind] = exhibit.number if exhibit.number is not None else before + 1


def _kind(written: str) -> str:
    return "figure" if written.lower().startswith("fig") else "table"


RULE = Rule(
    name="numbering",
    why="A report whose figures jump from 6 to 9 makes its reader look for two that are not there.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="Figure 6: RJ Hub referrals. Figure 9: ICV visits.",
    right="{{ref rj-referrals}} shows the referrals and {{ref icv-visits}} the visits.",
)
