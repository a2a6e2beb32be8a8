"""References made up from references: the same person, told by nobody without the key."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from desist.vocabulary.mistake import OperatorMistake

NAME = "pseudonym.key"
BYTES = 32
SHOWN = 16  # hexadecimal digits: among a million persons, two alike once in 37 million such sets


def pseudonym_key(folder: Path) -> bytes:
    """The key that only this partnership holds, made when it is first needed, readable by its owner alone."""
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(BYTES) + "\n")
    except FileExistsError:
        pass
    except OSError as trouble:
        raise OperatorMistake(f"{path} cannot be written: {trouble.strerror}.") from trouble
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as trouble:
        raise OperatorMistake(
            f"{path} cannot be read as a key.", hint="Restore it from the partnership's safe copy."
        ) from trouble


def pseudonym(key: bytes, purpose: str, reference: str) -> str:
    """The made-up reference of a person for one purpose: the log's, or one agreement's."""
    said = f"{purpose}\x00{reference}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:SHOWN]
