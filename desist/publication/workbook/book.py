"""From sheets to the file: cells with their types, one marked table to a sheet, and fixed bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from odfdo import Cell, Column, Document, Element, Link, Paragraph, Row, Table

from desist.publication.plain_text import one_line
from desist.publication.workbook.sheet import Held, Number, Place, Sheet
from desist.publication.workbook.styles import (
    content_styles,
    font_faces,
    number_style,
    restyle,
    width_style,
    without_settings,
)
from desist.publication.zipped import same_bytes

PARTS = ("mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
NARROWEST, WIDEST = 2.6, 11.0  # centimetres of a column
LETTER = 0.23  # centimetres that a letter takes at 11 points
PROSE = "24cm"  # a sheet without a table holds sentences


def bound(sheets: Sequence[Sheet], *, title: str, author: str, language: str, timestamp: datetime) -> bytes:
    """Bind sheets into an ODS file; the same sheets give the same bytes."""
    document = Document("spreadsheet")
    restyle(document, language)
    without_settings(document)
    for part in document.get_parts():
        if part not in PARTS:
            document.del_part(part)
    for path in document.manifest.get_paths():
        if path not in ("/", *PARTS):
            document.manifest.del_full_path(path)
    _fill(document, sheets)
    _describe(document, title=title, author=author, language=language, timestamp=timestamp)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue(), timestamp)


def _fill(document: Document, sheets: Sequence[Sheet]) -> None:
    numbers = [held for sheet in sheets for row in sheet.rows for held in row if isinstance(held, Number)]
    automatic = document.content.get_element("//office:automatic-styles")
    faces = document.content.get_element("//office:font-face-decls")
    assert automatic is not None and faces is not None, "odfdo's template has both"
    automatic.clear()
    faces.clear()
    faces.append(font_faces())
    widths = [width for sheet in sheets for width in _widths(sheet)]
    for style in content_styles(widths, [(number.decimals, number.percent) for number in numbers]):
        automatic.append(style)
    body = document.body
    body.clear()
    for sheet in sheets:
        body.append(_table(sheet))
    ranges = Element.from_tag("<table:database-ranges/>")
    for sheet in sheets:
        if sheet.header:
            ranges.append(_marked(sheet))
    body.append(ranges)


def _table(sheet: Sheet) -> Table:
    table = Table(sheet.name, style="sheet")
    for width in _widths(sheet):
        table.append(Column(style=width_style(width)))
    plain = not sheet.header
    lines = [(sheet.title, "title"), *((line, "prose" if plain else "about") for line in sheet.about)]
    for words, style in lines:
        table.append(_row([_words(words, style)]))
    if sheet.header:
        repeated = Element.from_tag("<table:table-header-rows/>")
        numeric = [any(isinstance(row[at], Number) for row in sheet.rows) for at in range(len(sheet.header))]
        repeated.append(
            _row(
                [
                    _words(words, "header-number" if number else "header")
                    for words, number in zip(sheet.header, numeric, strict=True)
                ]
            )
        )
        table.append(repeated)
        for row in sheet.rows:
            table.append(_row([_cell(held, number) for held, number in zip(row, numeric, strict=True)]))
    return table


def _row(cells: Sequence[Cell]) -> Row:
    row = Row(style="row")
    for cell in cells:
        row.append(cell)
    return row


def _cell(held: Held, in_numbers: bool) -> Cell:
    match held:
        case Number():
            cell = Cell(held.value, style=number_style(held.decimals, percent=held.percent))
            cell.set_attribute("office:value", repr(float(held.value)))
            return cell
        case Place():
            cell = _words(held.text, "place")
            paragraph = Paragraph()
            paragraph.append(Link(url=f"#{held.sheet}.A1", text=held.text))
            cell.clear()
            cell.set_attribute("office:value-type", "string")
            cell.set_attribute("table:style-name", "place")
            cell.append(paragraph)
            return cell
        case str():
            return _words(held, "mark" if in_numbers else "words")


def _words(words: str, style: str) -> Cell:
    """A cell of words: typed as words, whatever they begin with, so that none is ever a formula."""
    return Cell(one_line(words), cell_type="string", style=style)


def _marked(sheet: Sheet) -> Element:
    """Mark where the table of a sheet lies, as a named range with a header row."""
    first = 2 + len(sheet.about)
    last = f"{_letters(len(sheet.header))}{first + len(sheet.rows)}"
    return Element.from_tag(
        f'<table:database-range table:name="{sheet.name}_data" table:contains-header="true" '
        f'table:display-filter-buttons="false" '
        f'table:target-range-address="{sheet.name}.A{first}:{sheet.name}.{last}"/>'
    )


def _letters(column: int) -> str:
    """The letters of a column counted from one: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, at = divmod(column - 1, 26)
        name = chr(65 + at) + name
    return name


def _widths(sheet: Sheet) -> list[str]:
    if not sheet.header:
        return [PROSE]
    widths = []
    for at, title in enumerate(sheet.header):
        longest_word = max(len(word) for word in title.split())
        held = max((_length(row[at]) for row in sheet.rows), default=0)
        letters = max(held, longest_word + 1, len(title) / 2)
        widths.append(f"{min(max(letters * LETTER + 0.7, NARROWEST), WIDEST):.1f}cm")
    return widths


def _length(held: Held) -> int:
    match held:
        case Number():
            return len(f"{held.value:,.{held.decimals}f}") + held.percent
        case Place():
            return len(held.text)
        case str():
            return len(held)


def _describe(document: Document, *, title: str, author: str, language: str, timestamp: datetime) -> None:
    moment = timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    holder = document.meta.get_element("//office:meta")
    assert holder is not None, "odfdo's template has it"
    holder.clear()
    for tag, words in (
        ("meta:generator", "Desist"),
        ("dc:title", title),
        ("meta:initial-creator", author),
        ("dc:creator", author),
        ("meta:creation-date", moment),
        ("dc:date", moment),
        ("dc:language", language),
    ):
        element = Element.from_tag(f"<{tag}/>")
        element.text = one_line(words)
        holder.append(element)
