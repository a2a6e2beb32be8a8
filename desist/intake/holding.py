"""The folder that fetched files arrive in, one fetch at a time, and what a fetch brought."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desist.intake.answer import Wanted
from desist.intake.listing import file_name
from desist.intake.publishers import Publication
from desist.vocabulary.mistake import OperatorMistake

HOLDING = ".fetching"


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """One file that lies here now, and the contract it is loaded under; ``new`` if it came just now."""

    path: Path
    contract: str
    new: bool


@dataclass(frozen=True, kw_only=True)
class Fetch:
    """What a fetch brought; ``absent`` says in sentences which files their publisher does not hold."""

    source: Publication
    files: tuple[Fetched, ...]
    absent: tuple[str, ...] = ()


def wanted(source: Publication, address: str, into: Path) -> Wanted:
    """One download of a source: into the holding folder, and no larger than the source allows."""
    return Wanted(
        address=address,
        hosts=source.hosts,
        target=into / HOLDING / file_name(address),
        largest=source.largest_megabytes << 20,
        sha256=source.sha256,
    )


@contextmanager
def alone(into: Path) -> Iterator[None]:
    """One fetch at a time into a folder; the lock goes with the process."""
    with room(into):
        (into / HOLDING).mkdir(parents=True, exist_ok=True)
        lock = (into / HOLDING / ".lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorMistake(
                f"Another fetch into {into} is under way.", hint="Try again when it is done."
            ) from None
        yield


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """A full or read-only disk is the operator's to put right."""
    try:
        yield
    except OSError as trouble:
        raise OperatorMistake(
            f"Nothing can be written to {folder}: {str(trouble.strerror or trouble).lower()}.",
            hint="Make room there and give the same command again; what has arrived is kept.",
        ) from trouble
