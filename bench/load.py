"""Loading: real street crime against DuckDB's own reading of it, and ten million rows in bounded memory."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench import Figure

ROOT = Path(__file__).resolve().parents[1]
TURNS = 5
BIG_ROWS = 10_000_000

# A process of its own, so that its highest memory is that of one load and nothing else.
ONE_LOAD = """
import json, resource, sys, time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import load
from desist.store import Store
started = time.perf_counter()
store, path = Path(sys.argv[1]), Path(sys.argv[2])
done = load(Store(store), CONTRACTS["police_uk.street"], [path], now=datetime.now(UTC))
print(json.dumps({
    "seconds": time.perf_counter() - started,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "accepted": done.rows_accepted,
    "quarantined": done.rows_quarantined,
}))
"""

# Shaped as data.police.uk publishes: a third of the rows, anti-social behaviour, has no identifier.
BIG_FILE = """
copy (
    select
        case when n % 3 > 0 then md5(n::varchar) || md5((n + 1)::varchar) end as "Crime ID",
        '20' || lpad((10 + n % 15)::varchar, 2, '0') || '-' || lpad((1 + n % 12)::varchar, 2, '0') as "Month",
        force as "Reported by", force as "Falls within",
        round(-1.9 + hash(n) % 9000 / 10000, 6) as "Longitude",
        case when {faulty} then 'north' else round(54.4 + hash(n + 7) % 5000 / 10000, 6)::varchar end
            as "Latitude",
        'On or near Street ' || (hash(n) % 40000)::varchar as "Location",
        'E0102' || lpad((hash(n) % 10000)::varchar, 4, '0') as "LSOA code",
        'County Durham ' || lpad((hash(n) % 999)::varchar, 3, '0') || 'A' as "LSOA name",
        ['Burglary', 'Anti-social behaviour', 'Violence and sexual offences', 'Shoplifting'][1 + n % 4]
            as "Crime type",
        case when n % 3 > 0 then 'Investigation complete; no suspect identified' end
            as "Last outcome category",
        null as "Context"
    from (select range as n, 'Force ' || (range % 43)::varchar as force from range({rows})))
to '{path}' (header)
"""


def figures(data: Path) -> Iterator[Figure]:
    """All figures of loading; ``data`` is the folder of real data."""
    yield from real_rows(data)
    yield from big_file()


def real_rows(data: Path) -> Iterator[Figure]:
    """The real street-level rows: one load, beside DuckDB reading the same files into Parquet."""
    from desist.contracts.catalogue import CONTRACTS
    from desist.intake.load import load
    from desist.store import Store

    paths = sorted(data.glob("police_uk/*/*-street.csv"))
    with scratch() as folder:
        rows = 0
        loading, reading, bare = [], [], []
        for turn in range(TURNS):
            # Turn and turn about, so that a busy moment of the machine falls on all alike.
            reading.append(timed(lambda: plain_copy(paths, folder, "")))
            bare.append(timed(lambda: plain_copy(paths, folder, _told(paths[0]))))
            store = Store(folder / f"store-{turn}")
            started = time.perf_counter()
            rows = load(store, CONTRACTS["police_uk.street"], paths, now=datetime.now(UTC)).rows_accepted
            loading.append(time.perf_counter() - started)
            shutil.rmtree(store.folder)
    note = f"{rows:,} rows in {len(paths)} files; best of {TURNS}"
    yield Figure(name="load, real rows", value=min(loading), unit="s", note=note)
    yield Figure(name="DuckDB, same rows to Parquet", value=min(reading), unit="s", note=note)
    told = "DuckDB told the columns, all as text, so that it neither guesses nor converts"
    yield Figure(
        name="load, over DuckDB's reading", value=min(loading) / min(reading), unit="x", note="at most 2"
    )
    yield Figure(
        name="load, over DuckDB told the columns", value=min(loading) / min(bare), unit="x", note=told
    )


def big_file(rows: int = BIG_ROWS) -> Iterator[Figure]:
    """A file of ten million rows, all good, with one row in a thousand faulty, and with lines cut short."""
    millions = rows // 1_000_000
    with scratch() as folder:
        for name, faulty, cut in (
            ("all good", "false", False),
            ("1 in 1,000 faulty", "n % 1000 = 0", False),
            ("also a cut line", "n % 1000 = 0", True),
        ):
            path = write_big(folder / "big.csv", rows, faulty)
            reading = timed(partial(plain_copy, [path], folder, ""))
            if cut:
                with path.open("a") as file:
                    file.write("\ncut short\n")
            said = subprocess.run(
                [sys.executable, "-c", ONE_LOAD, str(folder / "store"), str(path)],
                cwd=ROOT,
                check=True,
                capture_output=True,
                text=True,
            )
            found = json.loads(said.stdout)
            note = f"{found['accepted']:,} accepted, {found['quarantined']:,} quarantined"
            yield Figure(
                name=f"load, {millions} million rows, {name}", value=found["seconds"], unit="s", note=note
            )
            yield Figure(name=f"{name}, over DuckDB's reading", value=found["seconds"] / reading, unit="x")
            yield Figure(
                name=f"peak memory, {millions} million rows, {name}",
                value=found["megabytes"],
                unit="MB",
                note="under 1,500",
            )
            shutil.rmtree(folder / "store")
            path.unlink()


def write_big(path: Path, rows: int, faulty: str) -> Path:
    """A file in the shape of street-level crime; ``faulty`` is SQL over the row's number n."""
    import duckdb

    with duckdb.connect(config={"threads": 2}) as engine:
        engine.execute(BIG_FILE.format(rows=rows, path=path, faulty=faulty))
    return path


def plain_copy(paths: list[Path], folder: Path, how: str) -> None:
    """DuckDB's own way from CSV to Parquet, without a contract, hashes, provenance or versions."""
    import duckdb

    listed = [str(path) for path in paths]
    with duckdb.connect(config={"threads": 2}) as engine:
        engine.execute(f"copy (select * from read_csv({listed}{how})) to '{folder / 'plain.parquet'}'")


def _told(path: Path) -> str:
    header = path.open(encoding="utf-8").readline().strip().split(",")
    columns = dict.fromkeys(header, "VARCHAR")
    return f", columns={columns}, auto_detect=false, header=true, delim=',', quote='\"', escape='\"'"


def timed(what: Callable[[], None]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desist-bench-") as folder:
        yield Path(folder)
