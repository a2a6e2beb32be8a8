"""Linking made-up records of people from CSV to CSV, beside a plain Splink script on the same file.

And ten thousand that come later, in a store. DESIST_BENCH_RECORDS sets another size; the promises are for
1,000,000 records. `python -m bench.linkage later` measures those that come later alone.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bench import Figure
from bench.load import scratch

ROOT = Path(__file__).resolve().parents[1]
RECORDS = 1_000_000
LATER = 10_000

# Each in a process of its own, so that its highest memory is that of one linking and nothing else.
OURS = """
import json, resource, sys, time
from pathlib import Path
started = time.perf_counter()
from desist.linkage.columns import parse_map
from desist.linkage.files import link_files
records, target, scratch = map(Path, sys.argv[1:])
link_files([records], parse_map("record_id=record_id,first_name=first_name,surname=surname,"
    "date_of_birth=date_of_birth,postcode=postcode,address=address,place=place,pnc_id=pnc_id"),
    target, scratch=scratch, progress=lambda said: None)
print(json.dumps({"seconds": time.perf_counter() - started, "processor": time.process_time(),
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
WRITE = """
import json, sys
from pathlib import Path
from bench.linkage_records import write_records
people, later, records, more = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
rates = write_records(people, records + more)
lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
people.write_text("".join(lines[: 1 + records]), encoding="utf-8")
later.write_text("".join([lines[0], *lines[1 + records :]]), encoding="utf-8")
print(json.dumps(rates))
"""
PLAIN = """
import json, resource, sys, time
from pathlib import Path
started = time.perf_counter()
from bench.plain_splink import link_plainly
records, target, scratch = map(Path, sys.argv[1:])
link_plainly(records, target, scratch)
print(json.dumps({"seconds": time.perf_counter() - started, "processor": time.process_time(),
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def figures(records: int = 0) -> Iterator[Figure]:
    """Time, memory, precision and recall of both, and how faulty the records were."""
    records = records or int(os.environ.get("DESIST_BENCH_RECORDS", RECORDS))
    with scratch() as folder:
        people = folder / "people.csv"
        for field, (missing, wrong) in _written(folder, records).items():
            note = f"of later records; another {missing:.1%} have none"
            yield Figure(name=f"wrong {field.replace('_', ' ')}", value=wrong * 100, unit="%", note=note)
        # Nothing large is held here meanwhile: a process begins with the peak of the one that starts it.
        plain = _in_a_process(PLAIN, people, folder / "plain.csv", folder / "plain")
        ours = _in_a_process(OURS, people, folder / "ours.csv", folder / "ours")
        yield from _figures("a plain Splink script", plain | right(people, folder / "plain.csv"))
        yield from _figures(f"desist link, {records:,} records", ours | right(people, folder / "ours.csv"))
        yield from _later(folder, records)
    yield Figure(
        name="desist link, over the plain script",
        value=ours["seconds"] / plain["seconds"],
        unit="x",
        note="at most 1",
    )
    yield Figure(
        name="the same in processor time", value=ours["processor"] / plain["processor"], unit="x",
        note="less disturbed by others on the machine",
    )  # fmt: skip


def later(records: int = 0) -> Iterator[Figure]:
    """What linking those who come later costs, alone."""
    records = records or int(os.environ.get("DESIST_BENCH_RECORDS", RECORDS))
    with scratch() as folder:
        _written(folder, records)
        yield from _later(folder, records)


def _later(folder: Path, records: int) -> Iterator[Figure]:
    """What linking the records of later.csv costs in a store that has linked those of people.csv."""
    _step("hold", folder)
    cost = _step("join", folder)
    found = _step("judge", folder)
    name = f"linking {cost['records']:,.0f} new records beside {records:,}"
    note = f"about 2; processor time {cost['linking_processor']:.2f} s"
    yield Figure(name=name, value=cost["linking"], unit="s", note=note)
    note = f"peak {cost['megabytes']:,.0f} MB; processor time {cost['processor']:.2f} s"
    yield Figure(
        name="  with reading and writing who is one person", value=cost["seconds"], unit="s", note=note
    )
    yield Figure(
        name="  ids changed of who is with the same as before", value=found["untouched_changed"], unit="",
        note=f"must be 0; {found['changed']:,.0f} references of others have another id",
    )  # fmt: skip
    for what in ("precision", "recall"):
        note = f"of pairs with a new record; {found[f'anew_{what}']:.3%} when all are linked anew"
        yield Figure(name=f"  its {what}", value=found[f"later_{what}"] * 100, unit="%", note=note)


def _written(folder: Path, records: int) -> dict[str, Any]:
    """Write people.csv and later.csv; gives how faulty each field is."""
    return _in_a_process(WRITE, folder / "people.csv", folder / "later.csv", records, LATER)


def _figures(name: str, found: dict[str, float]) -> Iterator[Figure]:
    yield Figure(name=name, value=found["seconds"], unit="s", note=f"peak {found['megabytes']:,.0f} MB")
    yield Figure(
        name="  its precision", value=found["precision"] * 100, unit="%", note="of pairs; ours at least 99.8"
    )
    yield Figure(
        name="  its recall", value=found["recall"] * 100, unit="%", note="of pairs; ours at least 95"
    )


def _in_a_process(code: str, *given: object) -> dict[str, Any]:
    return _said([sys.executable, "-c", code, *map(str, given)])


def _step(step: str, folder: Path) -> dict[str, Any]:
    return _said([sys.executable, "-m", "bench.linkage_later", step, str(folder)])


def _said(command: list[str]) -> dict[str, Any]:
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def right(people: Path, linked: Path) -> dict[str, float]:
    """Of the pairs put together how many are right, and of the right pairs how many were put together."""
    truth = _column(people, "record_id", "person")
    put = _column(linked, "record_id", "person_id")
    both = _pairs((person, truth[record]) for record, person in put.items())
    return {"precision": both / _pairs(put.values()), "recall": both / _pairs(truth.values())}


def _column(path: Path, key: str, value: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as rows:
        return {row[key]: row[value] for row in csv.DictReader(rows)}


def _pairs(groups: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


if __name__ == "__main__":
    for each in later() if sys.argv[1:] == ["later"] else figures():
        print(f"{each.name:<52}{each.value:>9.2f} {each.unit:<2}  {each.note}", flush=True)
