"""The partnership's key: made once, private, and no good for anything but its purpose."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from desist.publication.passports.signing import create_key, load_key, load_public_key, sign, signed_by
from desist.vocabulary.mistake import OperatorMistake


def test_a_new_key_is_private_and_loads_again(tmp_path: Path) -> None:
    key = create_key(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys" / "signing.key").stat().st_mode) == 0o600
    assert load_key(tmp_path / "keys").public.fingerprint == key.public.fingerprint
    assert load_public_key(tmp_path / "keys").fingerprint == key.public.fingerprint
    assert len(key.public.fingerprint) == 64
    assert "private" not in repr(key)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    create_key(tmp_path)
    before = (tmp_path / "signing.key").read_bytes()
    with pytest.raises(OperatorMistake, match="already has a signing key"):
        create_key(tmp_path)
    assert (tmp_path / "signing.key").read_bytes() == before


def test_a_signature_holds_for_its_document_purpose_and_key_alone(tmp_path: Path) -> None:
    key, other = create_key(tmp_path / "a"), create_key(tmp_path / "b")
    signature = sign(key, "passport", {"a": 1})
    assert signed_by(key.public, "passport", {"a": 1}, signature)
    assert sign(key, "passport", {"a": 1}) == signature
    assert not signed_by(key.public, "passport", {"a": 2}, signature)
    assert not signed_by(key.public, "ledger", {"a": 1}, signature)
    assert not signed_by(other.public, "passport", {"a": 1}, signature)
    for spoiled in (signature.upper(), signature[:-2], " " + signature, "é", "", None, 7):
        assert not signed_by(key.public, "passport", {"a": 1}, spoiled)


def test_a_missing_key_says_so(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match=r"There is no signing\.key") as private:
        load_key(tmp_path)
    with pytest.raises(OperatorMistake, match=r"There is no signing\.pub"):
        load_public_key(tmp_path)
    assert private.value.hint


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    create_key(tmp_path)
    (tmp_path / "signing.key").chmod(0o640)
    with pytest.raises(OperatorMistake, match="can be read by other people"):
        load_key(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a key", b"\xff\x00", "rsa"])
def test_a_foreign_key_is_refused(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "signing.key"
    if isinstance(content, str):
        content = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    path.write_bytes(content)
    path.chmod(0o600)
    (tmp_path / "signing.pub").write_bytes(content)
    with pytest.raises(OperatorMistake, match="is not an Ed25519 signing key"):
        load_key(tmp_path)
    with pytest.raises(OperatorMistake, match="is not an Ed25519 public key"):
        load_public_key(tmp_path)


def test_a_folder_instead_of_a_key_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "signing.key").mkdir()
    with pytest.raises(OperatorMistake, match="cannot be read"):
        load_key(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(OperatorMistake, match="No signing key can be written"):
        create_key(tmp_path / "file" / "keys")


def test_two_halves_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    create_key(tmp_path / "a")
    create_key(tmp_path / "b")
    (tmp_path / "a" / "signing.pub").write_bytes((tmp_path / "b" / "signing.pub").read_bytes())
    with pytest.raises(OperatorMistake, match="do not belong together"):
        load_key(tmp_path / "a")
