"""Ask questions of the store as it stood at some versions: its tables under their names, and views."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desist.store.duck import DuckTables
from desist.store.engine_choice import DUCKDB
from desist.store.engines import tables_on
from desist.store.store import PROVENANCE, Store


class Session:
    """An engine with the accepted tables of a store in it, each at one fixed version.

    A load that finishes meanwhile is not seen: what was asked first and last comes from one state.
    """

    def __init__(
        self,
        store: Store,
        tables: Mapping[str, Mapping[str, str]],
        versions: Mapping[str, int] | None = None,
        *,
        engine: str = DUCKDB,
    ) -> None:
        """``tables`` maps each contract to its columns; one never loaded is an empty table.

        ``engine`` is duckdb, or the address of a Spark cluster such as spark://host:7077.
        """
        self.versions = dict(store.versions() if versions is None else versions)
        self._tables = tables_on(engine, store)
        for contract, columns in tables.items():
            files: list[Path] = []
            if contract in self.versions:
                files = store.table(contract).files(self.versions[contract])
            self._tables.add_table(contract.replace(".", "_"), files, {**columns, **PROVENANCE})

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
        """Add a small table of facts from outside the store."""
        self._tables.add_facts(name, columns, rows)

    def add_reference(self, name: str, path: Path, columns: Mapping[str, str]) -> None:
        """Add one of the project's own tables of facts, a CSV file."""
        self._tables.add_reference(name, path, columns)

    def add_view(self, name: str, sql: str) -> None:
        self._tables.add_view(name, sql)

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once and keep its rows for the rest of the session."""
        self._tables.keep(name, sql)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        return self._tables.ask(sql)

    @property
    def duck(self) -> DuckTables | None:
        """The tables in DuckDB, which gives and takes arrays; None on another engine."""
        return self._tables if isinstance(self._tables, DuckTables) else None

    @property
    def engine(self) -> str:
        return self._tables.version

    def close(self) -> None:
        self._tables.close()
