"""What is kept of a linking, so that records that come later are compared with all, and nobody else again.

Nothing of the records held is read but what new records ask for: those that share a key with one of them,
and how common the values are that the two have. New records are kept in a part of their own, named by the
number of its first record; the parts before are shared with the run before, never written again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from desist.linkage.blocking import Chosen, Rule
from desist.linkage.fields import FIELDS
from desist.linkage.lookup import file_under, filed_under
from desist.linkage.model import COMPARED_PAIRS, FREQUENCY, TO_COMPARE, scoring
from desist.linkage.prepare import completed_sql, nicknames, prepared_sql
from desist.linkage.prior import bits
from desist.linkage.record_lines import read_lines, write_lines
from desist.store.engine import Engine
from desist.store.whole_file import write_whole

ABOUT, SCORING = "about.json", "scoring.sql"
PERSONS, SOURCES = "persons.npy", "sources.json"
WHOLE = "whole.json"
OF_ONE_RUN = (
    ABOUT,
    PERSONS,
    SOURCES,
    WHOLE,
)  # what a run writes for itself; all else it shares with those after
FORMAT = 3  # of what is kept
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A linking that was kept: its fields, its rules, how many records, the share of pairs that match.

    ``parts`` are the first records of its parts; ``known`` says of each field in how many records of the
    first part it is known, ``counted`` how many must have a value for it to count as common; ``prior`` is
    what the model takes for granted of a pair, in bits; ``engine`` made the keys.
    """

    folder: Path
    fields: tuple[str, ...]
    rules: tuple[Rule, ...]
    records: int
    share: float
    prior: float
    known: dict[str, int]
    counted: dict[str, int]
    parts: tuple[int, ...]
    engine: str

    def named(self, what: str) -> list[str]:
        """What each part has of something, by name."""
        return [part_named(what, first) for first in self.parts]


def keep(
    engine: Engine,
    folder: Path,
    keyed: str,
    known: dict[str, int],
    runs: Sequence[Chosen],
    model: Any,
    share: float,
    counted: dict[str, int],
) -> None:
    """Keep the model, how common each value is, the keys that are too common, and the records.

    ``known`` says in how many records each field is known, ``counted`` which values count as common.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys = [f"key_{at}" for at in range(len(runs))]
    engine.run(
        f"create or replace table {TO_COMPARE} as select * exclude ({', '.join(keys)}) from {keyed} limit 0"
    )
    sql, prior = scoring(model, engine.connection, known)
    write_whole(folder / SCORING, sql)
    for name in known:
        often = engine.columns(
            f"select hash({name}) as key, count(*) as number from {keyed} where {name} is not null "
            f"group by {name} having count(*) >= {max(counted[name], 2)}"
        )
        file_under(folder, f"often_{name}", often["key"], often["number"])
    for at, key in enumerate(keys):
        common = engine.columns(f"select key from common_{at} order by key")
        np.save(_common(folder, at), common["key"])
        found = engine.columns(f"select {key} as key, record from {keyed} where {key} is not null")
        file_under(folder, part_named(key, 0), found["key"], found["record"])
    write_lines(engine, keyed, tuple(known), folder, part_named("records", 0))
    _write(
        Kept(
            folder=folder,
            fields=tuple(known),
            rules=tuple(run.rule for run in runs),
            records=int(engine.one(f"select count(*) from {keyed}")),
            share=share,
            prior=prior,
            known=known,
            counted=counted,
            parts=(0,),
            engine=engine.version,
        )
    )


def mark_whole(folder: Path) -> None:
    """Say of all that is kept in a folder that it is there and done."""
    write_whole(folder / WHOLE, _as_it_lies(folder))


def is_whole(folder: Path) -> bool:
    """Whether a folder has what was kept in it as it was left: none lost, written over or cut short."""
    path = folder / WHOLE
    return path.is_file() and path.read_bytes() == _as_it_lies(folder).encode()


def _as_it_lies(folder: Path) -> str:
    """Each file with its size and when it was last written, so that none need be read through."""
    found = {path.name: path.stat() for path in folder.iterdir() if path.name != WHOLE}
    return json.dumps({name: [how.st_size, how.st_mtime_ns] for name, how in sorted(found.items())})


def opened(folder: Path) -> Kept | None:
    """What is kept in a folder, or nothing."""
    if not (folder / ABOUT).exists():
        return None
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    if about.get("format") != FORMAT:
        return None
    return Kept(
        folder=folder,
        fields=tuple(about["fields"]),
        rules=tuple(Rule(title=each["title"], values=tuple(each["values"])) for each in about["rules"]),
        records=about["records"],
        share=about["share"],
        prior=about["prior"],
        known=about["known"],
        counted=about["counted"],
        parts=tuple(about["parts"]),
        engine=about["engine"],
    )


def with_part(kept: Kept, folder: Path, records: int) -> Kept:
    """What was kept before in a folder of another run, with room for a part of so many new records.

    Files are shared, not copied, so none may be written again under its old name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in kept.folder.iterdir():
        if path.name not in OF_ONE_RUN:
            (folder / path.name).hardlink_to(path)
    parts = (*kept.parts, kept.records) if records else kept.parts
    joined = replace(kept, folder=folder, records=kept.records + records, parts=parts)
    _write(joined)
    return joined


def compared(engine: Engine, kept: Kept, source: str, least: float) -> tuple[Numbers, Numbers, Numbers]:
    """Compare the records of the last part with all: both numbers, and evidence, prior included.

    ``source`` has these records, numbered on from those before, with the kept fields. They are kept as
    they were compared. Pairs of less evidence than ``least`` bits are left out.
    """
    engine.run(f"create table new_prepared as {prepared_sql(source, kept.fields, nicknames())}")
    write_lines(engine, "new_prepared", kept.fields, kept.folder, kept.named("records")[-1])
    left, right, weights = scored(engine, kept, *_sharing_a_key(engine, kept))
    enough = weights + kept.prior - bits(kept.share) >= least
    return left[enough], right[enough], weights[enough]


def scored(engine: Engine, kept: Kept, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Some pairs of records that are kept, and their evidence, prior included."""
    _complete(engine, kept, np.unique(np.concatenate([left, right])))
    engine.keep_columns("found_pairs", {"l": left, "r": right})
    engine.run(
        f"create or replace table {COMPARED_PAIRS} as "
        "select '0' as match_key, l as join_key_l, r as join_key_r from found_pairs"
    )
    sql = (kept.folder / SCORING).read_text(encoding="utf-8")
    found = engine.columns(f"select record_l, record_r, match_weight from ({sql})")
    weights = np.asarray(found["match_weight"], dtype=float) - kept.prior + bits(kept.share)
    return found["record_l"], found["record_r"], weights


def lookup(engine: Engine, kept: Kept, records: Numbers, table: str) -> None:
    """Make a table of some records as they were compared: record, and each field in one spelling."""
    parts = list(zip(kept.named("records"), kept.parts, strict=True))
    read_lines(engine, kept.folder, parts, kept.fields, records, table)


def _sharing_a_key(engine: Engine, kept: Kept) -> tuple[Numbers, Numbers]:
    """Each pair of a new record and one numbered before it, held or new, that a rule brings together."""
    size = np.int64(kept.records)
    codes = [np.array([], dtype=np.int64)]
    for at, rule in enumerate(kept.rules):
        new = engine.columns(
            f"select key, record from (select {rule.key} as key, record from new_prepared) "
            "where key is not null"
        )
        seldom = ~np.isin(new["key"], np.load(_common(kept.folder, at)))
        keys, records = new["key"][seldom], new["record"][seldom]
        names = kept.named(f"key_{at}")
        file_under(kept.folder, names[-1], keys, records)
        place, other = filed_under(kept.folder, names, keys)
        before = other < records[place]
        codes.append(other[before] * size + records[place][before])
    found = np.unique(np.concatenate(codes))
    return found // size, found % size


def _complete(engine: Engine, kept: Kept, records: Numbers) -> None:
    """Make the tables that the model's query reads: the records it compares, and how common values are."""
    lookup(engine, kept, records, "looked_up")
    completed = completed_sql("looked_up", kept.fields, nicknames())
    engine.run(f"create or replace table {TO_COMPARE} as {completed}")
    for name in kept.fields:
        known = f"(select distinct {name}, hash({name}) as key from {TO_COMPARE} where {name} is not null)"
        keys = engine.columns(f"select key from {known}")["key"]
        place, often = filed_under(kept.folder, [f"often_{name}"], keys)
        if kept.counted[name] > 1:
            keys = keys[place]  # how common it is counts only where so many have it
        else:
            # One that was never seen before counts as one that stood once.
            once = np.ones(len(keys))
            once[place] = often
            often = once
        engine.keep_columns("shares", {"key": keys, "share": often / max(kept.known[name], 1)})
        engine.run(
            f"create or replace table {FREQUENCY}{name} as "
            f"select v.{name}, s.share as tf_{name} from {known} as v join shares as s on s.key = v.key"
        )


def part_named(what: str, first: int) -> str:
    """The name of what a part has of something; the part goes by its first record."""
    return f"{what}-{first}"


def _common(folder: Path, at: int) -> Path:
    return folder / f"common_{at}.npy"


def _write(kept: Kept) -> None:
    about = {
        "format": FORMAT,
        "fields": list(kept.fields),
        "rules": [{"title": each.title, "values": each.values} for each in kept.rules],
        "records": kept.records,
        "share": kept.share,
        "prior": kept.prior,
        "known": kept.known,
        "counted": kept.counted,
        "parts": list(kept.parts),
        "engine": kept.engine,
    }
    write_whole(kept.folder / ABOUT, json.dumps(about))


assert all(not name.startswith("tf_") for name in FIELDS)
