"""Every column a query names exists in the record or contract it comes from, and Spark can read it too."""

from __future__ import annotations

from functools import cache

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, OptimizeError
from sqlglot.optimizer.qualify import qualify

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.measures.catalogue import CATALOGUE
from desist.measures.question import last_held, question, stock_held
from desist.measures.reoffending.follow_up import FOLLOWED_UP, followed_up_sql
from desist.records.catalogue import FACTS, RECORDS, record_sql
from desist.store.store import PROVENANCE
from desist.vocabulary import reference
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Every, ending

YEAR = ending("2018-03", Every.YEAR)
# Of the functions that SQLGlot does not know by itself, those that Spark has under the same name.
IN_SPARK = {"make_date"}


@cache
def schema() -> dict[str, dict[str, str]]:
    """Table to column to type: extracts, tables of facts, and each record by the columns its query gives."""
    found: dict[str, dict[str, str]] = {
        extract.table(): {**{rule.name: KINDS[rule.kind] for rule in extract.columns}, **PROVENANCE}
        for extract in CONTRACTS.values()
    }
    found |= {f"ref_{name}": dict(columns) for name, columns in reference.TABLES.items()}
    found |= {name: dict(columns) for name, columns in FACTS.items()}
    for name in RECORDS:
        found[name] = dict.fromkeys(columns_of(record_sql(name), found), "VARCHAR")
    for name in FOLLOWED_UP:
        found[name] = dict.fromkeys(columns_of(followed_up_sql(name), found), "VARCHAR")
    return found


def columns_of(sql: str, known: dict[str, dict[str, str]]) -> list[str]:
    """The columns a query gives; a column or table that nothing has raises OptimizeError."""
    whole = qualify(sqlglot.parse_one(sql, dialect="duckdb"), schema=known, dialect="duckdb")
    missing = {table.name for table in whole.find_all(exp.Table)} - set(known)
    named = {each.alias for each in whole.find_all(exp.CTE)}
    if missing - named:
        raise OptimizeError(f"no such table: {missing - named}")
    return list(whole.named_selects)


def in_spark(sql: str) -> None:
    """Translate to Spark and back; a function that neither knows fails."""
    (written,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    unknown = {
        each.name.lower() for each in sqlglot.parse_one(written, dialect="spark").find_all(exp.Anonymous)
    }
    assert unknown <= IN_SPARK, unknown
    return written


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_reads_only_what_there_is(name: str) -> None:
    assert schema()[name]
    in_spark(record_sql(name))


@pytest.mark.parametrize("measure", CATALOGUE.values(), ids=CATALOGUE)
def test_a_measure_reads_only_what_there_is(measure: Measure) -> None:
    every_part = question(measure, ["E23000008"], [YEAR], by=measure.breakdowns)
    for sql in (
        every_part,
        last_held(measure, ["E23000008"]),
        *([stock_held(measure, ["E23000008"], "any")] if measure.over else []),
    ):
        columns_of(sql, schema())
        in_spark(sql)
    given = columns_of(every_part, schema())
    assert given[:4] == ["place", "period_start", "period_end", "source"]
    assert set(measure.breakdowns) <= set(given)


def test_a_misspelt_column_or_table_is_seen() -> None:
    columns_of("select place, sum(n) as n from recorded_crime group by all", schema())
    with pytest.raises(OptimizeError):
        columns_of("select plaec from recorded_crime", schema())
    with pytest.raises(OptimizeError):
        columns_of("select place from recorded_crimes", schema())
