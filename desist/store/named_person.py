"""Take the rows that name a person out of a file as it was sent, and leave every other byte as it is."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsb")
DELIMITERS = ",;\t|"
LONGEST = 50  # lines of one quoted cell; beyond, a quote was left open
LATIN = (
    "latin-1"  # every byte is a letter of it, so that text in any encoding of bytes passes through unharmed
)
WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def can_be_rewritten(path: Path) -> bool:
    """Whether rows can be taken out of a file; a workbook cannot, and goes as a whole."""
    return not path.name.lower().endswith(WORKBOOKS)


def without_person(path: Path, references: Sequence[str], target: Path) -> int:
    """Write a file of rows again without those in which a cell is one of the references; how many went.

    Nothing is written where no row names the person. Lines of a quoted cell belong together. Encodings of
    bytes (UTF-8, Windows) and UTF-16 are known, and gz.
    """
    packed = path.name.lower().endswith(".gz")
    data = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    encoding = WIDE.get(data[:2]) or ("utf-16-le" if b"\x00" in data[:200] else LATIN)
    names = _spelled(references, encoding)
    text = data.decode(encoding)
    if not any(name in text for name in names):
        return 0
    spans = _lines_naming(text, names)
    if spans is None:
        spans = _naming(text, names)
    if spans:
        ends = [0, *(end for _, end in spans)]
        begins = [*(begin for begin, _ in spans), len(text)]
        made = "".join(text[a:b] for a, b in zip(ends, begins, strict=True)).encode(encoding)
        target.write_bytes(gzip.compress(made, mtime=0) if packed else made)
    return len(spans)


def _naming(text: str, names: set[str]) -> list[tuple[int, int]]:
    """Where the records stand that name the person."""
    found, at = [], 0
    for record in _records(text):
        if names_person(record, names):
            found.append((at, at + len(record)))
        at += len(record)
    return found


def _lines_naming(text: str, names: set[str]) -> list[tuple[int, int]] | None:
    """The same, looking only at lines with a reference; None where one of them is part of a longer record."""
    found = set()
    for name in names:
        at = text.find(name)
        while at >= 0:
            begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)
            # An open quote before the line, or within it, makes it one of several lines of a record.
            if text.count('"', 0, begin) % 2 or text.count('"', begin, end) % 2:
                return None
            if names_person(text[begin:end], names):
                found.add((begin, end))
            at = text.find(name, end)
    return sorted(found)


def _spelled(references: Sequence[str], encoding: str) -> set[str]:
    """The references as they stand in the decoded text: read byte by byte, an accent has several letters."""
    if encoding != LATIN:
        return set(references)
    found = {each.encode("utf-8").decode(LATIN) for each in references}
    return found | {each for each in references if all(ord(letter) < 256 for letter in each)}


def names_person(record: str, references: set[str]) -> bool:
    """Whether a record, however it is delimited, has a cell that is one of the references.

    In a record whose cells cannot be told, the reference as a word of its own is enough.
    """
    found = [each for each in references if each in record]
    if not found:
        return False
    line = record.strip("\r\n")
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader([line], delimiter=delimiter, strict=True)) if "\n" not in line else []
            rows = rows or list(csv.reader(line.splitlines(keepends=True), delimiter=delimiter, strict=True))
        except csv.Error:
            return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", record) for each in found)
        if any(cell.strip().strip("\ufeff") in references for row in rows for cell in row):
            return True
    return False


def _records(text: str) -> Iterator[str]:
    """The text cut into records: at each line end that stands outside quotes."""
    held: list[str] = []
    quotes = 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        held.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            yield "".join(held)
            held, quotes = [], 0
        elif len(held) > LONGEST:
            yield from held
            held, quotes = [], 0
    # Quotes that never close: each line for itself, or one would take all the others with it.
    yield from held
