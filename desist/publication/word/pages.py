"""The pages around the blocks: paper, header and footer, the first page, contact and appendices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Cm

from desist.publication.document import Answer, Answers, Figure, Report
from desist.publication.inline import Badge
from desist.publication.plain_text import one_line
from desist.publication.word.runs import bookmark_name, field, say, words
from desist.publication.word.tables import Fill, add_grid, add_table, plainly
from desist.publication.words import full_date, on_every_page, said_of_all, titled

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.text.paragraph import Paragraph


ROOMY = 5  # answers that fit on the first page at full size


def lay_out(document: Document, report: Report) -> None:
    """A4, with the report's name above each page but the first, and its number beneath all."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True
    notices = on_every_page(report)
    section.top_margin, section.bottom_margin = Cm(3.0 if notices else 2.6), Cm(2.1)
    for header in (section.first_page_header, section.header):
        header.is_linked_to_previous = False
        _header(header, report, notices, named=header is section.header)
    for footer in (section.first_page_footer, section.footer):
        footer.is_linked_to_previous = False
        _footer(footer, report)


def _header(header: _Header, report: Report, notices: tuple[str, ...], *, named: bool) -> None:
    first = header.paragraphs[0]
    if notices:
        first.style = "Notice"
        words(first, one_line(" ".join(notices)))
    if named:
        paragraph = header.add_paragraph(style="Header") if notices else first
        words(paragraph, f"{one_line(report.title)}\t{one_line(report.subtitle)}")


def _footer(footer: _Footer, report: Report) -> None:
    paragraph = footer.paragraphs[0]
    made = full_date(report.timestamp)
    words(paragraph, f"{one_line(report.organisation)} · {one_line(report.edition)}, {made}\tPage ")
    field(paragraph, "PAGE", "1")
    words(paragraph, " of ")
    field(paragraph, "NUMPAGES", "1")


def add_front(document: Document, report: Report) -> None:
    """The first page: whose report it is, and each question answered in a sentence with its signal."""
    meeting = f", {full_date(report.meeting)}" if report.meeting else ""
    for style, text in (
        ("Organisation", report.organisation),
        ("Title", report.title),
        ("Subtitle", report.subtitle),
        ("Meeting", f"Report to the {report.panel}{meeting} · {report.edition}"),
    ):
        words(document.add_paragraph(style=style), one_line(text))
    words(document.add_paragraph(style="Heading 1"), "In one page")
    many = len(report.answers.rows) > ROOMY  # what is called one page should be one
    alike = said_of_all(report.answers)
    apart = not alike and any(row.changed for row in report.answers.rows)
    columns = 4 if apart else 3
    add_table(
        document,
        header=["Question", "Answer", "Signal", "Since last time"][:columns],
        rows=[_answer(row)[:columns] for row in report.answers.rows],
        shares=([1.4, 1.65, 1.05, 1.0] if many else [1.25, 1.6, 1.1, 1.05]) if apart else [1.5, 2.2, 1.0],
        title="Each key performance question, its answer, its signal and what has changed",
        cell_style="Cell Small" if many else "Cell",
        together=False,
    )
    if alike:
        paragraph = document.add_paragraph(style="Source")
        paragraph.paragraph_format.space_before = Cm(0.2)
        words(paragraph, "Since last time: ", bold=True)
        say(paragraph, alike)
    if report.answers.promises:
        words(document.add_paragraph(style="Heading 2"), "What was promised to the Panel")
        _promises(document, report.answers)


def _answer(row: Answer) -> list[Fill]:
    def question(paragraph: Paragraph) -> None:
        words(paragraph, one_line(row.question.name), bold=True)
        paragraph.add_run().add_break()
        words(paragraph, one_line(row.question.text))

    return [
        question,
        lambda paragraph: say(paragraph, row.sentence),
        lambda paragraph: say(paragraph, (Badge(row.verdict),)),
        lambda paragraph: say(paragraph, row.changed),
    ]


def _promises(document: Document, answers: Answers) -> None:
    add_table(
        document,
        header=["Promise", "Made", "Now"],
        rows=[[plainly(one.text), plainly(one.made), plainly(one.state)] for one in answers.promises],
        shares=[2.3, 1.0, 1.4],
        title="What was promised to the Panel, when, and what became of it",
        followed=False,
    )


def add_contact(document: Document, report: Report) -> None:
    """Whom to ask, and whose data the report rests on."""
    words(document.add_paragraph(style="Heading 1"), "Contact")
    contact = report.contact
    for name, held in (
        ("Contact officer", contact.name),
        ("Job title", contact.role),
        ("Telephone", contact.telephone),
        ("Email", contact.email),
    ):
        if held:
            paragraph = document.add_paragraph(style="Normal")
            paragraph.paragraph_format.space_after = Cm(0.05)
            paragraph.paragraph_format.keep_with_next = True
            words(paragraph, f"{name}: ", bold=True)
            words(paragraph, one_line(held))
    for at, line in enumerate(report.attributions):
        paragraph = document.add_paragraph(style="Source")
        words(paragraph, one_line(line))
        if at == 0:
            paragraph.paragraph_format.space_before = Cm(0.5)


def add_appendices(document: Document, report: Report) -> None:
    """Risks and implications under their fixed headings, then the numbers behind the figures."""
    figures = [block for block in report.blocks if isinstance(block, Figure)]
    appendix = 0
    if report.appendix:
        appendix += 1
        _appendix(document, f"Appendix {appendix}: Risks and implications")
        add_table(
            document,
            header=["Heading", "Risks and implications"],
            rows=[[plainly(risk.heading), plainly(risk.text)] for risk in report.appendix],
            shares=[1.0, 1.9],
            title="Risks and implications",
            followed=False,
        )
    if figures:
        appendix += 1
        _appendix(document, f"Appendix {appendix}: The numbers behind the figures")
    for figure in figures:
        heading = document.add_paragraph(style="Heading 2")
        field(heading, f"REF {bookmark_name(figure.id)} \\h", figure.label)
        words(heading, f": {one_line(titled(figure))}")
        words(document.add_paragraph(style="Caption Detail"), one_line(figure.subtitle))
        add_grid(
            document,
            figure.data,
            title=f"The numbers behind {figure.label}: {titled(figure)}",
            followed=False,
        )


def _appendix(document: Document, title: str) -> None:
    heading = document.add_paragraph(style="Heading 1")
    heading.paragraph_format.page_break_before = True
    words(heading, title)
