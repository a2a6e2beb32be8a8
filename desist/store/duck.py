"""Tables and views in DuckDB, the engine in process: what answers unless another engine is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from desist.store.engine import Engine, copy_to_parquet, parquet, sql_list


class DuckTables:
    """Tables and views in an engine of this process, behind the verbs of a session of the store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def version(self) -> str:
        """The engine's name and version, as a passport states it."""
        return self._engine.version

    def add_table(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> None:
        """Add the rows of some Parquet files; without files, an empty table of these columns."""
        empty = ", ".join(f'null::{kind} as "{column}"' for column, kind in columns.items())
        listed = ", ".join(f'"{column}"' for column in columns)
        # The empty part gives columns that older files lack.
        sql = f"select {empty} where false"
        if files:
            sql = f"select {listed} from (({sql}) union all by name select * from {parquet(files)})"
        self.add_view(name, sql)

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
        """Add a small table of facts from outside the store."""
        listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        self._engine.run(f"create table {name} ({listed})")
        if rows:
            marks = ", ".join("?" * len(columns))
            values = ", ".join(f"({marks})" for _ in rows)
            self._engine.run(f"insert into {name} values {values}", [cell for row in rows for cell in row])

    def add_reference(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """Add one of the project's own tables of facts, a CSV file."""
        typed = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
        how = "auto_detect=false, header=true, delim=',', quote='\"'"
        read = f"read_csv({sql_list([path])}, columns={{{typed}}}, {how})"
        self.add_view(name, f"select * from {read}")

    def add_view(self, name: str, sql: str) -> None:
        self._engine.run(f"create view {name} as {sql}")

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once and keep its rows for the rest of the session."""
        self._engine.run(f"create table {name} as {sql}")

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """The answer as one dictionary a row, by column name."""
        return self._engine.records(sql)

    def keep_again(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, in the place of any other of this name."""
        self._engine.run(f"create or replace table {name} as {sql}")

    def write(self, sql: str, path: Path) -> int:
        """Write the rows of a query to one Parquet file; returns how many there were."""
        return copy_to_parquet(self._engine, sql, path)

    def columns(self, sql: str) -> dict[str, NDArray[Any]]:
        """The answer as one array a column; for numbers and texts without an empty cell."""
        return self._engine.columns(sql)

    def keep_columns(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays of one length as a table, in the place of any other of this name."""
        self._engine.keep_columns(name, columns)

    def write_parts(self, sql: str, folder: Path, part: str) -> None:
        """Write the rows of a query to Parquet below a folder, each by its column ``part`` in its own."""
        self._engine.write_parts(sql, folder, part)

    def close(self) -> None:
        self._engine.close()
