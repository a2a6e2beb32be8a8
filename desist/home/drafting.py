"""Drafts: reports that may still change, each built whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.home.making import FORMATS, Made, Progress, build_report, quarter_ending, rendered
from desist.home.state import state_of
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.publication.claims.finding import Finding

STATE = "state.json"


def draft(home: Home, quarter: str, kpq: str, *, now: datetime, progress: Progress) -> Made:
    """Build a draft into the partnership's drafts folder; one that would be the same is left as it is."""
    from desist.quarter.order import kpqs_asked, span

    period = quarter_ending(quarter)
    kpqs = kpqs_asked(home.partnership.plan, period, kpq)
    folder = home.folder / "drafts" / f"{period.end:%Y-%m}_kpq{span(kpqs)}"
    files = tuple(folder / f"report.{kind}" for kind in FORMATS)
    with _alone(folder.parent):
        _restored(folder)
        state = state_of(home, period, kpqs, now.date())
        kept = _kept(folder, files, state)
        if kept is not None:
            return Made(folder=folder, files=files, findings=kept, unchanged=True)
        built = build_report(home, home, period, kpqs, draft=True, now=now, progress=progress).built
        from desist.publication.passports.written import NAME, passports_bytes

        content: dict[str, bytes] = dict(rendered(built.report, progress))
        content[NAME] = passports_bytes(built.passports)
        record = {"state": state, "findings": [asdict(each) for each in built.findings]}
        content[STATE] = json.dumps(record, ensure_ascii=False).encode()
        _put(folder, content)
    return Made(folder=folder, files=files, findings=built.findings)


def _kept(folder: Path, files: Sequence[Path], state: str) -> tuple[Finding, ...] | None:
    """What the claim rules found in the draft that lies there, if it is whole and still the right one."""
    from desist.publication.claims.finding import Finding, Weight

    try:
        record = json.loads((folder / STATE).read_text(encoding="utf-8"))
        if record["state"] != state or not all(path.is_file() for path in files):
            return None
        return tuple(Finding(**{**each, "weight": Weight(each["weight"])}) for each in record["findings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _put(folder: Path, content: Mapping[str, bytes]) -> None:
    """Put a draft in the place of the one before, which is whole until the new one is."""
    part, old = _beside(folder, "part"), _beside(folder, "old")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, said in content.items():
        (part / name).write_bytes(said)
    if folder.exists():
        os.replace(folder, old)
    os.replace(part, folder)
    shutil.rmtree(old, ignore_errors=True)


def _restored(folder: Path) -> None:
    """Finish what a build that was killed between its last two steps left behind."""
    old = _beside(folder, "old")
    if old.exists() and not folder.exists():
        os.replace(old, folder)
    shutil.rmtree(old, ignore_errors=True)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


@contextlib.contextmanager
def _alone(drafts: Path) -> Iterator[None]:
    """One draft at a time: a second build waits, and then most often finds nothing to do."""
    try:
        drafts.mkdir(exist_ok=True)
        lock = (drafts / ".lock").open("w")
    except OSError as trouble:
        raise OperatorMistake(f"The draft cannot be written to {drafts}: {trouble.strerror}.") from trouble
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
