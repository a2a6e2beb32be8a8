"""Which tables hold rows about persons, and in which columns a person's reference stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.contracts.extract import Extract
from desist.vocabulary.mistake import OperatorMistake, nearest

PERSON = "person_ref"
LINKS = "local.known_links"
SAME_AS = "same_as"  # the reference under which the person of a link is kept


@dataclass(frozen=True, kw_only=True)
class PersonTable:
    """One table of persons' rows: its name, its columns with their types, and those that name a person."""

    contract: str
    columns: Mapping[str, str]
    persons: tuple[str, ...]

    @property
    def view(self) -> str:
        """Its name in a query."""
        return self.contract.replace(".", "_")


def person_tables(contracts: Iterable[type[Extract]] = tuple(CONTRACTS.values())) -> dict[str, PersonTable]:
    """Every table that has a column with a person's reference, by the name of its contract."""
    found = {}
    for each in contracts:
        columns = {rule.name: KINDS[rule.kind] for rule in each.columns}
        if each.persons():
            found[each.contract] = PersonTable(
                contract=each.contract, columns=columns, persons=each.persons()
            )
    return found


TABLES = person_tables()


def columns_of_all() -> dict[str, dict[str, str]]:
    """Contract → its columns and their types, for every contract, to check files against."""
    return {name: {rule.name: KINDS[rule.kind] for rule in each.columns} for name, each in CONTRACTS.items()}


def person_table(contract: str) -> PersonTable:
    """The table of persons of this name; another name is an OperatorMistake."""
    if contract in TABLES:
        return TABLES[contract]
    if contract in CONTRACTS:
        raise OperatorMistake(
            f"{contract} holds no row about a person that is known by a reference.",
            hint="Its figures are read with 'desist measure'.",
        )
    raise OperatorMistake(
        f"'{contract}' is not a table of persons.",
        hint=nearest(contract, list(TABLES)) or f"There are: {', '.join(sorted(TABLES))}.",
    )
