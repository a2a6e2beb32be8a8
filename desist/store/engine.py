"""The query engine, DuckDB in process, behind a few plain verbs."""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from numpy.typing import NDArray

from desist.vocabulary.mistake import OperatorMistake

BATCH = 10_000  # rows fetched at a time where an answer may be long
ROWS_OF_A_PART = 20_000  # rows of one part held back while a table is written in parts


class NotATable(Exception):
    """The engine could not read a file as the table it was said to be."""


class Engine:
    """Runs SQL in DuckDB's dialect over files and tables; holds no data of its own between runs."""

    def __init__(self, *, scratch: Path, threads: int = 2, memory: str = "1000MB") -> None:
        # The scratch folder is made by DuckDB, and only when a query outgrows its memory.
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": str(scratch),
        }
        self._duck = duckdb.connect(":memory:", config=settings)
        # Days have no time zone; a fixed one keeps every machine's answers the same.
        self._duck.execute("set TimeZone = 'UTC'; set preserve_insertion_order = false")
        # A progress bar of DuckDB's own would print into what a program reads from us.
        self._duck.execute("set autoinstall_known_extensions = false; set enable_progress_bar = false")

    @property
    def version(self) -> str:
        """The engine's name and version, as a passport states it."""
        return f"DuckDB {duckdb.__version__}"

    @property
    def connection(self) -> Any:
        """The engine's own connection, for a library that speaks to it by itself, as Splink does."""
        return self._duck

    def run(self, sql: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> None:
        with _plainly():
            self._duck.execute(sql, given)

    def rows(self, sql: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        with _plainly():
            return self._duck.execute(sql, given).fetchall()

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The answer row by row without ever holding all of it; run nothing else meanwhile."""
        with _plainly():
            answer = self._duck.execute(sql)
            while batch := answer.fetchmany(BATCH):
                yield from batch

    def records(self, sql: str, given: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The answer as one dictionary a row, by column name."""
        with _plainly():
            answer = self._duck.execute(sql, given)
            names = [each[0] for each in answer.description or []]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def columns(self, sql: str) -> dict[str, NDArray[Any]]:
        """The answer as one array a column; for columns without an empty cell."""
        with _plainly():
            found: dict[str, NDArray[Any]] = self._duck.execute(sql).fetchnumpy()
            return found

    def keep_columns(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays of one length as a table, in the place of any other of this name."""
        # Arrays of days are only known to the engine as moments.
        days = [column for column, values in columns.items() if values.dtype.kind == "M"]
        given = {
            column: values.astype("datetime64[s]") if column in days else values
            for column, values in columns.items()
        }
        replaced = ", ".join(f'"{column}"::date as "{column}"' for column in days)
        listed = f"* replace ({replaced})" if days else "*"
        with _plainly():
            self._duck.register("given_columns", given)
            self._duck.execute(f"create or replace table {name} as select {listed} from given_columns")
            self._duck.unregister("given_columns")

    def write_parts(self, sql: str, folder: Path, part: str) -> None:
        """Write the rows of a query to Parquet below a folder, each by its column ``part`` in its own."""
        place = str(folder).replace("'", "''")
        with _plainly():
            # Rows wait in memory for each part until so many can be written at once.
            self._duck.execute(f"set partitioned_write_flush_threshold = {ROWS_OF_A_PART}")
            self._duck.execute(f"copy ({sql}) to '{place}' (format parquet, partition_by ({part}))")

    def one(self, sql: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> Any:
        with _plainly():
            # All is fetched, so that the connection is free again for whoever shares it.
            rows = self._duck.execute(sql, given).fetchall()
            return rows[0][0] if rows else None

    @contextlib.contextmanager
    def in_order(self) -> Iterator[None]:
        """Keep rows in the order in which a file holds them, as row numbers need; slower."""
        self._duck.execute("set preserve_insertion_order = true")
        try:
            yield
        finally:
            self._duck.execute("set preserve_insertion_order = false")

    def close(self) -> None:
        self._duck.close()


@contextlib.contextmanager
def _plainly() -> Iterator[None]:
    """What the machine lacks, disk or memory, said in a sentence; a faulty query stays a bug."""
    try:
        yield
    except duckdb.InvalidInputException as trouble:
        raise NotATable(str(trouble).split("\n")[0]) from trouble
    except duckdb.IOException as trouble:
        said = str(trouble).split("\n")[0]
        raise OperatorMistake(
            f"The disk could not be read or written: {said}",
            hint="Is it full? Free some space and try again.",
        ) from trouble
    except duckdb.OutOfMemoryException as trouble:
        raise OperatorMistake(
            "This needs more memory than Desist may use.", hint="Give fewer files at a time."
        ) from trouble
    except duckdb.Error as trouble:
        if type(trouble) is duckdb.Error:  # a damaged Parquet file, which the engine has no name for
            raise NotATable(str(trouble).split("\n")[0]) from trouble
        raise


def sql_list(paths: Sequence[Path | str]) -> str:
    """Paths as a list literal in SQL, each meaning itself even if a folder is called 'a*'."""
    return "[" + ", ".join("'" + glob.escape(str(path)).replace("'", "''") + "'" for path in paths) + "]"


def parquet(paths: Sequence[Path]) -> str:
    """SQL for the rows of some Parquet files as one relation."""
    return f"read_parquet({sql_list(paths)}, union_by_name=true)"


def copy_to_parquet(engine: Engine, sql: str, target: Path) -> int:
    """Write the rows of a query to one Parquet file; returns how many there were."""
    place = str(target).replace("'", "''")
    return int(engine.one(f"copy ({sql}) to '{place}' (format parquet)"))
