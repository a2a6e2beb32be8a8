"""The report as a Word document that an officer can go on editing."""

from __future__ import annotations

import io
from datetime import datetime

from desist.publication.document import Report
from desist.publication.number import numbered
from desist.publication.plain_text import one_line
from desist.publication.zipped import same_bytes


def render_docx(report: Report, *, timestamp: datetime | None = None) -> bytes:
    """Print a report as a Word document; the same report gives the same bytes.

    Headings, numbered paragraphs, captions, references and page numbers are Word's own, so they
    follow when the officer edits. ``timestamp`` (with its time zone) is the document's date, the
    report's own unless given. Raises OperatorMistake for a reference to a figure or table that the
    report does not hold.
    """
    import docx

    from desist.publication.word import lists, look, package, pages
    from desist.publication.word.blocks import add_blocks

    made = numbered(report)
    moment = timestamp or report.timestamp
    document = docx.Document()
    look.restyle(document, report.language)
    lists.renumber(document)
    package.settle(document)
    package.embed_typeface(document)
    package.drop_leftovers(document)
    package.describe(
        document,
        title=one_line(f"{made.title}, {made.subtitle}"),
        subject=one_line(f"Report to the {made.panel}"),
        author=one_line(made.organisation),
        language=made.language,
        timestamp=moment,
    )
    pages.lay_out(document, made)
    pages.add_front(document, made)
    add_blocks(document, made.blocks)
    pages.add_contact(document, made)
    pages.add_appendices(document, made)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue(), moment)
