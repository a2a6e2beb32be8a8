"""The store of one partnership: every extract it accepted, in every version, and what came with it.

On disk, below the partnership's `store` folder:
    landed/      every file exactly as it came, named by its hash
    accepted/    one versioned table a contract: the rows that keep it
    quarantine/  one file a load: the rows that do not, with the contract's sentence
    staging/     what a load under way has written so far; swept when it did not finish
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desist.store.delta import VersionedTable
from desist.store.engine import Engine, copy_to_parquet, sql_list
from desist.store.format import check_format, write_format
from desist.vocabulary.mistake import OperatorMistake

# Beside the columns of the contract every accepted row says where it came from.
PROVENANCE = {
    "_sender": "VARCHAR",
    "_place": "VARCHAR",
    "_period": "VARCHAR",
    "_series": "VARCHAR",
    "_load": "VARCHAR",
    "_file": "VARCHAR",
}
KEY = "_sender, _place, _period, _series"


@dataclass(frozen=True, kw_only=True)
class Load:
    """The record of one load, kept with the version it made."""

    id: str
    contract: str
    version: int
    sender: str
    received: str
    files: tuple[Mapping[str, Any], ...]
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    undone: bool = False


class Store:
    """Accepted tables by contract; opened on the folder of a partnership."""

    def __init__(self, folder: Path, *, threads: int = 2, memory: str = "1000MB") -> None:
        check_format(folder)
        self.folder = folder
        self._engine_settings = {"threads": threads, "memory": memory}

    def engine(self) -> Engine:
        return Engine(scratch=self.folder / "staging" / "scratch", **self._engine_settings)  # type: ignore[arg-type]  # one int, one str

    def prepare(self) -> None:
        write_format(self.folder)
        for part in ("landed", "accepted", "quarantine", "staging"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)

    def table(self, contract: str, columns: Mapping[str, str] | None = None) -> VersionedTable:
        return VersionedTable(self.folder / "accepted" / contract, {**(columns or {}), **PROVENANCE})

    def versions(self) -> dict[str, int]:
        """Contract → newest version, for every contract that holds one."""
        root = self.folder / "accepted"
        found = sorted(path.name for path in root.iterdir()) if root.exists() else []
        return {name: self.table(name).version() for name in found if self.table(name).exists()}

    def loads(self, contract: str | None = None) -> list[Load]:
        """Every load ever committed, oldest first; those taken back are marked."""
        names = [contract] if contract else list(self.versions())
        loads: list[Load] = []
        for name in names:
            undone: set[str] = set()
            for commit in self.table(name).history():
                if commit.record["kind"] == "undo":
                    undone.add(commit.record["of"])
            for commit in self.table(name).history():
                if commit.record["kind"] == "load":
                    loads.append(_load(commit.record, commit.version, undone))
        return sorted(loads, key=lambda load: (load.received, load.id))

    def replace(
        self,
        engine: Engine,
        contract: str,
        columns: Mapping[str, str],
        arrived: Path | None,
        record: Mapping[str, Any],
        moment: datetime,
    ) -> int:
        """Put a load's accepted rows in the place of the rows that bear the same keys; one commit.

        ``arrived`` is a Parquet file already inside the table's folder, or None when no row was
        accepted. Rows under other keys are not touched; the version before stays readable.
        """
        table = self.table(contract, columns)
        add: dict[Path, int] = {}
        remove: list[Path] = []
        if arrived is not None:
            add[arrived] = _count(engine, arrived)
            keys = f"select distinct {KEY} from read_parquet({sql_list([arrived])})"
            remove, rest = self._without(engine, table, keys, arrived.stem)
            add |= rest
        return table.commit(add=add, remove=remove, record=record, moment=moment)

    def undo(self, load_id: str, moment: datetime) -> tuple[Load, int]:
        """Take a load back: the keys it still holds go back to what they held before it."""
        load = next((each for each in self.loads() if each.id == load_id), None)
        if load is None:
            known = [each.id for each in self.loads() if not each.undone]
            newest = f"The newest is {known[-1]}." if known else "Nothing is loaded."
            raise OperatorMistake(f"There is no load '{load_id}'.", hint=newest)
        if load.undone:
            raise OperatorMistake(f"Load {load_id} was already taken back; nothing to do.")
        engine = self.engine()
        table = self.table(load.contract)
        live = table.files()
        add: dict[Path, int] = {}
        remove: list[Path] = []
        if live:
            mine = f"_load = '{load.id}'"
            held = f"select distinct {KEY} from read_parquet({sql_list(live)}, union_by_name=true) where {mine}"
            engine.run(f"create temp table wanted as {held}")
            stem = f"{load.id}-undone"
            remove, add = self._without(engine, table, held, stem)
            for number, (sql, source) in enumerate(self._earlier(engine, load)):
                target = table.folder / f"{stem}-{number}.parquet"
                rows = copy_to_parquet(engine, sql, target)
                if rows:
                    add[target] = rows
                    engine.run(f"delete from wanted where ({KEY}) in (select ({KEY}) from {source})")
                else:
                    target.unlink()
        record = {"kind": "undo", "of": load.id, "at": moment.isoformat()}
        return load, table.commit(add=add, remove=remove, record=record, moment=moment)

    def _earlier(self, engine: Engine, undone: Load) -> list[tuple[str, str]]:
        """For each earlier load that still stands, newest first: its rows under the wanted keys."""
        found = []
        for load in reversed(self.loads(undone.contract)):
            if load.undone or load.version >= undone.version:
                continue
            files = self.table(undone.contract).files(load.version)
            if files:
                source = f"read_parquet({sql_list(files)}, union_by_name=true)"
                mine = f"(select * from {source} where _load = '{load.id}')"
                found.append((f"select * from {mine} where ({KEY}) in (select ({KEY}) from wanted)", mine))
        return found

    def _without(
        self, engine: Engine, table: VersionedTable, keys: str, stem: str
    ) -> tuple[list[Path], dict[Path, int]]:
        """Which live files hold rows under some keys, and those files written again without them."""
        live = table.files()
        if not live:
            return [], {}
        hit = engine.rows(
            f"select distinct filename from read_parquet({sql_list(live)}, union_by_name=true, filename=true) "
            f"where ({KEY}) in (select ({KEY}) from ({keys}))"
        )
        remove, rest = [], {}
        for number, path in enumerate(sorted(Path(row[0]) for row in hit)):
            remove.append(path)
            target = table.folder / f"{stem}-rest-{number}.parquet"
            sql = (
                f"select * from read_parquet({sql_list([path])}) "
                f"where ({KEY}) not in (select ({KEY}) from ({keys}))"
            )
            rows = copy_to_parquet(engine, sql, target)
            if rows:
                rest[target] = rows
            else:
                target.unlink()
        return remove, rest

    def sweep(self) -> None:
        """Clear away what a killed load left: files its journal names that no version holds."""
        committed = {load.id for load in self.loads()}
        for journal in (self.folder / "staging").glob("*.json"):
            if journal.stem not in committed:
                for name in json.loads(journal.read_text(encoding="utf-8"))["writes"]:
                    for path in self.folder.glob(name):
                        path.unlink(missing_ok=True)
            journal.unlink()


def held(files: Sequence[Path]) -> str:
    """SQL for the rows of some Parquet files as one relation."""
    return f"read_parquet({sql_list(files)}, union_by_name=true)"


def _count(engine: Engine, path: Path) -> int:
    return int(engine.one(f"select count(*) from read_parquet({sql_list([path])})"))


def _load(record: Mapping[str, Any], version: int, undone: set[str]) -> Load:
    return Load(
        id=record["id"],
        contract=record["contract"],
        version=version,
        sender=record["sender"],
        received=record["received"],
        files=tuple(record["files"]),
        rows_read=record["rows_read"],
        rows_accepted=record["rows_accepted"],
        rows_quarantined=record["rows_quarantined"],
        undone=record["id"] in undone,
    )
