"""The words of a report in each of its formats, as a reader or a program meets them."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from pypdf import PdfReader


def texts(folder: Path) -> dict[str, str]:
    """Format → all its text with runs of space made one."""
    return {
        "html": squeezed(html.unescape(re.sub(r"<[^>]+>", "", (folder / "report.html").read_text("utf-8")))),
        "pdf": squeezed("\n".join(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)),
        "docx": _zipped(folder / "report.docx", "word/document.xml"),
        "ods": _zipped(folder / "report.ods", "content.xml"),
    }


def _zipped(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        written = package.read(name).decode("utf-8")
    written = re.sub(r"<text:s\b[^>]*/>", " ", written)
    apart = re.sub(r"</(?:w:p|w:tc|text:p|table:table-cell)>", "\n", written)
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", apart)))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def ids(text: str, prefix: str = "CDD") -> set[str]:
    """Every passport id that a text prints."""
    return set(re.findall(rf"{prefix}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}", text))
