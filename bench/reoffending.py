"""Proven reoffending at national scale: the pass over every cohort beside a bare sum of the same rows.

DESIST_BENCH_PEOPLE sets another size; the promise is for 8,000,000 people with some 50 million offences.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import Figure
from bench.careers import NEW_QUARTER, add_offences, write_bare
from bench.load import scratch
from desist.store import Store

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = 8_000_000
TURNS = 7

# Each in a process of its own, so that its highest memory is that of one thing and nothing else.
LAY_OUT = """
import json, sys, time
from pathlib import Path
from bench.reoffending import highest, opened
from desist.quarter.reoffending.compiled.kept_counts import counted
started = time.perf_counter()
_, laid_out, lookups = opened(Path(sys.argv[1]))
print(json.dumps({
    "seconds": time.perf_counter() - started,
    "renewed": "base" in laid_out.columns.about,
    "megabytes": highest(),
}))
counted(laid_out, lookups, [()])
"""
COUNT = """
import json, sys
from pathlib import Path
from bench.reoffending import turn_about
print(json.dumps(turn_about(Path(sys.argv[1]), Path(sys.argv[2]))))
"""
SIX = ("sex", "age_band", "age_group", "index_offence_group", "previous_offences_band", "ethnicity_self")
SCAN = (
    "select sum(hash(person_id)), sum(offence_day), sum(proof_day), sum(disposal_code) "
    "from read_parquet({files})"
)


def figures(people: int = 0) -> Iterator[Figure]:
    """All figures of the pass: the whole size, and a tenth of it to see how cost grows."""
    people = people or int(os.environ.get("DESIST_BENCH_PEOPLE", PEOPLE))
    with scratch() as folder:
        small = _measured(folder / "tenth", people // 10)
        whole = _measured(folder / "whole", people)
    millions = whole["offences"] / 1e6
    size = f"{millions:.1f} million offences of {whole['people'] / 1e6:.1f} million people"
    yield Figure(name="sum of four bare columns in DuckDB", value=whole["scan"], unit="s", note=size)
    yield Figure(
        name="proven reoffending, every quarterly cohort", value=whole["plain"], unit="s", note=whole["found"]
    )
    yield Figure(
        name="the same, over the sum", value=whole["plain"] / whole["scan"], unit="x", note="at most 4"
    )
    yield Figure(
        name="the same in processor time, over the sum's",
        value=whole["plain_processor"] / whole["scan_processor"],
        unit="x",
        note="less disturbed by others on the machine",
    )
    yield Figure(
        name="peak memory of both", value=whole["megabytes"], unit="MB", note="whole process; under 1,000"
    )
    yield Figure(
        name="by six columns at once, over the plain run",
        value=whole["six"] / whole["plain"],
        unit="x",
        note="at most 2",
    )
    yield Figure(
        name="by six columns, in processor time",
        value=whole["six_processor"] / whole["plain_processor"],
        unit="x",
    )
    grown = whole["offences"] / small["offences"]
    yield Figure(
        name=f"cost of an offence at {grown:.0f} times the size, over its cost before",
        value=whole["plain_processor"] / small["plain_processor"] / grown,
        unit="x",
        note=f"processor time, from {small['offences'] / 1e6:.1f} million; 1 is linear",
    )
    yield Figure(
        name="a new quarter counted, over the plain run",
        value=whole["new"] / whole["plain"],
        unit="x",
        note=f"under 0.1; {whole['new_offences']:,} new offences",
    )
    yield Figure(
        name="a new quarter counted, in processor time",
        value=whole["new_processor"] / whole["plain_processor"],
        unit="x",
    )
    yield Figure(
        name="a new quarter laid out, over laying out all",
        value=whole["renewing"] / whole["laying_out"],
        unit="x",
        note=f"{whole['renewing']:.1f} s, peak {whole['renewing_megabytes']:,.0f} MB",
    )
    yield Figure(
        name="laying out, a million offences",
        value=whole["laying_out"] / millions,
        unit="s",
        note=f"peak {whole['laying_out_megabytes']:,.0f} MB",
    )


def _measured(folder: Path, people: int) -> dict[str, Any]:
    store = Store(folder / "store")
    add_offences(store, people, since="2004-01-01", until=NEW_QUARTER)
    laid = _in_a_process(LAY_OUT, store.folder)
    new = add_offences(store, people, since=NEW_QUARTER, until="2024-01-01")
    bare = write_bare(store, folder / "bare")
    renewed = _in_a_process(LAY_OUT, store.folder)
    assert renewed["renewed"]
    return {
        **_in_a_process(COUNT, store.folder, bare[0].parent),
        "new_offences": new,
        "laying_out": laid["seconds"],
        "laying_out_megabytes": laid["megabytes"],
        "renewing": renewed["seconds"],
        "renewing_megabytes": renewed["megabytes"],
    }


def _in_a_process(code: str, *paths: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", code, *map(str, paths)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def opened(store: Path) -> tuple[Any, Any, Any]:
    """The reader of a store, its histories laid out, and what levels are looked up in."""
    from desist.quarter.reader import Reader

    reader = Reader(Store(store), None, ["E23000008"])
    assert reader.compiled is not None
    return reader, *reader.compiled.opened()


def highest() -> float:
    """The most memory that this process has had, in MB; what getrusage says begins with its parent's."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmHWM"))


def turn_about(store: Path, bare: Path) -> dict[str, Any]:
    """Sum, pass and pass by six columns, one after the other, several times: the best of each.

    The first turn compiles or loads what was compiled and warms the files; it is not counted.
    """
    from desist.measures.reoffending.compiled.tables import SUMS
    from desist.quarter.reoffending.compiled.counting import count
    from desist.quarter.reoffending.compiled.kept_counts import counted

    reader, laid_out, lookups = opened(store)
    files = [str(path) for path in bare.glob("*.parquet")]
    # The counts of the renewed state are kept by now; without them only what changed is counted.
    for kept in laid_out.columns.folder.glob("counts-*"):
        kept.unlink()
    work: dict[str, Callable[[], Any]] = {
        "scan": lambda: reader.ask(SCAN.format(files=files)),
        "plain": lambda: count(laid_out, lookups, [()]),
        "new": lambda: counted(laid_out, lookups, [()], keep=False),
        "six": lambda: count(laid_out, lookups, [(name,) for name in SIX]),
    }
    best: dict[str, Any] = {}
    for turn in range(TURNS + 1):
        for name, run in work.items():
            wall, processor = time.perf_counter(), time.process_time()
            run()
            took = (time.perf_counter() - wall, time.process_time() - processor)
            if turn:
                best[name] = min(best.get(name, took[0]), took[0])
                best[f"{name}_processor"] = min(best.get(f"{name}_processor", took[1]), took[1])
    totals = work["plain"]()
    layout, parts = work["new"]()
    assert (parts[()] == layout.part(totals, ())).all(), "the new quarter gave other counts than all of it"
    assert SUMS[:3] == ("people", "reoffenders", "reoffences")
    people, reoffenders, reoffences = map(int, totals.sum(axis=(0, 1))[:3])
    return {
        **best,
        "offences": laid_out.offences,
        "people": laid_out.people,
        "megabytes": highest(),
        "found": f"{people:,} in cohorts, {reoffenders / people:.1%}, {reoffences / reoffenders:.2f} each",
    }
