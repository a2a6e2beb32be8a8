"""The partnership's seal on its access log: the same key that signs its editions, for another purpose."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from desist.publication.passports.canonical import canonical
from desist.publication.passports.signing import (
    PublicKey,
    SigningKey,
    load_key,
    load_public_key,
    sign,
    signed_document,
)

PURPOSE = "access log entry"


class KeySeal:
    """Signs with the partnership's key, and knows what that key signed; the key is read when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _own(self) -> SigningKey:
        return load_key(self.folder)

    @cached_property
    def _public(self) -> PublicKey:
        return load_public_key(self.folder)

    def write(self, document: Mapping[str, Any]) -> bytes:
        """The document as one line of signed bytes, without its line end."""
        bare = {**document, "signer": self._own.public.fingerprint}
        return canonical({**bare, "signature": sign(self._own, PURPOSE, bare)})

    def read(self, data: bytes) -> Mapping[str, Any] | str:
        """The document in signed bytes; or what is wrong with them, in words."""
        return signed_document(data, self._public, PURPOSE, "entry")
