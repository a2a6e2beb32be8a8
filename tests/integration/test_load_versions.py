"""A corrected file replaces exactly its keys, every version stays readable, any load can be taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desist.intake.load import Loaded, load
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.extract_examples import (
    NOW,
    SERIES,
    csv_text,
    held,
    load_street,
    series_file,
    set_aside,
    street_file,
    street_row,
)


def keys(store: Store, version: int | None = None) -> dict[tuple[str, str], int]:
    """Place and month → how many rows are held."""
    found: dict[tuple[str, str], int] = {}
    for row in held(store, version=version):
        key = (row["_place"].split()[0], row["_period"])
        found[key] = found.get(key, 0) + 1
    return found


def months(folder: Path, name: str, rows: dict[str, int], *, force: str = "Durham Constabulary") -> Path:
    """A file of so many rows for each month."""
    path = folder / name
    written = [street_row(n, month=month, force=force) for month, count in rows.items() for n in range(count)]
    path.write_text(csv_text(written), newline="")
    return path


def undo(store: Store, loaded: Loaded, minutes: int) -> int:
    return store.undo(loaded.id, NOW + timedelta(minutes=minutes))[1]


def test_the_same_file_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = street_file(tmp_path)
    first = load_street(store, path)
    again = load_street(store, path, minutes=1)
    assert again.unchanged == (path.name,)
    assert (again.files, again.version, again.rows_read) == ((), first.version, 0)
    assert store.versions() == {"police_uk.street": 1}
    assert len(store.loads()) == 1


def test_the_same_bytes_under_two_names_are_one_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    one = street_file(tmp_path)
    two = tmp_path / "copy.csv"
    two.write_bytes(one.read_bytes())
    done = load_street(store, one, two)
    assert (done.rows_accepted, done.unchanged) == (3, ("copy.csv",))


def test_a_correction_replaces_its_own_months_and_no_other(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_street(store, months(tmp_path, "a.csv", {"2025-01": 3, "2025-02": 4}))
    load_street(store, months(tmp_path, "b.csv", {"2025-01": 5}, force="Cleveland Police"), minutes=1)
    load_street(store, months(tmp_path, "c.csv", {"2025-02": 2, "2025-03": 1}), minutes=2)
    now = {("Durham", "2025-01"): 3, ("Durham", "2025-02"): 2, ("Durham", "2025-03"): 1}
    assert keys(store) == now | {("Cleveland", "2025-01"): 5}
    assert keys(store, 1) == {("Durham", "2025-01"): 3, ("Durham", "2025-02"): 4}
    assert keys(store, 2) == keys(store, 1) | {("Cleveland", "2025-01"): 5}


def test_a_file_that_was_corrected_can_be_loaded_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = months(tmp_path, "a.csv", {"2025-01": 3, "2025-02": 4})
    load_street(store, first)
    load_street(store, months(tmp_path, "b.csv", {"2025-01": 1}), minutes=1)
    assert load_street(store, first, minutes=2).rows_accepted == 7
    assert keys(store) == {("Durham", "2025-01"): 3, ("Durham", "2025-02"): 4}


def test_the_same_content_from_two_senders_stands_twice(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = street_file(tmp_path)
    load_street(store, path)
    assert load_street(store, path, minutes=1, sender="Durham Constabulary").rows_accepted == 3
    assert len(held(store)) == 6
    assert len(list((store.folder / "landed").rglob("*.csv"))) == 1


def test_two_files_of_one_load_may_not_claim_one_key(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    one, two = (months(tmp_path, name, {"2025-01": n}) for name, n in (("a.csv", 1), ("b.csv", 2)))
    with pytest.raises(OperatorMistake, match="hold rows for Durham Constabulary, 2025-01"):
        load_street(store, one, two)
    assert store.versions() == {}
    load_street(store, one)
    with pytest.raises(OperatorMistake, match="so neither can replace the other"):
        load_street(store, one, two, minutes=1)


def test_a_return_about_one_measure_leaves_the_others(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    both = series_file(
        tmp_path,
        "a.csv",
        ["triage", "Durham", "2025-01", "5", "", ""],
        ["referrals", "Durham", "2025-01", "7", "", ""],
    )
    load(store, SERIES, [both], now=NOW)
    one = series_file(tmp_path, "b.csv", ["triage", "Durham", "2025-01", "6", "", ""])
    load(store, SERIES, [one], now=NOW + timedelta(minutes=1))
    assert {row["measure"]: row["numerator"] for row in held(store, "local.series")} == {
        "triage": 6,
        "referrals": 7,
    }


def test_undo_of_the_newest_gives_back_what_was_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_street(store, months(tmp_path, "a.csv", {"2025-01": 3, "2025-02": 4}))
    before = held(store)
    second = load_street(store, months(tmp_path, "b.csv", {"2025-02": 1, "2025-03": 1}), minutes=1)
    assert undo(store, second, 2) == 3
    assert held(store) == before
    assert keys(store, 2) == {("Durham", "2025-01"): 3, ("Durham", "2025-02"): 1, ("Durham", "2025-03"): 1}
    assert [each.undone for each in store.loads()] == [False, True]


def test_undo_of_an_older_load_touches_only_what_it_still_holds(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = load_street(store, months(tmp_path, "a.csv", {"2025-01": 3, "2025-02": 4}))
    load_street(store, months(tmp_path, "b.csv", {"2025-02": 1}), minutes=1)
    undo(store, first, 2)
    assert keys(store) == {("Durham", "2025-02"): 1}


def test_undo_reaches_past_loads_that_were_taken_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    loaded = [
        load_street(store, months(tmp_path, f"{n}.csv", {"2025-01": n + 1}), minutes=n) for n in range(3)
    ]
    undo(store, loaded[1], 3)
    assert keys(store) == {("Durham", "2025-01"): 3}
    undo(store, loaded[2], 4)
    assert keys(store) == {("Durham", "2025-01"): 1}
    undo(store, loaded[0], 5)
    assert keys(store) == {}


def test_undo_twice_and_of_nothing_are_sentences(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(OperatorMistake, match="There is no load '7'"):
        store.undo("7", NOW)
    first = load_street(store, street_file(tmp_path))
    with pytest.raises(OperatorMistake, match=f"The newest is {first.id}"):
        store.undo("7", NOW)
    undo(store, first, 1)
    with pytest.raises(OperatorMistake, match="was already taken back"):
        undo(store, first, 2)


def test_a_file_can_be_loaded_again_after_undo(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = street_file(tmp_path)
    first = load_street(store, path)
    undo(store, first, 1)
    again = load_street(store, path, minutes=2)
    assert (again.rows_accepted, again.version, again.unchanged) == (3, 3, ())
    assert again.id != first.id


def test_a_load_of_quarantined_rows_alone_can_be_taken_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    good = load_street(store, street_file(tmp_path))
    bad = tmp_path / "bad.csv"
    bad.write_text(csv_text([street_row(1, month="?")]))
    done = load_street(store, bad, minutes=1)
    assert (done.version, len(set_aside(store, done))) == (2, 1)
    undo(store, done, 2)
    assert len(held(store)) == good.rows_accepted
    assert load_street(store, bad, minutes=3).rows_quarantined == 1


def test_loads_at_the_same_millisecond_do_not_meet(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    paths = [months(tmp_path, f"{n}.csv", {f"2025-0{n + 1}": 1}) for n in range(3)]
    ids = [load_street(store, path).id for path in paths]
    assert len(set(ids)) == 3
    assert len(held(store)) == 3
    assert len({each.id for each in store.loads()}) == 3


def test_what_the_file_name_says_is_part_of_the_key(tmp_path: Path) -> None:
    from desist.contracts.catalogue import CONTRACTS

    searches = CONTRACTS["police_uk.stop_and_search"]
    header = [rule.header for rule in searches.columns]
    row = ["Person search", "2025-01-01T10:00:00+00:00", *[""] * (len(header) - 2)]
    for force in ("durham", "cleveland"):
        (tmp_path / f"2025-01-{force}-stop-and-search.csv").write_text(csv_text([row], header))
    store = Store(tmp_path / "store")
    paths = sorted(tmp_path.glob("*.csv"))
    with pytest.raises(OperatorMistake, match="the same file to the byte, yet their names"):
        load(store, searches, paths, now=NOW)
    for minutes, path in enumerate(paths):
        assert load(store, searches, [path], now=NOW + timedelta(minutes=minutes)).rows_accepted == 1
    places = [each["_place"] for each in held(store, "police_uk.stop_and_search")]
    assert places == ["cleveland", "durham"]
    allowed = frozenset({"Durham Constabulary"})
    (tmp_path / "2025-01-kent-stop-and-search.csv").write_text(csv_text([row], header))
    with pytest.raises(OperatorMistake, match="is about kent"):
        load(
            store, searches, [tmp_path / "2025-01-kent-stop-and-search.csv"], now=NOW, allowed_places=allowed
        )
