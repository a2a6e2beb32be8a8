"""The partnership's signing key: made once, kept private, named by its fingerprint."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desist.publication.passports.canonical import Json, canonical, from_canonical, sha256
from desist.vocabulary.mistake import OperatorMistake

PRIVATE = "signing.key"
PUBLIC = "signing.pub"


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """What anyone may hold: it checks signatures, and its fingerprint is its name."""

    key: Ed25519PublicKey
    fingerprint: str


@dataclass(frozen=True, kw_only=True, repr=False)
class SigningKey:
    """What the partnership alone holds; it never prints itself."""

    private: Ed25519PrivateKey
    public: PublicKey


def public_key(key: Ed25519PublicKey) -> PublicKey:
    """Name a public key by the SHA-256 of its standard encoding (SubjectPublicKeyInfo, DER)."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return PublicKey(key=key, fingerprint=sha256(der))


def create_key(folder: Path) -> SigningKey:
    """Make the partnership's key pair: `signing.key`, readable by its owner alone, and `signing.pub`.

    An existing key is never overwritten: every edition it signed would become unverifiable.
    """
    path = folder / PRIVATE
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        key = SigningKey(private=private, public=public_key(private.public_key()))
        (folder / PUBLIC).write_bytes(_public_pem(key.public))
    except FileExistsError:
        raise OperatorMistake(
            f"The partnership already has a signing key at {path}.",
            hint="Keep it: the editions it signed can be checked with no other.",
        ) from None
    except OSError as trouble:
        raise OperatorMistake(f"No signing key can be written to {folder}: {trouble.strerror}.") from trouble
    return key


def load_key(folder: Path) -> SigningKey:
    """Read the partnership's private key; a missing, unreadable, foreign or exposed key is one sentence."""
    path = folder / PRIVATE
    data = _read(path, missing="Copy the partnership's own key there; 'desist init' makes a new one.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise OperatorMistake(
            f"The signing key {path} can be read by other people on this machine.",
            hint=f"Make it yours alone: chmod 600 {path}",
        )
    try:
        private = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise OperatorMistake(
            f"{path} is not an Ed25519 signing key.", hint="Restore it from the partnership's safe copy."
        )
    key = SigningKey(private=private, public=public_key(private.public_key()))
    if (folder / PUBLIC).exists() and load_public_key(folder).fingerprint != key.public.fingerprint:
        raise OperatorMistake(
            f"{PRIVATE} and {PUBLIC} in {folder} do not belong together.",
            hint="One of them was replaced; restore both from the partnership's safe copy.",
        )
    return key


def load_public_key(folder: Path) -> PublicKey:
    """Read the partnership's public key, with which anyone can check an edition."""
    path = folder / PUBLIC
    data = _read(path, missing="Ask the partnership for its public key.")
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise OperatorMistake(f"{path} is not an Ed25519 public key.", hint="Ask the partnership for it.")
    return public_key(key)


def sign(key: SigningKey, purpose: str, document: Json) -> str:
    """Sign a document for one purpose (a passport's signature is no good on a ledger); 128 hex digits."""
    return key.private.sign(_message(purpose, document)).hex()


def signed_by(key: PublicKey, purpose: str, document: Json, signature: object) -> bool:
    """Whether this key signed this document for this purpose, in the one spelling we write."""
    if not isinstance(signature, str):
        return False
    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:
            return False
        key.key.verify(raw, _message(purpose, document))
    except (ValueError, InvalidSignature):
        return False
    return True


def signed_document(data: bytes, key: PublicKey, purpose: str, kind: str) -> Mapping[str, Json] | str:
    """The document in some bytes if this key signed exactly them; otherwise what is wrong, in words.

    ``kind`` is what it should be: "manifest", as in "it is no manifest".
    """
    try:
        document = from_canonical(data)
    except ValueError:
        return "was altered: it is not written as we write it"
    if not isinstance(document, Mapping):
        return f"was altered: it is no {kind}"
    if document.get("signer") != key.fingerprint:
        return "was signed by another key than the partnership's"
    bare = {name: value for name, value in document.items() if name != "signature"}
    if not signed_by(key, purpose, bare, document.get("signature")):
        return "was altered since it was signed"
    return document


def _message(purpose: str, document: Json) -> bytes:
    return f"desist {purpose} 1\n".encode() + canonical(document)


def _public_pem(key: PublicKey) -> bytes:
    return key.key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _read(path: Path, *, missing: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise OperatorMistake(f"There is no {path.name} in {path.parent}.", hint=missing) from None
    except OSError as trouble:
        raise OperatorMistake(f"{path} cannot be read: {trouble.strerror}.") from trouble
