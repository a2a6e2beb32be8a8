"""The runs of a sentence in Word: words, emphasis, links, signals, fields and bookmarks."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from desist.publication.inline import (
    SYMBOLS,
    WORDS,
    Badge,
    Emphasis,
    Link,
    Reference,
    Runs,
    Strong,
    Text,
    Value,
)
from desist.publication.plain_text import one_line, visible
from desist.publication.word.look import INK, NAVY, PLUM, QUIET, WHITE
from desist.vocabulary.signal import Verdict

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

LONGEST_BOOKMARK = 40  # letters; Word drops longer names
# words, fill, border: never told apart by colour alone, since each carries its word and symbol
BADGES = {
    Verdict.IMPROVEMENT: (WHITE, NAVY, f'w:val="single" w:color="{NAVY}"'),
    Verdict.CONCERN: (WHITE, PLUM, f'w:val="single" w:color="{PLUM}"'),
    Verdict.NO_CHANGE: (INK, WHITE, f'w:val="single" w:color="{QUIET}"'),
    Verdict.TOO_FEW: (INK, WHITE, f'w:val="dashed" w:color="{QUIET}"'),
}


def say(paragraph: Paragraph, runs: Runs, *, bold: bool = False, italic: bool = False) -> None:
    """Append the runs of a sentence to a paragraph."""
    for run in runs:
        match run:
            case Text():
                words(paragraph, run.text, bold=bold, italic=italic)
            case Strong():
                say(paragraph, run.runs, bold=True, italic=italic)
            case Emphasis():
                say(paragraph, run.runs, bold=bold, italic=True)
            case Value():
                words(paragraph, run.printed, bold=bold, italic=italic)
            case Link():
                link(paragraph, run.text, run.url)
            case Reference():
                field(paragraph, f"REF {bookmark_name(run.to)} \\h", run.label)
            case Badge():
                badge(paragraph, run.verdict)


def words(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """Append plain words; what a reader could not see is named."""
    run = paragraph.add_run(visible(text))
    if bold:
        run.bold = True
    if italic:
        run.italic = True


def badge(paragraph: Paragraph, verdict: Verdict) -> None:
    """Append a signal: its symbol and its word in a small box."""
    ink, fill, border = BADGES[verdict]
    run = paragraph.add_run(f"\u00a0{SYMBOLS[verdict]}\u00a0{WORDS[verdict].replace(' ', chr(0xA0))}\u00a0")
    properties = run._r.get_or_add_rPr()
    for xml in (
        "<w:b {}/>",
        f'<w:color {{}} w:val="{ink}"/>',
        '<w:sz {} w:val="18"/>',
        f'<w:bdr {{}} {border} w:sz="6" w:space="0"/>',
        f'<w:shd {{}} w:val="clear" w:color="auto" w:fill="{fill}"/>',
    ):
        properties.append(parse_xml(xml.format(nsdecls("w"))))


def link(paragraph: Paragraph, text: str, url: str) -> None:
    """Append words that lead to an https address."""
    address = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), address)
    words(paragraph, text)
    run = paragraph.runs[-1]
    run.style = "Hyperlink"
    anchor.append(run._r)
    paragraph._p.append(anchor)


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field that Word can update, showing what it stands for now.

    ``instruction`` is ours alone; nothing that anyone wrote may become part of it.
    """
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "begin":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            paragraph.add_run()._r.append(code)
        if kind == "separate":
            words(paragraph, shown)


def numbered_label(paragraph: Paragraph, label: str, name: str, numbers: itertools.count[int]) -> None:
    """Append 'Figure 3' as a caption that Word counts, inside the bookmark that references name."""
    kind, _, number = label.rpartition(" ")
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    identity = str(next(numbers))
    for mark in (start, end):
        mark.set(qn("w:id"), identity)
    start.set(qn("w:name"), bookmark_name(name))
    paragraph._p.append(start)
    words(paragraph, f"{kind}\u00a0")
    field(paragraph, f"SEQ {kind} \\* ARABIC", number)
    paragraph._p.append(end)


def bookmark_name(name: str) -> str:
    """Word's name for the place of a figure or table: letters, digits and underscores, not too long."""
    plain = "ref_" + one_line(name).replace("-", "_")
    if len(plain) <= LONGEST_BOOKMARK:
        return plain
    return f"{plain[:31]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
