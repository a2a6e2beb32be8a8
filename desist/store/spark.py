"""Ask the same questions on Spark, for when one machine is outgrown: DuckDB's SQL, translated by SQLGlot."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desist.store.spark_sql import literal, spark_sql
from desist.store.spark_start import executors, refuse_unusable, started

TYPES = {
    "VARCHAR": "STRING",
    "BIGINT": "BIGINT",
    "INTEGER": "INT",
    "DOUBLE": "DOUBLE",
    "DATE": "DATE",
    "BOOLEAN": "BOOLEAN",
    "TIMESTAMPTZ": "TIMESTAMP",
}


class SparkTables:
    """Tables and views on a Spark cluster, behind the verbs of a session of the store.

    ``master`` is an address such as spark://host:7077. Every machine of the cluster must see the files
    of the tables under the same paths; views are this object's own, the connection the process's.
    """

    def __init__(self, master: str) -> None:
        refuse_unusable(master)
        self._spark = started(master)
        self._kept: list[str] = []

    @property
    def version(self) -> str:
        """The engine's name and version, as a passport states it."""
        return f"Spark {self._spark.version}"

    def add_table(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> None:
        """Add the rows of some Parquet files; without files, an empty table of these columns."""
        if not files:
            self.add_facts(name, columns, [])
            return
        rows = self._spark.read.schema(_schema(columns))
        rows.parquet(*(path.absolute().as_uri() for path in files)).createOrReplaceTempView(name)

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
        """Add a small table of facts from outside the store; it travels to the cluster within the query."""
        # A first row that is left out again gives every column its type, also where there are no rows.
        listed = ", ".join(f"`{column}`" for column in columns)
        typed = ", ".join(f"cast(null as {TYPES[kind]})" for kind in columns.values())
        values = ["(" + ", ".join(map(literal, row)) + ", true)" for row in rows]
        sql = (
            f"select {listed} from values {', '.join([f'({typed}, false)', *values])} as v ({listed}, `_is`)"
        )
        self._spark.sql(f"{sql} where `_is`").createOrReplaceTempView(name)

    def add_reference(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """Add one of the project's own tables of facts, a CSV file; the workers need not have it."""
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                tuple(_cell(row[column], kind) for column, kind in columns.items())
                for row in csv.DictReader(file)
            ]
        self.add_facts(name, columns, rows)

    def add_view(self, name: str, sql: str) -> None:
        """Add a query under a name; it is worked out at once, as ``keep`` says."""
        self.keep(name, sql)

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once and keep its rows on the workers for the rest of the session.

        They are kept without the query they came from. Spark would copy that into every question that
        names them, and records stand on records: planning such a question took most of a minute.
        """
        self._spark.sql(spark_sql(sql)).localCheckpoint(eager=True).createOrReplaceTempView(name)
        self._kept.append(name)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """The answer as one dictionary a row, by column name."""
        return [row.asDict() for row in self._spark.sql(spark_sql(sql)).collect()]

    def executors(self) -> int:
        """How many processes of the cluster, besides the one that asks, stand ready to work."""
        return executors(self._spark.sparkContext)

    def close(self) -> None:
        """Let go of what was kept; the connection stays for whoever asks next, until the process ends."""
        for name in self._kept:
            self._spark.catalog.dropTempView(name)


def _schema(columns: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` {TYPES[kind]}" for name, kind in columns.items())


def _cell(text: str, kind: str) -> Any:
    """A cell of a CSV file as its type; nothing where it is empty."""
    if not text:
        return None
    readers: dict[str, Callable[[str], Any]] = {
        "BOOLEAN": lambda cell: cell == "true",
        "INTEGER": int,
        "DOUBLE": float,
        "DATE": date.fromisoformat,
    }
    return readers.get(kind, str)(text)
