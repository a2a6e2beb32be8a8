"""The file around the words: properties, embedded typeface, and settings."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from desist.publication.fonts import FAMILY, FOLDER

if TYPE_CHECKING:
    from docx.document import Document

FACES = (
    ("embedRegular", "Inter-Regular.ttf"),
    ("embedBold", "Inter-Bold.ttf"),
    ("embedItalic", "Inter-Italic.ttf"),
)
FONT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
NAMESPACE = uuid.UUID("7f2f6d0e-0c53-5d0b-9a55-3f1f6d3b8a11")  # ours; only keeps the fonts' keys the same
LONGEST_PROPERTY = 255  # letters
# the ends of the types of relationship to parts that a report has no use for
LEFTOVERS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/webSettings", "/extended-properties")


def describe(
    document: Document, *, title: str, subject: str, author: str, language: str, timestamp: datetime
) -> None:
    """Write the document's properties: who, what, in which language, when."""
    properties = document.core_properties
    properties.title, properties.subject = _short(title), _short(subject)
    properties.author = properties.last_modified_by = _short(author)
    properties.language = language
    properties.created = properties.modified = timestamp.astimezone(UTC).replace(microsecond=0)
    properties.comments = properties.keywords = properties.category = ""
    properties.revision = 1


def _short(text: str) -> str:
    """As much of a text as Word accepts in a property."""
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}…"


def embed_typeface(document: Document) -> None:
    """Carry the typeface inside the document, so that it looks the same where it is not installed.

    The files are obfuscated as ECMA-376 part 4 (section 19.3) asks: their first 32 bytes are
    combined with a key that stands beside them. Arial is named as what to use instead.
    """
    table = next(
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    faces = ""
    for at, (element, file) in enumerate(FACES, start=1):
        key = uuid.uuid5(NAMESPACE, file)
        font = Part(
            PackURI(f"/word/fonts/font{at}.odttf"),
            FONT_TYPE,
            _obfuscated((FOLDER / file).read_bytes(), key),
            document.part.package,
        )
        relation = table.relate_to(font, FONT_RELATION)
        faces += f'<w:{element} r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/>'
    table._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts {nsdecls("w", "r")}><w:font w:name="{FAMILY}"><w:altName w:val="Arial"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{faces}</w:font></w:fonts>'
    ).encode()


def _obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    pattern = key.bytes[::-1] * 2
    return bytes(byte ^ mask for byte, mask in zip(font[:32], pattern, strict=True)) + font[32:]


def settle(document: Document) -> None:
    """Settings of a document made for present-day Word, with its typeface embedded."""
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    kept = parse_xml(
        f'<w:settings {nsdecls("w")}><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        "</w:settings>"
    )
    for child in kept:
        settings.append(child)


def drop_leftovers(document: Document) -> None:
    """Drop what the template brings of its maker: a thumbnail, old copies of styles, its program's name."""
    for holder in (document.part, document.part.package):
        for name in [name for name, one in holder.rels.items() if one.reltype.endswith(LEFTOVERS)]:
            del holder.rels[name]
