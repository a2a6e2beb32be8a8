"""Where Splink compares pairs of records: in DuckDB in this process, or on a Spark cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from numpy.typing import NDArray

from desist.store.engine import Engine, copy_to_parquet

UNSIGNED, HALF = "UBIGINT", 2**63


class PairsOnSpark:
    """A cluster on which Splink compares pairs, by the address of its master such as spark://host:7077.

    Used in a ``with``: what the workers hold is let go at its end.
    """

    def __init__(self, master: str) -> None:
        from splink import SparkAPI

        from desist.store.spark_likeness import add_functions
        from desist.store.spark_start import refuse_unusable, started

        refuse_unusable(master)
        self._spark = started(master)
        self._files: list[Path] = []
        add_functions(self._spark)
        api: Callable[..., Any] = SparkAPI  # published without types
        self.api = api(
            spark_session=self._spark, break_lineage_method="persist", register_udfs_automatically=False
        )

    def table(self, engine: Engine, name: str, beside: Path) -> Any:
        """A table of ``engine`` as Splink takes it there; it travels by a file that every worker must see.

        It lies in the folder ``beside`` until the cluster is left again.
        """
        # Spark has no whole numbers without a sign; shifted by half, equal ones stay equal.
        shifted = ", ".join(
            f"({column}::hugeint - {HALF})::bigint as {column}"
            for column, kind in engine.rows(f"select column_name, column_type from (describe {name})")
            if kind == UNSIGNED
        )
        path = beside / f"{name}.parquet"
        beside.mkdir(parents=True, exist_ok=True)
        self._files.append(path)
        copy_to_parquet(engine, f"select *{f' replace ({shifted})' if shifted else ''} from {name}", path)
        self._spark.read.parquet(path.absolute().as_uri()).createOrReplaceTempView(name)
        return self.api.register(name)

    def __enter__(self) -> PairsOnSpark:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spark.catalog.clearCache()
        for path in self._files:
            path.unlink(missing_ok=True)


def columns_of(frame: Any, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Columns of what Splink answers, on whichever engine, as arrays."""
    if frame.db_api.sql_dialect.sql_dialect_str == "spark":
        told = frame.as_spark_dataframe().select(*names).toArrow()
        return {name: told.column(name).to_numpy() for name in names}
    # As arrays, without pandas: loading it takes longer than comparing ten thousand records.
    found: dict[str, NDArray[Any]] = frame.as_duckdbpyrelation().select(", ".join(names)).fetchnumpy()
    return found
