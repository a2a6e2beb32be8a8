"""Rows as the examples in the manual write them, typed as their contract says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desist.contracts.catalogue import CONTRACTS


def typed(contract: str, row: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a row as their contract types them; an empty one is null."""
    kinds = {rule.name: rule.kind for rule in CONTRACTS[contract].columns}
    read: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "bool": _yes_or_no}
    return {name: read.get(kinds.get(name, ""), str)(cell) if cell else None for name, cell in row.items()}


def _yes_or_no(cell: str) -> bool:
    return {"True": True, "False": False}[cell]
