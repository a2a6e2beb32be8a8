"""An edition's manifest: every file's hash, the table versions, the time and the signer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from desist.publication.passports.canonical import Json, canonical, from_canonical
from desist.publication.passports.signing import PublicKey, SigningKey, sign, signed_document
from desist.vocabulary.mistake import OperatorMistake

NAME = "manifest.json"
PURPOSE = "edition"


@dataclass(frozen=True, kw_only=True)
class FileMark:
    """What one file of an edition was when it was published."""

    sha256: str
    bytes: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The signed list of what an edition is made of.

    ``files`` maps each path within the folder to its hash; ``tables`` each contract to the version
    read; ``published`` is the timestamp in ISO form; ``corrects`` names the edition that this one
    replaces and ``revised`` the passport ids that say something else than it did; ``previous`` is
    the ledger's head when this edition was published.
    """

    edition: str
    partnership: str
    quarter: str
    kpqs: str
    number: int
    published: str
    desist: str
    tables: Mapping[str, int]
    files: Mapping[str, FileMark]
    corrects: str = ""
    reason: str = ""
    revised: tuple[str, ...] = field(default=())
    previous: str
    signer: str = ""
    signature: str = ""


def manifest_bytes(manifest: Manifest, key: SigningKey) -> bytes:
    """Sign a manifest and write it as canonical JSON."""
    bare = replace(manifest, signer=key.public.fingerprint, signature="")
    document = _document(bare)
    document.pop("signature")
    return canonical(document | {"signature": sign(key, PURPOSE, document)})


def read_manifest(folder: Path) -> Manifest:
    """Read an edition's manifest without checking its signature; a missing or broken one is one sentence."""
    try:
        return _manifest((folder / NAME).read_bytes())
    except (OSError, ValueError):
        raise OperatorMistake(
            f"{folder / NAME} is missing, or is not a manifest.",
            hint="Check the edition with 'desist verify'.",
        ) from None


def checked_manifest(data: bytes, key: PublicKey) -> Manifest | str:
    """The manifest in some bytes if this key signed exactly them; otherwise what is wrong, in words."""
    document = signed_document(data, key, PURPOSE, "manifest")
    return document if isinstance(document, str) else _manifest(data)


def _document(manifest: Manifest) -> dict[str, Json]:
    document = asdict(manifest)
    document["revised"] = list(manifest.revised)
    return document


def _manifest(data: bytes) -> Manifest:
    document = cast(Any, from_canonical(data))
    try:
        files = {path: FileMark(**mark) for path, mark in document["files"].items()}
        return Manifest(**document | {"files": files, "revised": tuple(document["revised"])})
    except (KeyError, TypeError, AttributeError) as trouble:
        raise ValueError("not a manifest") from trouble
