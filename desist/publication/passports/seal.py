"""Sign a passport, and see whether it was altered since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desist.publication.passports.canonical import Json
from desist.publication.passports.passport import Passport
from desist.publication.passports.signing import PublicKey, SigningKey, sign, signed_by
from desist.publication.passports.written import passport_json

PURPOSE = "passport"


def signed(passport: Passport, key: SigningKey) -> Passport:
    """Sign a passport with the partnership's key."""
    bare = replace(passport, signer=key.public.fingerprint, signature="")
    document = {name: value for name, value in passport_json(bare).items() if name != "signature"}
    return replace(bare, signature=sign(key, PURPOSE, document))


def signature_holds(document: Mapping[str, Json], key: PublicKey) -> bool:
    """Whether a passport as written (``passport_json``) is unaltered since this key signed it."""
    bare = {name: value for name, value in document.items() if name != "signature"}
    return document.get("signer") == key.fingerprint and signed_by(
        key, PURPOSE, bare, document.get("signature")
    )
