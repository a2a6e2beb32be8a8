"""Linking on a Spark cluster by the same settings: the same evidence and the same people as on DuckDB."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desist.linkage.comparisons import A_HAIR, FAR_NAME, NEAR_NAME, NEAR_TEXT
from desist.linkage.held import kept_folder, kept_pairs, links
from desist.linkage.run import run as link_run
from desist.store import Store
from desist.store.engine import Engine, parquet
from tests.command_line import run
from tests.linkage_examples import COLUMNS, after, as_another_knows, people, send
from tests.spark_cluster import ON_SPARK

pytest.importorskip("splink")
pytestmark = ON_SPARK

PEOPLE = people(800)
FEW = "surname=surname,date_of_birth=date_of_birth"  # few rules: each takes Spark a while to plan


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine(scratch=tmp_path / "scratch")
    yield opened
    opened.close()


def test_the_same_people_are_found_in_files(spark_master: str, tmp_path: Path) -> None:
    """So many records that rules bring them together; the two files hold the same to the byte."""
    told = tmp_path / "told.csv"
    with told.open("w", newline="") as text:
        csv.writer(text).writerows([COLUMNS, *PEOPLE, *as_another_knows(PEOPLE[:700], "B")])
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    plain = run("link", "--people", told, "--map", FEW, "--out", here)
    spark = run("--engine", spark_master, "link", "--people", told, "--map", FEW, "--out", there)
    assert plain.code == spark.code == 0, spark.err
    assert "pairs with the same surname, year of birth" in spark.err
    assert there.read_bytes() == here.read_bytes()
    assert len({line.split(",")[1] for line in here.read_text().splitlines()}) < 1000
    assert sorted(each.name for each in tmp_path.iterdir()) == ["here.csv", "there.csv", "told.csv"]


def test_a_run_in_a_store_finds_the_same_and_goes_on_here(
    spark_master: str, tmp_path: Path, engine: Engine
) -> None:
    """The evidence of every pair is the same, and who comes later is compared by what the cluster left."""
    found = []
    for name, pairs_on in (("here", "duckdb"), ("there", spark_master)):
        store = Store(tmp_path / name)
        send(store, tmp_path, "A", PEOPLE[:70], 1)
        send(store, tmp_path, "B", as_another_knows(PEOPLE[:50], "B"), 2)
        first = link_run(store, after(3), pairs_on=pairs_on)
        kept = parquet(kept_pairs(kept_folder(store, first.id)))
        pairs = engine.columns(f"select l, r, bits from {kept} order by l, r")
        send(store, tmp_path, "C", as_another_knows(PEOPLE[40:50], "C", seed=3), 4)
        second = link_run(store, after(5), pairs_on=pairs_on)
        assert (first.anew, second.anew) == (True, False)
        assert list((store.folder / "staging").glob("link*")) == [], "no file for the cluster stays"
        found.append((pairs, links(engine, store)))
    (here, held), (there, held_there) = found
    assert (here["l"].tolist(), here["r"].tolist()) == (there["l"].tolist(), there["r"].tolist())
    assert np.allclose(here["bits"], there["bits"], rtol=0, atol=1e-9)
    assert held_there == held


def test_likeness_is_duckdbs(spark_master: str, engine: Engine, tmp_path: Path) -> None:
    """Of texts a few slips apart, and of any two: the same distance, the same side of every threshold."""
    from desist.store.spark_likeness import add_functions
    from desist.store.spark_start import started

    engine.keep_columns("texts", _pairs_of_texts(np.random.default_rng(1), 3000))
    path = tmp_path / "texts.parquet"
    engine.run(f"copy texts to '{path}' (format parquet)")
    spark = started(spark_master)
    add_functions(spark)
    spark.read.parquet(path.as_uri()).createOrReplaceTempView("texts")
    alike, distance = "jaro_winkler(one, other) as alike", "damerau_levenshtein(one, other) as distance"
    told = spark.sql(f"select one, other, {alike}, {distance} from texts").toArrow().to_pydict()
    engine.keep_columns("told", {name: np.array(values) for name, values in told.items()})
    duck, least = "jaro_winkler_similarity(one, other)", (FAR_NAME, NEAR_TEXT, NEAR_NAME)
    apart = " or ".join(f"(alike >= {each - A_HAIR}) <> ({duck} >= {each - A_HAIR})" for each in least)
    count, near, differ = engine.rows(
        f"select count(*), count(*) filter ({duck} >= {FAR_NAME}), "
        f"count(*) filter ({apart} or distance <> damerau_levenshtein(one, other)) from told"
    )[0]
    assert (count, differ) == (3000, 0)
    assert 500 < near < 2500, "both near and far are tried"


def _pairs_of_texts(dice: np.random.Generator, count: int) -> dict[str, np.ndarray[Any, Any]]:
    """Names and numbers with letters swapped, moved, left out or put in, beside what they were."""
    one, other = [], []
    for at in range(count):
        letters = [str(each) for each in dice.choice(list("abcdeno12"), int(dice.integers(3, 14)))]
        one.append("".join(letters))
        for _ in range(int(dice.integers(0, 7))):
            begin, to = sorted(int(each) for each in dice.integers(0, len(letters), 2))
            letters[begin : to + 1] = [*letters[begin + 1 : to + 1], letters[begin]]
        if at % 2:
            letters.insert(int(dice.integers(0, len(letters))), "x")
        other.append("".join(letters))
    return {"one": np.array(one), "other": np.array(other)}
