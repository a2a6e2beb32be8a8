"""Link the people whom agencies share, in a store: everybody, or only those who came since the last time.

Who is one person is a table of the store like any other: every run is a version of it, and 'desist undo'
takes a run back. Beside the store's `cache` folder, which may be lost, lie the log of changes and what
people decided (`links`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.linkage import decisions, kept
from desist.linkage.fields import FIELDS
from desist.linkage.grouping import DECIDED, grouped
from desist.linkage.link import Decided, Numbers, Progress, link, settings, with_decided
from desist.linkage.person_ids import Change, Named, named
from desist.linkage.person_ids import Kind as PersonChange
from desist.store.engine import Engine, copy_to_parquet, parquet
from desist.store.store import PROVENANCE, Arrival, Store
from desist.store.whole_file import write_whole
from desist.vocabulary.mistake import OperatorMistake

IDENTITIES, KNOWN, LINK = "agency.identities", "local.known_links", "linkage.person_link"
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


@dataclass(frozen=True, kw_only=True)
class _Found:
    """Records with their references, the group of each, and the pairs that were compared."""

    references: list[str]
    groups: Numbers
    left: Numbers
    right: Numbers
    weights: Numbers
    decided: Decided
    new: int
    anew: bool


def links_folder(store: Store) -> Path:
    """Where decisions and the log of changes lie."""
    return store.folder / "links"


def decisions_file(store: Store) -> Path:
    return links_folder(store) / "decisions.jsonl"


def kept_folder(store: Store, run: str) -> Path:
    """Where a run keeps its model, records and pairs; if it is lost, everything is compared again."""
    return store.cache / "links" / run


def live_run(store: Store) -> str:
    """The run whose links stand now, or nothing."""
    standing = [each for each in store.loads(LINK) if not each.undone]
    return standing[-1].id if standing else ""


def links(engine: Engine, store: Store, version: int | None = None) -> dict[str, str]:
    """Reference → person, as links stand or stood."""
    files = store.table(LINK).files(version)
    if not files:
        return {}
    return dict(engine.rows(f"select person_ref, person_id from {parquet(files)}"))


def run(store: Store, now: datetime, *, anew: bool = False, progress: Progress = lambda said: None) -> Ran:
    """Link everybody in the agencies' identities; see `desist link run`.

    Without ``anew`` only records that came since the last run are compared, where its model is kept and
    nothing that it knew has gone.
    """
    with store.writing(now, prefix="link") as work:
        engine = store.engine()
        try:
            before = live_run(store)
            fields = _identities(engine, store)
            known = known_pairs(engine, store)
            folder = kept_folder(store, work.id)
            found = None if anew else _joined(engine, store, before, folder, known, progress)
            found = found or _all(engine, folder, fields, known, progress)
            was, number = _ids_before(engine, store)
            result = _named(found, was, number)
            ids = dict(zip(found.references, result.ids, strict=True))
            _keep_pairs(engine, folder, found)
            path = work.staging / f"{work.id}.parquet"
            _table(engine, ids, path, work.id)
            people = len(set(ids.values()))
            record = _record(work.id, now, len(ids), people, len(result.changes), result.next_number)
            _log(store, work.id, found, result.changes)
            columns = {rule.name: KINDS[rule.kind] for rule in CONTRACTS[LINK].columns}
            arrival = Arrival(
                contract=LINK, columns=columns, record=record, accepted=path, rows=len(ids), aside=None
            )
            store.replace(engine, work, arrival, now)
        finally:
            engine.close()
    return Ran(
        id=work.id,
        records=len(found.references),
        new_records=found.new,
        references=len(ids),
        people=people,
        changes=result.changes,
        anew=found.anew,
    )


def _identities(engine: Engine, store: Store) -> tuple[str, ...]:
    """Make the table `identities`; gives the fields that any agency fills."""
    files = store.table(IDENTITIES).files()
    if not files:
        raise OperatorMistake(
            "No agency has sent how it knows its people, so there is nothing to link.",
            hint=f"desist load {IDENTITIES} FILE --sender 'who sent it'",
        )
    held = [rule.name for rule in CONTRACTS[IDENTITIES].columns if rule.name in FIELDS]
    empty = ", ".join(f"null::varchar as {name}" for name in held)
    cells = ", ".join(f"{name}::varchar as {name}" for name in held)
    engine.run(
        f"create table identities as select person_ref, {cells}, hash(person_ref, {', '.join(held)}) as mark "
        f"from ((select null::varchar as person_ref, {empty} where false) "
        f"union all by name select * exclude ({', '.join(PROVENANCE)}) from {parquet(files)})"
    )
    counted = engine.records(
        f"select {', '.join(f'count({name}) as {name}' for name in held)} from identities"
    )[0]
    return tuple(name for name in held if counted[name])


def known_pairs(engine: Engine, store: Store) -> dict[decisions.Pair, bool]:
    """Pairs that are known: sent as known links, or decided in review, which stands above."""
    files = store.table(KNOWN).files()
    sent = engine.rows(f"select distinct person_ref, same_as from {parquet(files)}") if files else []
    known = {decisions.pair_of(one, other): True for one, other in sent}
    return known | decisions.decided(decisions.opinions(decisions_file(store)))


def _all(
    engine: Engine,
    folder: Path,
    fields: Sequence[str],
    known: Mapping[decisions.Pair, bool],
    progress: Progress,
) -> _Found:
    """Compare everybody, and learn the model anew."""
    engine.run(
        "create table given as select row_number() over (order by person_ref, mark) - 1 as record, * "
        "from identities"
    )
    references = [row[0] for row in engine.rows("select person_ref from given order by record")]
    decided = decided_records(references, known)
    found = link(engine, "given", fields, progress=progress, decided=decided, keep=folder)
    copy_to_parquet(engine, "select record, person_ref, mark from given", folder / "references.parquet")
    return _Found(
        references=references,
        groups=found.people,
        left=found.left,
        right=found.right,
        weights=found.weights,
        decided=decided,
        new=len(references),
        anew=True,
    )


def _joined(
    engine: Engine,
    store: Store,
    before: str,
    folder: Path,
    known: Mapping[decisions.Pair, bool],
    progress: Progress,
) -> _Found | None:
    """Compare only records that are new with all; nothing where that will not do."""
    old = kept.opened(kept_folder(store, before)) if before else None
    if old is None:
        return None
    held = parquet([old.folder / "references.parquet"])
    gone = engine.one(f"select count(*) from {held} as h anti join identities as i on i.mark = h.mark")
    new = int(engine.one(f"select count(*) from identities as i anti join {held} as h on h.mark = i.mark"))
    if gone or new > settings()["again"]["most_new"] * old.records:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    engine.run(
        f"create table given as select {old.records} + row_number() over (order by i.person_ref, i.mark) - 1 "
        f"as record, i.* from identities as i anti join {held} as h on h.mark = i.mark"
    )
    progress(f"{new:,} new records beside {old.records:,}")
    engine.run(
        f"create table all_references as select record, person_ref, mark from {held} "
        "union all select record, person_ref, mark from given"
    )
    part = folder / f"records-{old.records}.parquet"
    pairs = engine.columns(f"select l, r, bits from {parquet([old.folder / 'pairs.parquet'])}")
    left, right, weights = pairs["l"], pairs["r"], pairs["bits"]
    if new:
        least = settings()["prediction"]["least_weight"]
        one, other, bits = kept.compared(engine, old, "given", part, least)
        left, right = np.concatenate([left, one]), np.concatenate([right, other])
        weights = np.concatenate([weights, bits])
    kept.joined(old, folder, part if new else None, new)
    references = [row[0] for row in engine.rows("select person_ref from all_references order by record")]
    copy_to_parquet(engine, "select * from all_references", folder / "references.parquet")
    decided = decided_records(references, known)
    mentioned = {ref for each in decisions.opinions(decisions_file(store)) for ref in each.pair}
    mentioned |= {ref for pair in known for ref in pair}
    judged = with_decided(left, right, weights, decided)
    was = links(engine, store)
    groups = _regrouped(references, was, old.records, mentioned, *judged)
    return _Found(
        references=references,
        groups=groups,
        left=left,
        right=right,
        weights=weights,
        decided=decided,
        new=new,
        anew=False,
    )


def _regrouped(
    references: Sequence[str],
    was: Mapping[str, str],
    old: int,
    mentioned: Collection[str],
    left: Numbers,
    right: Numbers,
    weights: Numbers,
) -> Numbers:
    """Groups as they were, but for the people whom a new record, or a decision made or undone, may touch."""
    first: dict[str, int] = {}
    groups = np.array(
        [first.setdefault(was.get(ref, f"new {at}"), at) for at, ref in enumerate(references)], dtype=np.int64
    )
    moved = ((left >= old) | (right >= old)) & (weights > 0)
    told_of = groups[np.flatnonzero([ref in mentioned for ref in references])]
    touched = np.unique(np.concatenate([groups[left[moved]], groups[right[moved]], told_of]))
    among = np.flatnonzero(np.isin(groups, touched))
    if not len(among):
        return groups
    inside = np.isin(groups[left], touched) & np.isin(groups[right], touched)
    at = np.full(len(groups), -1)
    at[among] = np.arange(len(among))
    anew = grouped(len(among), at[left[inside]], at[right[inside]], weights[inside], **settings()["grouping"])
    groups[among] = among[anew]
    return groups


def decided_records(references: Sequence[str], known: Mapping[decisions.Pair, bool]) -> Decided:
    """Decisions on references as pairs of records; the records of one reference are one person."""
    of_ref: dict[str, list[int]] = {}
    for record, ref in enumerate(references):
        of_ref.setdefault(ref, []).append(record)
    triples = [(one, other, True) for all_ in of_ref.values() for one, other in pairwise(all_)]
    for (one, other), same in known.items():
        if one in of_ref and other in of_ref:
            triples.append((of_ref[one][0], of_ref[other][0], same))
    return Decided(
        left=np.array([each[0] for each in triples], dtype=np.int64),
        right=np.array([each[1] for each in triples], dtype=np.int64),
        same=np.array([each[2] for each in triples], dtype=bool),
    )


def _ids_before(engine: Engine, store: Store) -> tuple[dict[str, str], int]:
    """Reference → person as links stand, and the number of the next new person: none is used twice."""
    history = [commit.record for commit in store.table(LINK).history() if commit.record["kind"] == "load"]
    return links(engine, store), max((record["next_number"] for record in history), default=1)


def _named(found: _Found, was: Mapping[str, str], number: int) -> Named:
    return named([was.get(ref) for ref in found.references], found.groups.tolist(), number)


def _table(engine: Engine, ids: Mapping[str, str], path: Path, run: str) -> None:
    import pyarrow as arrow
    import pyarrow.parquet as files

    rows = len(ids)
    columns: dict[str, Any] = {"person_ref": list(ids), "person_id": list(ids.values())}
    for name in PROVENANCE:
        value = {"_sender": SENDER, "_load": run, "_file": run}.get(name, "")
        columns[name] = arrow.repeat(value, rows)
    files.write_table(arrow.table(columns), path)


def _keep_pairs(engine: Engine, folder: Path, found: _Found) -> None:
    engine.keep_columns("kept_pairs", {"l": found.left, "r": found.right, "bits": found.weights})
    copy_to_parquet(engine, "select * from kept_pairs", folder / "pairs.parquet")


def _record(run: str, now: datetime, rows: int, people: int, changed: int, number: int) -> dict[str, Any]:
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
        "changes": changed,
        "next_number": number,
    }


def _log(store: Store, run: str, found: _Found, changes: Sequence[Change]) -> None:
    """Write what changed, each with the pair that speaks most for it."""
    folder = links_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for each in changes:
        lines.append(
            {
                "run": run,
                "kind": each.kind.value,
                "before": each.before,
                "now": each.now,
                "references": sorted({found.references[record] for record in each.records}),
                **_why(each, found),
            }
        )
    write_whole(folder / f"{run}.jsonl", "".join(json.dumps(line) + "\n" for line in lines))


def _why(change: Change, found: _Found) -> dict[str, Any]:
    """Of a merge the strongest pair across, of a split how the pairs across weigh together."""
    moved = np.isin(np.arange(len(found.references)), change.records)
    group = found.groups[change.records[0]]
    left, right, weights = with_decided(found.left, found.right, found.weights, found.decided)
    across = moved[left] != moved[right]
    if change.kind is not PersonChange.SPLIT:
        across &= (found.groups[left] == group) & (found.groups[right] == group)
    if not across.any():
        return {"why": "no pair across was compared"}
    at = np.flatnonzero(across)
    # Of a split what speaks against counts: a decision, or else how little speaks for.
    best = at[np.argmin(weights[at]) if (weights[at] <= -DECIDED).any() else np.argmax(weights[at])]
    weight = float(weights[best])
    pair = [found.references[left[best]], found.references[right[best]]]
    if abs(weight) >= DECIDED:
        return {"pair": pair, "why": "decided in review or sent as known"}
    return {"pair": pair, "bits": round(weight, 2), "why": "the strongest pair across"}
