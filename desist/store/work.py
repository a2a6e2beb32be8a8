"""A piece of writing that is all there or not at all, even when it is killed at any moment.

Everything is first written in a folder of its own below `staging`. When all is well the journal
notes where each file is to go, the files are moved there, and one commit of the table makes them
count. Whoever writes next sweeps up: what a journal names and no version does is removed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desist.store.format import write_format
from desist.store.lock import writing
from desist.store.rewriting import carry_out
from desist.store.whole_file import write_whole
from desist.vocabulary.mistake import OperatorMistake

JOURNAL = "journal.json"
SCRATCH = "scratch-"  # and a process's number: where its engine spills; a sweep leaves it alone
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)

# Whether a contract's table has a version made by a piece of writing: (contract, id) → yes or no.
Committed = Callable[[str, str], bool]


@dataclass(frozen=True, kw_only=True)
class Work:
    """One piece of writing under way: its id, and the folder in which it may write at will."""

    id: str
    store: Path

    @property
    def staging(self) -> Path:
        return self.store / "staging" / self.id

    def publish(self, contract: str, moves: Mapping[Path, Path]) -> None:
        """Move finished files from staging to their places; they count once a version names them."""
        new = {source: target for source, target in moves.items() if not target.exists()}
        table = f"accepted/{contract}"
        journal = {
            "contract": contract,
            "targets": sorted(str(target.relative_to(self.store)) for target in new.values()),
            "new_table": "" if (self.store / table).exists() else table,
        }
        write_whole(self.staging / JOURNAL, json.dumps(journal))
        for source, target in new.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)


@contextlib.contextmanager
def piece_of_work(
    store: Path, committed: Committed, *, moment: datetime, patience: float, prefix: str = ""
) -> Iterator[Work]:
    """Be the only writer; sweep up after a killed one; leave nothing half written behind."""
    try:
        with writing(store, patience=patience):
            write_format(store)
            for part in ("landed", "accepted", "quarantine", "staging"):
                (store / part).mkdir(exist_ok=True)
            sweep(store, committed)
            work = Work(id=_new_id(store, prefix, moment), store=store)
            work.staging.mkdir()
            try:
                yield work
            finally:
                sweep(store, committed)
    except OSError as trouble:
        if trouble.errno in FULL:
            raise OperatorMistake(
                f"The disk that holds {store} is full; nothing was written.",
                hint="Free some space and try again.",
            ) from trouble
        if trouble.errno in FORBIDDEN:
            raise OperatorMistake(
                f"There is no permission to write {trouble.filename or store}; nothing was written."
            ) from trouble
        raise


def sweep(store: Path, committed: Committed) -> None:
    """Clear the staging folder, and take away what its journals name unless a version counts it."""
    for staging in sorted((store / "staging").iterdir()):
        if not staging.is_dir() or staging.name.startswith(SCRATCH):
            continue
        if carry_out(store, staging):
            pass  # an erasure is never taken back
        elif (staging / JOURNAL).exists():
            journal = json.loads((staging / JOURNAL).read_text(encoding="utf-8"))
            if not committed(journal["contract"], staging.name):
                for target in journal["targets"]:
                    (store / target).unlink(missing_ok=True)
                if journal["new_table"]:
                    shutil.rmtree(store / journal["new_table"], ignore_errors=True)
                for unfinished in store.glob(f"accepted/{journal['contract']}/_delta_log/*.tmp"):
                    unfinished.unlink()
        shutil.rmtree(staging)


def _new_id(store: Path, prefix: str, moment: datetime) -> str:
    """The moment to the millisecond; a letter more where that is taken, so that no id comes twice."""
    plain = prefix + f"{moment:%Y%m%dT%H%M%S%f}"[:18]
    taken = {path.name.split(".")[0].split("-")[0] for path in store.glob("accepted/*/*.parquet")}
    taken |= {path.stem for path in store.glob("quarantine/*/*.parquet")}
    taken |= {path.stem for path in store.glob("erasures/*.json")}
    extra = ""
    number = 0
    while plain + extra in taken:
        extra = f"x{number}"
        number += 1
    return plain + extra
