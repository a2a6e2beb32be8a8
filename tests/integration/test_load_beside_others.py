"""Two loads at once, a read during a load, and a disk that fills up."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desist.intake.load import load
from desist.store import Store, work
from desist.vocabulary.mistake import OperatorMistake
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

LOADING = textwrap.dedent(
    """
    import sys
    from datetime import timedelta
    from pathlib import Path
    from desist.contracts.catalogue import CONTRACTS
    from desist.intake.load import load
    from desist.store import Store
    from tests.extract_examples import NOW

    done = load(Store(Path(sys.argv[1])), CONTRACTS["police_uk.street"], [Path(sys.argv[2])], now=NOW)
    print(done.id, done.version, done.rows_accepted)
    """
)


def test_processes_that_load_at_once_all_succeed(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    paths = [street_file(tmp_path, f"{n}.csv", month=f"2025-0{n}", rows=n) for n in range(1, 5)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", LOADING, str(store.folder), str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for path in paths
    ]
    said = [process.communicate()[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert len({identity for identity, _, _ in said}) == 4
    assert sorted(int(version) for _, version, _ in said) == [1, 2, 3, 4]
    assert len(held(store)) == 1 + 2 + 3 + 4


@contextmanager
def somebody_else_writing(store: Store) -> Iterator[None]:
    store.folder.mkdir(parents=True, exist_ok=True)
    with (store.folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_whoever_waits_too_long_is_told_to_try_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = street_file(tmp_path)
    with somebody_else_writing(store), pytest.raises(OperatorMistake, match="still under way") as refusal:
        load_street(store, path, patience=0.1)
    assert refusal.value.exit_code == 3
    assert "Try again" in refusal.value.hint
    assert store.versions() == {}
    done = load_street(store, path, patience=0)
    with somebody_else_writing(store), pytest.raises(OperatorMistake, match="still under way"):
        store.undo(done.id, NOW, patience=0.1)


def test_a_read_during_a_load_sees_the_version_before(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_street(store, street_file(tmp_path))
    before = held(store)
    seen: list[bool] = []

    def look(said: str) -> None:
        if said != "landed":
            seen.append(held(Store(store.folder)) == before and store.versions() == {"police_uk.street": 1})

    load_street(store, street_file(tmp_path, "more.csv", rows=9), minutes=1, progress=look)
    assert len(seen) >= 3
    assert all(seen)
    assert len(held(store)) == 9


@pytest.mark.parametrize("kilobytes", [1, 8, 64, 300, 600, 1200])
def test_a_full_disk_is_a_sentence_and_leaves_no_trace(tmp_path: Path, kilobytes: int) -> None:
    """A limit on the size of files, in a process of its own, fails writes wherever they are made."""
    store = Store(tmp_path / "store")
    load_street(store, street_file(tmp_path))
    before = everything_below(store.folder)
    path = tmp_path / "many.csv"
    path.write_text(csv_text([street_row(n, month="?" if n % 7 == 0 else "2025-01") for n in range(6_000)]))
    result = subprocess.run(
        [sys.executable, "-c", LOADING, str(store.folder), str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024,) * 2),
    )
    assert result.returncode == 1
    assert "OperatorMistake: " in result.stderr, result.stderr
    assert "disk" in result.stderr.splitlines()[-1]
    assert everything_below(store.folder) == before
    assert load(store, STREET, [path], now=NOW).rows_read == 6_000


@pytest.mark.parametrize("at", range(3))
def test_a_disk_that_fills_while_files_are_moved_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    store = Store(tmp_path / "store")
    load_street(store, street_file(tmp_path))
    before = everything_below(store.folder)
    moved = iter(range(99))
    move = Path.replace

    def full(source: Path, target: Path) -> Path:
        if "staging" in str(source) and "staging" not in str(target) and next(moved) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return move(source, target)

    monkeypatch.setattr(Path, "replace", full)
    path = tmp_path / "more.csv"
    path.write_text(csv_text([street_row(1), street_row(2, month="?")]))
    with pytest.raises(OperatorMistake, match="is full; nothing was written"):
        load_street(store, path, minutes=1)
    assert everything_below(store.folder) == before


def test_a_store_that_may_not_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")

    def refuse(*args: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(store.folder / "store.json"))

    monkeypatch.setattr(work, "write_format", refuse)
    with pytest.raises(OperatorMistake, match=r"There is no permission to write .*store\.json"):
        load_street(store, street_file(tmp_path))
