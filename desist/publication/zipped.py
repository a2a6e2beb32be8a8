"""Zip files (DOCX and ODS are both) whose bytes depend on what they hold and on nothing else."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip file knows no earlier moment


def same_bytes(document: bytes, timestamp: datetime) -> bytes:
    """Pack a zip file again with one date for every entry, so that a rebuild gives the same bytes."""
    year, month, day, hour, minute, second, *_ = max(timestamp.timetuple()[:6], EARLIEST)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(year, month, day, hour, minute, second))
            entry.compress_type = old.getinfo(name).compress_type
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name), compresslevel=9)
    return out.getvalue()
