"""Persons' rows as they may be seen: those of compartments that stay shut are left out, by one condition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from desist.access.persons import LINKS, PERSON, SAME_AS, TABLES, PersonTable
from desist.partnership.access import Apart, Compartment
from desist.store.session import Session
from desist.store.store import Store

LINKED = "linkage.person_link"  # who is believed to be one person

# References that are known to mean somebody held under another: person_ref, kept.
CANONICAL = f"(select {PERSON}, max({SAME_AS}) as kept from {TABLES[LINKS].view} group by {PERSON})"


@contextmanager
def opened(store: Store, versions: Mapping[str, int] | None = None) -> Iterator[Session]:
    """Every persons' table at its newest version, or at those named; closed again at the end."""
    session = Session(store, {name: dict(table.columns) for name, table in TABLES.items()}, versions)
    try:
        yield session
    finally:
        session.close()


def hidden(compartments: Iterable[Compartment], table: PersonTable, shut: Collection[str]) -> str:
    """SQL that is true of the rows of a table, as t, that lie in compartments which stay shut."""
    told = []
    for each in compartments:
        if each.id not in shut:
            continue
        told += [matches(rows, "t") for rows in each.rows if rows.contract == table.contract]
        people = _people_of(each) if each.whole_person else ""
        if people:
            told += [f"{canonical(f't.{quote(column)}')} in ({people})" for column in table.persons]
    return "(" + (" or ".join(told) or "false") + ")"


def _people_of(compartment: Compartment) -> str:
    """SQL for the persons of a compartment, under the one reference each is kept by; empty without any."""
    return " union ".join(
        f"select {canonical(f'p.{quote(column)}')} as kept from {TABLES[rows.contract].view} as p "
        f"where {matches(rows, 'p')}"
        for rows in compartment.rows
        if rows.contract in TABLES
        for column in TABLES[rows.contract].persons
    )


def same_person(session: Session, reference: str) -> list[str]:
    """Every reference under which the person of a reference is known, that one first."""
    links = TABLES[LINKS].view
    found, todo = [reference], [reference]
    while todo:
        listed = ", ".join(text(each) for each in todo)
        rows = session.ask(
            f"select {SAME_AS} as one from {links} where {PERSON} in ({listed}) "
            f"union select {PERSON} from {links} where {SAME_AS} in ({listed})"
        )
        todo = sorted({row["one"] for row in rows} - set(found))
        found += todo
    return found


def believed_same(session: Session, references: Iterable[str]) -> list[str]:
    """References that linking believes to mean the same person, and the person's id; a belief, not a fact.

    It finds what was asked under another reference. It is never enough to show or to erase a row: a wrong
    link would show one person's record to another.
    """
    if LINKED not in TABLES:
        return []
    view, listed = TABLES[LINKED].view, ", ".join(text(each) for each in references)
    rows = session.ask(
        f"select unnest([{PERSON}, person_id]) as one from {view} where person_id in "
        f"(select person_id from {view} where {PERSON} in ({listed}) or person_id in ({listed}))"
    )
    return sorted({row["one"] for row in rows})


def matches(rows: Apart, alias: str) -> str:
    """SQL that is true of the rows a compartment names; a value is known in whatever case it is written."""
    told = [
        f"coalesce(lower(trim(cast({alias}.{quote(name)} as varchar))) = lower(trim({text(value)})), false)"
        for name, value in rows.only.items()
    ]
    return "(" + (" and ".join(told) or "true") + ")"


def exactly(values: Mapping[str, str], alias: str) -> list[str]:
    """SQL that is true of rows with these values."""
    return [f"cast({alias}.{quote(name)} as varchar) = {text(value)}" for name, value in values.items()]


def canonical(column: str) -> str:
    """SQL for the reference under which a person is kept."""
    return f"coalesce((select max(c.kept) from {CANONICAL} as c where c.{PERSON} = {column}), {column})"


def text(value: str) -> str:
    """A text as SQL; a zero byte, which no text of a table holds, is left out."""
    return "'" + value.replace("\x00", "").replace("'", "''") + "'"


def quote(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'
