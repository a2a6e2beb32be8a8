"""One versioned table on disk: a Delta table whose every commit carries the record of its load."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Schema
from deltalake.exceptions import CommitFailedError, DeltaError
from deltalake.transaction import AddAction, RemoveAction

from desist.vocabulary.mistake import OperatorMistake

RECORD = "desist"
# Versions are evidence: a publication pins them, so neither the log nor the files may expire.
KEEP_FOR_EVER = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
TYPES = {
    "VARCHAR": "string",
    "BIGINT": "long",
    "INTEGER": "integer",
    "TINYINT": "byte",
    "DOUBLE": "double",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "TIMESTAMPTZ": "timestamp",
}


@dataclass(frozen=True, kw_only=True)
class Commit:
    """One version of a table and the record written with it."""

    version: int
    record: Mapping[str, Any]


class VersionedTable:
    """A table whose rows live in Parquet files and whose versions are the commits of its log."""

    def __init__(self, folder: Path, columns: Mapping[str, str]) -> None:
        self.folder = folder
        self._columns = columns

    def exists(self) -> bool:
        return (self.folder / "_delta_log" / f"{0:020d}.json").exists()

    def version(self) -> int:
        """The newest version; -1 before the first load (version 0 is the table newly made, without rows)."""
        return DeltaTable(str(self.folder)).version() if self.exists() else -1

    def files(self, version: int | None = None) -> list[Path]:
        """The Parquet files that hold the rows of a version (the newest when none is named)."""
        if not self.exists() or version == -1:
            return []
        try:
            table = DeltaTable(str(self.folder), version=version)
        except DeltaError as trouble:
            raise OperatorMistake(f"{self.folder.name} has no version {version}.") from trouble
        # An address escapes spaces and accents of the folder; the name alone is what the log holds.
        names = (urllib.parse.unquote(uri.rsplit("/", 1)[-1]) for uri in table.file_uris())
        return sorted(self.folder / name for name in names)

    def history(self) -> list[Commit]:
        """Every commit that carries a record, oldest first."""
        if not self.exists():
            return []
        commits = []
        for entry in DeltaTable(str(self.folder)).history():
            if RECORD in entry:
                commits.append(Commit(version=int(entry["version"]), record=json.loads(entry[RECORD])))
        return sorted(commits, key=lambda commit: commit.version)

    def create(self) -> None:
        if not self.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(str(self.folder), schema=self._schema(), configuration=KEEP_FOR_EVER)

    def commit(
        self, *, add: Mapping[Path, int], remove: Sequence[Path], record: Mapping[str, Any], moment: datetime
    ) -> int:
        """Make the next version in one step: some files join, some leave. All or nothing.

        ``add`` maps each new file to its number of rows. Returns the new version.
        """
        self.create()
        now = int(moment.timestamp() * 1000)
        actions: list[AddAction | RemoveAction] = [
            AddAction(path.name, path.stat().st_size, {}, now, True, json.dumps({"numRecords": rows}))
            for path, rows in add.items()
        ]
        actions += [RemoveAction(path.name, True, now) for path in remove]
        table = DeltaTable(str(self.folder))
        try:
            table.create_write_transaction(
                actions,
                "append",
                self._schema(),
                commit_properties=CommitProperties(custom_metadata={RECORD: json.dumps(record)}),
                post_commithook_properties=PostCommitHookProperties(cleanup_expired_logs=False),
            )
        except CommitFailedError as trouble:
            raise OperatorMistake(
                "Somebody else changed the same table at the same moment; nothing was written.",
                hint="Run the same command again.",
            ) from trouble
        return self.version()

    def _schema(self) -> Schema:
        fields = [
            {"name": name, "type": TYPES[kind], "nullable": True, "metadata": {}}
            for name, kind in self._columns.items()
        ]
        return Schema.from_json(json.dumps({"type": "struct", "fields": fields}))
