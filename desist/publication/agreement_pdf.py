"""A sharing agreement as a tagged PDF on A4, to read, sign and keep."""

from __future__ import annotations

from datetime import datetime

from desist.partnership.agreements import Agreement
from desist.publication.agreement_page import SIGN_OFF, UNSIGNED, sections
from desist.publication.grid import Cell, Column, Grid
from desist.publication.pdf import plain, typeset
from desist.publication.row_headers import tag_row_headers


def agreement_pdf(agreement: Agreement, now: datetime) -> bytes:
    """Print the whole agreement; the same agreement at the same moment gives the same bytes.

    ``now`` carries its time zone. What is printed is what the pages in HTML and Markdown say.
    """
    told = sections(agreement, now.date())
    made = {
        "title": agreement.title,
        "organisation": agreement.controller,
        "notice": UNSIGNED if agreement.example else "",
        "made": now.date(),
        "signed": SIGN_OFF,
        "sections": [
            {"heading": heading, "parts": [each if isinstance(each, str) else _grid(each) for each in parts]}
            for heading, parts in told
        ],
    }
    tables = sum(not isinstance(each, str) for _, parts in told for each in parts)
    return tag_row_headers(typeset("agreement.typ", plain(made), timestamp=now), [True] * tables)


def _grid(rows: list[tuple[str, ...]]) -> Grid:
    head, *rest = rows
    return Grid(
        columns=tuple(Column(title=each) for each in head),
        rows=tuple(tuple(Cell(each) for each in row) for row in rest),
    )
