"""Ten thousand records that come later, linked in a store beside a million that are linked already.

Each step in a process of its own, called by bench/linkage.py: `python -m bench.linkage_later STEP FOLDER`.
"""

from __future__ import annotations

import csv
import json
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import load
from desist.linkage import run as running
from desist.linkage.held import links
from desist.store import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def hold(folder: Path) -> dict[str, float]:
    """Load the records of people.csv and link them; then load those of later.csv."""
    store = Store(folder / "store")
    _send(store, folder, "people", 0)
    running.run(store, NOW + timedelta(hours=1))
    _send(store, folder, "later", 2)
    return {}


def join(folder: Path) -> dict[str, float]:
    """Link the later ones, on the clock: the linking, and the whole run with reading and writing links."""
    store = Store(folder / "store")
    room, linking = vars(running), {"linking": 0.0, "linking_processor": 0.0}
    joined = room["joined"]

    def timed(*given: Any) -> Any:
        began, worked = time.perf_counter(), time.process_time()
        found = joined(*given)
        linking["linking"] += time.perf_counter() - began
        linking["linking_processor"] += time.process_time() - worked
        return found

    room["joined"] = timed
    before = time.process_time()
    started = time.perf_counter()
    ran = running.run(store, NOW + timedelta(hours=3))
    seconds = time.perf_counter() - started
    assert not ran.anew
    return {
        **linking,
        "seconds": seconds,
        "processor": time.process_time() - before,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "records": ran.new_records,
    }


def judge(folder: Path) -> dict[str, float]:
    """What became of ids, and how right the links of the later ones are, beside linking all anew."""
    store = Store(folder / "store")
    before, now = _links(store, 1), _links(store, 2)
    changed = [ref for ref, person in before.items() if now[ref] != person]
    # Untouched is who is together with the same of those held as before.
    together = [Counter(held[ref] for ref in before) for held in (before, now)]
    both = Counter((before[ref], now[ref]) for ref in before)
    untouched = [
        ref
        for ref in changed
        if both[before[ref], now[ref]] == together[0][before[ref]] == together[1][now[ref]]
    ]
    truth: dict[str, str] = {}
    for name in ("people", "later"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
            truth |= {f"{name}-{row['record_id']}": row["person"] for row in csv.DictReader(rows)}
    shutil.rmtree(store.cache)  # so that nothing of the run before is leant on
    running.run(store, NOW + timedelta(hours=4), anew=True)
    return {
        "changed": len(changed),
        "untouched_changed": len(untouched),
        **{f"later_{name}": each for name, each in _right(truth, before, now).items()},
        **{f"anew_{name}": each for name, each in _right(truth, before, _links(store, 3)).items()},
    }


def _right(truth: dict[str, str], before: dict[str, str], put: dict[str, str]) -> dict[str, float]:
    """Of the pairs with a later record how many are right, and of the right ones how many were found."""

    def later(of: Callable[[str], Hashable]) -> int:
        return _pairs(map(of, put)) - _pairs(of(ref) for ref in put if ref in before)

    both = later(lambda ref: (put[ref], truth[ref]))
    return {
        "precision": both / later(lambda ref: put[ref]),
        "recall": both / later(lambda ref: truth[ref]),
    }


def _pairs(groups: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def _links(store: Store, version: int) -> dict[str, str]:
    engine = store.engine()
    try:
        return links(engine, store, version)
    finally:
        engine.close()


def _send(store: Store, folder: Path, name: str, hours: int) -> None:
    """Load a file of records as an agency of that name sends it."""
    sent = folder / f"{name}-sent.csv"
    with (
        (folder / f"{name}.csv").open(encoding="utf-8", newline="") as given,
        sent.open("w", encoding="utf-8", newline="") as taken,
    ):
        rows, writer = csv.reader(given), csv.writer(taken, lineterminator="\n")
        writer.writerow(["person_ref", *next(rows)[1:-1]])
        writer.writerows([f"{name}-{row[0]}", *row[1:-1]] for row in rows)
    load(store, CONTRACTS["agency.identities"], [sent], now=NOW + timedelta(hours=hours), sender=name)
    sent.unlink()


if __name__ == "__main__":
    step = {"hold": hold, "join": join, "judge": judge}[sys.argv[1]]
    print(json.dumps(step(Path(sys.argv[2]))))
