"""The queue for clerical review: pairs on which the records alone do not say enough."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from desist.linkage.comparisons import FAR_NAME as FAR
from desist.linkage.comparisons import NEAR_NAME as NEAR
from desist.linkage.decisions import Opinion, Pair, decided, pair_of
from desist.linkage.held import kept_folder, kept_pairs, kept_references, live_run
from desist.linkage.kept import is_whole
from desist.linkage.link import settings
from desist.store.engine import Engine, parquet
from desist.store.store import Store
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Doubtful:
    """A pair of references to be looked at.

    ``probability`` is the model's, ``hard`` says that two people must agree; ``opinions`` are those given
    so far. ``likeness`` says of each field how alike the two are; it holds no value.
    """

    pair: Pair
    probability: float
    bits: float
    hard: bool
    linked: bool
    opinions: tuple[Opinion, ...]
    likeness: tuple[tuple[str, str], ...]


def queue(engine: Engine, store: Store, given: list[Opinion]) -> list[Doubtful]:
    """Doubtful pairs that are not decided, the most doubtful first; one for each pair of people.

    A pair is doubtful where its evidence is near nought, and no surer pairs join the two anyway.
    """
    run = live_run(store)
    folder = kept_folder(store, run)
    if not run or not is_whole(folder):
        raise OperatorMistake(
            "Nothing is linked, or what was compared is gone.", hint="desist link run --anew --reason '…'"
        )
    how = settings()["review"]
    _tables(engine, store, folder)
    known = decided(given)
    of_pair: dict[Pair, list[Opinion]] = {}
    for each in given:
        if not each.undone_by:
            of_pair.setdefault(each.pair, []).append(each)
    found: dict[tuple[str, str], Doubtful] = {}
    joined = _joined_surely(engine, how["doubtful"])
    rows = engine.rows(
        "select p.l, p.r, a.person_ref, b.person_ref, x.person_id, y.person_id, p.bits from pairs as p "
        "join refs as a on a.record = p.l join refs as b on b.record = p.r "
        "join people as x on x.person_ref = a.person_ref join people as y on y.person_ref = b.person_ref "
        f"where abs(p.bits) < {how['doubtful']} and a.person_ref <> b.person_ref "
        "order by abs(p.bits), a.person_ref, b.person_ref"
    )
    for left, right, one, other, person, second, bits in rows:
        pair = pair_of(one, other)
        if pair in known or joined[left] == joined[right]:
            continue
        key = (min(person, second), max(person, second)) if person != second else pair
        if key not in found:
            so_far = tuple(of_pair.get(pair, []))
            found[key] = Doubtful(
                pair=pair,
                probability=float(1 / (1 + np.exp2(-bits))),
                bits=float(bits),
                hard=abs(bits) < how["hard"] or any(each.hard for each in so_far) or _disputed(so_far),
                linked=person == second,
                opinions=so_far,
                likeness=likeness(engine, folder, left, right),
            )
    return list(found.values())


def evidence_of(engine: Engine, store: Store, pair: Pair) -> tuple[float | None, bool]:
    """What the model says of a pair, in bits, and whether two people must agree on it.

    Of a pair that was never compared nothing is known, and two must agree.
    """
    folder = kept_folder(store, live_run(store))
    if not is_whole(folder):
        return None, True
    _tables(engine, store, folder)
    found = engine.one(
        "select max(p.bits) from pairs as p "
        "join refs as a on a.record = p.l join refs as b on b.record = p.r "
        "where least(a.person_ref, b.person_ref) = $1 and greatest(a.person_ref, b.person_ref) = $2",
        list(pair),
    )
    return found, found is None or abs(found) < settings()["review"]["hard"]


def _disputed(given: tuple[Opinion, ...]) -> bool:
    return len({each.same for each in given}) > 1


def _tables(engine: Engine, store: Store, folder: Path) -> None:
    links = parquet(store.table("linkage.person_link").files())
    for name, sql in (
        ("pairs", parquet(kept_pairs(folder))),
        ("refs", parquet(kept_references(folder))),
        ("people", links),
    ):
        engine.run(f"create or replace view {name} as select * from {sql}")


def _joined_surely(engine: Engine, doubtful: float) -> Any:
    """For each record the group that pairs beyond doubt make."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = engine.columns(f"select l, r from pairs where bits >= {doubtful}")
    records = int(engine.one("select max(record) + 1 from refs"))
    links = coo_array((np.ones(len(pairs["l"])), (pairs["l"], pairs["r"])), shape=(records, records))
    return connected_components(links, directed=False)[1]


def likeness(engine: Engine, folder: Path, left: int, right: int) -> tuple[tuple[str, str], ...]:
    """Of each field how alike two records are, in words: the same, near, different, or not known of both."""
    from desist.linkage.kept import lookup, opened

    kept = opened(folder)
    assert kept is not None
    steps = ", ".join(
        f"case when a.{name} is null or b.{name} is null then 'not known of both' "
        f"when a.{name} = b.{name} then 'the same' "
        f"when jaro_winkler_similarity(a.{name}, b.{name}) >= {NEAR} then 'near' "
        f"when jaro_winkler_similarity(a.{name}, b.{name}) >= {FAR} then 'alike' "
        f"else 'different' end as {name}"
        for name in kept.fields
    )
    lookup(engine, kept, np.array([left, right]), "looked_at")
    row = engine.records(
        f"select {steps} from looked_at as a join looked_at as b on a.record = {left} and b.record = {right}"
    )[0]
    return tuple((name, str(said)) for name, said in row.items())
