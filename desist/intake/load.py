"""Load an extract: receive, check, set aside what breaks the contract, land the rest as a version."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desist.contracts.column import KINDS
from desist.contracts.extract import Extract
from desist.contracts.rules import fingerprint
from desist.intake.check import Outcome, check_files
from desist.intake.checking import Checked, Checking, Progress
from desist.intake.receive import receive, shown
from desist.intake.replaced import replaced
from desist.intake.standing import Standing, part, refuse_repeats, refuse_rivals, refuse_strangers
from desist.intake.table_file import TableFile, find_table
from desist.store.engine import Engine
from desist.store.lock import PATIENCE
from desist.store.store import Arrival, Store
from desist.store.work import Work
from desist.vocabulary.mistake import OperatorMistake

MOST_NOTES = 5


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


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Files given together under one contract, and what was said with them."""

    contract: type[Extract]
    paths: tuple[Path, ...]
    received: datetime
    sender: str
    period: str
    encoding: str
    allowed_places: frozenset[str] | None
    progress: Progress


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
    patience: float = PATIENCE,
) -> Loaded:
    """Load files of one contract as one version of its table; all of them or none.

    ``allowed_places`` closes the list of places a home-only contract may speak of; ``patience`` is
    how many seconds to wait for another load to finish.
    """
    if not paths:
        raise OperatorMistake("No file was named.", hint=f"As in: desist load {contract.contract} FILE…")
    delivery = Delivery(
        contract=contract,
        paths=tuple(paths),
        received=now,
        sender=sender.strip() or contract.sender,
        period=period,
        encoding=_known(encoding),
        allowed_places=allowed_places,
        progress=progress,
    )
    with store.writing(now, patience=patience) as work:
        engine = store.engine()
        try:
            return _load(store, engine, work, delivery)
        finally:
            engine.close()


def _load(store: Store, engine: Engine, work: Work, delivery: Delivery) -> Loaded:
    contract, progress = delivery.contract, delivery.progress
    progress(_receiving(delivery.paths))
    files = [
        find_table(each, contract, work.staging, encoding=delivery.encoding, period=delivery.period)
        for each in receive(delivery.paths, work.staging, encoding=delivery.encoding)
    ]
    standing = part(store, engine, contract, files, delivery.sender)
    unchanged = tuple(file.landed.name for file in standing.unchanged)
    if not standing.fresh:
        version = store.table(contract.contract).version()
        return Loaded(
            contract=contract.contract, id="", version=version, files=(), unchanged=unchanged, notes=()
        )
    if not any(file.most_rows for file in standing.fresh):
        name = standing.fresh[0].landed.name
        raise OperatorMistake(f"{name} holds a header and no rows; nothing was loaded.")
    checking = Checking(
        engine=engine,
        contract=contract,
        sender=delivery.sender,
        load=work.id,
        staging=work.staging,
        progress=progress,
    )
    outcome = check_files(checking, standing.fresh)
    refuse_strangers(contract, outcome.tallies, delivery.allowed_places)
    refuse_repeats(contract, outcome.tallies)
    refuse_rivals(store, engine, contract, outcome.tallies, standing.unchanged)
    gone = replaced(store, engine, contract, outcome.accepted)
    progress("landing")
    version = store.replace(engine, work, _arrival(delivery, work, outcome), delivery.received)
    progress("landed")
    return Loaded(
        contract=contract.contract,
        id=work.id,
        version=version,
        files=outcome.checked,
        unchanged=unchanged,
        notes=(*gone, *_notes(standing)),
    )


def _receiving(paths: Sequence[Path]) -> str:
    return f"receiving {shown(paths[0])}" if len(paths) == 1 else f"receiving {len(paths)} files"


def _known(encoding: str) -> str:
    """The encoding by its one name in Python."""
    try:
        return codecs.lookup(encoding).name.replace("utf-8-sig", "utf-8")
    except LookupError as trouble:
        raise OperatorMistake(
            f"'{encoding}' is not an encoding.", hint="Such as utf-8, cp1252, utf-16."
        ) from trouble


def _arrival(delivery: Delivery, work: Work, outcome: Outcome) -> Arrival:
    files = [each.file.landed for each in outcome.checked]
    return Arrival(
        contract=delivery.contract.contract,
        columns={rule.name: KINDS[rule.kind] for rule in delivery.contract.columns},
        record=_record(delivery, work, outcome.checked),
        accepted=outcome.accepted,
        rows=sum(each.accepted for each in outcome.checked),
        aside=outcome.aside,
        landed={file.path: file.landing for file in files},
    )


def _record(delivery: Delivery, work: Work, checked: Sequence[Checked]) -> dict[str, object]:
    rules = fingerprint(delivery.contract)
    return {
        "kind": "load",
        "id": work.id,
        "contract": delivery.contract.contract,
        "sender": delivery.sender,
        "received": delivery.received.isoformat(),
        "rows_read": sum(each.rows_read for each in checked),
        "rows_accepted": sum(each.accepted for each in checked),
        "rows_quarantined": sum(each.quarantined for each in checked),
        "files": [_file_record(each.file, rules) | _counts(each) for each in checked],
    }


def _file_record(file: TableFile, rules: str) -> dict[str, object]:
    sent = file.landed
    where = {"place": file.place, "period": file.period, "landed": sent.landing, "rules": rules}
    return {"name": sent.name, "sha256": sent.sha256, "bytes": sent.size, **where}


def _counts(each: Checked) -> dict[str, object]:
    return {"rows_read": each.rows_read, "rows_accepted": each.accepted, "rows_quarantined": each.quarantined}


def _notes(standing: Standing) -> tuple[str, ...]:
    said = [note for file in standing.fresh for note in file.notes]
    more = len(said) - MOST_NOTES
    return (*said[:MOST_NOTES], *([f"{more} more notes of the same kind."] if more > 0 else []))
