"""What a linking leaves in doubt: records that are surely one as one thing, and the evidence between them.

It is worked out when a range over links is first asked for, and kept beside the log of changes, so that a
range that was published can be drawn again after the cache is gone. It holds references and bits, no names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desist.linkage.grouping import DECIDED, grouped
from desist.linkage.held import (
    LINK,
    decided_records,
    kept_folder,
    kept_pairs,
    kept_references,
    known_pairs,
    links,
    links_folder,
)
from desist.linkage.kept import is_whole
from desist.linkage.link import Numbers, settings, with_decided
from desist.linkage.plausible import Pairs
from desist.store.engine import Engine, parquet
from desist.store.store import Store
from desist.store.whole_file import write_whole
from desist.vocabulary.mistake import OperatorMistake

BEYOND = 1000.0  # bits of what people decided: no draw goes against it


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """References that are surely one person, as one thing each, and the pairs of things compared."""

    references: tuple[tuple[str, ...], ...]
    pairs: Pairs


def doubt(engine: Engine, store: Store, version: int | None = None) -> tuple[Doubt, dict[str, str]]:
    """What was in doubt when links stood at a version (the newest), and who was one person then."""
    run = _run_at(store, version)
    held = links(engine, store, version)
    path = links_folder(store) / f"{run}.doubt.jsonl"
    if run and not path.exists() and is_whole(kept_folder(store, run)):
        _write(path, _found(engine, store, run, held))
    if not run or not path.exists():
        raise OperatorMistake(
            "Nothing is linked, or what was compared is gone, so no other links can be drawn.",
            hint="desist link run --anew --reason '…'",
        )
    return _read(path), held


def between(
    records: int, left: Numbers, right: Numbers, weights: Numbers, persons: Numbers
) -> tuple[Numbers, Pairs]:
    """For each record its thing, or -1 where nothing about it is in doubt; and the pairs of things.

    ``weights`` are the pairs' evidence in bits, decisions among them; ``persons`` numbers the person of each
    record as links stand. Records are one thing where the pairs between them speak beyond doubt on average.
    Of two things the evidence is the mean of their records' pairs: several records of one person repeat what
    one of them says, and do not make it surer.
    """
    most, not_compared = settings()["grouping"]["strongest"], settings()["grouping"]["not_compared"]
    limit = settings()["doubt"]["beyond"]
    surely = np.where(np.abs(weights) >= DECIDED, weights * 2, np.clip(weights, -most, most) - limit)
    sure = grouped(records, left, right, surely, strongest=2 * most, not_compared=not_compared - limit)
    thing = np.unique(np.stack([sure, persons]), axis=1, return_inverse=True)[1].reshape(-1)
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = np.bincount(thing)
    clipped = np.where(np.abs(weights) >= DECIDED, np.sign(weights) * BEYOND, np.clip(weights, -most, most))
    one, other = np.minimum(thing[left], thing[right]), np.maximum(thing[left], thing[right])
    across = one != other
    both, at = np.unique(one[across] * len(size) + other[across], return_inverse=True)
    low, high = both // max(len(size), 1), both % max(len(size), 1)
    compared = np.bincount(at, minlength=len(both))
    every = size[low] * size[high]
    total = np.bincount(at, weights=clipped[across], minlength=len(both))
    mean = (total + not_compared * (every - compared)) / np.maximum(every, 1)
    # Only things that some pair may bring together are in doubt, and what was compared among those.
    may = mean > -limit
    ends = coo_array((np.ones(int(may.sum())), (low[may], high[may])), shape=(len(size), len(size)))
    apart = connected_components(ends, directed=False)[1]
    doubtful = (np.bincount(apart) > 1)[apart]
    kept = apart[low] == apart[high]
    number = np.cumsum(doubtful) - 1
    pairs = Pairs(
        count=int(doubtful.sum()),
        left=number[low[kept]],
        right=number[high[kept]],
        bits=mean[kept],
        not_compared=not_compared,
        never=-limit,
    )
    return np.where(doubtful[thing], number[thing], -1), pairs


def _run_at(store: Store, version: int | None) -> str:
    """The run whose links stood at a version of them: not one that was taken back by then."""
    stood: dict[str, None] = {}
    for commit in store.table(LINK).history():
        if version is not None and commit.version > version:
            break
        if commit.record["kind"] == "load":
            stood[commit.record["id"]] = None
        elif commit.record["kind"] == "undo":
            stood.pop(commit.record["of"], None)
    return next(reversed(stood), "")


def _found(engine: Engine, store: Store, run: str, held: Mapping[str, str]) -> Doubt:
    folder = kept_folder(store, run)
    kept = engine.columns(f"select l, r, bits from {parquet(kept_pairs(folder))} order by l, r")
    engine.run(f"create or replace view refs as select * from {parquet(kept_references(folder))}")
    references = [row[0] for row in engine.rows("select person_ref from refs order by record")]
    decided = decided_records(engine, known_pairs(engine, store))
    persons = np.unique([held.get(ref, ref) for ref in references], return_inverse=True)[1]
    things, pairs = between(
        len(references), *with_decided(kept["l"], kept["r"], kept["bits"], decided), persons
    )
    of_thing: list[set[str]] = [set() for _ in range(pairs.count)]
    for thing, ref in zip(things.tolist(), references, strict=True):
        if thing >= 0:
            of_thing[thing].add(ref)
    return Doubt(references=tuple(tuple(sorted(each)) for each in of_thing), pairs=pairs)


def _write(path: Path, found: Doubt) -> None:
    """A line for each thing, with its pairs with those before; one who is erased takes their line along."""
    before: list[list[list[float]]] = [[] for _ in found.references]
    ends = zip(found.pairs.left.tolist(), found.pairs.right.tolist(), found.pairs.bits.tolist(), strict=True)
    for left, right, bits in ends:
        before[max(left, right)].append([min(left, right), round(bits, 4)])
    lines = [
        json.dumps({"at": at, "references": references, "pairs": pairs})
        for at, (references, pairs) in enumerate(zip(found.references, before, strict=True))
    ]
    about = {"not_compared": found.pairs.not_compared, "never": found.pairs.never}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join([json.dumps(about), *lines]) + "\n")


def _read(path: Path) -> Doubt:
    about, *things = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    number = {each["at"]: new for new, each in enumerate(things)}
    found = [
        (number[other], number[each["at"]], bits)
        for each in things
        for other, bits in each["pairs"]
        if other in number
    ]
    return Doubt(
        references=tuple(tuple(each["references"]) for each in things),
        pairs=Pairs(
            count=len(things),
            left=_whole([left for left, _, _ in found]),
            right=_whole([right for _, right, _ in found]),
            bits=np.array([bits for _, _, bits in found], dtype=np.float64),
            **about,
        ),
    )


def _whole(numbers: Sequence[int]) -> Numbers:
    return np.array(numbers, dtype=np.int64)
