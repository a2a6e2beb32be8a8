"""What a run keeps for the next may be lost or spoiled at any time, and does not pile up."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desist.linkage.doubt import doubt
from desist.linkage.held import kept_folder, links, live_run
from desist.linkage.kept import is_whole
from desist.linkage.review import queue
from desist.linkage.run import run
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.linkage_examples import after, as_another_knows, people, send

pytest.importorskip("splink")
PEOPLE = people(60)
SPOILED = "what the last run kept was altered or lost, so everybody is compared again"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store linked once, to which records came since."""
    folder = tmp_path_factory.mktemp("kept")
    store = Store(folder / "store")
    send(store, folder, "A", PEOPLE, 1)
    run(store, after(2))
    send(store, folder, "B", as_another_knows(PEOPLE[:8], "B"), 3)
    return folder / "store"


def held(store: Store) -> dict[str, str]:
    engine = store.engine()
    try:
        return links(engine, store)
    finally:
        engine.close()


def runs_kept(store: Store) -> set[str]:
    return {each.name for each in (store.cache / "links").iterdir()}


def copied(first: Path, folder: Path) -> tuple[Store, Path]:
    shutil.copytree(first, folder)
    store = Store(folder)
    return store, kept_folder(store, live_run(store))


def spoil(path: Path, how: str) -> None:
    if how == "lost":
        path.unlink()
    else:
        path.write_bytes(b"" if how == "empty" else os.urandom(path.stat().st_size))


HOW = ("garbage", "empty", "lost")


def test_whatever_is_spoiled_everybody_is_compared_again(first: Path, tmp_path: Path) -> None:
    """A file of each kind, and the ids are those of a run that could go on."""
    store, folder = copied(first, tmp_path / "whole")
    before, names = held(store), sorted(each.name for each in folder.iterdir())
    assert not run(store, after(4)).anew
    wanted = held(store)
    kinds = {Path(name).suffix: name for name in names}
    assert {*kinds} == {".csv", ".json", ".npy", ".parquet", ".sql"}
    for at, name in enumerate(("about.json", "sources.json", *kinds.values())):
        store, folder = copied(first, tmp_path / str(at))
        spoil(folder / name, HOW[at % len(HOW)])
        said: list[str] = []
        assert run(store, after(4), progress=said.append).anew, name
        assert said.count(SPOILED) == 1, name
        now = held(store)
        assert now == wanted, name
        assert {ref: now[ref] for ref in before} == before


@pytest.mark.parametrize("how", HOW)
def test_any_file_that_is_spoiled_is_seen(first: Path, tmp_path: Path, how: str) -> None:
    names = [each.name for each in copied(first, tmp_path / "whole")[1].iterdir()]
    assert len(names) > 20
    for name in names:
        _, folder = copied(first, tmp_path / name)
        assert is_whole(folder)
        spoil(folder / name, how)
        assert not is_whole(folder), name


def test_reviewers_are_told_in_a_sentence(first: Path, tmp_path: Path) -> None:
    store, folder = copied(first, tmp_path / "store")
    spoil(folder / "pairs-0.parquet", "garbage")
    engine = store.engine()
    try:
        with pytest.raises(OperatorMistake, match="what was compared is gone"):
            queue(engine, store, [])
        with pytest.raises(OperatorMistake, match="what was compared is gone"):
            doubt(engine, store)
    finally:
        engine.close()


def test_a_cache_that_is_gone_needs_no_word(first: Path, tmp_path: Path) -> None:
    shutil.copytree(first, tmp_path / "store")
    store = Store(tmp_path / "store")
    shutil.rmtree(store.cache)
    said: list[str] = []
    assert run(store, after(4), progress=said.append).anew
    assert SPOILED not in said


def test_what_runs_keep_does_not_pile_up(first: Path, tmp_path: Path) -> None:
    """Only the newest run and the one that would stand if it were taken back."""
    shutil.copytree(first, tmp_path / "store")
    store = Store(tmp_path / "store")
    (store.cache / "links" / "link-of-a-run-that-was-killed").mkdir()
    ids = [live_run(store), *(run(store, after(hour)).id for hour in range(4, 8))]
    assert runs_kept(store) == set(ids[-2:])
    links_before = held(store)
    store.undo(ids[-1], after(9))
    ran = run(store, after(10))
    assert not ran.anew, "an undone run leaves what the one before it needs"
    assert held(store) == links_before
    assert runs_kept(store) == {ids[-2], ran.id}
