"""The ledger of editions: one signed line each, chained, so that none can vanish or change places."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desist.publication.passports.canonical import Json, canonical, from_canonical, sha256
from desist.publication.passports.signing import PublicKey, SigningKey, sign, signed_document

NAME = "ledger.jsonl"
PURPOSE = "ledger"
BEGINNING = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One published edition: its folder, the hash of its manifest, and the line before it.

    ``previous`` is the hash of the line before (64 zeros for the first); ``head`` is the hash of
    this line itself, the number to write down elsewhere.
    """

    sequence: int
    edition: str
    manifest: str
    published: str
    previous: str
    signer: str
    signature: str
    head: str


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The entries that hold, up to the first fault; ``faults`` says in sentences what is wrong."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]

    @property
    def head(self) -> str:
        return self.entries[-1].head if self.entries else BEGINNING

    def entry(self, edition: str) -> Entry | None:
        return next((each for each in self.entries if each.edition == edition), None)


def line(
    *, sequence: int, edition: str, manifest: str, published: str, previous: str, key: SigningKey
) -> bytes:
    """Write one signed ledger line for an edition."""
    document: dict[str, Json] = {
        "sequence": sequence,
        "edition": edition,
        "manifest": manifest,
        "published": published,
        "previous": previous,
        "signer": key.public.fingerprint,
    }
    return canonical(document | {"signature": sign(key, PURPOSE, document)}) + b"\n"


def append(path: Path, entry: bytes) -> None:
    """Add a line so that a killed process leaves the old ledger or the new one, never half a line."""
    before = path.read_bytes() if path.exists() else b""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as out:
        out.write(before + entry)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, path)
    sync_folder(path.parent)


def read_ledger(path: Path, key: PublicKey, *, known_head: str | None = None) -> Ledger:
    """Read the ledger and check its chain and signatures as far as they hold.

    A line removed from the middle, moved, altered or signed by another key breaks the chain. That
    the last lines were cut off cannot be seen from inside: an edition's folder without a line
    shows it (``verify_edition`` looks), and so does ``known_head``, a head that someone wrote down
    elsewhere, which must still be in the chain.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Ledger(entries=(), faults=(f"{path.name}: the ledger of editions is missing.",))
    entries: list[Entry] = []
    for number, (raw, fault) in enumerate(_lines(data), start=1):
        reason = fault or _fault(raw, key, entries)
        if reason:
            return Ledger(entries=tuple(entries), faults=(f"{path.name}: line {number} {reason}.",))
        entries.append(_entry(raw))
    faults: tuple[str, ...] = ()
    if known_head is not None and known_head not in {BEGINNING, *(each.head for each in entries)}:
        faults = (f"{path.name}: the entry {known_head[:16]}, known from elsewhere, is no longer in it.",)
    return Ledger(entries=tuple(entries), faults=faults)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lines(data: bytes) -> Iterator[tuple[bytes, str]]:
    *whole, rest = data.split(b"\n")
    for raw in whole:
        yield raw, ""
    if rest:
        yield rest, "was cut off"


def _fault(raw: bytes, key: PublicKey, before: list[Entry]) -> str:
    document = signed_document(raw, key, PURPOSE, "entry")
    if isinstance(document, str):
        return document
    expected = before[-1].head if before else BEGINNING
    if document.get("previous") != expected or document.get("sequence") != len(before) + 1:
        return "does not follow the line before it: a line was removed or moved"
    return ""


def _entry(raw: bytes) -> Entry:
    document = from_canonical(raw)
    assert isinstance(document, Mapping)
    return Entry(**document, head=sha256(raw))  # type: ignore[arg-type]  # signed by us, so ours in shape
