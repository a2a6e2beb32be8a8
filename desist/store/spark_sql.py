"""Write a query in DuckDB's dialect of SQL in Spark's."""

from __future__ import annotations

from datetime import date
from typing import Any


def spark_sql(sql: str) -> str:
    """A query in DuckDB's dialect, in Spark's."""
    import sqlglot

    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]


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
