"""What an offence that courts code with five digits is called in the two indices of harm.

Courts and police code offences differently, and no published bridge was found: the rows of harm_codes.csv are
this project's own reading of both lists, marked unverified (harm_sources.toml).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "harm_codes.csv"
_SHORTEST, _LONGEST = 3, 5


@dataclass(frozen=True, kw_only=True)
class RecordedAs:
    """The code of recorded crime that ONS weighs, and the offence subgroup that Cambridge weighs."""

    code: str
    subgroup: str


def recorded_as(offence_code: str) -> RecordedAs | None:
    """What a code of five digits is in recorded crime; None where it is not recorded crime."""
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        found = bridge().get(offence_code[:length])
        if found is not None:
            return found
    return None


def days_by_subgroup(codes: Iterable[str], days: Mapping[str, float]) -> dict[str, float]:
    """The days of each code that has any, from days by offence subgroup (Cambridge)."""
    named = {code: recorded_as(code) for code in codes}
    return {code: days[each.subgroup] for code, each in named.items() if each and each.subgroup in days}


def days_by_recorded_code(codes: Iterable[str], days: Mapping[str, float]) -> dict[str, float]:
    """The days of each code that has any, from days by code of recorded crime (ONS).

    ONS writes some codes together, as 1/4.1/4.10/4.2: each of them weighs the same.
    """
    alone = {part: weight for written, weight in days.items() for part in written.split("/")} | dict(days)
    named = {code: recorded_as(code) for code in codes}
    return {code: alone[each.code] for code, each in named.items() if each and each.code in alone}


@cache
def bridge() -> Mapping[str, RecordedAs]:
    """Every row of the bridge, by the digits with which its codes begin."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType(
        {
            row["starts_with"]: RecordedAs(code=row["recorded_crime_code"], subgroup=row["subgroup"])
            for row in rows
        }
    )
