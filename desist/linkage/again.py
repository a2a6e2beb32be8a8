"""Link what came since the last run: only that is compared, and only whom it may touch is grouped anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desist.linkage import decisions, kept
from desist.linkage.grouping import grouped
from desist.linkage.held import decided_records, decisions_file, kept_folder, persons, records_of
from desist.linkage.link import Decided, Numbers, Progress, settings, with_decided
from desist.store.engine import Engine, copy_to_parquet, parquet
from desist.store.store import Store


@dataclass(frozen=True, kw_only=True)
class Found:
    """What linking found of the records in the table `refs`: the group of each, the pairs that were compared.

    ``touched`` are the records whose person may be another now; all others keep theirs.
    """

    groups: Numbers
    touched: Numbers
    left: Numbers
    right: Numbers
    weights: Numbers
    decided: Decided
    new: int
    anew: bool


def joined(
    engine: Engine,
    store: Store,
    before: str,
    folder: Path,
    known: Mapping[decisions.Pair, bool],
    progress: Progress,
) -> Found | None:
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
        f"create table refs as select record, person_ref, mark from {held} "
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
    copy_to_parquet(engine, "select * from refs", folder / "references.parquet")
    decided = decided_records(engine, known)
    mentioned = {ref for each in decisions.opinions(decisions_file(store)) for ref in each.pair}
    mentioned |= {ref for pair in known for ref in pair}
    told_of = records_of(engine, mentioned)
    judged = with_decided(left, right, weights, decided)
    groups, touched = _regrouped(persons(engine, store), old.records, told_of, *judged)
    return Found(
        groups=groups,
        touched=touched,
        left=left,
        right=right,
        weights=weights,
        decided=decided,
        new=new,
        anew=False,
    )


def _regrouped(
    persons: Numbers, old: int, told_of: Numbers, left: Numbers, right: Numbers, weights: Numbers
) -> tuple[Numbers, Numbers]:
    """Groups as they were, but for the people whom a new record, or a decision made or undone, may touch.

    Gives the groups, and the records of those people.
    """
    # Records without a person yet are a group each; a group goes by its first record.
    alone = np.where(persons > 0, persons, -1 - np.arange(len(persons)))
    _, first, at_group = np.unique(alone, return_index=True, return_inverse=True)
    groups = first[at_group]
    moved = ((left >= old) | (right >= old)) & (weights > 0)
    is_touched = np.zeros(len(groups), dtype=bool)
    for records in (left[moved], right[moved], told_of, np.flatnonzero(persons == 0)):
        is_touched[groups[records]] = True
    among = np.flatnonzero(is_touched[groups])
    inside = is_touched[groups[left]] & is_touched[groups[right]]
    at = np.full(len(groups), -1)
    at[among] = np.arange(len(among))
    anew = grouped(len(among), at[left[inside]], at[right[inside]], weights[inside], **settings()["grouping"])
    groups[among] = among[anew]
    return groups, among
