"""Persons' rows as they may be seen: those of compartments that stay shut are left out, by one condition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from desist.access.one_person import SENT, canonical, text
from desist.access.persons import PERSON, TABLES, PersonTable
from desist.partnership.access import Apart, Compartment
from desist.partnership.lawful import Lawful
from desist.store.session import Session
from desist.store.store import Store

PEOPLE, BORN = "police.people", "date_of_birth"
YEAR = 10_000


@contextmanager
def opened(store: Store, versions: Mapping[str, int] | None = None) -> Iterator[Session]:
    """Every persons' table at its newest version, or at those named; closed again at the end."""
    session = Session(store, {name: dict(table.columns) for name, table in TABLES.items()}, versions)
    try:
        yield session
    finally:
        session.close()


def hidden(
    compartments: Iterable[Compartment], table: PersonTable, shut: Collection[str], under: str = SENT
) -> str:
    """SQL that is true of the rows of a table, as t, that lie in compartments which stay shut.

    ``under`` is the relation of references that mean one person; see `one_person.known`.
    """
    told = []
    for each in compartments:
        if each.id not in shut:
            continue
        told += [matches(rows, "t") for rows in each.rows if rows.contract == table.contract]
        people = _people_of(each, under) if each.whole_person else ""
        if people:
            told += [f"{canonical(f't.{quote(column)}', under)} in ({people})" for column in table.persons]
    return "(" + (" or ".join(told) or "false") + ")"


def shut_references(
    session: Session, lawful: Lawful, cleared: Collection[str], contracts: Iterable[str], under: str = SENT
) -> frozenset[str]:
    """The references in some tables whose rows lie in a compartment that somebody is not cleared for."""
    shut = {each.id for each in lawful.compartments} - set(cleared)
    asked = [
        f"select t.{quote(column)} as one from {table.view} as t where {condition}"
        for table in (TABLES[name] for name in contracts)
        if (condition := hidden(lawful.compartments, table, shut, under)) != "(false)"
        for column in table.persons
    ]
    return frozenset(row["one"] for row in session.ask(" union ".join(asked))) if asked else frozenset()


def _people_of(compartment: Compartment, under: str) -> str:
    """SQL for the persons of a compartment, under the one reference each is kept by; empty without any."""
    return " union ".join(
        f"select {canonical(f'p.{quote(column)}', under)} as kept from {TABLES[rows.contract].view} as p "
        f"where {matches(rows, 'p')}"
        for rows in compartment.rows
        if rows.contract in TABLES
        for column in TABLES[rows.contract].persons
    )


def matches(rows: Apart, alias: str) -> str:
    """SQL that is true of the rows a compartment names; a value is known in whatever case it is written."""
    told = [
        f"coalesce(lower(trim(cast({alias}.{quote(name)} as varchar))) = lower(trim({text(value)})), false)"
        for name, value in rows.only.items()
    ]
    if rows.under_age is not None:
        told.append(_younger(rows, rows.under_age, alias))
    return "(" + (" and ".join(told) or "true") + ")"


def _younger(rows: Apart, age: int, alias: str) -> str:
    """SQL that is true where somebody whom a row names was under an age on its day, or it cannot be told.

    Born on the day that the row itself says, or on the latest that police.people says of the reference.
    Whoever was born on 29 February comes of age on 1 March.
    """
    table, day = TABLES[rows.contract], _number(f"{alias}.{quote(rows.dated_by)}")
    people = TABLES[PEOPLE]
    told = []
    for name in table.persons:
        born = f"(select max(b.{BORN}) from {people.view} as b where b.{PERSON} = {alias}.{quote(name)})"
        if name == PERSON and BORN in table.columns:
            born = f"coalesce({alias}.{BORN}, {born})"
        told.append(f"coalesce({day} - {_number(born)} < {age * YEAR}, true)")
    return "(" + " or ".join(told) + ")"


def _number(day: str) -> str:
    """A day as the number that its digits make, 20240229: the difference of two, by 10,000, is an age."""
    return f"cast(strftime({day}, '%Y%m%d') as integer)"


def exactly(values: Mapping[str, str], alias: str) -> list[str]:
    """SQL that is true of rows with these values."""
    return [f"cast({alias}.{quote(name)} as varchar) = {text(value)}" for name, value in values.items()]


def quote(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'
