"""Published tables as they were downloaded, read with nothing but the csv module."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Each row as column to cell, with spaces and non-breaking spaces tidied."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            yield {_tidy(name): _tidy(cell) for name, cell in row.items() if name is not None}


def number(cell: str) -> float | None:
    """A printed number; None where the publisher printed a mark instead."""
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None


def _tidy(text: str | None) -> str:
    return " ".join((text or "").replace("\u00a0", " ").split())
