"""What a file is, in two numbers: its length and its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from desist.publication.passports.manifest import FileMark


def file_mark(path: Path) -> FileMark:
    """The length and SHA-256 of a file, read in pieces, however large it is."""
    with path.open("rb") as source:
        return FileMark(sha256=hashlib.file_digest(source, "sha256").hexdigest(), bytes=path.stat().st_size)
