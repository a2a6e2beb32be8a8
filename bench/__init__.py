"""What must hold, measured: each figure beside a fixed calibration from the same run.

Seconds are there to be read; ratios are what counts, because machines differ and are shared.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

CALIBRATION_ROWS = 20_000_000


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure: its name, value and unit, and what it was measured on."""

    name: str
    value: float
    unit: str
    note: str = ""


def calibrate() -> float:
    """Seconds for a fixed piece of work, best of three: DuckDB sums a hash of whole numbers."""
    import duckdb

    engine = duckdb.connect(config={"threads": 2})
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        engine.execute(f"select sum(hash(range) % 1000) from range({CALIBRATION_ROWS})").fetchall()
        best = min(best, time.perf_counter() - started)
    engine.close()
    return best
