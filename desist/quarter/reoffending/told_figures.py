"""The figures that an answer on reoffending tells, by name: those whose range over links can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desist.quarter.reoffending.before_after import BeforeAfter
from desist.quarter.reoffending.change import Change
from desist.quarter.reoffending.coverage import Coverage
from desist.quarter.reoffending.expected import Expected
from desist.quarter.reoffending.harm import Harm
from desist.quarter.reoffending.timing import WEEKS, Timing

Figures = dict[str, float | None]


def _expected(found: Expected) -> Figures:
    told: Figures = {}
    for row in found.rows:
        told[f"{row.level}: reoffended over expected"] = row.ratio
        told[f"{row.level}: adjusted rate, %"] = row.adjusted
    return told


def _when(found: Timing) -> Figures:
    told: Figures = {}
    for row in found.rows:
        shares = row.by_week or (None,) * len(WEEKS)
        for week, share in zip(WEEKS, shares, strict=True):
            told[f"{row.level}: reoffended by week {week}, %"] = None if share is None else float(share.value)
        told[f"{row.level}: days free in a year"] = (
            None if row.free_days is None else float(row.free_days.value)
        )
    return told


def _harm(found: Harm) -> Figures:
    told: Figures = {}
    for row in found.rows:
        own = row.figures
        told[f"{row.level}: days of harm per offender"] = None if own is None else own.per_offender
        told[f"{row.level}: with an offence of high harm, %"] = None if own is None else own.high_harm
    return told


def _change(found: Change) -> Figures:
    parted = found.parted
    named = {"before, %": parted.before, "now, %": parted.now, "change": parted.change}
    return {**named, "change by the mix": parted.mix, "change of the rate": parted.rate}


def _before_after(found: BeforeAfter) -> Figures:
    value = found.ratio.value
    return {"after over before": None if value is None else float(value)}


def _coverage(found: Coverage) -> Figures:
    return {"top tenth by harm who are in the scheme, %": found.percent}


TOLD: dict[str, Callable[[Any], Figures]] = {
    "expected": _expected,
    "when": _when,
    "harm": _harm,
    "change": _change,
    "before-after": _before_after,
    "coverage": _coverage,
}
