"""Link records: bring them to one spelling, compare the promising pairs, and say which are one person."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from desist.linkage import kept
from desist.linkage.blocking import EVERY_PAIR, Chosen, Rule, chosen, rules
from desist.linkage.cluster import Cluster, reached, there
from desist.linkage.grouping import DECIDED, grouped
from desist.linkage.model import count_common, learned_from, linker, scored, train
from desist.linkage.prepare import nicknames, prepared_sql
from desist.linkage.prior import bits, matching_share
from desist.linkage.typical import agreeing_by_mistake, counted_from, known_in
from desist.store.engine import Engine
from desist.vocabulary.mistake import OperatorMistake

Progress = Callable[[str], None]
Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Links:
    """What linking found. Records are numbered from 0, in the order they were given.

    ``people`` has for each record the lowest record of the same person; ``left``, ``right`` and
    ``weights`` are the compared pairs and their evidence in bits, prior included and decisions not; ``rules``
    are the rules that brought them together, with their counts; ``share`` is how
    many of all pairs match.
    """

    people: np.ndarray[Any, Any]
    left: np.ndarray[Any, Any]
    right: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    rules: tuple[Chosen, ...]
    share: float


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Pairs of records of which it is known whether they are one person."""

    left: np.ndarray[Any, Any]
    right: np.ndarray[Any, Any]
    same: np.ndarray[Any, Any]


NOBODY = Decided(
    left=np.array([], dtype=np.int64), right=np.array([], dtype=np.int64), same=np.array([], dtype=bool)
)


@cache
def settings() -> dict[str, Any]:
    """The one set of defaults; see settings.toml."""
    text = resources.files("desist.linkage").joinpath("settings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def link(
    engine: Engine,
    source: str,
    fields: Collection[str],
    *,
    progress: Progress,
    decided: Decided = NOBODY,
    keep: Path | None = None,
    cluster: Cluster | None = None,
) -> Links:
    """Link the records of a table of ``engine``.

    ``source`` has ``record``, a whole number from 0 without gaps, and the fields as text. What is
    ``decided`` stands whatever the model says. In the folder ``keep`` is left what it takes to link new
    records to these later (see `kept`). Pairs are compared on a ``cluster`` if one is given, by the same
    model. What is said meanwhile are counts alone, never a value.
    """
    try:
        from splink import DuckDBAPI
    except ImportError as trouble:
        raise OperatorMistake(
            "Linking needs Splink, which is not installed here.", hint="pip install 'desist[linkage]'"
        ) from trouble
    records = int(engine.one(f"select count(*) from {source}"))
    if records < 2:
        raise OperatorMistake("There are fewer than two records, so there is nothing to link.")
    progress(f"{records:,} records, {len(fields)} fields")
    with reached(cluster) as spark:
        engine.run(f"create table prepared as {prepared_sql(source, fields, nicknames())}")
        runs = _choose(engine, rules(fields), records)
        keyed = _with_keys(engine, runs)
        pairs = sum(run.pairs for run in runs)
        progress(f"{pairs:,} pairs to compare, brought together by {len(runs)} rules")
        keys = [f"key_{at}" for at in range(len(runs))]
        api = DuckDBAPI(connection=engine.connection)
        model = linker(api, api.register(keyed), fields, keys, records=records)
        known = known_in(engine, keyed, fields)
        counted = counted_from(known, settings())
        count_common(model, engine, keyed, known, counted, api.register)
        mistaken = agreeing_by_mistake(engine, keyed, known, settings())
        train(model, _pairs_of(engine, learned_from(fields)), settings(), known, mistaken)
        progress("the model is trained")
        compares = model
        if cluster and spark:
            compares = there(spark, cluster, engine, keyed, model, known, keys, records, counted)
        left, right, weights = scored(compares, settings()["prediction"]["least_weight"])
    share = matching_share(weights, records)
    weights = weights + bits(share)
    progress(f"{int((weights > 0).sum()):,} of {len(weights):,} pairs kept are likelier one person than two")
    people = grouped(records, *with_decided(left, right, weights, decided), **settings()["grouping"])
    if keep is not None:
        kept.keep(engine, keep, keyed, known, runs, model, share, counted)
    return Links(people=people, left=left, right=right, weights=weights, rules=runs, share=share)


def with_decided(
    left: Numbers, right: Numbers, weights: Numbers, decided: Decided
) -> tuple[Numbers, Numbers, Numbers]:
    """The pairs with those that people decided in the place of what the model says of them."""
    if not len(decided.left):
        return left, right, weights
    size = int(max(left.max(initial=0), right.max(initial=0), decided.left.max(), decided.right.max())) + 1
    low, high = np.minimum(decided.left, decided.right), np.maximum(decided.left, decided.right)
    # Of two decisions on one pair the later stands.
    last = len(low) - 1 - np.unique((low * size + high)[::-1], return_index=True)[1]
    low, high, same = low[last], high[last], decided.same[last]
    rest = ~np.isin(np.minimum(left, right) * size + np.maximum(left, right), low * size + high)
    return (
        np.concatenate([left[rest], low]),
        np.concatenate([right[rest], high]),
        np.concatenate([weights[rest], np.where(same, DECIDED, -DECIDED)]),
    )


def _choose(engine: Engine, candidates: Collection[Rule], records: int) -> tuple[Chosen, ...]:
    """The rules that will run, counted before any does; a small file is compared whole."""
    how = settings()["blocking"]
    every = records * (records - 1) // 2
    if every <= how["least_pairs"]:
        return (Chosen(rule=EVERY_PAIR, pairs=every, largest=records, left_out=0),)
    sizes = ((rule, _sizes(engine, rule.key)) for rule in candidates)
    budget = max(how["least_pairs"], how["pairs_a_record"] * records)
    runs = chosen(sizes, budget=budget, share=how["share_of_one_rule"])
    if not runs:
        raise OperatorMistake(
            "No two records share enough to be worth comparing.",
            hint="Map more fields: a date of birth, a surname, a postcode or a number.",
        )
    return runs


def _sizes(engine: Engine, key: str) -> list[tuple[int, int]]:
    """How many blocks of records with the same key there are, by how many records are in one."""
    return [
        (int(records), int(times))
        for records, times in engine.rows(
            "select records, count(*) from (select count(*) as records from prepared "
            f"where {key} is not null group by {key}) where records > 1 group by records"
        )
    ]


def _with_keys(engine: Engine, runs: Collection[Chosen]) -> str:
    """Add one column a rule that is equal for records to compare; nothing where its value is too common."""
    columns, joins = [], []
    for at, run in enumerate(runs):
        key = run.rule.key
        if not run.left_out:
            engine.run(f"create table common_{at} (key ubigint)")
            columns.append(f"{key} as key_{at}")
            continue
        engine.run(
            f"create table common_{at} as select {key} as key from prepared where {key} is not null "
            f"group by key having count(*) > {run.largest}"
        )
        columns.append(f"case when common_{at}.key is null then {key} end as key_{at}")
        joins.append(f"left join common_{at} on common_{at}.key = {key}")
    engine.run(
        f"create table keyed as select prepared.*, {', '.join(columns)} from prepared {' '.join(joins)}"
    )
    return "keyed"


def _pairs_of(engine: Engine, sets: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    counted = {}
    for agreed in sets:
        known = " and ".join(f"{name} is not null" for name in agreed)
        counted[agreed] = int(
            engine.one(
                "select coalesce(sum(n * (n - 1) / 2), 0) from (select count(*) as n from prepared "
                f"where {known} group by {', '.join(agreed)})"
            )
        )
    return {agreed: pairs for agreed, pairs in counted.items() if pairs}
