"""Each block of the document tree in Word."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docx.shared import Cm, Emu

from desist.publication.charts.draw import png_of
from desist.publication.document import (
    Block,
    Callout,
    Figure,
    Framework,
    Heading,
    Outcome,
    PageBreak,
    Paragraph,
    Points,
    Table,
)
from desist.publication.drawing import safe_drawing
from desist.publication.fonts import printable
from desist.publication.grid import Grid
from desist.publication.plain_text import one_line
from desist.publication.word.lists import join_list, new_ordered_list
from desist.publication.word.runs import numbered_label, say, words
from desist.publication.word.tables import Fill, add_grid, add_table
from desist.publication.words import beneath as words_beneath
from desist.publication.words import sentence, titled

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

PIXEL = 9525  # English Metric Units in a CSS pixel
WIDEST, HIGHEST = Cm(15.4), Cm(20)


def add_block(
    document: Document, block: Block, numbers: itertools.count[int], *, leads: bool = False
) -> None:
    """Print one block; ``numbers`` counts the bookmarks of the whole document.

    A paragraph that ``leads`` to a figure, a table or points stays on their page.
    """
    match block:
        case Heading():
            words(document.add_paragraph(style=f"Heading {block.level}"), one_line(block.text))
        case Paragraph():
            style = "Numbered Paragraph" if block.numbered else "Normal"
            said = document.add_paragraph(style=style)
            say(said, block.runs)
            said.paragraph_format.keep_with_next = leads or None
        case Points():
            _points(document, block)
        case Figure():
            caption(document, block.label, block.id, titled(block), block.subtitle, numbers)
            _picture(document, block)
            beneath(document, block, block.data)
        case Table():
            caption(document, block.label, block.id, titled(block), block.subtitle, numbers)
            followed = bool(words_beneath(block, block.grid))
            add_grid(document, block.grid, title=f"{block.label}: {titled(block)}", followed=followed)
            beneath(document, block, block.grid)
        case Framework():
            caption(document, block.label, block.id, block.title, "", numbers)
            _framework(document, block)
            if block.source:
                _source(document, block.source)
        case Callout():
            words(document.add_paragraph(style="Callout Title"), one_line(block.title))
            say(document.add_paragraph(style="Callout"), block.runs)


def add_blocks(document: Document, blocks: Sequence[Block]) -> None:
    """Print blocks from the top of a new page; each begins with a paragraph, which takes the break."""
    numbers = itertools.count(1)
    fresh, bare = True, False
    for place, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            fresh = True
            continue
        already = len(document.element.body)
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        leads = isinstance(following, Figure | Table | Framework | Points)
        add_block(document, block, numbers, leads=leads)
        if fresh:
            # the section's properties are the body's last child, and new blocks come before them
            document.element.body[already - 1].get_or_add_pPr().get_or_add_pageBreakBefore()
        elif bare and isinstance(block, Paragraph):
            # Word puts no space after a table: the paragraph that follows brings it
            document.paragraphs[-1].paragraph_format.space_before = Cm(0.45)
        fresh, bare = False, isinstance(block, Table) and not words_beneath(block, block.grid)


def caption(
    document: Document, label: str, name: str, title: str, subtitle: str, numbers: itertools.count[int]
) -> None:
    """A caption that Word numbers, and beneath it what exactly is shown."""
    paragraph = document.add_paragraph(style="Caption")
    numbered_label(paragraph, label, name, numbers)
    words(paragraph, f": {one_line(title)}")
    if subtitle:
        words(document.add_paragraph(style="Caption Detail"), one_line(subtitle))


def beneath(document: Document, block: Figure | Table, grid: Grid) -> None:
    """Notes, marks, source, lag and passport under a figure or table."""
    lines = words_beneath(block, grid)
    for at, (name, line) in enumerate(lines):
        paragraph = document.add_paragraph(style="Source")
        if name:
            words(paragraph, f"{name} ", bold=True)
        words(paragraph, one_line(line))
        if at == 0 and isinstance(block, Table):
            paragraph.paragraph_format.space_before = Cm(0.15)
        if at == len(lines) - 1:
            paragraph.paragraph_format.space_after = Cm(0.5)
        else:
            paragraph.paragraph_format.keep_with_next = True


def _source(document: Document, source: str) -> None:
    paragraph = document.add_paragraph(style="Source")
    words(paragraph, "Source: ", bold=True)
    words(paragraph, one_line(sentence(source)))
    paragraph.paragraph_format.space_after = Cm(0.4)


def _picture(document: Document, figure: Figure) -> None:
    """The chart at 300 dots to the inch, with its text alternative."""
    drawing = safe_drawing(figure.svg, prefix=figure.id, show=printable)
    run = document.add_paragraph(style="Chart").add_run()
    picture = run.add_picture(io.BytesIO(png_of(drawing)))
    wide, high = _size(drawing)
    fit = min(1.0, WIDEST / wide, HIGHEST / high)
    picture.width, picture.height = Emu(round(wide * fit)), Emu(round(high * fit))
    properties = picture._inline.docPr
    properties.set("descr", one_line(figure.alt))
    properties.set("title", one_line(f"{figure.label}: {titled(figure)}"))
    properties.set("name", figure.label)


def _size(drawing: str) -> tuple[float, float]:
    root = ElementTree.fromstring(drawing)
    _, _, wide, high = (float(part) for part in root.get("viewBox", "0 0 640 360").replace(",", " ").split())
    return wide * PIXEL, high * PIXEL


def _points(document: Document, points: Points) -> None:
    number = new_ordered_list(document) if points.ordered else 0
    for item in points.items:
        paragraph = document.add_paragraph(style="List Number" if points.ordered else "List Bullet")
        if points.ordered:
            join_list(paragraph, number)
        say(paragraph, item)
        if item is points.items[-1]:
            paragraph.paragraph_format.space_after = Cm(0.3)


def _framework(document: Document, framework: Framework) -> None:
    """Each outcome above its questions, as a table of one column for each outcome."""

    def questions(outcome: Outcome) -> Fill:
        def fill(paragraph: WordParagraph) -> None:
            for at, question in enumerate(outcome.questions):
                if at:
                    paragraph.add_run().add_break()
                words(paragraph, f"{one_line(question.name)}: ", bold=True)
                words(paragraph, one_line(question.text))

        return fill

    outcomes: Sequence[Outcome] = framework.outcomes
    add_table(
        document,
        header=[f"Outcome {at}: {one.text}" for at, one in enumerate(outcomes, start=1)],
        rows=[[questions(one) for one in outcomes]],
        shares=[1.0] * len(outcomes),
        title=f"{framework.label}: {framework.title}",
        row_headers=False,
        style="Framework Table",
        header_style="Outcome",
    )
    if not framework.source:
        document.add_paragraph(style="Source")
