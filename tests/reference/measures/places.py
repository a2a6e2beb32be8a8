"""Places a second time: plain dictionaries read from the tables of facts with the csv module."""

from __future__ import annotations

import csv
from pathlib import Path

FACTS = Path(__file__).resolve().parents[3] / "desist" / "vocabulary" / "reference"
BOTH, BTP = "K04000001", "X-BTP"


def _rows(name: str) -> list[dict[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AREAS = {row["code"]: row for row in _rows("areas")}
CODES: dict[str, str] = {"England and Wales": BOTH, "Eng/Wales": BOTH, "England": "E92000001"}
CODES |= {row["code"]: row["code"] for name in ("forces", "areas", "regions") for row in _rows(name)}
CODES |= {f"{row['name']} ({row['kind']})": row["code"] for row in _rows("regions")}
CODES |= {row["name"]: row["code"] for row in reversed(_rows("areas")) if row["in_april_2024"] == "true"}
for _row in _rows("forces"):
    for _column in ("name", "police_uk_name", "police_uk_slug", "home_office_name", "officers_name"):
        if _row[_column]:
            CODES[_row[_column]] = _row["code"]

# Each force or body to the places whose figures it is part of.
WIDER: dict[str, set[str]] = {}
for _row in _rows("forces"):
    WIDER[_row["code"]] = {_row["code"]}
    if _row["kind"] == "territorial":
        WIDER[_row["code"]] |= {place for place in (_row["region_code"], _row["country_code"], BOTH) if place}
    elif _row["code"] == BTP:
        WIDER[_row["code"]].add(BOTH)


def forces_of(place: str) -> set[str]:
    """Every force and body that is part of a place."""
    return {force for force, wider in WIDER.items() if place in wider}


def councils_of(place: str, edition: str) -> set[str]:
    """The councils of a force, region or country on the boundaries of one edition."""
    forces = forces_of(place)
    return {code for code, row in AREAS.items() if row[edition] == "true" and row["force_code"] in forces}


def councils_named(name: str) -> set[str]:
    """The codes that a council's name stands for: its own and its successor's."""
    found = set()
    for code, row in AREAS.items():
        if name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found |= {code, row["successor_code"]} - {""}
    return found
