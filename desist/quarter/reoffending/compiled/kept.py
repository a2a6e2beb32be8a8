"""The layouts kept beside a store: one for each state of the tables that proven reoffending is made from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from desist.measures.reoffending.compiled import asked
from desist.measures.reoffending.measures import CONTRACTS
from desist.quarter.reoffending.compiled.counting import LaidOut
from desist.quarter.reoffending.compiled.layout import lay_out
from desist.store.duck import DuckTables
from desist.store.flat_columns import ABOUT
from desist.vocabulary import reference

Ask = Callable[[str], list[dict[str, Any]]]

FEEDS = (*CONTRACTS, "moj.offences_not_counted")
REFERENCES = ("areas", "moj_offence_codes")
FORMAT = 1  # of the columns on disk
KEPT = 3  # layouts of other versions that stay: a report may be built at an older one


def key(versions: Mapping[str, int]) -> str:
    """A name that changes with anything that a layout depends on: versions, queries, places, format."""
    told = hashlib.sha256()
    told.update(json.dumps([FORMAT, sorted((name, versions.get(name, -1)) for name in FEEDS)]).encode())
    for sql in (asked.offences_sql(), asked.people_sql()):
        told.update(sql.encode())
    for name in REFERENCES:
        told.update(reference.table_path(name).read_bytes())
    return told.hexdigest()[:24]


def laid_out(duck: DuckTables, ask: Ask, cache: Path, versions: Mapping[str, int]) -> LaidOut:
    """The layout of these versions: opened where it is kept, made where it is not.

    ``cache`` is a folder whose loss costs nothing but time. May raise CannotLayOut, or OSError where
    nothing can be written there.
    """
    folder = cache / "reoffending" / key(versions)
    if not (folder / ABOUT).exists():
        lay_out(duck, ask, folder)
        _forget_others(folder)
    return LaidOut(folder)


def _forget_others(folder: Path) -> None:
    others = [each for each in folder.parent.iterdir() if each != folder and (each / ABOUT).exists()]
    others.sort(key=lambda each: (each / ABOUT).stat().st_mtime, reverse=True)
    for each in others[KEPT:]:
        shutil.rmtree(each, ignore_errors=True)
