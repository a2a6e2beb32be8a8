"""Receive a file: copy it unchanged into the landed folder, with its hash, in one reading."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from desist.vocabulary.mistake import OperatorMistake

CHUNK = 1 << 20
WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsb")


@dataclass(frozen=True, kw_only=True)
class Landed:
    """One file as it came: its name, its hash, where the unchanged copy lies, how many lines it has."""

    name: str
    sha256: str
    path: Path
    size: int
    lines: int  # physical lines of text; 0 for a workbook or a compressed file

    @property
    def compressed(self) -> bool:
        return self.name.lower().endswith(".gz")

    @property
    def workbook(self) -> bool:
        return self.name.lower().endswith(WORKBOOKS)


def receive(source: Path, staging: Path, landed: Path, *, encoding: str = "utf-8") -> Landed:
    """Copy a file into the landed folder under its hash and look it over on the way.

    A file that is missing, empty, binary or in another encoding is an OperatorMistake.
    """
    if source.is_dir():
        raise OperatorMistake(f"{source.name} is a folder.", hint=f"Name its files, as in {source.name}/*.csv.")
    if not source.exists():
        raise OperatorMistake(f"There is no file {source}.")
    if source.stat().st_size == 0:
        raise OperatorMistake(f"{source.name} is empty: it has not even a header.")
    plain = not source.name.lower().endswith((".gz", *WORKBOOKS))
    look = _TextLook(source.name, encoding) if plain else None
    digest = hashlib.sha256()
    staging.mkdir(parents=True, exist_ok=True)
    part = staging / f"{source.name[:60]}.part"
    size = 0
    with source.open("rb") as coming, part.open("wb") as going:
        while chunk := coming.read(CHUNK):
            digest.update(chunk)
            going.write(chunk)
            size += len(chunk)
            if look:
                try:
                    look.at(chunk)
                except OperatorMistake:
                    part.unlink()
                    raise
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", source.name)[-80:]
    target = landed / digest.hexdigest()[:2] / f"{digest.hexdigest()}_{name}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    lines = look.finish() if look else 0
    return Landed(name=source.name, sha256=digest.hexdigest(), path=target, size=size, lines=lines)


class _TextLook:
    """Looks a text file over while it is being copied: lines, stray bytes, encoding."""

    def __init__(self, name: str, encoding: str) -> None:
        self.name = name
        self.encoding = encoding
        self.lines = 0
        self.last = b""
        self.first = True
        self.decoder = codecs.getincrementaldecoder(encoding)("strict")

    def at(self, chunk: bytes) -> None:
        if self.first and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise OperatorMistake(
                f"{self.name} is written in UTF-16.", hint="Save it as 'CSV UTF-8', or give --encoding utf-16."
            )
        if self.first and chunk.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")):
            raise OperatorMistake(
                f"{self.name} is not text: its first bytes are those of a workbook, an archive or a PDF.",
                hint="Give it its right ending (.xlsx, .ods, .gz), or save it as CSV.",
            )
        self.first = False
        if b"\x00" in chunk and self.encoding.lower() in ("utf-8", "cp1252", "latin-1"):
            line = self.lines + chunk[: chunk.index(b"\x00")].count(b"\n") + 1
            raise OperatorMistake(f"{self.name} is not a text file: line {line} holds a zero byte.")
        try:
            self.decoder.decode(chunk)
        except UnicodeDecodeError as trouble:
            line = self.lines + chunk[: trouble.start].count(b"\n") + 1
            raise OperatorMistake(
                f"{self.name} is not in {self.encoding.upper()}: line {line} holds a byte it cannot read.",
                hint="Save it as 'CSV UTF-8', or give --encoding cp1252 for a file from an older Excel.",
            ) from trouble
        self.lines += chunk.count(b"\n")
        self.last = chunk[-1:]

    def finish(self) -> int:
        return self.lines + (0 if self.last == b"\n" else 1)
