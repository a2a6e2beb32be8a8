"""Word's own numbering: paragraphs that run through the report, bullets, and lists that start again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from desist.publication.word.look import BULLETED, FURTHER, HANGING, NUMBERED, ORDERED, QUIET

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LISTS = (
    (NUMBERED, "decimal", "%1.", HANGING, f'<w:color w:val="{QUIET}"/>', "NumberedParagraph"),
    (BULLETED, "bullet", "•", FURTHER, "", "ListBullet"),
    (ORDERED, "lowerLetter", "%1)", FURTHER, "", "ListNumber"),
)


def renumber(document: Document) -> None:
    """Replace the template's numbering by the report's three lists."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{one}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr><w:rPr>{colour}</w:rPr></w:lvl></w:abstractNum>'
        for one, form, text, indent, colour, style in LISTS
    )
    numbers = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one, *_ in LISTS)
    for child in parse_xml(f"<w:numbering {nsdecls('w')}>{abstracts}{numbers}</w:numbering>"):
        numbering.append(child)


def new_ordered_list(document: Document) -> int:
    """Begin an ordered list at its first letter again; gives the number its points must carry."""
    numbering = document.part.numbering_part.element
    number = 1 + max(int(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num")))
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{ORDERED}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return number


def join_list(paragraph: Paragraph, number: int) -> None:
    """Make a paragraph a point of one ordered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
