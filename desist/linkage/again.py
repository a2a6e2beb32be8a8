"""Link what came since the last run: only that is compared, and only whom it may touch is grouped anew.

What the last run kept is found by key (see `lookup`), so that hardly any of the records held are read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desist.linkage import decisions, kept
from desist.linkage.grouping import connected, grouped
from desist.linkage.held import (
    IDENTITIES,
    KNOWN,
    decisions_file,
    identities,
    kept_folder,
    kept_pairs,
    kept_references,
    known_sent,
    records_of,
    with_known,
)
from desist.linkage.kept import PERSONS, SOURCES, Kept, part_named
from desist.linkage.link import Decided, Numbers, Progress, settings, with_decided
from desist.linkage.lookup import file_under, filed_under, keys_filed
from desist.store.engine import Engine, copy_to_parquet, parquet
from desist.store.store import Store
from desist.store.whole_file import write_whole

MARK, REFERENCE, TWICE = "mark", "reference", "twice"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What linking found of the records in the table `refs`: the group of each, the pairs between them.

    ``touched`` are the records whose person may be another now; of all others the group is not said, and
    their pairs are left out. ``was`` is the number of each record's person before, nought where it had none.
    ``twice`` has of each record whose reference has an earlier one the first of that reference, and it.
    """

    groups: Numbers
    touched: Numbers
    was: Numbers
    left: Numbers
    right: Numbers
    weights: Numbers
    twice: tuple[Numbers, Numbers]
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
    kept_before = kept_folder(store, before) if before else None
    if kept_before is None or not kept_before.is_dir():
        return None
    if not kept.is_whole(kept_before):
        progress("what the last run kept was altered or lost, so everybody is compared again")
        return None
    old = kept.opened(kept_before)
    if old is None or old.engine != engine.version:  # another engine makes other keys of the same values
        return None
    sources = json.loads((old.folder / SOURCES).read_text(encoding="utf-8"))
    new = _came_since(engine, store, old, sources["files"])
    if new is None or new > settings()["again"]["most_new"] * old.records:
        return None
    progress(f"{new:,} new records beside {old.records:,}")
    now = kept.with_part(old, folder, new)
    if new:
        keep_records(engine, folder, now.parts[-1])
    engine.run(f"create view refs as select record, person_ref from {parquet(kept_references(folder))}")
    held = engine.columns(f"select l, r, bits from {parquet(kept_pairs(folder))}")
    left, right, weights = held["l"], held["r"], held["bits"]
    if new:
        found = kept.compared(engine, now, "given", settings()["prediction"]["least_weight"])
        keep_pairs(engine, folder, *found, now.parts[-1])
        left, right, weights = (
            np.concatenate([one, other]) for one, other in zip((left, right, weights), found, strict=True)
        )
    twice = _twice(engine, now, new)
    decided = with_known(engine, known, *twice)
    # Whom anything ever told of, by decision or known link, may be another if it was made or undone since.
    told = {ref for each in decisions.opinions(decisions_file(store)) for ref in each.pair}
    told |= {ref for pair in (*known, *known_sent(engine, store, sources["known"])) for ref in pair}
    was = np.concatenate([np.load(old.folder / PERSONS), np.zeros(new, dtype=np.int64)])
    groups, touched, judged = _regrouped(
        was, old.records, records_of(engine, told), decided, left, right, weights
    )
    return Found(
        groups=groups,
        touched=touched,
        was=was,
        left=judged[0],
        right=judged[1],
        weights=judged[2],
        twice=twice,
        new=new,
        anew=False,
    )


def keep_records(engine: Engine, folder: Path, first: int = 0) -> None:
    """Keep of the records of `given`, of which the first is ``first``, what finds them again."""
    rows = engine.columns("select record, mark, hash(person_ref) as reference from given")
    for name in (MARK, REFERENCE):
        file_under(folder, part_named(name, first), rows[name], rows["record"])
    references = folder / f"{part_named('references', first)}.parquet"
    copy_to_parquet(engine, "select record, person_ref from given", references)


def keep_twice(folder: Path, firsts: Numbers, others: Numbers, first: int = 0) -> None:
    """Keep which records of a part, whose first is ``first``, have a reference that was there before."""
    np.save(folder / f"{part_named(TWICE, first)}.npy", np.stack([firsts, others]))


def keep_pairs(
    engine: Engine, folder: Path, left: Numbers, right: Numbers, weights: Numbers, first: int = 0
) -> None:
    """Keep the pairs that the part whose first record is ``first`` brought."""
    engine.keep_columns("kept_pairs", {"l": left, "r": right, "bits": weights})
    copy_to_parquet(engine, "select * from kept_pairs", folder / f"{part_named('pairs', first)}.parquet")


def keep_outcome(store: Store, folder: Path, persons: Numbers) -> None:
    """Keep the number of each record's person, and what this was found from."""
    np.save(folder / PERSONS, persons)
    files = [path.name for path in store.table(IDENTITIES).files()]
    sources = {"files": files, "known": store.table(KNOWN).version()}
    write_whole(folder / SOURCES, json.dumps(sources))
    kept.mark_whole(folder)


def _came_since(engine: Engine, store: Store, old: Kept, seen: Sequence[str]) -> int | None:
    """Make the table `given` of the records that no file seen before had; nothing where one of those went.

    Files of a store are never written again under their names, so those seen before need not be read, unless
    one of them is gone: then what it said must be said in another.
    """
    files = store.table(IDENTITIES).files()
    gone = {*seen} - {path.name for path in files}
    identities(engine, files if gone else [path for path in files if path.name not in seen])
    marks = engine.columns("select distinct mark from identities")["mark"]
    names = old.named(MARK)
    if gone and not np.isin(keys_filed(old.folder, names), marks).all():
        return None
    is_new = np.ones(len(marks), dtype=bool)
    is_new[filed_under(old.folder, names, marks)[0]] = False
    engine.keep_columns("new_marks", {"mark": marks[is_new]})
    engine.run(
        f"create table given as select {old.records} + row_number() over (order by i.person_ref, i.mark) - 1 "
        "as record, i.* from identities as i semi join new_marks as n on n.mark = i.mark"
    )
    return int(engine.one("select count(*) from given"))


def _twice(engine: Engine, now: Kept, new: int) -> tuple[Numbers, Numbers]:
    """Of each record whose reference has an earlier one the first of that reference, and it.

    Those of earlier parts are kept; of the new ones the references found alike by key are looked at.
    """
    if new:
        record, first = _alike(engine, now)
        keep_twice(now.folder, first, record, now.parts[-1])
    both = np.concatenate([np.load(now.folder / f"{part}.npy") for part in now.named(TWICE)], axis=1)
    return both[0], both[1]


def _alike(engine: Engine, now: Kept) -> tuple[Numbers, Numbers]:
    """The records of the last part whose reference has an earlier record, and the first such record."""
    rows = engine.columns("select record, hash(person_ref) as reference from given")
    place, other = filed_under(now.folder, now.named(REFERENCE), rows["reference"])
    record = rows["record"][place]
    earlier = other < record
    engine.keep_columns("maybe_twice", {"record": record[earlier], "other": other[earlier]})
    if not earlier.any():
        return record[earlier], other[earlier]
    found = engine.columns(
        "select m.record, min(m.other) as first from maybe_twice as m join refs as a on a.record = m.record "
        "join refs as b on b.record = m.other and b.person_ref = a.person_ref group by m.record"
    )
    return found["record"], found["first"]


def _regrouped(
    was: Numbers,
    old: int,
    told_of: Numbers,
    decided: Decided,
    left: Numbers,
    right: Numbers,
    weights: Numbers,
) -> tuple[Numbers, Numbers, tuple[Numbers, Numbers, Numbers]]:
    """Groups as they were, but for the people whom a new record, or a decision made or undone, may touch.

    Gives the groups and the records of those people, and the pairs between these, decisions among them. It
    comes to the same as grouping everybody anew: what pairs connect is grouped by itself.
    """
    said = (decided.left >= old) | (decided.right >= old)
    brought = ((left >= old) | (right >= old)) & (weights > 0)
    is_touched = np.zeros(int(was.max(initial=0)) + 1, dtype=bool)
    is_touched[0] = True  # who has no person yet
    for records in (left[brought], right[brought], decided.left[said], decided.right[said], told_of):
        is_touched[was[records]] = True
    _touch_connected(is_touched, was, decided, left[weights > 0], right[weights > 0])
    record_touched = is_touched[was]
    touched = np.flatnonzero(record_touched)
    inside = record_touched[left] & record_touched[right]
    meant = record_touched[decided.left] & record_touched[decided.right]
    judged = with_decided(
        left[inside],
        right[inside],
        weights[inside],
        Decided(left=decided.left[meant], right=decided.right[meant], same=decided.same[meant]),
    )
    at = np.full(len(was), -1)
    at[touched] = np.arange(len(touched))
    anew = grouped(len(touched), at[judged[0]], at[judged[1]], judged[2], **settings()["grouping"])
    groups = np.full(len(was), -1)
    groups[touched] = touched[anew]
    return groups, touched, judged


def _touch_connected(
    is_touched: Numbers, was: Numbers, decided: Decided, left: Numbers, right: Numbers
) -> None:
    """Let people whom pairs speaking for one person connect with somebody touched be touched too."""
    one = np.concatenate([was[left], was[decided.left[decided.same]]])
    other = np.concatenate([was[right], was[decided.right[decided.same]]])
    across = (one != other) & (one > 0) & (other > 0)
    people = connected(len(is_touched), one[across], other[across])
    with_touched = np.zeros(len(is_touched), dtype=bool)
    with_touched[people[is_touched]] = True
    is_touched |= with_touched[people]
