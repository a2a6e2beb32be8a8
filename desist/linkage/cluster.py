"""Compare pairs on a Spark cluster, by a model that was learned here.

What grows with the pairs of records is done there. What grows with the records alone, spelling, keys and
counts, is done here, and so is learning, which looks at a sample: the model is the same whichever engine
compares, and so are the evidence of a pair and the people found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desist.linkage.comparisons import FAR_NAME, NEAR_NAME, NEAR_TEXT
from desist.linkage.model import count_common, linker
from desist.store.engine import Engine
from desist.store.engine_choice import DUCKDB
from desist.store.spark_likeness import LEAST_TOLD_APART
from desist.store.splink_pairs import PairsOnSpark


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A Spark cluster by the address of its master, and a folder that all its machines see."""

    master: str
    folder: Path


def cluster_of(engine: str, folder: Path) -> Cluster | None:
    """The cluster that is meant by the name of an engine; none where that is DuckDB."""
    return None if engine == DUCKDB else Cluster(master=engine, folder=folder)


@contextmanager
def reached(cluster: Cluster | None) -> Iterator[PairsOnSpark | None]:
    """The cluster as Splink works on it, if one is meant; one that does not answer is said at once."""
    if cluster is None:
        yield None
        return
    with PairsOnSpark(cluster.master) as pairs:
        yield pairs


def there(
    pairs: PairsOnSpark,
    cluster: Cluster,
    engine: Engine,
    keyed: str,
    model: Any,
    known: Mapping[str, int],
    keys: Collection[str],
    records: int,
    counted: Mapping[str, int],
) -> Any:
    """Splink's linker on the cluster for the records of the table ``keyed``, with what ``model`` learned.

    ``known`` says in how many records each field is known, ``counted`` which values count as common.
    """
    table = pairs.table(engine, keyed, cluster.folder)
    same = linker(pairs.api, table, known, keys, records=records)
    count_common(same, engine, keyed, known, counted, lambda name: pairs.table(engine, name, cluster.folder))
    for one, other in zip(same._settings_obj.comparisons, model._settings_obj.comparisons, strict=True):
        for step, learned in zip(one.comparison_levels, other.comparison_levels, strict=True):
            if not step.is_null_level:
                step.m_probability, step.u_probability = learned.m_probability, learned.u_probability
    return same


assert min(FAR_NAME, NEAR_NAME, NEAR_TEXT) >= LEAST_TOLD_APART
