"""Small extracts for tests: rows of street crime and of a partner's return, all made up."""

from __future__ import annotations

import csv
import glob
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import Loaded, load
from desist.store import Store
from desist.store.engine import parquet

NOW = datetime(2025, 4, 1, 9, 30, tzinfo=UTC)
STREET = CONTRACTS["police_uk.street"]
SERIES = CONTRACTS["local.series"]
HEADER = [rule.header for rule in STREET.columns]


def street_row(
    number: int, *, month: str = "2025-01", force: str = "Durham Constabulary", **cells: str
) -> list[str]:
    """One crime as a row of text; ``cells`` replaces some by the column's name in the contract."""
    sent = {
        "crime_id": f"{number:064x}",
        "month": month,
        "reported_by": force,
        "falls_within": force,
        "longitude": "-1.547",
        "latitude": "54.776",
        "location": "On or near High Street",
        "lsoa_code": "E01020634",
        "lsoa_name": "County Durham 001A",
        "crime_type": "Burglary",
        "last_outcome": "Under investigation",
        "context": "",
    }
    return list((sent | cells).values())


def csv_text(rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER, **dialect: Any) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **({"lineterminator": "\n"} | dialect)).writerows([header, *rows])
    return text.getvalue()


def street_file(folder: Path, name: str = "2025-01-durham-street.csv", *, rows: int = 3, **how: Any) -> Path:
    """A file of so many good rows."""
    path = folder / name
    path.write_text(csv_text([street_row(n, **how) for n in range(rows)]), encoding="utf-8", newline="")
    return path


def series_file(folder: Path, name: str, *rows: Sequence[str]) -> Path:
    path = folder / name
    header = ["measure", "place", "period", "numerator", "denominator", "note"]
    path.write_text(csv_text(rows, header), encoding="utf-8", newline="")
    return path


def load_street(store: Store, *paths: Path, minutes: int = 0, **said: Any) -> Loaded:
    return load(store, STREET, paths, now=NOW + timedelta(minutes=minutes), **said)


def held(
    store: Store, contract: str = "police_uk.street", version: int | None = None
) -> list[dict[str, Any]]:
    """The accepted rows of a version, in an order that does not depend on how they are kept."""
    files = store.table(contract).files(version)
    engine = store.engine()
    try:
        if not files:
            return []
        return engine.records(f"select * from {parquet(files)} order by all")
    finally:
        engine.close()


def set_aside(store: Store, loaded: Loaded) -> list[tuple[int, str, str]]:
    """Line, sentence and text of every row a load set aside."""
    path = store.folder / "quarantine" / loaded.contract / f"{loaded.id}.parquet"
    if not path.exists():
        return []
    engine = store.engine()
    try:
        return engine.rows(
            "select line, why, sent from read_parquet($1) order by file, line", [glob.escape(str(path))]
        )
    finally:
        engine.close()


def everything_below(folder: Path) -> dict[str, bytes]:
    """Each file of a folder with its bytes, the lock aside: the same after a load that failed."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
