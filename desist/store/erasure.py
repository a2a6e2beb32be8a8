"""Erase a person's rows from everything that the store holds: every version, quarantine, files as they came.

A version keeps its number and means what it meant, without the rows that were erased. The record of an
erasure says when, from which tables and files and how many rows, and nothing of whose they were.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from desist.store.engine import Engine, copy_to_parquet, parquet, sql_list
from desist.store.named_person import can_be_rewritten, names_person, without_person
from desist.store.rewriting import carry_out, write_plan
from desist.store.store import Store
from desist.store.work import Work

RECORDS = "erasures"


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What an erasure took away: rows by table over all versions, and files as they came."""

    id: str
    rows: Mapping[str, int]
    quarantined: int
    files: int


@dataclass
class _Change:
    """What is going to be rewritten, as it is found."""

    moves: dict[Path, Path] = field(default_factory=dict)
    remove: list[Path] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    quarantined: int = 0
    files: list[dict[str, Any]] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)  # hashes of the files that the rows came from

    def staged(self, work: Work, target: Path) -> Path:
        """Where the new content of a file is written before it takes its place."""
        path = work.staging / f"{len(self.moves)}{target.suffix}"
        self.moves[path] = target
        return path


def erase_person(
    store: Store, columns: Mapping[str, Sequence[str]], references: Sequence[str], moment: datetime
) -> Erased:
    """Erase every row of some tables in which one of the references stands.

    ``columns`` maps each table to its columns with persons' references. All of it is done or none, also when
    it is killed on the way: the next writer carries it to its end. The bytes are gone from the store's files;
    what backups and the disk itself keep is not the store's to say.
    """
    with store.writing(moment, prefix="erase") as work:
        engine = store.engine()
        change = _Change()
        try:
            with engine.in_order():
                for contract, names in columns.items():
                    _from_table(store, engine, work, change, contract, names, references)
                    _from_quarantine(store, engine, work, change, contract, references)
                    _from_landed(store, engine, work, change, contract, references)
            _from_links(store, work, change, references)
        finally:
            engine.close()
        found = Erased(id=work.id, rows=change.rows, quarantined=change.quarantined, files=len(change.files))
        if not change.moves and not change.remove:
            return found
        record = {
            "kind": "erasure",
            "id": work.id,
            "at": moment.isoformat(),
            "rows": change.rows,
            "quarantined": change.quarantined,
            "files": change.files,
        }
        change.staged(work, store.folder / RECORDS / f"{work.id}.json").write_text(
            json.dumps(record, indent=1), encoding="utf-8"
        )
        _note_in_tables(store, work, change, moment)
        # What was worked out from the rows may hold them too, and can be worked out again.
        write_plan(store.folder, work.staging, change.moves, change.remove, [store.cache])
        carry_out(store.folder, work.staging)
        return found


def erased_files(store: Store) -> dict[str, str]:
    """Hash under which a file came → hash of what erasure left of it; empty where the whole file went."""
    found: dict[str, str] = {}
    for path in sorted((store.folder / RECORDS).glob("*.json")):
        for file in json.loads(path.read_text(encoding="utf-8"))["files"]:
            found[file["sha256"]] = file["left"]
    return found


def erasures(store: Store) -> list[dict[str, Any]]:
    """The record of every erasure, oldest first."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (store.folder / RECORDS).glob("*.json")]
    return sorted(found, key=lambda each: (each["at"], each["id"]))


def _from_table(
    store: Store,
    engine: Engine,
    work: Work,
    change: _Change,
    contract: str,
    names: Sequence[str],
    references: Sequence[str],
) -> None:
    """Write again, under its own name, every file of any version that holds rows of the person."""
    folder = store.table(contract).folder
    files = sorted(folder.glob("*.parquet"))
    if not files:
        return
    condition = _any_of(names, references)
    hits = engine.rows(
        f"select filename, count(*) from read_parquet({sql_list(files)}, union_by_name=true, filename=true) "
        f"where {condition} group by filename"
    )
    sizes: dict[str, tuple[int, int]] = {}
    for filename, rows in hits:
        path = Path(filename)
        staged = change.staged(work, path)
        left = copy_to_parquet(
            engine, f"select * from {parquet([path])} where not coalesce({condition}, false)", staged
        )
        sizes[path.name] = (staged.stat().st_size, left)
        change.rows[contract] = change.rows.get(contract, 0) + rows
    if sizes:
        came = engine.rows(f"select distinct _file from {parquet(files)} where {condition}")
        change.sources |= {row[0] for row in came}
        _restate(folder / "_delta_log", work, change, sizes)


def _restate(log: Path, work: Work, change: _Change, sizes: Mapping[str, tuple[int, int]]) -> None:
    """Tell the table's log the new size and number of rows of each file that was written again."""
    for path in sorted(log.glob("*.json")):
        actions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        touched = False
        for action in actions:
            for kind in ("add", "remove"):
                about = action.get(kind)
                if about and about["path"] in sizes:
                    about["size"], rows = sizes[about["path"]]
                    if kind == "add":
                        about["stats"] = json.dumps({"numRecords": rows})
                    touched = True
        if touched:
            lines = "".join(json.dumps(action, separators=(",", ":")) + "\n" for action in actions)
            change.staged(work, path).write_text(lines, encoding="utf-8")
    # A checkpoint sums up the log with the old sizes; every commit is still there, so none is needed.
    change.remove += [*log.glob("*.checkpoint*.parquet"), *log.glob("_last_checkpoint")]


def _note_in_tables(store: Store, work: Work, change: _Change, moment: datetime) -> None:
    """Add a version to each table that lost rows, so that whoever built on the newest sees it changed."""
    for contract in change.rows:
        table = store.table(contract)
        record = {"kind": "erasure", "id": work.id, "contract": contract, "at": moment.isoformat()}
        action = {
            "commitInfo": {
                "timestamp": int(moment.timestamp() * 1000),
                "operation": "WRITE",
                "operationParameters": {},
                "desist": json.dumps(record),
            }
        }
        target = table.folder / "_delta_log" / f"{table.version() + 1:020d}.json"
        change.staged(work, target).write_text(
            json.dumps(action, separators=(",", ":")) + "\n", encoding="utf-8"
        )


def _from_quarantine(
    store: Store, engine: Engine, work: Work, change: _Change, contract: str, references: Sequence[str]
) -> None:
    wanted = set(references)
    for path in sorted((store.folder / "quarantine" / contract).glob("*.parquet")):
        rows = engine.rows(f"select sha256, line, sent from {parquet([path])}")
        gone = [(file, line) for file, line, sent in rows if names_person(sent, wanted)]
        if not gone:
            continue
        change.sources |= {file for file, _ in gone}
        listed = ", ".join(f"({_text(file)}, {line})" for file, line in gone)
        left = f"select * from {parquet([path])} where (sha256, line) not in ({listed})"
        copy_to_parquet(engine, left, change.staged(work, path))
        change.quarantined += len(gone)


def _from_landed(
    store: Store, engine: Engine, work: Work, change: _Change, contract: str, references: Sequence[str]
) -> None:
    """Take the person's rows out of the files as they came.

    A file that rows of the person came from, and out of which none can be taken, goes as a whole: a workbook,
    or one written in a way that is not understood any more.
    """
    seen: set[str] = set()
    for load in store.loads(contract):
        for file in load.files:
            if "landed" not in file:  # a run of linking brings no file
                continue
            path = store.folder / "landed" / file["landed"]
            if file["landed"] in seen or not path.exists():
                continue
            seen.add(file["landed"])
            staged = work.staging / f"landed-{len(seen)}"
            rows = without_person(path, references, staged) if can_be_rewritten(path) else 0
            if not rows and file["sha256"] in change.sources:
                change.remove.append(path)
                change.files.append({"sha256": file["sha256"], "left": "", "rows": None})
            elif rows:
                place = change.staged(work, path)
                staged.replace(place)
                left = hashlib.sha256(place.read_bytes()).hexdigest()
                change.files.append({"sha256": file["sha256"], "left": left, "rows": rows})


def _from_links(store: Store, work: Work, change: _Change, references: Sequence[str]) -> None:
    """Take out of decisions and changes of linking, a line of JSON each, those that name the person."""
    wanted = {json.dumps(each, ensure_ascii=escaped) for each in references for escaped in (True, False)}
    for path in sorted((store.folder / "links").rglob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not any(each in line for each in wanted)]
        if len(kept) < len(lines):
            change.staged(work, path).write_text("".join(kept), encoding="utf-8")


def _any_of(names: Sequence[str], references: Sequence[str]) -> str:
    listed = ", ".join(_text(each) for each in references)
    return "(" + " or ".join(f'"{name}" in ({listed})' for name in names) + ")"


def _text(value: str) -> str:
    return "'" + value.replace("\x00", "").replace("'", "''") + "'"
