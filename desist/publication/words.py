"""The small words that every format prints alike: dates, notices, the meaning of marks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desist.publication.document import Report
from desist.vocabulary.mark import Mark

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
