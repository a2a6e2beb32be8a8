"""An edition: a report as it was published, frozen, signed and entered in the ledger."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from desist.publication.passports import ledger as ledgers
from desist.publication.passports import manifest as manifests
from desist.publication.passports import written
from desist.publication.passports.canonical import sha256
from desist.publication.passports.difference import revised
from desist.publication.passports.hashing import file_mark
from desist.publication.passports.manifest import FileMark, Manifest
from desist.publication.passports.passport import Passport
from desist.publication.passports.signing import SigningKey
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, order=True, kw_only=True)
class Edition:
    """Which report and edition: quarter "2025-03", KPQs "1-4" or "" for all of them, number from 1."""

    quarter: str
    kpqs: str = ""
    number: int = 1

    @property
    def folder(self) -> str:
        return f"{self.quarter}_{f'kpq{self.kpqs}_' if self.kpqs else ''}edition{self.number}"


def edition_named(folder: str) -> Edition | None:
    """Read an edition back from its folder's name; None when the name is no edition's."""
    found = re.fullmatch(r"(\d{4}-\d{2})_(?:kpq(\d+(?:[-+]\d+)*)_)?edition([1-9]\d*)", folder)
    return Edition(quarter=found[1], kpqs=found[2] or "", number=int(found[3])) if found else None


def published_editions(editions: Path, *, quarter: str = "", kpqs: str | None = None) -> list[Edition]:
    """The editions that lie in a folder, oldest first; of one quarter, or one quarter's KPQs, if asked."""
    if not editions.is_dir():
        return []
    found = [
        edition for each in editions.iterdir() if each.is_dir() and (edition := edition_named(each.name))
    ]
    return sorted(
        each for each in found if quarter in ("", each.quarter) and (kpqs is None or each.kpqs == kpqs)
    )


def next_edition(editions: Path, *, quarter: str, kpqs: str = "") -> Edition:
    """The edition that a correction of this report would be; number 1 when none was published."""
    before = published_editions(editions, quarter=quarter, kpqs=kpqs)
    return Edition(quarter=quarter, kpqs=kpqs, number=before[-1].number + 1 if before else 1)


def corrected(editions: Path, edition: Edition) -> tuple[Edition, tuple[Passport, ...]] | None:
    """The edition that this one corrects, with its passports; None for a first edition."""
    if edition.number == 1:
        return None
    before = Edition(quarter=edition.quarter, kpqs=edition.kpqs, number=edition.number - 1)
    if not (editions / before.folder).is_dir():
        raise OperatorMistake(
            f"Edition {edition.number} cannot be published before edition {before.number}.",
            hint="Publish the editions of a report in order, from 1.",
        )
    return before, written.read_passports(editions / before.folder)


def publish_edition(
    editions: Path,
    edition: Edition,
    *,
    partnership: str,
    files: Mapping[str, bytes | Path],
    passports: Sequence[Passport],
    tables: Mapping[str, int],
    published: datetime,
    desist: str,
    key: SigningKey,
    reason: str = "",
) -> Path:
    """Freeze a report as an edition: all its files, its passports, a signed manifest, a ledger line.

    ``files`` maps each path within the edition ("report.pdf", "narrative/kpq1.md") to its bytes or
    to the file to copy. ``passports`` are signed already (``seal.signed``). A correction
    (number 2 onwards) says its ``reason`` and lists the figures it revises. The folder appears
    whole or not at all; what a killed publication left behind is tidied by the next one.
    """
    if published.tzinfo is None:
        raise ValueError("the time of publication needs its time zone")
    with _room(editions), _alone(editions):
        ledger = _settled(editions, key)
        before = _refuse_republishing(editions, edition, ledger, reason=reason)
        part = editions / f".{edition.folder}.part"
        shutil.rmtree(part, ignore_errors=True)
        marks = _write_files(part, {**files, written.NAME: written.passports_bytes(passports)})
        manifest = Manifest(
            edition=edition.folder,
            partnership=partnership,
            quarter=edition.quarter,
            kpqs=edition.kpqs,
            number=edition.number,
            published=published.isoformat(),
            desist=desist,
            tables=dict(tables),
            files=marks,
            corrects=before[0].folder if before else "",
            reason=reason,
            revised=tuple(sorted(revised(before[1], passports))) if before else (),
            previous=ledger.head,
        )
        _write(part / manifests.NAME, manifests.manifest_bytes(manifest, key))
        for each in [*(path for path in part.rglob("*") if path.is_dir()), part]:
            ledgers.sync_folder(each)
        os.rename(part, editions / edition.folder)
        ledgers.sync_folder(editions)
        _enter(editions, edition.folder, ledger, key)
    return editions / edition.folder


def rebuilt_differently(folder: Path, files: Mapping[str, bytes | Path]) -> tuple[str, ...]:
    """Which files of an edition, built again, are not the bytes that were published; none is the aim."""
    marks = manifests.read_manifest(folder).files
    now = {name: _mark(content) for name, content in files.items()}
    return tuple(sorted(name for name in marks if name in now and marks[name] != now[name])) + tuple(
        sorted(name for name in now if name not in marks)
    )


@contextmanager
def _alone(editions: Path) -> Iterator[None]:
    """One publication at a time; the lock goes with the process, so a killed one leaves none behind."""
    editions.mkdir(parents=True, exist_ok=True)
    with (editions / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorMistake(
                "Another edition is being published at this moment.", hint="Try again when it is done."
            ) from None
        yield


@contextmanager
def _room(editions: Path) -> Iterator[None]:
    """A full or read-only disk is the operator's to put right."""
    try:
        yield
    except OSError as trouble:
        raise OperatorMistake(
            f"The edition cannot be written to {editions}: {trouble.strerror}.",
            hint="Make room, then publish again.",
        ) from trouble


def _settled(editions: Path, key: SigningKey) -> ledgers.Ledger:
    """The ledger, with the line that a publication killed just before its last step still owed it."""
    path = editions / ledgers.NAME
    folders = {each.folder for each in published_editions(editions)}
    if not path.exists() and len(folders) <= 1:
        ledger = ledgers.Ledger(entries=(), faults=())
    else:
        ledger = ledgers.read_ledger(path, key.public)
    if ledger.faults:
        raise OperatorMistake(
            f"Nothing can be published, because the ledger of editions does not hold: {ledger.faults[0]}",
            hint=f"Restore {path} from a safe copy.",
        )
    owed = folders - {each.edition for each in ledger.entries}
    for name in sorted(owed):
        found = manifests.checked_manifest((editions / name / manifests.NAME).read_bytes(), key.public)
        if isinstance(found, str) or len(owed) > 1 or found.previous != ledger.head:
            raise OperatorMistake(
                f"Nothing can be published: edition {name} has a folder, but no line in the ledger.",
                hint=f"Restore {path} from a safe copy.",
            )
        return _enter(editions, name, ledger, key)
    return ledger


def _enter(editions: Path, name: str, ledger: ledgers.Ledger, key: SigningKey) -> ledgers.Ledger:
    data = (editions / name / manifests.NAME).read_bytes()
    entry = ledgers.line(
        sequence=len(ledger.entries) + 1,
        edition=name,
        manifest=sha256(data),
        published=manifests.read_manifest(editions / name).published,
        previous=ledger.head,
        key=key,
    )
    ledgers.append(editions / ledgers.NAME, entry)
    return ledgers.read_ledger(editions / ledgers.NAME, key.public)


def _refuse_republishing(
    editions: Path, edition: Edition, ledger: ledgers.Ledger, *, reason: str
) -> tuple[Edition, tuple[Passport, ...]] | None:
    entry = ledger.entry(edition.folder)
    if entry is not None:
        at = datetime.fromisoformat(entry.published)
        raise OperatorMistake(
            f"Edition {edition.number} of this report was published on {at.day} {at:%B %Y} and is frozen.",
            hint="Publish a correction as a new edition, and say what was wrong.",
        )
    if edition.number > 1 and not reason.strip():
        raise OperatorMistake(
            "A correction needs a reason, which is printed in it.", hint="Say in a sentence what was wrong."
        )
    return corrected(editions, edition)


def _write_files(part: Path, files: Mapping[str, bytes | Path]) -> dict[str, FileMark]:
    marks = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or name != path.as_posix() or name == manifests.NAME:
            raise ValueError(f"{name!r} is no place for a file of an edition")
        target = part / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
        marks[name] = file_mark(target)
    return marks


def _write(target: Path, content: bytes | Path) -> None:
    with target.open("xb") as out:
        if isinstance(content, Path):
            with content.open("rb") as source:
                shutil.copyfileobj(source, out)
        else:
            out.write(content)
        out.flush()
        os.fsync(out.fileno())
    target.chmod(0o444)  # frozen: an editor that opens it by mistake is told so


def _mark(content: bytes | Path) -> FileMark:
    if isinstance(content, Path):
        return file_mark(content)
    return FileMark(sha256=sha256(content), bytes=len(content))
