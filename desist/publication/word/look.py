"""The look of the Word report: its own styles, so that headings, captions and tables stay consistent.

An officer who changes a style in Word changes it everywhere. Sizes are in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from desist.publication.fonts import FAMILY

if TYPE_CHECKING:
    from docx.document import Document

NAVY, PLUM, INK, QUIET = "12436D", "801650", "0B0C0C", "505A5F"
PALE, RULE, NOTICE, WHITE = "F3F5F7", "B1B4B6", "FFF7BF", "FFFFFF"
NUMBERED, BULLETED, ORDERED = 1, 2, 3  # the lists of lists.py
TWIPS = 20  # of a point; Word's measure of length
CM = 567  # twips


@dataclass(frozen=True, kw_only=True)
class Look:
    """One paragraph style; ``more`` is further paragraph properties, by their place in the schema.

    ``edges`` comes before shading and spacing, ``tail`` after them, as the schema demands.
    """

    id: str
    name: str
    size: float = 10
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    line: float = 1.2
    based_on: str = "Normal"
    next: str = ""
    with_next: bool = False
    numbering: int = 0
    edges: str = ""
    fill: str = ""
    tabs: str = ""
    tail: str = ""


def _edge(side: str, size: int, space: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _box(colour: str, *, up: int, aside: int) -> str:
    """A border of the fill's own colour: in Word it is what gives shaded words room."""
    sides = (("top", up), ("left", aside), ("bottom", up), ("right", aside))
    return "".join(_edge(side, 4, space, colour) for side, space in sides)


def _aside(points: float) -> str:
    return f'<w:ind w:left="{round(points * TWIPS)}" w:right="{round(points * TWIPS)}"/>'


HANGING = f'<w:ind w:left="{round(0.9 * CM)}" w:hanging="{round(0.9 * CM)}"/>'
FURTHER = f'<w:ind w:left="{round(1.6 * CM)}" w:hanging="{round(0.7 * CM)}"/>'
COVER = _box(NAVY, up=9, aside=12)
CALLOUT = _edge("left", 36, 8, NAVY) + _edge("right", 4, 10, PALE)
TO_RIGHT = '<w:jc w:val="right"/>'
RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{round(16.6 * CM)}"/></w:tabs>'
LOOKS = (
    Look(id="Normal", name="Normal", after=8, based_on=""),
    Look(
        id="Organisation",
        name="Organisation",
        bold=True,
        colour=WHITE,
        fill=NAVY,
        edges=COVER,
        after=10,
        tail=_aside(12),
    ),
    Look(
        id="Title",
        name="Title",
        size=25,
        bold=True,
        colour=WHITE,
        fill=NAVY,
        edges=COVER,
        line=1.05,
        tail=_aside(12),
    ),
    Look(
        id="Subtitle",
        name="Subtitle",
        size=12.5,
        colour=WHITE,
        fill=NAVY,
        edges=COVER,
        after=3,
        tail=_aside(12),
    ),
    Look(
        id="Meeting", name="Meeting", size=10, colour=WHITE, fill=NAVY, edges=COVER, after=14, tail=_aside(12)
    ),
    Look(
        id="Notice",
        name="Notice",
        size=9,
        bold=True,
        fill=NOTICE,
        edges=_box(NOTICE, up=3, aside=6),
        tail=_aside(6),
    ),
    Look(
        id="Heading1",
        name="heading 1",
        size=15,
        bold=True,
        before=18,
        after=8,
        line=1.1,
        with_next=True,
        next="Normal",
        edges=_edge("top", 14, 7, NAVY),
        tail='<w:outlineLvl w:val="0"/>',
    ),
    Look(
        id="Heading2",
        name="heading 2",
        size=12,
        bold=True,
        before=14,
        line=1.1,
        with_next=True,
        next="Normal",
        tail='<w:outlineLvl w:val="1"/>',
    ),
    Look(
        id="Heading3",
        name="heading 3",
        bold=True,
        before=10,
        after=4,
        with_next=True,
        next="Normal",
        tail='<w:outlineLvl w:val="2"/>',
    ),
    Look(id="NumberedParagraph", name="Numbered Paragraph", after=8, numbering=NUMBERED, tail=HANGING),
    Look(id="ListBullet", name="List Bullet", after=3, numbering=BULLETED, tail=FURTHER),
    Look(id="ListNumber", name="List Number", after=3, numbering=ORDERED, tail=FURTHER),
    Look(id="Caption", name="caption", bold=True, before=12, after=1, with_next=True),
    Look(id="CaptionDetail", name="Caption Detail", size=9, colour=QUIET, with_next=True),
    Look(id="Chart", name="Chart", after=2, line=1.0, with_next=True),
    Look(id="Source", name="Source", size=8, colour=QUIET, after=1, line=1.08),
    Look(id="Cell", name="Cell", size=9, before=2, after=2, line=1.08),
    Look(
        id="CellNumber",
        name="Cell Number",
        size=9,
        before=2,
        after=2,
        line=1.08,
        based_on="Cell",
        tail=TO_RIGHT,
    ),
    Look(id="CellSmall", name="Cell Small", size=8.5, before=1.5, after=1.5, line=1.05),
    Look(id="CellHeader", name="Cell Header", size=9, bold=True, before=2, after=2, line=1.08),
    Look(
        id="CellHeaderNumber",
        name="Cell Header Number",
        based_on="CellHeader",
        size=9,
        bold=True,
        before=2,
        after=2,
        line=1.08,
        tail=TO_RIGHT,
    ),
    Look(id="Outcome", name="Outcome", size=9.5, bold=True, colour=WHITE, before=3, after=3, line=1.1),
    Look(
        id="CalloutTitle",
        name="Callout Title",
        bold=True,
        fill=PALE,
        edges=CALLOUT,
        before=8,
        after=0,
        with_next=True,
        tail=_aside(12),
    ),
    Look(id="Callout", name="Callout", fill=PALE, edges=CALLOUT, after=12, tail=_aside(12)),
    Look(id="Header", name="header", size=8.5, colour=QUIET, after=2, line=1.1, tabs=RIGHT_TAB),
    Look(id="Footer", name="footer", size=8.5, colour=QUIET, after=0, line=1.1, tabs=RIGHT_TAB),
)


def restyle(document: Document, language: str) -> None:
    """Replace every style of python-docx's template by the report's own."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(_sheet(language)):
        styles.append(child)


def _sheet(language: str) -> str:
    spoken = quoteattr(language)
    return f"""<w:styles {nsdecls("w")}>
<w:docDefaults><w:rPrDefault><w:rPr>{_font()}<w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>
<w:lang w:val={spoken} w:eastAsia={spoken} w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>
</w:docDefaults>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
<w:name w:val="No List"/><w:semiHidden/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:qFormat/>
<w:rPr><w:color w:val="{NAVY}"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>
<w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/>
<w:rPr><w:i/><w:iCs/></w:rPr></w:style>
{"".join(map(_paragraph_style, LOOKS))}{_table_styles()}</w:styles>"""


def _paragraph_style(look: Look) -> str:
    default = ' w:default="1"' if look.id == "Normal" else ""
    bold = "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    size = round(look.size * 2)
    return "".join(
        (
            f'<w:style w:type="paragraph"{default} w:styleId="{look.id}"><w:name w:val="{look.name}"/>',
            f'<w:basedOn w:val="{look.based_on}"/>' if look.based_on else "",
            f'<w:next w:val="{look.next}"/>' if look.next else "",
            "<w:qFormat/><w:pPr>",
            "<w:keepNext/><w:keepLines/>" if look.with_next else "",
            "<w:widowControl/>",
            f'<w:numPr><w:numId w:val="{look.numbering}"/></w:numPr>' if look.numbering else "",
            f"<w:pBdr>{look.edges}</w:pBdr>" if look.edges else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>' if look.fill else "",
            look.tabs,
            f'<w:spacing w:before="{round(look.before * TWIPS)}" w:after="{round(look.after * TWIPS)}" '
            f'w:line="{round(look.line * 240)}" w:lineRule="auto"/>',
            look.tail,
            f"</w:pPr><w:rPr>{_font()}{bold}",
            f'<w:color w:val="{look.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
            "</w:rPr></w:style>",
        )
    )


def _table_styles() -> str:
    """A plain table for the report: a firm line under the header, fine lines between rows."""
    fine = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    firm = f'w:val="single" w:sz="8" w:space="0" w:color="{INK}"'
    return f"""<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="100" w:type="dxa"/>
<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:bottom {fine}/><w:insideH {fine}/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {firm}/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:styleId="FrameworkTable"><w:name w:val="Framework Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblBorders>{_framework_lines()}</w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/></w:tcPr>
</w:tblStylePr></w:style>"""


def _framework_lines() -> str:
    outer = "".join(_edge(side, 6, 0, NAVY) for side in ("top", "left", "bottom", "right", "insideH"))
    return outer + _edge("insideV", 6, 0, NAVY)


def _font() -> str:
    return f'<w:rFonts w:ascii="{FAMILY}" w:hAnsi="{FAMILY}" w:eastAsia="{FAMILY}" w:cs="{FAMILY}"/>'
