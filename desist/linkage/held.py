"""What a store holds of linking: who is one person, the runs, what was kept of them, what people decided."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np

from desist.contracts.catalogue import CONTRACTS
from desist.linkage import decisions
from desist.linkage.fields import FIELDS
from desist.linkage.link import Decided, Numbers
from desist.store.engine import Engine, parquet
from desist.store.store import PROVENANCE, Store

IDENTITIES, KNOWN, LINK = "agency.identities", "local.known_links", "linkage.person_link"


def links_folder(store: Store) -> Path:
    """Where decisions and the log of changes lie."""
    return store.folder / "links"


def decisions_file(store: Store) -> Path:
    """Where the opinions of reviewers lie."""
    return decisions.decisions_file(store.folder)


def kept_folder(store: Store, run: str) -> Path:
    """Where a run keeps its model, records and pairs; if it is lost, everything is compared again."""
    return store.cache / "links" / run


def clear_kept(store: Store, but: Collection[str]) -> None:
    """Clear away what runs kept, which holds names, but for some runs."""
    for folder in store.cache.joinpath("links").iterdir():
        if folder.name not in but:
            shutil.rmtree(folder)


def kept_pairs(folder: Path) -> list[Path]:
    """Where a run keeps the compared pairs: l, r, bits; a file for each part, none if it is lost."""
    return sorted(folder.glob("pairs-*.parquet"))


def kept_references(folder: Path) -> list[Path]:
    """Where a run keeps which reference each record has: record, person_ref; a file for each part."""
    return sorted(folder.glob("references-*.parquet"))


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


def persons(engine: Engine, store: Store) -> Numbers:
    """The number of each record's person as links stand, nought where it has none."""
    files = store.table(LINK).files()
    if not files:
        return np.zeros(int(engine.one("select count(*) from refs")), dtype=np.int64)
    return engine.columns(
        "select coalesce(substr(l.person_id, 2)::bigint, 0) as person from refs as r "
        f"left join {parquet(files)} as l on l.person_ref = r.person_ref order by r.record"
    )["person"]


def known_pairs(engine: Engine, store: Store) -> dict[decisions.Pair, bool]:
    """Pairs that are known: sent as known links, or decided in review, which stands above."""
    known = dict.fromkeys(known_sent(engine, store), True)
    return known | decisions.decided(decisions.opinions(decisions_file(store)))


def known_sent(engine: Engine, store: Store, version: int | None = None) -> set[decisions.Pair]:
    """Pairs that were sent as known links, as they stand or stood."""
    files = store.table(KNOWN).files(version)
    sent = engine.rows(f"select distinct person_ref, same_as from {parquet(files)}") if files else []
    return {decisions.pair_of(one, other) for one, other in sent}


def identities(engine: Engine, files: Sequence[Path]) -> list[str]:
    """Make the view `identities` of some files; gives its fields.

    ``mark`` is one number for all that a row says: rows alike have the same.
    """
    held = [rule.name for rule in CONTRACTS[IDENTITIES].columns if rule.name in FIELDS]
    empty = ", ".join(f"null::varchar as {name}" for name in held)
    cells = ", ".join(f"{name}::varchar as {name}" for name in held)
    rows = f"(select null::varchar as person_ref, {empty} where false)"
    if files:
        rows += f" union all by name select * exclude ({', '.join(PROVENANCE)}) from {parquet(files)}"
    engine.run(
        f"create or replace view identities as select person_ref, {cells}, "
        f"hash(person_ref, {', '.join(held)}) as mark from ({rows})"
    )
    return held


def records_of(engine: Engine, references: Collection[str]) -> Numbers:
    """The records of some references."""
    if not references:
        return np.array([], dtype=np.int64)
    return engine.columns(f"select record from refs where person_ref in ({_quoted(references)})")["record"]


def _quoted(references: Collection[str]) -> str:
    return ", ".join("'" + ref.replace("'", "''") + "'" for ref in sorted(references))


def decided_records(engine: Engine, known: Mapping[decisions.Pair, bool]) -> Decided:
    """Decisions on references as pairs of records of `refs`; records of one reference are one person."""
    return with_known(engine, known, *twice(engine))


def twice(engine: Engine) -> tuple[Numbers, Numbers]:
    """Of each record of `refs` whose reference has an earlier one, the first of that reference, and it."""
    found = engine.columns(
        "select record, first from (select record, min(record) over (partition by person_ref) as first from "
        "refs where person_ref in (select person_ref from refs group by person_ref having count(*) > 1)) "
        "where record > first"
    )
    return found["first"], found["record"]


def with_known(
    engine: Engine, known: Mapping[decisions.Pair, bool], firsts: Numbers, others: Numbers
) -> Decided:
    """Pairs of records of one reference, and decisions on references as pairs of records of `refs`."""
    first: dict[str, int] = {}
    if mentioned := {ref for pair in known for ref in pair}:
        sql = (
            f"select person_ref, min(record) from refs where person_ref in ({_quoted(mentioned)}) group by 1"
        )
        first = dict(engine.rows(sql))
    held = {pair: same for pair, same in known.items() if pair[0] in first and pair[1] in first}
    left, right = ([first[pair[side]] for pair in held] for side in (0, 1))
    return Decided(
        left=np.concatenate([firsts, np.array(left, dtype=np.int64)]),
        right=np.concatenate([others, np.array(right, dtype=np.int64)]),
        same=np.concatenate([np.ones(len(firsts), dtype=bool), np.array(list(held.values()), dtype=bool)]),
    )
