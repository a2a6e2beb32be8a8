"""Read a publisher's file in place, piece by piece, so that a force's month need not cost a nation's years.

A month's archive of data.police.uk holds three years of every force, 1.6 gigabytes; one force's
files in it are a few hundred kilobytes. A zip archive keeps its list at the end, so the list and
the chosen files can be read with requests for ranges of bytes where the server answers those.
"""

from __future__ import annotations

import io
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from desist.intake.answer import Broken, Wanted, piece, refuse_status, refuse_web_page, unreachable, version
from desist.intake.connection import Response, Unreachable
from desist.intake.download import Line
from desist.vocabulary.mistake import OperatorMistake

BLOCK = 1 << 20
BLOCKS_KEPT = 16

Found = TypeVar("Found")


class RemoteFile(io.RawIOBase):
    """A file on a publisher's machine that can be read and sought in, a block at a time."""

    def __init__(self, wanted: Wanted, line: Line, *, length: int, stamp: str) -> None:
        super().__init__()
        self._wanted, self._line = wanted, line
        self._length, self._stamp = length, stamp
        self._at = self._fetched = 0
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # any buffer, as io gives it
        if self._at >= self._length:
            return 0
        number, within = divmod(self._at, BLOCK)
        found = self._block(number)[within : within + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _block(self, number: int) -> bytes:
        if number not in self._blocks:
            self._blocks[number] = self._fetch(number * BLOCK, min((number + 1) * BLOCK, self._length))
            while len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        return self._blocks[number]

    def _fetch(self, start: int, end: int) -> bytes:
        """One range, whole; asked again after a pause when the line breaks."""
        return _patiently(self._wanted, self._line, lambda: self._ask(start, end), answered=True)

    def _ask(self, start: int, end: int) -> bytes:
        answer = _range(self._wanted, self._line, f"bytes={start}-{end - 1}")
        try:
            if answer.status != 206:
                refuse_status(answer, self._wanted)
            expected = f"bytes {start}-{end - 1}/{self._length}"
            if answer.headers.get("Content-Range") != expected or version(answer) != self._stamp:
                raise OperatorMistake(
                    f"{self._wanted.target.name} was changed by its publisher while it was being fetched.",
                    hint="Fetch it again.",
                )
            found = b""
            while len(found) < end - start and (more := piece(answer)):
                found += more
        finally:
            answer.close()
        if len(found) != end - start:
            raise Broken(f"only {len(found):,} of {end - start:,} bytes came")
        self._fetched += len(found)
        self._line.progress(self._wanted.target.name, self._fetched, 0)
        return found


def open_remote(wanted: Wanted, line: Line) -> io.BufferedReader | None:
    """Open a publisher's file for reading in place; None when its server sends whole files only."""
    return _patiently(wanted, line, lambda: _opened(wanted, line), answered=False)


def _opened(wanted: Wanted, line: Line) -> io.BufferedReader | None:
    answer = _range(wanted, line, "bytes=0-0")
    try:
        if answer.status != 206:
            refuse_status(answer, wanted)
            return None
        refuse_web_page(answer, wanted)
        total = re.fullmatch(r"bytes 0-0/(\d+)", answer.headers.get("Content-Range", ""))
        if total is None or not version(answer):
            return None
        return io.BufferedReader(RemoteFile(wanted, line, length=int(total[1]), stamp=version(answer)), BLOCK)
    finally:
        answer.close()


def _patiently(wanted: Wanted, line: Line, ask: Callable[[], Found], *, answered: bool) -> Found:
    """Ask again after each pause; a publisher that has never answered is not asked twice."""
    for pause in (*line.pauses, None):
        try:
            return ask()
        except Unreachable as trouble:
            if not answered:
                raise unreachable(wanted, trouble) from trouble
            reason, wait = trouble.reason, 0.0
        except Broken as trouble:
            answered, reason, wait = True, trouble.reason, trouble.wait
        if pause is not None:
            line.pause(max(pause, wait))
    raise OperatorMistake(
        f"{wanted.host} broke off again and again while sending {wanted.target.name}: {reason}.",
        hint="The files that have arrived are kept; the same command fetches the others.",
    )


def _range(wanted: Wanted, line: Line, span: str) -> Response:
    headers = {"Accept-Encoding": "identity", "Range": span}
    return line.open_connection(wanted.address, headers, wanted.hosts)
