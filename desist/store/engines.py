"""Choose the engine that answers: DuckDB in this process, or a Spark cluster by its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from desist.store.duck import DuckTables
from desist.store.engine_choice import DUCKDB, known_engine
from desist.store.store import Store


class EngineTables(Protocol):
    """Tables and views in some engine, and answers to SQL in DuckDB's dialect."""

    @property
    def version(self) -> str: ...

    def add_table(self, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> None: ...

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None: ...

    def add_reference(self, name: str, path: Path, columns: Mapping[str, str]) -> None: ...

    def add_view(self, name: str, sql: str) -> None: ...

    def keep(self, name: str, sql: str) -> None: ...

    def ask(self, sql: str) -> list[dict[str, Any]]: ...

    def close(self) -> None: ...


def tables_on(engine: str, store: Store) -> EngineTables:
    """The tables of a store on the engine that is meant, still without any table."""
    chosen = known_engine(engine)
    if chosen == DUCKDB:
        return DuckTables(store.engine())
    from desist.store.spark import SparkTables

    return SparkTables(chosen)
