"""The styles of the spreadsheet, in place of the template's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from odfdo import Document, Element

FACE = "Arial"  # on every machine: a spreadsheet cannot count on carrying its typeface along
INK, QUIET, NAVY, RULE = "#0B0C0C", "#505A5F", "#12436D", "#B1B4B6"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("number", "datastyle"),
        ("table", "table"),
        ("text", "text"),
    )
)
TOP, FOOT = 'style:vertical-align="top"', 'style:vertical-align="bottom"'
WRAP = 'fo:wrap-option="wrap"'
FIRM, FINE = f'fo:border-bottom="1pt solid {INK}"', f'fo:border-bottom="0.5pt solid {RULE}"'
PADDING = (
    'fo:padding-left="0.12cm" fo:padding-right="0.12cm" fo:padding-top="0.06cm" fo:padding-bottom="0.06cm"'
)
BOLD = 'fo:font-weight="bold"'
# what each kind of cell looks like: its box, its words, where they stand
CELLS = {
    "title": ("", f'fo:font-size="16pt" {BOLD}', ""),
    "about": ("", f'fo:color="{QUIET}"', ""),
    "prose": (f"{WRAP} {TOP}", "", ""),
    "header": (f"{WRAP} {FOOT} {FIRM}", BOLD, 'fo:text-align="start"'),
    "header-number": (f"{WRAP} {FOOT} {FIRM}", BOLD, 'fo:text-align="end"'),
    "words": (f"{WRAP} {TOP} {FINE}", "", 'fo:text-align="start"'),
    "place": (f"{WRAP} {TOP} {FINE}", f'fo:color="{NAVY}" style:text-underline-style="solid"', ""),
    "mark": (f"{TOP} {FINE}", "", 'fo:text-align="end"'),
}


def number_style(decimals: int, *, percent: bool) -> str:
    """The name of the style that shows a number with so many decimals."""
    return f"number-{decimals}{'-percent' if percent else ''}"


def restyle(document: Document, language: str) -> None:
    """Put the report's own styles in place of the template's French ones."""
    spoken, _, country = (re.sub(r"[^A-Za-z-]", "", language) or "en-GB").partition("-")
    tongue = f"fo:language={quoteattr(spoken)} fo:country={quoteattr(country or 'GB')}"
    document.set_part(
        "styles.xml",
        f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMESPACES} office:version="1.4">
<office:font-face-decls>{_face()}</office:font-face-decls>
<office:styles><style:default-style style:family="table-cell">
<style:text-properties style:font-name="{FACE}" fo:font-size="11pt" fo:color="{INK}" {tongue}/>
</style:default-style><style:style style:name="Default" style:family="table-cell"/></office:styles>
<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties
 fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm"
 style:scale-to-X="1" style:scale-to-Y="0" style:print="objects charts drawings zero-values"/>
</style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="Default" style:page-layout-name="page"><style:header style:display="false"/>
<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>
</office:master-styles></office:document-styles>""".encode(),
    )


def without_settings(document: Document) -> None:
    """Drop the template's view of its own sheet; the part itself must stay."""
    empty = f'<office:document-settings {NAMESPACES} office:version="1.4"><office:settings/>'
    document.set_part("settings.xml", f"{empty}</office:document-settings>".encode())


def content_styles(widths: Iterable[str], numbers: Iterable[tuple[int, bool]]) -> list[Element]:
    """The styles that the sheets use: columns of each width, kinds of cell, and numbers as they are shown."""
    xml = [
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true" style:writing-mode="lr-tb"/></style:style>',
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>',
    ]
    xml += [
        f'<style:style style:name="{width_style(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for width in sorted(set(widths))
    ]
    xml += [_cell_style(name, *look) for name, look in CELLS.items()]
    for decimals, percent in sorted(set(numbers)):
        name = number_style(decimals, percent=percent)
        xml.append(
            f'<number:number-style style:name="{name}-format"><number:number number:min-integer-digits="1" '
            f'number:decimal-places="{decimals}" number:min-decimal-places="{decimals}" '
            f'number:grouping="true"/>'
            f"{'<number:text>%</number:text>' if percent else ''}</number:number-style>"
        )
        xml.append(_cell_style(name, *CELLS["mark"], more=f' style:data-style-name="{name}-format"'))
    return [Element.from_tag(one) for one in xml]


def width_style(width: str) -> str:
    """The name of the style of columns of a width such as '4.5cm'."""
    return f"column-{width.replace('.', '-')}"


def font_faces() -> Element:
    return Element.from_tag(_face())


def _face() -> str:
    return (
        f'<style:font-face style:name="{FACE}" svg:font-family="{FACE}" style:font-family-generic="swiss" '
        'style:font-pitch="variable"/>'
    )


def _cell_style(name: str, box: str, words: str, stand: str, *, more: str = "") -> str:
    fixed = ' style:text-align-source="fix"' if stand else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{more}>'
        f"<style:table-cell-properties {PADDING} {box}{fixed}/><style:paragraph-properties {stand}/>"
        f"<style:text-properties {words}/></style:style>"
    )
