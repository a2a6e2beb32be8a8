"""What was published, cell by cell: the memory against which every new publication is checked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desist.vocabulary.mistake import OperatorMistake

BEGINNING = "0" * 64


@dataclass(frozen=True, kw_only=True, order=True)
class Cell:
    """Which count this is: of what, by which levels (of place, sex and so on), from when to when.

    ``levels`` are pairs of a breakdown and its level, in the order of their names, totals left out;
    ``start`` and ``end`` are days in ISO form, empty where the count is of no stretch of time.
    """

    about: str
    levels: tuple[tuple[str, str], ...] = ()
    start: str = ""
    end: str = ""

    @property
    def said(self) -> str:
        """The cell in words, without its count."""
        levels = "".join(f", {name} {level}" for name, level in self.levels)
        when = f", {self.start} to {self.end}" if self.start else ""
        return f"{self.about}{levels}{when}"


def cell(about: str, levels: Mapping[str, str], start: str = "", end: str = "") -> Cell:
    """A cell from its levels in any order; a total has no level."""
    return Cell(
        about=about,
        levels=tuple(sorted((name, level) for name, level in levels.items() if level)),
        start=start,
        end=end,
    )


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What a publication says of a cell: that its count lies from ``low`` to ``high``; None if withheld."""

    cell: Cell
    low: float | None = None
    high: float | None = None

    @property
    def withheld(self) -> bool:
        return self.low is None


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One publication: its name, when it came out, and what it printed; never a count it withheld."""

    name: str
    published: str
    printed: tuple[Printed, ...]


def publication_json(publication: Publication) -> dict[str, Any]:
    """A publication as plain JSON, the same every time."""
    return {
        "name": publication.name,
        "published": publication.published,
        "cells": [
            {
                "about": each.cell.about,
                "levels": dict(each.cell.levels),
                "start": each.cell.start,
                "end": each.cell.end,
                "low": each.low,
                "high": each.high,
            }
            for each in sorted(publication.printed, key=lambda one: one.cell)
        ],
    }


def publication_bytes(publication: Publication) -> bytes:
    """A publication as the bytes that an edition keeps."""
    return _written(publication_json(publication)) + b"\n"


def publication_from(document: Mapping[str, Any]) -> Publication:
    """Read a publication back from its JSON."""
    return Publication(
        name=document["name"],
        published=document["published"],
        printed=tuple(
            Printed(
                cell=cell(each["about"], each["levels"], each["start"], each["end"]),
                low=each["low"],
                high=each["high"],
            )
            for each in document["cells"]
        ),
    )


def enter(path: Path, publication: Publication) -> None:
    """Add a publication to a ledger file, each line chained to the one before by its hash.

    A killed process leaves the old ledger or the new one, never half a line.
    """
    before = path.read_bytes() if path.exists() else b""
    _, head = _read(path)
    line = _written({"previous": head, **publication_json(publication)}) + b"\n"
    part = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as out:
        out.write(before + line)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, path)


def entries(path: Path) -> list[Publication]:
    """Every publication of a ledger file; one that was altered is the operator's to restore."""
    return _read(path)[0]


def _read(path: Path) -> tuple[list[Publication], str]:
    if not path.exists():
        return [], BEGINNING
    found, head = [], BEGINNING
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            document = json.loads(line)
            chained = document.get("previous") == head
            found.append(publication_from(document))
        except (ValueError, KeyError, AttributeError, TypeError):
            chained = False
        if not chained:
            raise OperatorMistake(
                f"{path}, line {number}: the ledger of published cells was altered, or a line was removed.",
                hint="Restore it from a safe copy; without it a new table cannot be checked against the old.",
            )
        head = hashlib.sha256(line).hexdigest()
    return found, head


def known(publications: Iterable[Publication]) -> dict[Cell, Printed]:
    """What is known of each cell: by its newest figure, and withheld only if it never had one."""
    found: dict[Cell, Printed] = {}
    for publication in publications:
        for each in publication.printed:
            if not each.withheld or each.cell not in found:
                found[each.cell] = each
    return found


def _written(document: Mapping[str, Any] | Sequence[Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
