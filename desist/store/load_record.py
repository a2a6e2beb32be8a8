"""The record of one load, kept with the version it made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desist.store.delta import Commit


@dataclass(frozen=True, kw_only=True)
class Load:
    """One load: which files of which sender came when, and how many of their rows were taken."""

    id: str
    contract: str
    version: int
    sender: str
    received: str
    files: tuple[Mapping[str, Any], ...]
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    undone: bool = False


def loads_of(history: Sequence[Commit]) -> list[Load]:
    """Every load in a table's history, in the order of its versions; those taken back are marked."""
    undone = {commit.record["of"] for commit in history if commit.record["kind"] == "undo"}
    return [
        Load(
            id=commit.record["id"],
            contract=commit.record["contract"],
            version=commit.version,
            sender=commit.record["sender"],
            received=commit.record["received"],
            files=tuple(commit.record["files"]),
            rows_read=commit.record["rows_read"],
            rows_accepted=commit.record["rows_accepted"],
            rows_quarantined=commit.record["rows_quarantined"],
            undone=commit.record["id"] in undone,
        )
        for commit in history
        if commit.record["kind"] == "load"
    ]
