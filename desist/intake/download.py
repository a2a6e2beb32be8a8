"""Download one file, however often the line breaks: whole under its name, or not there at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desist.intake.answer import Broken, Wanted, piece, refuse_status, refuse_web_page, unreachable, version
from desist.intake.connection import OpenConnection, Response, Unreachable
from desist.vocabulary.mistake import OperatorMistake

PAUSES = (2.0, 10.0, 30.0, 60.0)  # seconds between attempts that brought nothing new
MOST_ATTEMPTS = 100

Progress = Callable[[str, int, int], None]
"""What is being fetched, bytes so far, bytes in all (0 when the publisher does not say)."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """How to reach publishers: the connection, the pauses between attempts, and who watches.

    ``pause`` waits so many seconds (`time.sleep`, or nothing in tests).
    """

    open_connection: OpenConnection
    pause: Callable[[float], object]
    progress: Progress
    pauses: Sequence[float] = PAUSES


def download(wanted: Wanted, line: Line) -> Path:
    """Bring a file here; what an earlier, broken attempt brought is kept and carried on from.

    A half file lies under "….part", beside a note of which version of the file it is half of, so
    that halves of two versions are never joined. Only a whole file that passes its length (and
    ``sha256`` if given) gets its name. Trouble ends in one sentence; the part stays for next time.
    """
    with _disk(wanted.target):
        part = _Part(wanted)
    failures, answered = 0, False
    for _ in range(MOST_ATTEMPTS):
        before = part.size()
        try:
            with _disk(wanted.target):
                part.grow(line)
                return part.finish()
        except Unreachable as trouble:
            if not answered and before == part.size():
                raise unreachable(wanted, trouble) from trouble
            reason, wait = trouble.reason, 0.0
        except Broken as trouble:
            answered, reason, wait = True, trouble.reason, trouble.wait
        answered = answered or part.size() > before
        failures = 0 if part.size() > before else failures + 1
        if failures > len(line.pauses):
            break
        line.pause(max(wait, line.pauses[max(failures - 1, 0)] if line.pauses else 0.0))
    raise OperatorMistake(
        f"{wanted.host} broke off again and again while sending {wanted.target.name}: {reason}.",
        hint="What has arrived is kept; the same command carries on from there.",
    )


@contextmanager
def _disk(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        reason = str(trouble.strerror or trouble).lower()
        raise OperatorMistake(
            f"{target.name} cannot be written to {target.parent}: {reason}.",
            hint="Make room there; the same command carries on from what has arrived.",
        ) from trouble


class _Part:
    """The half file and the note of which version it is half of."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.path = wanted.target.with_name(f"{wanted.target.name}.part")
        self.note = wanted.target.with_name(f"{wanted.target.name}.part.json")
        wanted.target.parent.mkdir(parents=True, exist_ok=True)

    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def begun(self) -> str:
        """The version that the half file is half of; empty when that is not known."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            return str(note["version"]) if note["address"] == self.wanted.address else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def grow(self, line: Line) -> None:
        """Ask for what is still missing and append it; `Broken` when the answer ended early."""
        have, begun = self.size(), self.begun()
        if have and not begun:
            self.discard()
            have = 0
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": begun}
        answer = line.open_connection(self.wanted.address, headers, self.wanted.hosts)
        try:
            start, total = self._place(answer, have, begun)
            if start < total or not total:
                self._append(answer, start, total, line)
        finally:
            answer.close()

    def finish(self) -> Path:
        if self.wanted.sha256:
            with self.path.open("rb") as whole:
                found = hashlib.file_digest(whole, "sha256").hexdigest()
            if found != self.wanted.sha256:
                self.discard()
                raise OperatorMistake(
                    f"{self.wanted.target.name} from {self.wanted.host} is another file: its hash differs."
                )
        os.replace(self.path, self.wanted.target)
        self.note.unlink(missing_ok=True)
        return self.wanted.target

    def _place(self, answer: Response, have: int, begun: str) -> tuple[int, int]:
        """Where the answer's bytes belong and how long the whole file is (0 when not said)."""
        if answer.status == 206:
            found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", ""))
            if not found or int(found[1]) != have or (version(answer) or begun) != begun:
                self.discard()
                raise Broken("the file changed while it was being fetched")
            rest = int(answer.headers.get("Content-Length") or 0)
            return have, have + rest if found[2] == "*" else int(found[2])
        if answer.status == 416 and answer.headers.get("Content-Range") == f"bytes */{have}":
            return have, have  # the part is whole already
        if answer.status == 416:
            self.discard()
            raise Broken("the file is shorter than what was fetched of it")
        refuse_status(answer, self.wanted)
        refuse_web_page(answer, self.wanted)
        self.discard()
        return 0, int(answer.headers.get("Content-Length") or 0)

    def _append(self, answer: Response, start: int, total: int, line: Line) -> None:
        name = self.wanted.target.name
        self._refuse_size(total or start)
        if total and shutil.disk_usage(self.path.parent).free < total - start:
            raise OSError(errno.ENOSPC, "No space left on device")
        if not start:
            note = {"address": self.wanted.address, "version": version(answer)}
            self.note.write_text(json.dumps(note), encoding="utf-8")
        done = start
        with self.path.open("ab") as out:
            while more := piece(answer):
                out.write(more)
                done += len(more)
                self._refuse_size(done)
                line.progress(name, done, total)
            out.flush()
            os.fsync(out.fileno())
        if total and done < total:
            raise Broken(f"only {done:,} of {total:,} bytes came")
        if total and done > total:
            self.discard()
            raise Broken("more came than was announced")

    def _refuse_size(self, size: int) -> None:
        if size > self.wanted.largest:
            self.discard()
            raise OperatorMistake(
                f"{self.wanted.target.name} is larger than {self.wanted.largest >> 20:,} megabytes.",
                hint="If that is right, raise 'largest_megabytes' of the source in publishers.toml.",
            )
