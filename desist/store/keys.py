"""Replace and take back rows by their key: who sent them, about which place, period and series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desist.store.delta import VersionedTable
from desist.store.engine import Engine, copy_to_parquet, parquet, sql_list
from desist.store.load_record import Load
from desist.store.work import Work

KEY = "_sender, _place, _period, _series"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one commit does to a table: staged file → its number of rows, and files that leave."""

    add: dict[Path, int] = field(default_factory=dict)
    remove: tuple[Path, ...] = ()


def without(engine: Engine, work: Work, live: Sequence[Path], keys: str) -> Change:
    """Take the rows under some keys (SQL for a relation of keys) out of the live files.

    A file that holds other rows too is written again without those under the keys.
    """
    if not live:
        return Change()
    held = f"read_parquet({sql_list(live)}, union_by_name=true, filename=true)"
    hit = engine.rows(f"select distinct filename from {held} where ({KEY}) in (select ({KEY}) from {keys})")
    remove = tuple(sorted(Path(row[0]) for row in hit))
    add: dict[Path, int] = {}
    for number, path in enumerate(remove):
        target = work.staging / f"{work.id}-rest-{number}.parquet"
        rest = f"from {parquet([path])} where ({KEY}) not in (select ({KEY}) from {keys})"
        # Most files go as a whole, which their keys alone say.
        if engine.one(f"select true {rest} limit 1"):
            add[target] = copy_to_parquet(engine, f"select * {rest}", target)
    return Change(add=add, remove=remove)


def taken_back(
    engine: Engine, work: Work, table: VersionedTable, load: Load, earlier: Sequence[Load]
) -> Change:
    """Give the keys a load still holds back to whichever earlier load held them; ``earlier`` newest first."""
    live = table.files()
    if not live:
        return Change()
    engine.run(
        f"create temp table wanted as select distinct {KEY} from {parquet(live)} where _load = $1", [load.id]
    )
    change = without(engine, work, live, "wanted")
    add = dict(change.add)
    for number, each in enumerate(earlier):
        came = [path for path in table.files(each.version) if path.stem == each.id]
        if not came or not engine.one("select count(*) from wanted"):
            continue
        target = work.staging / f"{work.id}-back-{number}.parquet"
        back = f"select * from {parquet(came)} where ({KEY}) in (select ({KEY}) from wanted)"
        if rows := copy_to_parquet(engine, back, target):
            add[target] = rows
            engine.run(f"delete from wanted where ({KEY}) in (select ({KEY}) from {parquet([target])})")
    return Change(add=add, remove=change.remove)
