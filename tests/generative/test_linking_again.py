"""Linking only those who come later gives what grouping everybody gives, and no other id changes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as of_test
from hypothesis import strategies as st

from desist.linkage import kept
from desist.linkage.grouping import grouped
from desist.linkage.held import (
    decided_records,
    kept_folder,
    kept_pairs,
    kept_references,
    known_pairs,
    links,
    live_run,
)
from desist.linkage.link import settings, with_decided
from desist.linkage.prepare import completed_sql, nicknames
from desist.linkage.prior import bits
from desist.linkage.run import run
from desist.store import Store
from desist.store.engine import Engine, parquet
from tests.linkage_examples import Row, after, as_another_knows, people, send

pytest.importorskip("splink")
PEOPLE = people(240)
HELD = [*PEOPLE[:200], *as_another_knows(PEOPLE[:120], "B")]


@dataclass(frozen=True, kw_only=True)
class Base:
    """A store in which two agencies are linked, and how it was: every pair compared, or those of rules."""

    store: Path
    name: str
    hours: Iterator[int]


@contextmanager
def few_pairs(name: str) -> Iterator[None]:
    """As in a large store: rules say which pairs are compared, and leave out values that many share."""
    how = settings()["blocking"]
    before = dict(how)
    if name == "by rules":
        how |= {"least_pairs": 100, "pairs_a_record": 4}
    try:
        yield
    finally:
        how |= before


@pytest.fixture(scope="module", params=["every pair", "by rules"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("base")
    store = Store(folder / "store")
    send(store, folder, "A", HELD[:200], 1)
    send(store, folder, "B", HELD[200:], 2)
    with few_pairs(request.param):
        assert run(store, after(3)).anew
    return Base(store=folder / "store", name=request.param, hours=count(10))


@contextmanager
def engine_of(store: Store) -> Iterator[Engine]:
    engine = store.engine()
    try:
        yield engine
    finally:
        engine.close()


def held(store: Store) -> dict[str, str]:
    with engine_of(store) as engine:
        return links(engine, store)


def everybody_grouped(store: Store) -> set[frozenset[str]]:
    """The references of each person when all pairs ever compared are grouped at once."""
    folder = kept_folder(store, live_run(store))
    with engine_of(store) as engine:
        pairs = engine.columns(f"select l, r, bits from {parquet(kept_pairs(folder))} order by l, r")
        engine.run(f"create view refs as select * from {parquet(kept_references(folder))}")
        references = [row[0] for row in engine.rows("select person_ref from refs order by record")]
        decided = decided_records(engine, known_pairs(engine, store))
    judged = with_decided(pairs["l"], pairs["r"], pairs["bits"], decided)
    groups = grouped(len(references), *judged, **settings()["grouping"])
    found: dict[int, set[str]] = {}
    for reference, group in zip(references, groups.tolist(), strict=True):
        found.setdefault(group, set()).add(reference)
    return set(map(frozenset, found.values()))


def by_person(found: dict[str, str]) -> set[frozenset[str]]:
    people: dict[str, set[str]] = {}
    for reference, person in found.items():
        people.setdefault(person, set()).add(reference)
    return set(map(frozenset, people.values()))


def sharing_a_value(store: Store) -> set[tuple[int, int]]:
    """The pairs of the newest records that some rule brings together, found by comparing each with each."""
    now = kept.opened(kept_folder(store, live_run(store)))
    assert now is not None
    with engine_of(store) as engine:
        kept.lookup(engine, now, np.arange(now.records), "everybody")
        keys = ", ".join(f"{rule.key} as key_{at}" for at, rule in enumerate(now.rules))
        engine.run(f"create table keyed as select record, {keys} from ({completed(now)})")
        alike = []
        for at in range(len(now.rules)):
            common = np.load(now.folder / f"common_{at}.npy").tolist()
            left_out = f"and l.key_{at} not in ({', '.join(map(str, common))})" if common else ""
            alike.append(f"(l.key_{at} = r.key_{at} {left_out})")
        rows = engine.columns(
            f"select l.record as l, r.record as r from keyed as l, keyed as r where l.record < r.record "
            f"and r.record >= {now.parts[-1]} and ({' or '.join(alike)})"
        )
        left, right, weights = kept.scored(engine, now, rows["l"], rows["r"])
    enough = weights + now.prior - bits(now.share) >= settings()["prediction"]["least_weight"]
    return set(zip(left[enough].tolist(), right[enough].tolist(), strict=True))


def completed(now: kept.Kept) -> str:
    return completed_sql("everybody", now.fields, nicknames())


def pairs_of_newest(store: Store) -> set[tuple[int, int]]:
    folder = kept_folder(store, live_run(store))
    now = kept.opened(folder)
    assert now is not None
    with engine_of(store) as engine:
        rows = engine.rows(f"select l, r from {parquet([folder / f'pairs-{now.parts[-1]}.parquet'])}")
    return set(rows)


COMERS = st.lists(
    st.tuples(
        st.sampled_from("BCD"),  # B has many of these references already, under another name then
        st.integers(0, 239),
        st.sampled_from(
            ["as it is", "a letter wrong", "another's number", "another's name", "nothing known"]
        ),
        st.integers(0, 239),
    ),
    min_size=1,
    max_size=25,
    unique_by=lambda each: each[:2],
)


def rows_of(drawn: list[tuple[str, int, str, int]]) -> list[Row]:
    rows: list[Row] = []
    for agency, at, fault, other in drawn:
        _, first, surname, born, postcode, pnc = PEOPLE[at]
        if fault == "a letter wrong":
            surname = surname[:1] + "z" + surname[2:]
        elif fault == "another's number":
            pnc = PEOPLE[other][5]
        elif fault == "another's name":
            first, surname = PEOPLE[other][1:3]
        elif fault == "nothing known":
            born = postcode = pnc = ""
        rows.append((f"{agency}{at:04d}", first, surname, born, postcode, pnc))
    return rows


@of_test(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=COMERS, more=COMERS)
def test_linking_what_came_is_linking_everybody(base: Base, drawn: Any, more: Any) -> None:
    with tempfile.TemporaryDirectory() as made, few_pairs(base.name):
        folder = Path(made)
        shutil.copytree(base.store, folder / "store", copy_function=os.link)
        store = Store(folder / "store")
        before = held(store)
        for agency, comers in (("first", drawn), ("second", more)):
            send(store, folder, agency, rows_of(comers), next(base.hours))
            ran = run(store, after(next(base.hours)))
            assert not ran.anew
            now = held(store)
            assert by_person(now) == everybody_grouped(store)
            assert not ran.new_records or pairs_of_newest(store) == sharing_a_value(store)
            # Only what the log of changes names has another id.
            assert {ref for ref in before if now[ref] != before[ref]} == changed_by_log(store, ran)
            # Who is together with the same as before keeps the id.
            for ids in by_person(now) & by_person(before):
                assert {now[ref] for ref in ids} == {before[ref] for ref in ids}
            before = now


def changed_by_log(store: Store, ran: Any) -> set[str]:
    folder = kept_folder(store, ran.id)
    with engine_of(store) as engine:
        references = dict(engine.rows(f"select record, person_ref from {parquet(kept_references(folder))}"))
    return {references[record] for change in ran.changes for record in change.records}


def test_the_kept_query_says_of_every_pair_what_splink_said(base: Base) -> None:
    """What is found by key and read line by line is what the first linking compared, to the digit."""
    store = Store(base.store)
    folder = kept_folder(store, live_run(store))
    with engine_of(store) as engine:
        said = engine.columns(f"select l, r, bits from {parquet(kept_pairs(folder))} order by l, r")
        old = kept.opened(folder)
        assert old is not None
        found = kept.scored(engine, old, said["l"], said["r"])
        order = np.lexsort((found[1], found[0]))
        assert found[0][order].tolist() == said["l"].tolist()
        assert found[1][order].tolist() == said["r"].tolist()
        np.testing.assert_allclose(found[2][order], said["bits"], rtol=0, atol=1e-9)
