"""Receive a file: copy it unchanged, with its hash, and look it over in the same reading."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from desist.intake.text_look import Shape, TextLook
from desist.vocabulary.mistake import OperatorMistake

CHUNK = 1 << 20
WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsb")
AT_ONCE = 2  # files read at the same time; hashing and copying leave Python free meanwhile


@dataclass(frozen=True, kw_only=True)
class Received:
    """One file as it came: its name, its hash, where the unchanged copy lies, what it looks like."""

    name: str
    sha256: str
    path: Path  # in the staging folder, named by its hash
    size: int
    shape: Shape | None  # None where it is not plain UTF-8 text but must be unpacked first

    @property
    def landing(self) -> str:
        """Its place below `landed`: by its hash, so that the same bytes are kept once."""
        return f"{self.sha256[:2]}/{self.path.name}"


def receive(sources: Sequence[Path], staging: Path, *, encoding: str = "utf-8") -> list[Received]:
    """Copy files into the staging folder under their hashes and look them over on the way.

    One that is missing, empty, binary or in another encoding is an OperatorMistake.
    """
    numbered = list(enumerate(sources))
    with ThreadPoolExecutor(max_workers=AT_ONCE) as readers:
        return list(readers.map(lambda each: _receive(each[1], staging, each[0], encoding), numbered))


def shown(source: Path) -> str:
    """A file's name as it can be printed on one line, whatever bytes it is made of."""
    name = os.fsencode(source.name).decode("utf-8", errors="replace")
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]", "?", name)


def _receive(source: Path, staging: Path, number: int, encoding: str) -> Received:
    name = shown(source)
    try:
        _refuse_what_is_no_file(source, name)
        coming = source.open("rb")
    except PermissionError as trouble:
        raise OperatorMistake(f"There is no permission to read {name}.") from trouble
    packed = name.lower().endswith((".gz", *WORKBOOKS))
    look = None if packed or encoding != "utf-8" else TextLook(name)
    digest = hashlib.sha256()
    part = staging / f"{number}.part"
    size = 0
    with coming, part.open("wb") as going:
        while chunk := coming.read(CHUNK):
            if look:
                look.at(chunk)
            digest.update(chunk)
            going.write(chunk)
            size += len(chunk)
    tail = re.sub(r"[^A-Za-z0-9.-]+", "-", name)[-80:]
    target = staging / f"{digest.hexdigest()}_{tail}"
    part.replace(target)
    shape = look.finish() if look else None
    return Received(name=name, sha256=digest.hexdigest(), path=target, size=size, shape=shape)


def _refuse_what_is_no_file(source: Path, name: str) -> None:
    if source.is_dir():
        raise OperatorMistake(f"{name} is a folder.", hint=f"Name its files, as in {name}/*.csv.")
    try:
        size = source.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as trouble:
        raise OperatorMistake(
            f"There is no file {os.fsencode(source).decode(errors='replace')!r}."
        ) from trouble
    if not source.is_file():
        raise OperatorMistake(f"{name} is neither a file nor a folder of files.")
    if size == 0:
        raise OperatorMistake(f"{name} is empty: it has not even a header.")
