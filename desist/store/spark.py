"""Ask the same questions on Spark, for when one machine is outgrown: DuckDB's SQL, translated by SQLGlot."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desist.vocabulary.mistake import OperatorMistake

TYPES = {
    "VARCHAR": "STRING",
    "BIGINT": "BIGINT",
    "INTEGER": "INT",
    "DOUBLE": "DOUBLE",
    "DATE": "DATE",
    "BOOLEAN": "BOOLEAN",
    "TIMESTAMPTZ": "TIMESTAMP",
}


def spark_sql(sql: str) -> str:
    """A query in DuckDB's dialect, in Spark's."""
    import sqlglot

    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]


class SparkTables:
    """Tables and views on a Spark cluster, behind the verbs of a session of the store.

    ``master`` is an address such as spark://host:7077, or local[2] for this machine alone. Every
    machine of the cluster must see the files of the tables under the same paths.
    """

    def __init__(self, master: str, *, scratch: Path, settings: Mapping[str, str] | None = None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as trouble:
            raise OperatorMistake(
                "Spark is not installed here.", hint="pip install 'desist[spark]', and Java 17 or later."
            ) from trouble
        chosen = {
            "spark.pyspark.python": sys.executable,
            # Days have no time zone; a fixed one keeps every machine's answers the same.
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.warehouse.dir": str(scratch / "warehouse"),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            **(settings or {}),
        }
        builder = SparkSession.builder.master(master).appName("Desist")
        for name, value in chosen.items():
            builder = builder.config(name, value)
        self._spark = builder.getOrCreate()

    @property
    def version(self) -> str:
        """The engine's name and version, as a passport states it."""
        return f"Spark {self._spark.version}"

    def add_table(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> None:
        """Add the rows of some Parquet files; without files, an empty table of these columns."""
        schema = _schema(columns)
        if files:
            rows = self._spark.read.schema(schema).parquet(*(path.absolute().as_uri() for path in files))
        else:
            rows = self._spark.createDataFrame([], schema)
        rows.createOrReplaceTempView(name)

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
        """Add a small table of facts from outside the store."""
        self._spark.createDataFrame(rows, _schema(columns)).createOrReplaceTempView(name)

    def add_view(self, name: str, sql: str) -> None:
        self._spark.sql(spark_sql(sql)).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once and keep its rows for the rest of the session."""
        self._spark.sql(spark_sql(sql)).cache().createOrReplaceTempView(name)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """The answer as one dictionary a row, by column name."""
        return [row.asDict() for row in self._spark.sql(spark_sql(sql)).collect()]

    def executors(self) -> int:
        """How many processes of the cluster, besides the one that asks, stand ready to work."""
        java = self._spark.sparkContext._jsc.sc()
        return len(java.statusTracker().getExecutorInfos()) - 1

    def close(self) -> None:
        self._spark.stop()


def _schema(columns: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` {TYPES[kind]}" for name, kind in columns.items())
