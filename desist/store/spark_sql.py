"""Write a query in DuckDB's dialect of SQL in Spark's."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.generators.spark import SparkGenerator


class NestedSpark(SparkGenerator):
    """Writes Spark's SQL, and leaves a query's own queries inside it.

    SQLGlot would lift all of them to the top, where two of one name stand against each other.
    """

    EXPRESSIONS_WITHOUT_NESTED_CTES: ClassVar[set[type[exp.Expr]]] = set()


def spark_sql(sql: str) -> str:
    """A query in DuckDB's dialect, in Spark's; what is known not to translate is a fault of the query."""
    writer = NestedSpark(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    return writer.generate(sqlglot.parse_one(sql, read="duckdb"))


def literal(value: Any) -> str:
    """A value as Spark's SQL writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"cast('{value!r}' as double)"
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"
