"""What every way of checking a file needs, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.cells import quoted, text
from desist.contracts.extract import Extract
from desist.intake.table_file import TableFile
from desist.store.engine import Engine, parquet, sql_list

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Checking:
    """One load's files being checked: the contract, who sent them, and where to write."""

    engine: Engine
    contract: type[Extract]
    sender: str
    load: str
    staging: Path
    progress: Progress


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of one file: rows read = accepted + quarantined, always."""

    file: TableFile
    rows_read: int
    accepted: int
    quarantined: int


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many accepted rows of one file bear one key."""

    file: str
    place: str
    period: str
    series: str
    rows: int


def tally(engine: Engine, accepted: Path) -> list[Tally]:
    """Accepted rows counted by file and key, in one reading."""
    counted = engine.rows(
        f"select _file, _place, _period, _series, count(*) from {parquet([accepted])} group by all"
    )
    return [Tally(file=row[0], place=row[1], period=row[2], series=row[3], rows=row[4]) for row in counted]


def csv_source(paths: Sequence[Path], names: Sequence[str], delimiter: str, options: str) -> str:
    """SQL: the cells of some CSV files as text, under the names given."""
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
    how = f"auto_detect=false, delim={text(delimiter)}, quote='\"', escape='\"'"
    return f"read_csv({sql_list(paths)}, columns={{{columns}}}, {how}, {options})"


def cell_names(file: TableFile) -> list[str]:
    """A name for each cell of a file's row, by its position."""
    return [f"c{at}" for at in range(len(file.header.cells))]


def as_contract(contract: type[Extract], file: TableFile) -> str:
    """SQL: the cells of a file under the names of the contract's columns."""
    where = file.header.where
    return ", ".join(
        f"{f'c{where[rule.name]}' if rule.name in where else 'null::varchar'} as {quoted(rule.name)}"
        for rule in contract.columns
    )


def as_stored(checking: Checking, rows: str, file: str) -> str:
    """SQL: accepted rows with exactly the table's columns, in its order; ``file`` is SQL for the hash."""
    columns = ", ".join(quoted(rule.name) for rule in checking.contract.columns)
    keys = ", ".join(f"coalesce({key}::varchar, '') as {key}" for key in ("_place", "_period", "_series"))
    stamp = f"{text(checking.load)} as _load, {file} as _file"
    return f"select {columns}, {text(checking.sender)} as _sender, {keys}, {stamp} from ({rows})"
