"""One way only to write a document as bytes, so that a hash or a signature means something."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def canonical(document: Json) -> bytes:
    """Write a document as bytes that are the same every time and on every machine.

    UTF-8 JSON, keys sorted by code point, no spaces, each float as the shortest digits that read
    back to it. Text is left exactly as it is: no Unicode normalisation, because two names that
    merely look alike are two names. NaN, infinity, a key that is no text, half a surrogate pair
    and any type JSON lacks raise ValueError or TypeError: they have no single written form.
    """
    _refuse_ambiguous(document)
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
    ).encode("utf-8")


def from_canonical(data: bytes) -> Json:
    """Read canonical bytes back; ValueError when they are any other spelling of the same document."""
    document: Json = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    if canonical(document) != data:
        raise ValueError("the bytes are JSON, but not in the one canonical spelling")
    return document


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def output_hash(data: Json) -> str:
    """The hash of what a figure or table shows: its data as canonical JSON."""
    return sha256(canonical(data))


def _refuse_ambiguous(document: Json) -> None:
    if isinstance(document, float) and not math.isfinite(document):
        raise ValueError(f"{document} has no canonical form")
    if isinstance(document, Mapping):
        for key, value in document.items():
            if not isinstance(key, str):
                raise TypeError(f"the key {key!r} is not text")
            _refuse_ambiguous(value)
    elif isinstance(document, Sequence) and not isinstance(document, str):
        for value in document:
            _refuse_ambiguous(value)


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} has no canonical form")
