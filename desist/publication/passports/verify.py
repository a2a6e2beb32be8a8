"""Check a published edition: every byte, every signature, and every figure computed again."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from desist.publication.passports import ledger as ledgers
from desist.publication.passports import manifest as manifests
from desist.publication.passports import written
from desist.publication.passports.canonical import Json, sha256
from desist.publication.passports.difference import differences
from desist.publication.passports.hashing import file_mark
from desist.publication.passports.manifest import Manifest
from desist.publication.passports.passport import Input, Passport
from desist.publication.passports.seal import signature_holds
from desist.publication.passports.signing import PublicKey
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading

Held: TypeAlias = "bytes | Path | Literal['erased'] | None"


class Answer(enum.StrEnum):
    """What checking one figure ends in."""

    SAME = "same"
    DIFFERENT = "different"
    ERASED = "inputs lawfully erased"


@dataclass(frozen=True, kw_only=True)
class FigureCheck:
    """The answer for one figure, and what differs or was erased, one sentence each."""

    id: str
    title: str
    answer: Answer
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EditionCheck:
    """The answer for an edition: faults of its files, each naming the file, and each figure's check."""

    edition: str
    faults: tuple[str, ...]
    figures: tuple[FigureCheck, ...]

    @property
    def holds(self) -> bool:
        """No byte was altered and no figure differs; figures whose inputs were erased do not fail it."""
        return not self.faults and all(each.answer is not Answer.DIFFERENT for each in self.figures)


def verify_edition(
    folder: Path,
    *,
    replay: Callable[[Passport], Sequence[Reading]],
    inputs: Callable[[str], Held],
    public_key: PublicKey,
    pinned: str | None = None,
    known_head: str | None = None,
) -> EditionCheck:
    """Replay an edition's figures and check that nothing in it was altered since it was signed.

    ``replay`` runs a passport's queries on its table versions again; ``inputs`` gives the file with
    a hash as it lies in the store now, None when it is not held, or "erased" when it was erased
    under the law. ``pinned`` is the fingerprint kept in partnership.toml: without it a forger who
    replaces the public key and signs everything anew is not seen. The ledger lies beside ``folder``.
    """
    faults = []
    if pinned is not None and pinned != public_key.fingerprint:
        faults.append(
            f"signing.pub: the public key's fingerprint is {public_key.fingerprint[:16]}, "
            f"but the partnership's own is {pinned[:16]}: the key was swapped."
        )
    book = ledgers.read_ledger(folder.parent / ledgers.NAME, public_key, known_head=known_head)
    faults += [*book.faults, *_unlisted(folder.parent, book)]
    manifest, trouble = _manifest(folder, book, public_key)
    faults += trouble
    if manifest is not None:
        faults += _files(folder, manifest)
    documents, trouble = _passports(folder)
    faults += [fault for fault in trouble if not any(each.startswith(written.NAME) for each in faults)]
    held = _InputChecks(inputs)
    figures = tuple(_figure(each, replay=replay, held=held, key=public_key) for each in documents)
    return EditionCheck(edition=folder.name, faults=tuple(faults), figures=figures)


def _unlisted(editions: Path, book: ledgers.Ledger) -> list[str]:
    """Editions with a folder and no line, or a line and no folder."""
    folders = {each.name for each in editions.glob("[!.]*_edition*") if each.is_dir()}
    listed = {each.edition for each in book.entries}
    gone = sorted(listed - folders)
    lost = [f"{name}: the edition is in the ledger, but its folder is gone." for name in gone]
    if book.faults:  # the entries after the fault are unknown, and said to be so already
        return lost
    return lost + [
        f"{ledgers.NAME}: the edition {name} has a folder, but no line in the ledger."
        for name in sorted(folders - listed)
    ]


def _manifest(folder: Path, book: ledgers.Ledger, key: PublicKey) -> tuple[Manifest | None, list[str]]:
    try:
        data = (folder / manifests.NAME).read_bytes()
    except OSError:
        return None, [f"{manifests.NAME}: is missing or cannot be read."]
    found = manifests.checked_manifest(data, key)
    if isinstance(found, str):
        return None, [f"{manifests.NAME}: {found}."]
    entry = book.entry(folder.name)
    faults = []
    if found.edition != folder.name:
        faults.append(f"{manifests.NAME}: belongs to the edition {found.edition}.")
    if entry is not None and entry.manifest != sha256(data):
        faults.append(f"{manifests.NAME}: is not the one that the ledger names.")
    return found, faults


def _files(folder: Path, manifest: Manifest) -> list[str]:
    faults = []
    for name, mark in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            faults.append(f"{name}: is missing.")
        elif file_mark(path) != mark:
            faults.append(f"{name}: was altered.")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    faults += [f"{name}: was added." for name in sorted(present - {manifests.NAME, *manifest.files})]
    return faults


def _passports(folder: Path) -> tuple[list[Mapping[str, Json]], list[str]]:
    try:
        return written.documents((folder / written.NAME).read_bytes()), []
    except (OSError, ValueError):
        return [], [f"{written.NAME}: is missing or was altered."]


class _InputChecks:
    """Asks for each input once, though many figures share it."""

    def __init__(self, inputs: Callable[[str], Held]) -> None:
        self._inputs = inputs
        self._answers: dict[str, str] = {}

    def answer(self, wanted: Input) -> str:
        if wanted.sha256 not in self._answers:
            self._answers[wanted.sha256] = self._ask(wanted.sha256)
        return self._answers[wanted.sha256]

    def _ask(self, digest: str) -> str:
        held = self._inputs(digest)
        if held == "erased":
            return "erased"
        if held is None or (isinstance(held, Path) and not held.is_file()):
            return "is no longer held"
        now = file_mark(held).sha256 if isinstance(held, Path) else sha256(held)
        return "held" if now == digest else "was altered"


def _figure(
    document: Mapping[str, Json],
    *,
    replay: Callable[[Passport], Sequence[Reading]],
    held: _InputChecks,
    key: PublicKey,
) -> FigureCheck:
    name, title = str(document.get("id", "?")), str(document.get("title", ""))
    if not signature_holds(document, key):
        reason = f"Its passport in {written.NAME} was altered, or signed by another key."
        return FigureCheck(id=name, title=title, answer=Answer.DIFFERENT, reasons=(reason,))
    passport = written.passport_from(document)
    answers = [(each.name, held.answer(each)) for each in passport.inputs]
    reasons = [f"The input {name} {found}." for name, found in answers if found not in {"held", "erased"}]
    erased = [f"The input {name} was erased as the law asks." for name, found in answers if found == "erased"]
    if not reasons and not erased:
        try:
            reasons = [f"{each}." for each in differences(passport.readings, replay(passport)).values()]
        except OperatorMistake as mistake:
            reasons = [f"It cannot be computed again: {mistake.sentence}"]
    if reasons:
        return FigureCheck(id=name, title=title, answer=Answer.DIFFERENT, reasons=(*reasons, *erased))
    answer = Answer.ERASED if erased else Answer.SAME
    return FigureCheck(id=name, title=title, answer=answer, reasons=tuple(erased))
