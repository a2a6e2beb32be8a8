"""Load an extract: receive, check, set aside what breaks the contract, land the rest as a version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desist.contracts.column import KINDS
from desist.contracts.extract import Extract
from desist.intake.check import Checked, Progress, check_lines, quick_sql
from desist.intake.receive import Landed, receive
from desist.intake.table_file import TableFile, find_table
from desist.store.engine import Engine, NotATable, copy_to_parquet, sql_list
from desist.store.lock import writing
from desist.store.store import Store
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load did. ``unchanged`` names files that were already there to the byte."""

    contract: str
    id: str
    version: int
    files: tuple[Checked, ...]
    unchanged: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def rows_read(self) -> int:
        return sum(each.rows_read for each in self.files)

    @property
    def rows_accepted(self) -> int:
        return sum(each.accepted for each in self.files)

    @property
    def rows_quarantined(self) -> int:
        return sum(each.quarantined for each in self.files)


def load(
    store: Store,
    contract: type[Extract],
    paths: Sequence[Path],
    *,
    now: datetime,
    sender: str = "",
    period: str = "",
    encoding: str = "utf-8",
    allowed_places: frozenset[str] | None = None,
    progress: Progress = lambda said: None,
) -> Loaded:
    """Load files of one contract as one version of its table; all of them or none.

    ``allowed_places`` closes the list of places a home-only contract may speak of.
    """
    if not paths:
        raise OperatorMistake("No file was named.", hint=f"As in: desist load {contract.contract} FILE…")
    sender = sender or contract.sender
    with writing(store.folder):
        store.prepare()
        store.sweep()
        identity = f"{now:%Y%m%dT%H%M%S%f}"[:18]
        staging = store.folder / "staging" / identity
        staging.mkdir(parents=True)
        journal = store.folder / "staging" / f"{identity}.json"
        writes = [
            f"staging/{identity}/*",
            f"accepted/{contract.contract}/{identity}*",
            f"quarantine/{contract.contract}/{identity}*",
        ]
        journal.write_text(json.dumps({"writes": writes}), encoding="utf-8")
        engine = store.engine()
        try:
            return _load(store, engine, contract, paths, identity, staging, now, sender, period, encoding, allowed_places, progress)
        finally:
            engine.close()
            store.sweep()
            for left in staging.iterdir():
                left.unlink()
            staging.rmdir()


def _load(
    store: Store,
    engine: Engine,
    contract: type[Extract],
    paths: Sequence[Path],
    identity: str,
    staging: Path,
    now: datetime,
    sender: str,
    period: str,
    encoding: str,
    allowed_places: frozenset[str] | None,
    progress: Progress,
) -> Loaded:
    landed = [_received(path, store, staging, encoding, progress) for path in paths]
    fresh, unchanged = _fresh(store, engine, contract, landed, sender)
    if not fresh:
        return Loaded(contract=contract.contract, id="", version=store.table(contract.contract).version(), files=(), unchanged=tuple(unchanged), notes=())
    files = [find_table(each, contract, staging, encoding=encoding, period=period) for each in fresh]
    if all(each.lines <= each.header_line for each in files):
        raise OperatorMistake(f"{files[0].landed.name} holds a header and no rows; nothing was loaded.")
    folder = store.folder / "accepted" / contract.contract
    folder.mkdir(parents=True, exist_ok=True)
    checked, parts, aside = _check_all(store, engine, contract, files, identity, staging, folder, sender, progress)
    arrived: Path | None = None
    if sum(each.accepted for each in checked):
        arrived = parts[0] if len(parts) == 1 and parts[0].parent == folder else folder / f"{identity}.parquet"
        if arrived not in parts:
            copy_to_parquet(engine, f"select * from read_parquet({sql_list(parts)})", folder / f"{identity}_.parquet")
            for part in parts:
                part.unlink()
            (folder / f"{identity}_.parquet").rename(arrived)
        _refuse_strangers(engine, contract, arrived, allowed_places)
        _refuse_rivals(engine, contract, arrived)
    if aside:
        quarantine = store.folder / "quarantine" / contract.contract
        quarantine.mkdir(parents=True, exist_ok=True)
        copy_to_parquet(
            engine, f"select * from read_parquet({sql_list(aside)}) order by file, line", quarantine / f"{identity}.parquet"
        )
    record = _record(contract, identity, sender, now, checked)
    columns = {rule.name: KINDS[rule.kind] for rule in contract.columns}
    version = store.replace(engine, contract.contract, columns, arrived, record, now)
    return Loaded(
        contract=contract.contract, id=identity, version=version, files=tuple(checked), unchanged=tuple(unchanged), notes=tuple(_notes(files))
    )


def _received(path: Path, store: Store, staging: Path, encoding: str, progress: Progress) -> Landed:
    progress(f"receiving {path.name}")
    return receive(path, staging, store.folder / "landed", encoding=encoding)


def _fresh(
    store: Store, engine: Engine, contract: type[Extract], landed: Sequence[Landed], sender: str
) -> tuple[list[Landed], list[str]]:
    """Part the files that bring something from those whose rows are already what the table holds."""
    live = store.table(contract.contract).files()
    standing: set[str] = set()
    if live:
        standing = {row[0] for row in engine.rows(
            f"select distinct _file from read_parquet({sql_list(live)}) where _sender = $1", [sender])}
    for each in store.loads(contract.contract):
        if not each.undone and each.sender == sender:
            standing |= {file["sha256"] for file in each.files if not file["rows_accepted"]}
    fresh: dict[str, Landed] = {}
    unchanged = []
    for each in landed:
        if each.sha256 in standing or each.sha256 in fresh:
            unchanged.append(each.name)
        else:
            fresh[each.sha256] = each
    return list(fresh.values()), unchanged


def _check_all(
    store: Store,
    engine: Engine,
    contract: type[Extract],
    files: Sequence[TableFile],
    identity: str,
    staging: Path,
    folder: Path,
    sender: str,
    progress: Progress,
) -> tuple[list[Checked], list[Path], list[Path]]:
    """Quick pass over all plain files; those where a row did not come through go line by line."""
    checked: list[Checked] = []
    parts: list[Path] = []
    aside: list[Path] = []
    groups: dict[tuple[object, ...], list[TableFile]] = {}
    for file in files:
        groups.setdefault((file.header, file.delimiter, file.period, file.place, file.header_line > 1), []).append(file)
    for number, group in enumerate(groups.values()):
        slow = group
        if group[0].header_line == 1:
            progress(f"checking {len(group)} file{'s' if len(group) > 1 else ''}")
            part = folder / (f"{identity}.parquet" if len(groups) == 1 else f"{identity}-{number}.parquet")
            slow, came = _quick(engine, contract, group, part, sender, identity)
            checked += [Checked(file=file, rows_read=rows, accepted=rows, quarantined=0) for file, rows in came]
            parts += [part] if came else []
        for file in slow:
            progress(f"checking {file.landed.name} line by line")
            result, good, bad = check_lines(engine, contract, file, sender=sender, load=identity, staging=staging, progress=progress)
            checked.append(result)
            parts += [good] if result.accepted else []
            aside += [bad] if result.quarantined else []
    return checked, parts, aside


def _quick(
    engine: Engine, contract: type[Extract], group: Sequence[TableFile], part: Path, sender: str, identity: str
) -> tuple[list[TableFile], list[tuple[TableFile, int]]]:
    """Returns the files that need a slower look, and those that came through whole with their rows.

    Every line after the header must have given one accepted row; nothing else counts as whole.
    """
    try:
        copy_to_parquet(engine, quick_sql(contract, group, sender, identity), part)
    except NotATable:
        return list(group), []
    counted = dict(engine.rows(f"select _file, count(*) from read_parquet({sql_list([part])}) group by all"))
    whole = [file for file in group if counted.get(file.landed.sha256, 0) == file.lines - 1]
    slow = [file for file in group if file not in whole]
    if slow and whole:
        copy_to_parquet(engine, quick_sql(contract, whole, sender, identity), part)
    elif slow:
        part.unlink()
    return slow, [(file, file.lines - 1) for file in whole]


def _refuse_strangers(
    engine: Engine, contract: type[Extract], arrived: Path, allowed: frozenset[str] | None
) -> None:
    if not contract.home_only or allowed is None:
        return
    for (place,) in engine.rows(f"select distinct _place from read_parquet({sql_list([arrived])}) order by 1"):
        if place not in allowed:
            raise OperatorMistake(
                f"This file is about {place}, which is neither an area nor a peer of this partnership; nothing was loaded.",
                hint="Check that it is the right file, or add the force to peers in partnership.toml.",
            )


def _refuse_rivals(engine: Engine, contract: type[Extract], arrived: Path) -> None:
    """Two different files given together may not claim the same key: which is right cannot be guessed."""
    rival = engine.rows(
        f"select _place, _period, _series from read_parquet({sql_list([arrived])}) "
        "group by all having count(distinct _file) > 1 order by 1, 2 limit 1"
    )
    if rival:
        place, period, series = rival[0]
        about = ", ".join(part for part in (series, place, period) if part)
        raise OperatorMistake(
            f"Two of the files named hold rows for {about}, so neither can replace the other; nothing was loaded.",
            hint="Load the one that is right, or one after the other if the second corrects the first.",
        )


def _record(
    contract: type[Extract], identity: str, sender: str, now: datetime, checked: Sequence[Checked]
) -> dict[str, object]:
    return {
        "kind": "load",
        "id": identity,
        "contract": contract.contract,
        "sender": sender,
        "received": now.isoformat(),
        "rows_read": sum(each.rows_read for each in checked),
        "rows_accepted": sum(each.accepted for each in checked),
        "rows_quarantined": sum(each.quarantined for each in checked),
        "files": [
            {
                "name": each.file.landed.name,
                "sha256": each.file.landed.sha256,
                "bytes": each.file.landed.size,
                "rows_read": each.rows_read,
                "rows_accepted": each.accepted,
                "rows_quarantined": each.quarantined,
            }
            for each in checked
        ],
    }


def _notes(files: Sequence[TableFile]) -> list[str]:
    notes = []
    for file in files:
        if file.unread:
            names = ", ".join(f"'{name}'" for name in file.unread[:5])
            notes.append(f"{file.landed.name} has columns the contract does not know, left unread: {names}.")
    return notes[:5]
