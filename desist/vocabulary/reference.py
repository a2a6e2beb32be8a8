"""The project's own tables of facts: look up forces, places, offences, outcomes and weights.

A name may be written as any publisher writes it: capitals, ampersands, footnote marks and odd spaces
make no difference. An unknown one is an operator's mistake with the nearest known name as its hint.
"""

from __future__ import annotations

from desist.vocabulary.reference_offences import (
    CrimeOutcome,
    OffenceCode,
    comparable_group,
    offence_code,
    offence_group,
    outcome_code,
    severity_versions,
    severity_weights,
)
from desist.vocabulary.reference_places import Force, force, forces, local_authorities, place, places
from desist.vocabulary.reference_tables import TABLES, Source, rows, sources, table_path

__all__ = [
    "TABLES",
    "CrimeOutcome",
    "Force",
    "OffenceCode",
    "Source",
    "comparable_group",
    "force",
    "forces",
    "local_authorities",
    "offence_code",
    "offence_group",
    "outcome_code",
    "place",
    "places",
    "rows",
    "severity_versions",
    "severity_weights",
    "sources",
    "table_path",
]
