"""The small words that every format prints alike: dates, notices, the meaning of marks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desist.publication.document import Answers, Figure, Report, Table
from desist.publication.grid import Grid
from desist.publication.inline import Runs
from desist.vocabulary.mark import SYNTHETIC, Mark

DRAFT = "Draft: not yet published. Figures and words may change."


def full_date(day: date) -> str:
    """A date as GOV.UK writes it: 12 March 2020."""
    return f"{day.day} {day:%B %Y}"


def legend(marks: Iterable[Mark]) -> str:
    """Say what each shorthand mark means: '[p] provisional; [x] not available'."""
    return "; ".join(f"{mark.printed} {mark.meaning}" for mark in marks)


def on_every_page(report: Report) -> tuple[str, ...]:
    """The notices that each page must carry, so that no page can be taken for what it is not."""
    synthetic = f"Synthetic data. {report.notice}".strip() if report.synthetic else ""
    return tuple(notice for notice in (synthetic, DRAFT if report.draft else "") if notice)


def titled(block: Figure | Table) -> str:
    """The title of a figure or table, marked where what it shows was made up."""
    return f"{block.title} {SYNTHETIC}" if block.synthetic else block.title


def level_words(level: str) -> str:
    """The level of a breakdown as a reader sees it: a code such as drugs_and_alcohol becomes words."""
    if level != level.lower() or " " in level:
        return level
    words = level.replace("_", " ")
    return words[:1].upper() + words[1:]


def sentence(text: str) -> str:
    """A text with a full stop at its end, unless it already ends in one; empty stays empty."""
    bare = text.strip()
    return bare if not bare or bare[-1] in ".?!" else f"{bare}."


def beneath(block: Figure | Table, grid: Grid) -> tuple[tuple[str, str], ...]:
    """The lines under a figure or table, each with the word in bold that it begins with, if any.

    First what the reader must know to read it (shorthand, notes), then where it comes from, how late
    it is, and the code by which it is traced.
    """
    lines = [("Shorthand:", sentence(legend(grid.marks)))]
    lines += [(f"[note {at}]", sentence(note)) for at, note in enumerate(grid.notes, start=1)]
    lines += [("", sentence(note)) for note in block.notes]
    lines.append(("Source:", sentence(block.source)))
    lines.append(("Lag:", sentence(block.lag.strip().removeprefix("Lag:").strip())))
    lines.append(("Figure passport:", block.passport))
    return tuple((name, text) for name, text in lines if text)


def said_of_all(answers: Answers) -> Runs:
    """What changed since last time when that is one and the same for every answer; else nothing.

    Said once beneath the answers, it leaves the room to what differs.
    """
    rows = answers.rows
    alike = len(rows) > 1 and all(row.changed == rows[0].changed for row in rows)
    return rows[0].changed if alike else ()
