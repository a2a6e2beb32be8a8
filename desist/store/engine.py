"""The query engine, DuckDB in process, behind four plain verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb


class Engine:
    """Runs SQL in DuckDB's dialect over files and tables; holds no data of its own between runs."""

    def __init__(self, *, scratch: Path, threads: int = 2, memory: str = "1000MB") -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        settings = {"threads": threads, "memory_limit": memory, "temp_directory": str(scratch)}
        self._duck = duckdb.connect(":memory:", config=settings)
        # Days have no time zone; a fixed one keeps every machine's answers the same.
        self._duck.execute("set TimeZone = 'UTC'; set preserve_insertion_order = false")
        self._duck.execute("set autoinstall_known_extensions = false")

    def run(self, sql: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> None:
        self._duck.execute(sql, given)

    def rows(self, sql: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        return self._duck.execute(sql, given).fetchall()

    def records(self, sql: str, given: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The answer as one dictionary a row, by column name."""
        answer = self._duck.execute(sql, given)
        names = [each[0] for each in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def one(self, sql: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> Any:
        row = self._duck.execute(sql, given).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self._duck.close()


def sql_list(paths: Sequence[Path | str]) -> str:
    """Paths as a list literal in SQL."""
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"


class NotATable(Exception):
    """The engine could not read a file as the table it was said to be."""


def copy_to_parquet(engine: Engine, sql: str, target: Path) -> int:
    """Write the rows of a query to one Parquet file; returns how many there were."""
    try:
        return int(engine.one(f"copy ({sql}) to '{str(target).replace(chr(39), chr(39) * 2)}' (format parquet)"))
    except duckdb.InvalidInputException as trouble:
        raise NotATable(str(trouble).split("\n")[0]) from trouble
