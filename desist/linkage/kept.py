"""What is kept of a linking, so that records that come later are compared with all, and nobody else again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from desist.linkage.blocking import Chosen, Rule
from desist.linkage.fields import FIELDS
from desist.linkage.model import again, scored_pairs
from desist.linkage.prepare import nicknames, prepared_sql
from desist.linkage.prior import bits
from desist.store.engine import Engine, copy_to_parquet, parquet
from desist.store.whole_file import write_whole

ABOUT, MODEL = "about.json", "model.json"
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A linking that was kept: its fields, its rules, how many records, the share of pairs that match.

    ``parts`` are the files of its records as they are compared, those of the first linking first.
    """

    folder: Path
    fields: tuple[str, ...]
    rules: tuple[Rule, ...]
    records: int
    share: float
    parts: tuple[Path, ...]


def keep(
    engine: Engine,
    folder: Path,
    keyed: str,
    fields: Collection[str],
    runs: Sequence[Chosen],
    model: Any,
    share: float,
) -> None:
    """Keep the model, how common each value is, the keys that are too common, and the records."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in fields:
        copy_to_parquet(
            engine,
            f"select {name} as value, count(*) / sum(count(*)) over () as tf from {keyed} "
            f"where {name} is not null group by {name}",
            folder / f"tf_{name}.parquet",
        )
    for at in range(len(runs)):
        copy_to_parquet(engine, f"select key from common_{at}", folder / f"common_{at}.parquet")
    copy_to_parquet(engine, f"select * from {keyed}", folder / "records.parquet")
    model.misc.save_model_to_json(str(folder / MODEL), overwrite=True)
    about = {
        "fields": list(fields),
        "rules": [{"title": run.rule.title, "values": run.rule.values} for run in runs],
        "records": int(engine.one(f"select count(*) from {keyed}")),
        "share": share,
        "parts": [str(folder / "records.parquet")],
    }
    _write(folder, about)


def opened(folder: Path) -> Kept | None:
    """What is kept in a folder, or nothing."""
    if not (folder / ABOUT).exists():
        return None
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return Kept(
        folder=folder,
        fields=tuple(about["fields"]),
        rules=tuple(Rule(title=each["title"], values=tuple(each["values"])) for each in about["rules"]),
        records=about["records"],
        share=about["share"],
        parts=tuple(folder.parent / each for each in about["parts"]),
    )


def compared(
    engine: Engine, kept: Kept, source: str, part: Path, least: float
) -> tuple[Numbers, Numbers, Numbers]:
    """Compare new records with those kept and with each other: both numbers, and evidence, prior included.

    ``source`` has the new records, numbered on from the kept ones, with the kept fields. They are written
    to ``part`` as they were compared; see `joined`.
    """
    engine.run(f"create table new_prepared as {prepared_sql(source, kept.fields, nicknames())}")
    keys, joins = [], []
    for at in range(len(kept.rules)):
        common = parquet([kept.folder / f"common_{at}.parquet"])
        keys.append(f"case when common_{at}.key is null then p.key_{at} end as key_{at}")
        joins.append(f"left join {common} as common_{at} on common_{at}.key = p.key_{at}")
    plain = ", ".join(f"{rule.key} as key_{at}" for at, rule in enumerate(kept.rules))
    without = ", ".join(f"key_{at}" for at in range(len(keys)))
    engine.run(
        f"create table new_keyed as select p.* exclude ({without}), "
        f"{', '.join(keys)} from (select *, {plain} from new_prepared) as p {' '.join(joins)}"
    )
    copy_to_parquet(engine, "select * from new_keyed", part)
    # Of the records held only those are taken that share a key with a new one.
    held = parquet(kept.parts)
    sharing = " union ".join(
        f"select h.record from {held} as h semi join new_keyed as n on n.key_{at} = h.key_{at}"
        for at in range(len(kept.rules))
    )
    engine.run(f"create table held as select h.* from {held} as h semi join ({sharing}) as s using (record)")
    for name in kept.fields:
        engine.run(f"create table frequency_{name} as {_frequencies(name, kept.folder)}")
    model = again(engine.connection, kept.folder / MODEL, "held")
    left, right, weights = scored_pairs(model, "held", "new_keyed", kept.fields, least)
    return left, right, weights + bits(kept.share)


def joined(kept: Kept, folder: Path, part: Path | None, records: int) -> None:
    """Keep in ``folder`` what was kept before together with a part of new records; files are shared."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in kept.folder.iterdir():
        if (
            path.name not in (ABOUT, "pairs.parquet", "references.parquet")
            and not (folder / path.name).exists()
        ):
            (folder / path.name).hardlink_to(path)
    _write(
        folder,
        {
            "fields": list(kept.fields),
            "rules": [{"title": each.title, "values": each.values} for each in kept.rules],
            "records": kept.records + records,
            "share": kept.share,
            "parts": [str(folder / each.name) for each in (*kept.parts, *([part] if part else []))],
        },
    )


def _frequencies(name: str, folder: Path) -> str:
    """How common each value was; one that was never seen before counts as one that stood once."""
    known = parquet([folder / f"tf_{name}.parquet"])
    values = f"(select {name} from held union select {name} from new_keyed)"
    return (
        f"select v.{name}, coalesce(f.tf, (select min(tf) from {known})) as tf_{name} "
        f"from {values} as v left join {known} as f on f.value = v.{name} where v.{name} is not null"
    )


def _write(folder: Path, about: dict[str, Any]) -> None:
    about["parts"] = [str(Path(each).relative_to(folder.parent)) for each in about["parts"]]
    write_whole(folder / ABOUT, json.dumps(about))


assert all(not name.startswith("tf_") for name in FIELDS)
