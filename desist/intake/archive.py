"""Take chosen files out of a publisher's zip archive, and nothing else, and never more than fits."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desist.vocabulary.mistake import OperatorMistake

LARGEST_MEMBER = 512 << 20  # a force's month is about 5 MB; a zip bomb is not
PIECE = 1 << 18


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file to take out of an archive: its name within, and where it shall lie here."""

    name: str
    target: Path


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of the members asked for: those the archive lacks, and the names it holds."""

    absent: tuple[Member, ...]
    held: frozenset[str]


class Damaged(OperatorMistake):
    """The archive cannot be read; keeping it would only repeat the trouble."""


def take_out(
    archive: Path | IO[bytes],
    members: Sequence[Member],
    *,
    name: str,
    check: Callable[[Path, Member], None],
    largest: int = LARGEST_MEMBER,
) -> Taken:
    """Take the members out of the archive called ``name``; say which it does not hold, and what it does.

    The names within the archive decide nothing about where a file is written. Each file gets its
    name only when it is whole (its checksum is compared) and ``check`` raised nothing.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            held = frozenset(opened.namelist())
            for member in members:
                if member.name in held:
                    _take(opened, member, check=check, largest=largest)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as trouble:
        raise Damaged(
            f"{name} is damaged: it is not a whole zip archive.", hint="Fetch it again."
        ) from trouble
    return Taken(absent=tuple(each for each in members if each.name not in held), held=held)


def _take(
    opened: zipfile.ZipFile, member: Member, *, check: Callable[[Path, Member], None], largest: int
) -> None:
    if opened.getinfo(member.name).flag_bits & 1:
        raise OperatorMistake(f"{member.name} is encrypted, which no published file is.")
    member.target.parent.mkdir(parents=True, exist_ok=True)
    part = member.target.with_name(f".{member.target.name}.part")
    try:
        with opened.open(member.name) as source, part.open("wb") as out:
            done = 0
            while piece := source.read(PIECE):
                done += len(piece)
                if done > largest:  # counted, because the size an archive states may be a lie
                    raise OperatorMistake(
                        f"{member.name} unpacks to more than {largest >> 20:,} megabytes, and was left."
                    )
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        check(part, member)
        os.replace(part, member.target)
    finally:
        part.unlink(missing_ok=True)
