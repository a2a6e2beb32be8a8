"""Every contract by name."""

from __future__ import annotations

from desist.contracts import (
    families,
    home_office,
    justice,
    linkage,
    local,
    ons,
    person_level,
    police_uk,
    roads,
)
from desist.contracts.extract import Extract
from desist.vocabulary.mistake import OperatorMistake, nearest

CONTRACTS: dict[str, type[Extract]] = {
    extract.contract: extract
    for module in (police_uk, home_office, ons, justice, roads, local, person_level, families, linkage)
    for extract in vars(module).values()
    if isinstance(extract, type) and issubclass(extract, Extract) and extract is not Extract
}


def contract(name: str) -> type[Extract]:
    """Find a contract by its name; an unknown one is an OperatorMistake with the nearest."""
    if name not in CONTRACTS:
        raise OperatorMistake(
            f"'{name}' is not a contract.",
            hint=nearest(name, list(CONTRACTS)) or "'desist contracts' lists them all.",
        )
    return CONTRACTS[name]
