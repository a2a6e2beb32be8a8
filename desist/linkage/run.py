"""Link the people whom agencies share, in a store: everybody, or only those who came since the last time.

Who is one person is a table of the store like any other: every run is a version of it, and 'desist undo'
takes a run back. Beside the store's `cache` folder, which may be lost, lie the log of changes and what
people decided (`links`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.linkage import decisions
from desist.linkage.again import Found, joined, keep_outcome, keep_pairs, keep_records, keep_twice
from desist.linkage.changes_log import log
from desist.linkage.cluster import Cluster, cluster_of
from desist.linkage.fields import FIELDS
from desist.linkage.held import (
    IDENTITIES,
    LINK,
    clear_kept,
    identities,
    kept_folder,
    known_pairs,
    live_run,
    with_known,
)
from desist.linkage.held import persons as persons_held
from desist.linkage.held import twice as records_twice
from desist.linkage.link import Numbers, Progress, link, with_decided
from desist.linkage.person_ids import Change, Named, named, person_id
from desist.store.engine import Engine, copy_to_parquet, parquet
from desist.store.engine_choice import DUCKDB
from desist.store.store import PROVENANCE, Arrival, Store
from desist.vocabulary.mistake import OperatorMistake

SENDER = "Desist"


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a run did: its id, how many rows and references there are, how many people, what changed."""

    id: str
    records: int
    new_records: int
    references: int
    people: int
    changes: tuple[Change, ...]
    anew: bool


def run(
    store: Store,
    now: datetime,
    *,
    anew: bool = False,
    progress: Progress = lambda said: None,
    pairs_on: str = DUCKDB,
) -> Ran:
    """Link everybody in the agencies' identities; see `desist link run`.

    Without ``anew`` only records that came since the last run are compared, where its model is kept and
    nothing that it knew has gone.
    """
    with store.writing(now, prefix="link") as work:
        engine = store.engine()
        try:
            before = live_run(store)
            known = known_pairs(engine, store)
            folder = kept_folder(store, work.id)
            found = None if anew else joined(engine, store, before, folder, known, progress)
            found = found or _all(engine, store, folder, known, progress, cluster_of(pairs_on, work.staging))
            ids = _named(found, _next_number(store))
            persons = _persons(found, ids)
            keep_outcome(store, folder, persons)
            path = work.staging / f"{work.id}.parquet"
            rows = _table(engine, store, found, persons, path, work.id)
            people = int(np.count_nonzero(np.bincount(persons)))
            record = _record(work.id, now, rows, people, found.new, ids)
            changes = _of_all(ids.changes, found.touched)
            log(engine, store, work.id, found, changes)
            columns = {rule.name: KINDS[rule.kind] for rule in CONTRACTS[LINK].columns}
            arrival = Arrival(
                contract=LINK, columns=columns, record=record, accepted=path, rows=rows, aside=None
            )
            store.replace(engine, work, arrival, now)
            clear_kept(store, (work.id, before))  # if this run is taken back, the one before it goes on
        finally:
            engine.close()
    return Ran(
        id=work.id,
        records=len(found.groups),
        new_records=found.new,
        references=rows,
        people=people,
        changes=changes,
        anew=found.anew,
    )


def _all(
    engine: Engine,
    store: Store,
    folder: Path,
    known: Mapping[decisions.Pair, bool],
    progress: Progress,
    cluster: Cluster | None,
) -> Found:
    """Compare everybody, and learn the model anew."""
    _identities(engine, store)
    engine.run(
        "create or replace table given as "
        "select row_number() over (order by person_ref, mark) - 1 as record, * from identities"
    )
    fields = _filled(engine)
    engine.run("create or replace view refs as select record, person_ref from given")
    twice = records_twice(engine)
    decided = with_known(engine, known, *twice)
    found = link(engine, "given", fields, progress=progress, decided=decided, keep=folder, cluster=cluster)
    keep_records(engine, folder)
    keep_twice(folder, *twice)
    keep_pairs(engine, folder, found.left, found.right, found.weights)
    left, right, weights = with_decided(found.left, found.right, found.weights, decided)
    return Found(
        groups=found.people,
        touched=np.arange(len(found.people)),
        was=persons_held(engine, store),
        left=left,
        right=right,
        weights=weights,
        twice=twice,
        new=len(found.people),
        anew=True,
    )


def _identities(engine: Engine, store: Store) -> None:
    """Make the view `identities` of all that agencies say."""
    files = store.table(IDENTITIES).files()
    if not files:
        raise OperatorMistake(
            "No agency has sent how it knows its people, so there is nothing to link.",
            hint=f"desist load {IDENTITIES} FILE --sender 'who sent it'",
        )
    identities(engine, files)


def _filled(engine: Engine) -> tuple[str, ...]:
    """The fields that any agency fills."""
    held = [rule.name for rule in CONTRACTS[IDENTITIES].columns if rule.name in FIELDS]
    counted = engine.records(f"select {', '.join(f'count({name}) as {name}' for name in held)} from given")[0]
    return tuple(name for name in held if counted[name])


def _next_number(store: Store) -> int:
    """The number of the next new person: one that a run gave is never given again, even if it was undone."""
    history = [commit.record for commit in store.table(LINK).history() if commit.record["kind"] == "load"]
    return max((record["next_number"] for record in history), default=1)


def _named(found: Found, number: int) -> Named:
    before = [person_id(each) if each else None for each in found.was[found.touched].tolist()]
    return named(before, found.groups[found.touched].tolist(), number)


def _persons(found: Found, ids: Named) -> Numbers:
    """The number of each record's person; records of one reference are the first of its persons."""
    persons = found.was.copy()
    persons[found.touched] = [int(each[1:]) for each in ids.ids]
    first, later = found.twice
    np.minimum.at(persons, first, persons[later])
    persons[later] = persons[first]
    return persons


def _of_all(changes: Sequence[Change], touched: Numbers) -> tuple[Change, ...]:
    """Changes by the numbers of records among all, where they were numbered among the touched."""
    return tuple(replace(each, records=tuple(touched[list(each.records)].tolist())) for each in changes)


def _table(engine: Engine, store: Store, found: Found, persons: Numbers, path: Path, run: str) -> int:
    """Write who is one person, a row for each reference; gives how many there are.

    Those whose person is as before are taken over as they lie.
    """
    at = np.arange(len(persons)) if found.anew else np.flatnonzero(persons != found.was)
    engine.keep_columns("persons", {"record": at, "person": persons[at]})
    rows = (
        "select r.person_ref, format('P{:08d}', min(p.person)) as person_id "
        "from refs as r join persons as p on p.record = r.record group by r.person_ref"
    )
    if not found.anew:
        engine.run(f"create table changed as {rows}")
        rows = (
            f"select h.person_ref, h.person_id from {parquet(store.table(LINK).files())} as h "
            "anti join changed as c on c.person_ref = h.person_ref union all from changed"
        )
    empty = {name: {"_sender": SENDER, "_load": run, "_file": run}.get(name, "") for name in PROVENANCE}
    provenance = ", ".join(f"'{value}' as {name}" for name, value in empty.items())
    return copy_to_parquet(engine, f"select *, {provenance} from ({rows})", path)


def _record(run: str, now: datetime, rows: int, people: int, new: int, ids: Named) -> dict[str, Any]:
    return {
        "kind": "load",
        "id": run,
        "contract": LINK,
        "sender": SENDER,
        "received": now.isoformat(),
        "files": [{"name": "desist link run", "sha256": run, "rows_read": rows}],
        "rows_read": rows,
        "rows_accepted": rows,
        "rows_quarantined": 0,
        "people": people,
        "new_records": new,
        "changes": len(ids.changes),
        "next_number": ids.next_number,
    }
