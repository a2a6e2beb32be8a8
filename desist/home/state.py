"""What a report is made from, as one hash: a draft whose state is unchanged need not be built again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desist.home.protecting import TABLES
from desist.partnership.calendar import promises_due
from desist.partnership.lawful import own_files
from desist.partnership.plan import Kpq
from desist.vocabulary.period import Period
from desist.vocabulary.version import VERSION

if TYPE_CHECKING:
    from desist.home.opened import Home

OWN_FILES = ("partnership.toml", "plan.toml", "breaks.toml", "sources.toml")


def state_of(home: Home, quarter: Period, kpqs: Sequence[Kpq], today: date) -> str:
    """A hash of all that a report depends on: files, data versions, questions, program, what is due."""
    plan = home.partnership.plan
    asked = [VERSION, _program(), str(quarter), [each.number for each in kpqs], home.store.versions()]
    due = [each.id for each in promises_due(plan, quarter, today)]
    due += [each.text for each in plan.panel_items if each.asked <= today]
    digest = hashlib.sha256(json.dumps([asked, due]).encode())
    own = [home.folder / name for name in (*OWN_FILES, *own_files(home.folder))]
    told = sorted((home.folder / "reports" / f"{quarter.end:%Y-%m}").glob("*"))
    published = sorted((home.folder / "editions").glob("*/manifest.json"))
    published.append(home.folder / "editions" / TABLES)
    for path in [*own, *told, *published]:
        if path.is_file():
            said = path.read_bytes()
            digest.update(f"{path.name}\0{len(said)}\0".encode(errors="surrogateescape") + said)
    return digest.hexdigest()


def _program() -> str:
    """How many files the program has and when one was last changed, so that a newer one builds anew."""
    package = Path(__file__).resolve().parent.parent
    times = [
        path.stat().st_mtime_ns for path in package.rglob("*") if path.suffix != ".pyc" and path.is_file()
    ]
    return f"{len(times)} {max(times)}"
