"""The counts of a layout, kept beside it; those of a renewed one are made from the counts before."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.people import Lookups
from desist.measures.reoffending.compiled.tables import Layout
from desist.quarter.reoffending.compiled.counting import AFTER, BEFORE, LaidOut, count

Parts = dict[tuple[str, ...], NDArray[np.int64]]
FORMAT = 1  # of what is counted


def counted(
    laid_out: LaidOut,
    lookups: Lookups,
    tables: Sequence[Sequence[str]],
    *,
    each_disposal: bool = False,
    yearly: bool = False,
    keep: bool = True,
) -> tuple[Layout, Parts]:
    """Each table's counts, one axis a column, then cohorts, gaps and SUMS; and the layout they lie in.

    Read where they are kept. Where the layout was renewed and the counts before are kept, only what
    changed is counted. With ``keep`` they are kept then.
    """
    layout = laid_out.layout(tables, lookups, yearly=yearly)
    name = _name(layout, lookups, each_disposal)
    path = laid_out.columns.folder / name
    parts = _read(path, layout) if path.exists() else None
    if parts is not None:
        return layout, parts
    base = laid_out.columns.folder.with_name(str(laid_out.columns.about.get("base"))) / name
    before = _read(base, layout) if base.exists() else None

    def of(part: str) -> Parts:
        totals = count(laid_out, lookups, tables, each_disposal=each_disposal, yearly=yearly, part=part)
        return {table: layout.part(totals, table) for table in layout.tables}

    if before is None:
        parts = of("")
    else:
        less, more = of(BEFORE), of(AFTER)
        parts = {table: before[table] - less[table] + more[table] for table in layout.tables}
    if keep:
        _write(path, layout, parts)
    return layout, parts


def _name(layout: Layout, lookups: Lookups, each_disposal: bool) -> str:
    """A name that changes with what is counted, and with where an age or a code belongs."""
    told = hashlib.sha256(json.dumps([FORMAT, layout.tables, layout.yearly, each_disposal]).encode())
    for table in (lookups.age, lookups.group_of_code, lookups.least_previous):
        told.update(table.tobytes())
    return f"counts-{told.hexdigest()[:24]}.npz"


def _write(path: Path, layout: Layout, parts: Parts) -> None:
    about = {
        "first_quarter": layout.first_quarter,
        "levels": {name: layout.levels[name] for table in layout.tables for name in table},
    }
    unfinished = path.with_name(f"{path.stem}.unfinished.npz")
    # What cannot be kept is counted again another time.
    with contextlib.suppress(OSError):
        np.savez(unfinished, *parts.values(), about=np.array(json.dumps(about)))
        unfinished.replace(path)


def _read(path: Path, layout: Layout) -> Parts | None:
    """Counts as they lie in a layout that may know more levels and cohorts; None where they do not fit."""
    with np.load(path) as kept:
        about: dict[str, Any] = json.loads(str(kept["about"]))
        found = [kept[f"arr_{at}"] for at in range(len(layout.tables))]
    begin = int(about["first_quarter"]) - layout.first_quarter
    quarters = found[0].shape[-3] if found else 0
    if begin < 0 or begin + quarters > layout.quarters or not _fits(about["levels"], layout):
        return None
    parts: Parts = {}
    for table, counts in zip(layout.tables, found, strict=True):
        levels = [len(layout.levels[name]) for name in table]
        parts[table] = np.zeros((*levels, layout.quarters, *counts.shape[-2:]), dtype=np.int64)
        known = tuple(slice(0, many) for many in counts.shape[: len(table)])
        parts[table][(*known, slice(begin, begin + quarters))] = counts
    return parts


def _fits(levels: Mapping[str, Sequence[str | None]], layout: Layout) -> bool:
    return all(tuple(known) == layout.levels[name][: len(known)] for name, known in levels.items())
