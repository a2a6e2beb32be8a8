"""A load that is killed at any moment leaves the store as it was, and the next one clears up after it.

Each death is a real one: a process of its own that ends by SIGKILL.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from datetime import timedelta
from pathlib import Path

import pytest

from desist.intake.load import load
from desist.store import Store
from tests.extract_examples import (
    NOW,
    STREET,
    csv_text,
    everything_below,
    held,
    load_street,
    street_file,
    street_row,
)

ROOT = Path(__file__).resolve().parents[2]

# Dies just before the Nth time that Python opens, moves or removes a file, or a step is announced.
DOOMED = textwrap.dedent(
    """
    import os, signal, sys
    from datetime import datetime, timedelta
    from pathlib import Path
    from desist.contracts.catalogue import CONTRACTS
    from desist.intake.load import load
    from desist.store import Store
    from tests.extract_examples import NOW

    store, path, last, what = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    seen = 0

    def step(*said):
        global seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event, args):
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
            if str(store) in str(args[0]):
                step()

    opened = Store(store)
    if last:
        sys.addaudithook(watch)
    if what == "undo":
        opened.undo(opened.loads()[-1].id, NOW + timedelta(minutes=5))
    else:
        load(opened, CONTRACTS["police_uk.street"], [path], now=NOW + timedelta(minutes=5), progress=step)
    print(seen)
    """
)


def run(store: Store, path: Path, last: int, what: str = "load") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", DOOMED, str(store.folder), str(path), str(last), what],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def correction(folder: Path) -> Path:
    """A file that replaces one month, adds another, and has a faulty row."""
    path = folder / "correction.csv"
    rows = [street_row(1), street_row(2, month="2025-02"), street_row(3, month="?")]
    path.write_text(csv_text(rows))
    return path


def reads(store: Store) -> object:
    return held(Store(store.folder)), store.versions(), [each.id for each in store.loads()]


@pytest.mark.parametrize("first", [True, False], ids=["into an empty store", "over earlier rows"])
def test_killed_at_every_step_a_load_leaves_no_trace(tmp_path: Path, first: bool) -> None:
    store = Store(tmp_path / "store")
    path = correction(tmp_path)
    if not first:
        load_street(store, street_file(tmp_path))
    before = reads(store)
    rows = 0 if first else 3
    died = 0
    while True:
        result = run(store, path, died + 1)
        if result.returncode == 0:
            break
        died += 1
        assert result.returncode == -signal.SIGKILL, result.stderr
        if reads(store) != before:
            # The commit was made; from here on the load has happened and only clearing up was left.
            assert [row["_period"] for row in held(store)] == ["2025-01", "2025-02"]
            newest = store.loads()[-1]
            store.undo(newest.id, NOW + timedelta(minutes=6))
            assert len(held(store)) == rows
            before = reads(store)
    assert died > 15
    assert [row["_period"] for row in held(store)] == ["2025-01", "2025-02"]
    assert list((store.folder / "staging").iterdir()) == []
    listed = {path.stem for path in (store.folder / "quarantine").rglob("*.parquet")}
    assert listed <= {each.id for each in store.loads()}
    live = {path for version in range(1, 99) for path in files_of(store, version)}
    assert set((store.folder / "accepted").rglob("*.parquet")) == live


def files_of(store: Store, version: int) -> list[Path]:
    return (
        store.table("police_uk.street").files(version)
        if version <= store.versions()["police_uk.street"]
        else []
    )


def test_killed_at_every_step_an_undo_leaves_no_trace(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_street(store, street_file(tmp_path))
    path = correction(tmp_path)
    load_street(store, path, minutes=1)
    before = reads(store)
    died = 0
    while (result := run(store, path, died + 1, "undo")).returncode:
        died += 1
        assert result.returncode == -signal.SIGKILL, result.stderr
        if reads(store) != before:
            assert len(held(store)) == 3
            load_street(store, path, minutes=10 + died)
            before = reads(store)
    assert died > 8
    assert len(held(store)) == 3


@pytest.mark.slow
def test_killed_at_any_time_a_load_leaves_no_trace(tmp_path: Path) -> None:
    """By the clock, so that death also comes inside the engine and inside the table's own library."""
    store = Store(tmp_path / "store")
    path = tmp_path / "many.csv"
    path.write_text(
        csv_text([street_row(n, month="?" if n % 1000 == 0 else "2025-01") for n in range(60_000)])
    )
    load_street(store, street_file(tmp_path))
    before, files = reads(store), everything_below(store.folder)
    started = time.monotonic()
    assert run(store, path, 0).returncode == 0
    whole = time.monotonic() - started
    store.undo(store.loads()[-1].id, NOW + timedelta(minutes=6))
    before = reads(store)
    pick = random.Random(2025)
    died = 0
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", DOOMED, str(store.folder), str(path), "0", "load"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * pick.uniform(0.3, 1.0))
        process.kill()
        if process.wait():
            died += 1
        if reads(store) != before:
            assert len(held(store)) == 60_000 - 60
            store.undo(store.loads()[-1].id, NOW + timedelta(minutes=7))
            before = reads(store)
    assert died
    assert files.keys() <= everything_below(store.folder).keys()
    assert load(store, STREET, [path], now=NOW + timedelta(minutes=9)).rows_accepted == 60_000 - 60
    assert list((store.folder / "staging").iterdir()) == []
