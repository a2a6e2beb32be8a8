"""The log: entries chained by hash and signed one by one, and beside them a signed note of where they end.

access/log.jsonl   one signed entry a line, each naming the hash of the line before it
access/head.json   how many entries there are and the hash of the last, signed
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from desist.access.entry import Entry, entry_from
from desist.vocabulary.mistake import OperatorMistake

FOLDER = "access"
LOG = "log.jsonl"
HEAD = "head.json"
BEGINNING = "0" * 64
PIECE = 1 << 16
OWNER_ONLY = 0o600


class Seal(Protocol):
    """Signs documents with the partnership's key, and knows its own signature again."""

    def write(self, document: Mapping[str, Any]) -> bytes:
        """The document as one line of signed bytes, without its line end."""

    def read(self, data: bytes) -> Mapping[str, Any] | str:
        """The document in signed bytes; or what is wrong with them, in words."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where the log ends: how many entries, and the hash of the last line."""

    entries: int = 0
    hash: str = BEGINNING


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry with its place in the chain."""

    sequence: int
    entry: Entry
    hash: str


@dataclass(frozen=True, kw_only=True)
class LogCheck:
    """The log as far as it holds, where it ends, and what is wrong with it, one sentence each."""

    lines: tuple[Line, ...]
    head: Head
    faults: tuple[str, ...]


class Log:
    """The access log of one partnership; opened on its folder."""

    def __init__(self, home: Path, seal: Seal) -> None:
        self._folder = home / FOLDER
        self._seal = seal

    def append(self, entry: Entry) -> Head:
        """Add one entry and make it last; when this returns, the entry is on disk.

        A log that does not end where its head says was tampered with or lost: nothing is added to it, and so
        nobody's rows are shown, until somebody has looked.
        """
        try:
            with self._alone():
                before = self._end()
                line = self._seal.write(
                    {**entry.document(), "sequence": before.entries + 1, "previous": before.hash}
                )
                with self._opened(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND) as out:
                    out.write(line + b"\n")
                    out.flush()
                    os.fsync(out.fileno())
                head = Head(entries=before.entries + 1, hash=_hash(line))
                self._note(head)
                return head
        except OSError as trouble:
            raise OperatorMistake(
                f"The access log in {self._folder} cannot be written: {trouble.strerror or trouble}.",
                hint="Nothing about a person is shown or changed without an entry in it.",
            ) from trouble

    def check(self, known_head: str = "") -> LogCheck:
        """Read all of it and say what is wrong: an entry changed, removed, moved, or cut off at the end.

        ``known_head`` is a head that somebody wrote down elsewhere: it must still be in the chain. Without
        one, a log and its head that were both put back to an earlier state cannot be told from the truth.
        """
        lines: list[Line] = []
        faults: list[str] = []
        for number, raw in enumerate(self._lines(), start=1):
            document = self._seal.read(raw)
            hash = lines[-1].hash if lines else BEGINNING
            if isinstance(document, str):
                faults.append(f"{LOG}: entry {number} {document}.")
                break
            if document.get("previous") != hash or document.get("sequence") != number:
                faults.append(
                    f"{LOG}: entry {number} does not follow the one before it: an entry was removed or moved."
                )
                break
            lines.append(Line(sequence=number, entry=entry_from(document), hash=_hash(raw)))
        end = Head(entries=len(lines), hash=lines[-1].hash if lines else BEGINNING)
        if not faults:
            faults += self._ends_wrongly(end, lines)
        if known_head and not faults and known_head not in {BEGINNING, *(each.hash for each in lines)}:
            faults.append(
                f"{LOG}: the entry {known_head[:16]}, known from elsewhere, is no longer in it: the end was "
                "cut off, or the log was put back to an earlier day."
            )
        return LogCheck(lines=tuple(lines), head=end, faults=tuple(faults))

    def head(self) -> Head:
        """Where the log ends, as its signed note says, to be written down elsewhere."""
        with self._alone():
            return self._end()

    def append_allowed(self) -> None:
        """Raise what `append` would raise: no key to sign with, or a log that is not whole."""
        self._seal.write({})
        self.head()

    def _ends_wrongly(self, end: Head, lines: list[Line]) -> list[str]:
        noted = self._noted()
        if isinstance(noted, str):
            return [f"{HEAD}: {noted}."]
        if noted is None:
            return [f"{HEAD}: is missing although there are entries."] if end.entries else []
        if noted.entries > end.entries:
            cut = noted.entries - end.entries
            return [f"{LOG}: the last {cut} of {noted.entries} entries were cut off."]
        if noted.entries < end.entries - 1 or (
            noted.hash != (lines[noted.entries - 1].hash if noted.entries else BEGINNING)
        ):
            return [f"{HEAD}: says {noted.entries} entries, but there are {end.entries}: it was put back."]
        return []

    def _end(self) -> Head:
        """Where the log ends, if its note and its last line agree; a crash between the two is put right."""
        noted = self._noted()
        if isinstance(noted, str):
            raise self._broken(f"{HEAD} {noted}")
        noted = noted or Head()
        last = self._last_line()
        if last is None:
            if noted.entries:
                raise self._broken(f"its {noted.entries} entries are gone")
            return noted
        if _hash(last) == noted.hash:
            return noted
        document = self._seal.read(last)
        follows = (
            not isinstance(document, str)
            and document.get("previous") == noted.hash
            and document.get("sequence") == noted.entries + 1
        )
        if not follows:
            raise self._broken(f"it does not end where {HEAD} says")
        head = Head(entries=noted.entries + 1, hash=_hash(last))
        self._note(head)
        return head

    def _broken(self, what: str) -> OperatorMistake:
        return OperatorMistake(
            f"The access log in {self._folder} was tampered with or lost: {what}.",
            hint="Nobody's rows are shown until it is looked into: run 'desist audit verify', tell the data "
            "protection officer, and restore the log from a backup or set its folder aside.",
        )

    def _noted(self) -> Head | str | None:
        try:
            raw = (self._folder / HEAD).read_bytes().rstrip(b"\n")
        except FileNotFoundError:
            return None
        document = self._seal.read(raw)
        if isinstance(document, str):
            return document
        if not {"entries", "head"} <= set(document):
            return "was altered: it is something else that was signed, and no head"
        return Head(entries=int(document["entries"]), hash=str(document["head"]))

    def _note(self, head: Head) -> None:
        part = f".{HEAD}.part"
        with self._opened(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as out:
            out.write(self._seal.write({"entries": head.entries, "head": head.hash}) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        os.replace(self._folder / part, self._folder / HEAD)

    def _last_line(self) -> bytes | None:
        """The last whole line; what a crash left half written after it is taken away."""
        path = self._folder / LOG
        if not path.exists():
            return None
        with path.open("r+b") as file:
            end = file.seek(0, os.SEEK_END)
            whole = _newline_before(file, end)
            if whole + 1 < end:
                file.truncate(whole + 1)
            if whole < 0:
                return None
            start = _newline_before(file, whole) + 1
            file.seek(start)
            return file.read(whole - start)

    def _lines(self) -> Iterator[bytes]:
        path = self._folder / LOG
        if not path.exists():
            return
        with path.open("rb") as file:
            for raw in file:
                if raw.endswith(b"\n"):  # a last piece without its end was never confirmed
                    yield raw.removesuffix(b"\n")

    def _opened(self, name: str, flags: int) -> BinaryIO:
        return os.fdopen(os.open(self._folder / name, flags, OWNER_ONLY), "wb")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._opened(".lock", os.O_WRONLY | os.O_CREAT) as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _newline_before(file: BinaryIO, end: int) -> int:
    """The place of the last newline before a place; -1 when there is none."""
    while end > 0:
        start = max(0, end - PIECE)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found
        end = start
    return -1
