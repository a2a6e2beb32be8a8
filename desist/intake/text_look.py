"""Look a text over while it passes by: its lines, its encoding, and anything that is not text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from desist.vocabulary.mistake import OperatorMistake

DELIMITERS = ",;\t|"

# The first bytes of things that are not text, however they are named.
NOT_TEXT = {
    b"PK\x03\x04": "a workbook or a ZIP archive",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office document",
}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a text looks like as a whole."""

    lines: int
    mixed_ends: bool  # lines end in CR alone, or some in CR LF and some in LF
    odd_blanks: bool  # holds tabs or bytes of non-breaking spaces
    delimiter: str  # what parts the first line most often
    delimiters: int  # how often that stands in the whole text
    line_end: bytes
    ends_with_newline: bool


class TextLook:
    """Takes a UTF-8 text chunk by chunk; anything that is not one is an OperatorMistake."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._newlines = self._returns = self._pairs = 0
        self._odd = False
        self._delimiter = b","
        self._delimiters = 0
        self._last = b""

    def at(self, chunk: bytes) -> None:
        if not self._last:
            self._refuse_what_is_no_text(chunk)
            first = chunk.split(b"\n", 1)[0]
            self._delimiter = max((each.encode() for each in DELIMITERS), key=first.count)
        if b"\x00" in chunk:
            line = self._newlines + chunk[: chunk.index(b"\x00")].count(b"\n") + 1
            raise OperatorMistake(
                f"{self._name} is not a text file: line {line:,} holds a zero byte.",
                hint="If it was written as UTF-16, save it as 'CSV UTF-8' or give --encoding utf-16.",
            )
        self._decode(chunk)
        self._newlines += chunk.count(b"\n")
        self._delimiters += chunk.count(self._delimiter)
        if b"\r" in chunk or self._last == b"\r":
            self._returns += chunk.count(b"\r")
            self._pairs += chunk.count(b"\r\n") + (self._last == b"\r" and chunk.startswith(b"\n"))
        self._odd = self._odd or b"\t" in chunk or b"\xa0" in chunk
        self._last = chunk[-1:]

    def finish(self) -> Shape:
        self._decode(b"", final=True)
        bare = self._returns - self._pairs
        lines = self._newlines + bare + (self._last not in (b"\n", b"\r", b""))
        return Shape(
            lines=lines,
            mixed_ends=bare > 0 or self._pairs not in (0, self._newlines),
            odd_blanks=self._odd,
            delimiter=self._delimiter.decode(),
            delimiters=self._delimiters,
            line_end=b"\r\n" if self._pairs else b"\n",
            ends_with_newline=self._last in (b"\n", b"\r"),
        )

    def _refuse_what_is_no_text(self, chunk: bytes) -> None:
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise OperatorMistake(
                f"{self._name} is written in UTF-16.",
                hint="Save it as 'CSV UTF-8', or give --encoding utf-16.",
            )
        for start, kind in NOT_TEXT.items():
            if chunk.startswith(start):
                raise OperatorMistake(
                    f"{self._name} is not text: it begins like {kind}.",
                    hint="Give it its right ending (.xlsx, .ods, .gz), or save it as CSV.",
                )

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        if chunk.isascii() and not final and not self._decoder.getstate()[0]:
            return
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as trouble:
            line = self._newlines + bytes(trouble.object)[: trouble.start].count(b"\n") + 1
            raise OperatorMistake(
                f"{self._name} is not in UTF-8: line {line:,} holds a byte it cannot read.",
                hint="Save it as 'CSV UTF-8', or give --encoding cp1252 for a file from an older Excel.",
            ) from trouble
