"""The store of one partnership: every extract it accepted, in every version, and what came with it.

On disk, below the partnership's `store` folder:
    landed/      every file exactly as it came, named by its hash
    accepted/    one versioned table a contract: the rows that keep it
    quarantine/  one file a load: the rows that do not, with the contract's sentence
    cache/       what was worked out from them; may be deleted at any time
    staging/     what a load under way has written so far; swept when it did not finish
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from desist.store.delta import VersionedTable
from desist.store.engine import Engine, parquet
from desist.store.format import check_format
from desist.store.keys import KEY, Change, taken_back, without
from desist.store.load_record import Load, loads_of
from desist.store.lock import PATIENCE
from desist.store.work import SCRATCH, Work, piece_of_work
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

UNFIT = set("?#%\\")  # a Delta table is found by its address, in which these mean something else


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What a load brings, staged: accepted rows, rows set aside, and the files as they came.

    ``landed`` maps each staged file to its place below `landed`, relative to the store.
    """

    contract: str
    columns: Mapping[str, str]
    record: Mapping[str, Any]
    accepted: Path | None
    rows: int
    aside: Path | None
    landed: Mapping[Path, str] = field(default_factory=dict)


class Store:
    """Accepted tables by contract; opened on the folder of a partnership."""

    def __init__(self, folder: Path, *, threads: int = 2, memory: str = "1000MB") -> None:
        if odd := UNFIT & set(str(folder.absolute())):
            raise OperatorMistake(
                f"The path of the store, {folder.absolute()}, holds {' and '.join(sorted(odd))}, which the "
                "format of its tables cannot carry.",
                hint="Move the partnership to a folder with a plainer name.",
            )
        check_format(folder)
        self.folder = folder
        self._threads = threads
        self._memory = memory

    @property
    def cache(self) -> Path:
        """Where results may be kept that can be worked out again; nothing is lost with it."""
        return self.folder / "cache"

    def engine(self) -> Engine:
        """An engine to query these tables with; whoever opens it closes it."""
        # Each process spills into a folder of its own, which a sweep leaves alone.
        scratch = self.folder / "staging" / f"{SCRATCH}{os.getpid()}"
        if self.folder.exists():
            # DuckDB makes its own folder when a query outgrows its memory, but not those above it.
            with contextlib.suppress(OSError):
                scratch.parent.mkdir(parents=True, exist_ok=True)
        return Engine(scratch=scratch, threads=self._threads, memory=self._memory)

    def table(self, contract: str, columns: Mapping[str, str] | None = None) -> VersionedTable:
        """The accepted rows of one contract; ``columns`` gives their types to whoever adds to them."""
        return VersionedTable(self.folder / "accepted" / contract, {**(columns or {}), **PROVENANCE})

    def versions(self) -> dict[str, int]:
        """Contract → newest version, for every contract that holds one."""
        root = self.folder / "accepted"
        names = sorted(path.name for path in root.iterdir()) if root.exists() else []
        found = {name: self.table(name).version() for name in names}
        return {name: version for name, version in found.items() if version > 0}

    def loads(self, contract: str | None = None) -> list[Load]:
        """Every load ever committed, oldest first; those taken back are marked.

        Of one contract they come in the order of their versions, of several in the order received.
        """
        if contract:
            return loads_of(self.table(contract).history())
        every = [load for name in self.versions() for load in loads_of(self.table(name).history())]
        return sorted(every, key=lambda load: (load.received, load.id))

    @contextlib.contextmanager
    def writing(self, moment: datetime, *, patience: float = PATIENCE, prefix: str = "") -> Iterator[Work]:
        """Be the only writer, for one piece of work that is all there at its end or not at all."""
        with piece_of_work(
            self.folder, self._committed, moment=moment, patience=patience, prefix=prefix
        ) as work:
            yield work

    def _committed(self, contract: str, work_id: str) -> bool:
        return any(commit.record.get("id") == work_id for commit in self.table(contract).history())

    def replace(self, engine: Engine, work: Work, arrival: Arrival, moment: datetime) -> int:
        """Put a load's accepted rows in the place of the rows that bear the same keys; one commit.

        Rows under other keys are not touched; the version before stays readable. Returns the version.
        """
        table = self.table(arrival.contract, arrival.columns)
        change = Change()
        if arrival.accepted is not None:
            keys = f"(select distinct {KEY} from {parquet([arrival.accepted])})"
            change = without(engine, work, table.files(), keys)
            change = Change(add={arrival.accepted: arrival.rows, **change.add}, remove=change.remove)
        beside = {source: self.folder / "landed" / target for source, target in arrival.landed.items()}
        if arrival.aside is not None:
            beside[arrival.aside] = self.folder / "quarantine" / arrival.contract / f"{work.id}.parquet"
        return self._commit(work, table, change, beside, arrival.record, moment)

    def undo(self, load_id: str, moment: datetime, *, patience: float = PATIENCE) -> tuple[Load, int]:
        """Take a load back: the keys it still holds go back to what they held before it."""
        with self.writing(moment, patience=patience, prefix="undo") as work:
            load = self._standing(load_id)
            earlier = [each for each in self.loads(load.contract) if each.version < load.version]
            stand = [each for each in reversed(earlier) if not each.undone]
            engine = self.engine()
            try:
                table = self.table(load.contract)
                change = taken_back(engine, work, table, load, stand)
                record = {"kind": "undo", "id": work.id, "contract": load.contract, "of": load.id}
                record["at"] = moment.isoformat()
                return load, self._commit(work, table, change, {}, record, moment)
            finally:
                engine.close()

    def _standing(self, load_id: str) -> Load:
        every = self.loads()
        load = next((each for each in every if each.id == load_id), None)
        if load is None:
            known = [each.id for each in every if not each.undone]
            newest = f"The newest is {known[-1]}." if known else "Nothing is loaded."
            raise OperatorMistake(f"There is no load '{load_id}'.", hint=newest)
        if load.undone:
            raise OperatorMistake(f"Load {load_id} was already taken back; nothing to do.")
        return load

    def _commit(
        self,
        work: Work,
        table: VersionedTable,
        change: Change,
        beside: Mapping[Path, Path],
        record: Mapping[str, Any],
        moment: datetime,
    ) -> int:
        places = {staged: table.folder / staged.name for staged in change.add}
        work.publish(table.folder.name, {**beside, **places})
        add = {places[staged]: rows for staged, rows in change.add.items()}
        return table.commit(add=add, remove=change.remove, record=record, moment=moment)
