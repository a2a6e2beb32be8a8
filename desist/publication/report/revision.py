"""What a correction changed: each revised figure as it was printed and as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desist.publication.document import Block, Heading, Paragraph
from desist.publication.inline import Reference, Text, words
from desist.publication.report.tables import simple_table

MOST_LISTED = 60  # rows a reader will look through; the passports list every one


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One revised figure: what it is, of which period, as printed before and as printed now."""

    what: str
    period: str
    was: str
    now: str


def correction_blocks(reason: str, revised: Sequence[Revision]) -> list[Block]:
    """The section of a correction that says what was wrong and lists what was revised."""
    if not reason:
        return []
    opening = f"This edition corrects the one before it: {reason.rstrip('.')}."
    blocks: list[Block] = [Heading(text="What this edition corrects")]
    if not revised:
        return [*blocks, Paragraph(runs=words(f"{opening} No figure was revised."))]
    table = simple_table(
        "revised-figures",
        "Figures revised since the edition before",
        ("Figure", "Period", "Was", "Is now"),
        [(each.what, each.period, each.was, each.now) for each in revised[:MOST_LISTED]],
    )
    more = len(revised) - MOST_LISTED
    rest = f" {more} more are marked in the tables." if more > 0 else ""
    said = Text(f" lists the figures revised, which carry [r] wherever they are printed.{rest}")
    return [*blocks, Paragraph(runs=(Text(f"{opening} "), Reference(table.id), said)), table]
