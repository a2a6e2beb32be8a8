"""Every question that a measure can be asked is put in Spark's SQL, without Spark."""

from __future__ import annotations

from datetime import date

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import held_sql
from desist.measures.question import question
from desist.measures.reoffending.follow_up import FOLLOWED_UP, followed_up_sql
from desist.records.catalogue import RECORDS, record_sql
from desist.store.spark_sql import literal, spark_sql
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Every, ending

PLACE = "E23000008"
PERIODS = [ending("2024-03", Every.QUARTER), ending("2024-06", Every.QUARTER)]


@pytest.mark.parametrize("measure", CATALOGUE.values(), ids=lambda each: each.name)
def test_a_measure_can_be_asked_on_spark(measure: Measure) -> None:
    assert spark_sql(held_sql(measure))
    assert spark_sql(question(measure, [PLACE], PERIODS, by=measure.breakdowns))


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_can_be_set_up_on_spark(name: str) -> None:
    assert spark_sql(record_sql(name))


@pytest.mark.parametrize("name", FOLLOWED_UP)
def test_a_follow_up_can_be_set_up_on_spark(name: str) -> None:
    assert spark_sql(followed_up_sql(name))


def test_two_inner_queries_may_have_one_name() -> None:
    inner = "(with one as (select {} as n) select * from one)"
    written = spark_sql(f"select * from {inner.format(1)} as a, {inner.format(2)} as b")
    assert written.lower().count("with one as") == 2
    assert written.index("WITH") > written.index("FROM")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (3, "3"),
        (0.1, "cast('0.1' as double)"),
        (date(2024, 2, 29), "date '2024-02-29'"),
        ("King's Lynn", r"'King\'s Lynn'"),
        ("C:\\x", r"'C:\\x'"),
    ],
)
def test_a_fact_is_written_as_spark_reads_it(value: object, written: str) -> None:
    assert literal(value) == written
