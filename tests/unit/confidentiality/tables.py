"""Small tables to protect, written as a grid."""

from __future__ import annotations

from collections.abc import Sequence

from desist.confidentiality.rules import Rules
from desist.confidentiality.table import Table, with_totals

RULES = Rules(withhold_below=5, no_rate_below=10, unreliable_below=30, source="tests", verified=False)


def grid(counts: Sequence[Sequence[float]], totals: bool = True) -> Table:
    """Regions A, B … down and groups a, b … across."""
    rows = [(chr(65 + i), chr(97 + j)) for i, row in enumerate(counts) for j in range(len(row))]
    flat = [float(each) for row in counts for each in row]
    table = Table(by=("region", "group"), rows=tuple(rows), counts=tuple(flat))
    return with_totals(table) if totals else table
