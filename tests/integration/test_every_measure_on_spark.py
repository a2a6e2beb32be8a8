"""Every measure of the catalogue on a Spark cluster: the same figures as DuckDB gives, to the digit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.measures.catalogue import CATALOGUE
from desist.quarter.asking import Asking
from desist.store.spark import SparkTables
from desist.vocabulary import reference
from desist.vocabulary.measure import Measure
from tests.every_measure import question_for, sent
from tests.made_up import MadeUp, columns_of, read_made_up
from tests.reoffending_examples import HOME
from tests.spark_cluster import ON_SPARK

pytestmark = ON_SPARK


@pytest.fixture(scope="module")
def store() -> MadeUp:
    return MadeUp([HOME])


@pytest.fixture(scope="module")
def duck(store: MadeUp) -> Asking:
    return store.fill(sent(20161231))


@pytest.fixture(scope="module")
def spark(
    spark_master: str, store: MadeUp, duck: Asking, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    files = store.write(tmp_path_factory.mktemp("rows"))
    tables = SparkTables(spark_master)
    for name, columns in reference.TABLES.items():
        tables.add_reference(f"ref_{name}", reference.table_path(name), dict(columns))
    for name, extract in CONTRACTS.items():
        tables.add_table(extract.table(), [files[name]] if name in files else [], columns_of(extract))
    yield Asking(tables, [CONTRACTS[name].table() for name in files], [HOME])
    tables.close()


@pytest.mark.parametrize("measure", CATALOGUE.values(), ids=lambda each: each.name)
def test_a_measure_reads_the_same(duck: Asking, spark: Asking, measure: Measure) -> None:
    asked = question_for(measure)
    given = (measure.name, asked.places, asked.periods)
    expected = read_made_up(duck, *given, by=asked.by)
    assert any(each.numerator is not None for each in expected), "nothing counted is nothing compared"
    assert read_made_up(spark, *given, by=asked.by) == expected
