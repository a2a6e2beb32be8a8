"""The project's own tables of facts: which there are, their columns, their rows and their sources.

Each is a CSV file in ``reference/``; the store registers each as a relation ``ref_<name>`` for the
queries of measures. Types are SQL types; a code is always text, since 4.1 and 4.10 are two offences.
"""

from __future__ import annotations

import csv
import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from desist.vocabulary.mistake import OperatorMistake, nearest

FOLDER = Path(__file__).parent / "reference"


def _columns(in_order: str, **other_than_text: str) -> dict[str, str]:
    return {column: other_than_text.get(column, "VARCHAR") for column in in_order.split()}


TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "regions": _columns(
            "code name kind parent_code aliases",
        ),
        "forces": _columns(
            "code name kind region_code country_code police_uk_name police_uk_slug "
            "home_office_name officers_name aliases",
        ),
        "areas": _columns(
            "code name force_code region_code country_code in_april_2021 in_april_2024 "
            "successor_code aliases",
            in_april_2021="BOOLEAN",
            in_april_2024="BOOLEAN",
        ),
        "partnerships": _columns(
            "code name force_code",
        ),
        "area_partnerships": _columns(
            "area_code partnership_code",
        ),
        "offence_groups": _columns(
            "name level parent position comparable_group moj_index_group aliases",
            position="INTEGER",
        ),
        "offence_codes": _columns(
            "code description subgroup offence_group comparable_group police_uk_category "
            "in_recorded_crime_2017_18 in_outcomes_2018_19 outcomes_only",
            in_recorded_crime_2017_18="BOOLEAN",
            in_outcomes_2018_19="BOOLEAN",
            outcomes_only="BOOLEAN",
        ),
        "severity_weights": _columns(
            "version code weight",
            weight="DOUBLE",
        ),
        "police_uk_categories": _columns(
            "name slug is_crime comparable_group offence_group includes from_date to_date note",
            is_crime="BOOLEAN",
            from_date="DATE",
            to_date="DATE",
        ),
        "crime_outcomes": _columns(
            "code name outcome_group assigned charged positive positive_with_diversion in_outcomes_2018_19",
            assigned="BOOLEAN",
            charged="BOOLEAN",
            positive="BOOLEAN",
            positive_with_diversion="BOOLEAN",
            in_outcomes_2018_19="BOOLEAN",
        ),
        "police_uk_outcomes": _columns(
            "name outcome_group outcome_codes positive comparable note",
            positive="BOOLEAN",
            comparable="BOOLEAN",
        ),
        "moj_offence_codes": _columns(
            "code offence_group",
        ),
    }
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a table of facts comes from, and whether every fact was read there."""

    title: str
    source: str
    publisher: str
    date: str
    taken: datetime.date
    licence: str
    verified: bool
    notes: str


def table_path(name: str) -> Path:
    """The CSV file of a reference table (UTF-8, header, an empty cell where there is no value)."""
    if name not in TABLES:
        raise OperatorMistake(
            f"There is no reference table '{name}'.",
            hint=nearest(name, list(TABLES)) or f"The tables are: {', '.join(TABLES)}.",
        )
    return FOLDER / f"{name}.csv"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Every row of a reference table as text by column, in the file's order."""
    with table_path(name).open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))


@cache
def sources() -> Mapping[str, Source]:
    """The source of each reference table, by the table's name."""
    written = tomllib.loads((FOLDER / "SOURCES.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: Source(**entry) for name, entry in written.items()})


def unknown(what: str, text: str, known: list[str]) -> OperatorMistake:
    """The mistake of writing a name that no table holds, with the nearest one it does hold."""
    return OperatorMistake(f"'{text.strip()}' is no {what} that Desist knows.", hint=nearest(text, known))
