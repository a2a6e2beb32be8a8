"""Ask questions of the store as it stood at some versions: its tables under their names, and views."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desist.store.engine import parquet, sql_list
from desist.store.store import PROVENANCE, Store


class Session:
    """An engine with the accepted tables of a store in it, each at one fixed version.

    A load that finishes meanwhile is not seen: what was asked first and last comes from one state.
    """

    def __init__(
        self, store: Store, tables: Mapping[str, Mapping[str, str]], versions: Mapping[str, int] | None = None
    ) -> None:
        """``tables`` maps each contract to its columns; one never loaded is an empty table."""
        self.versions = dict(store.versions() if versions is None else versions)
        self._engine = store.engine()
        for contract, columns in tables.items():
            self._add_table(store, contract, columns)

    def _add_table(self, store: Store, contract: str, columns: Mapping[str, str]) -> None:
        files: list[Path] = []
        if contract in self.versions:
            files = store.table(contract).files(self.versions[contract])
        typed = {**columns, **PROVENANCE}
        empty = ", ".join(f'null::{kind} as "{name}"' for name, kind in typed.items())
        listed = ", ".join(f'"{name}"' for name in typed)
        # The empty part gives columns that older files lack.
        sql = f"select {empty} where false"
        if files:
            sql = f"select {listed} from (({sql}) union all by name select * from {parquet(files)})"
        self._engine.run(f"create view {contract.replace('.', '_')} as {sql}")

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
        self._engine.run(f"create view {name} as select * from {read}")

    def add_view(self, name: str, sql: str) -> None:
        self._engine.run(f"create view {name} as {sql}")

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once and keep its rows for the rest of the session."""
        self._engine.run(f"create table {name} as {sql}")

    def ask(self, sql: str) -> list[dict[str, Any]]:
        return self._engine.records(sql)

    @property
    def engine(self) -> str:
        return self._engine.version

    def close(self) -> None:
        self._engine.close()
