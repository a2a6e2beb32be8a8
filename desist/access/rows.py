"""The rows that a permit grants, and counts of persons that need none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desist.access.caller import Caller, known_user
from desist.access.decide import Permit, Request, apart_of
from desist.access.one_person import SENT, text
from desist.access.persons import person_table
from desist.access.refusal import Refused
from desist.access.visible import exactly, hidden, quote
from desist.partnership.access import Figures
from desist.partnership.agreements import State
from desist.partnership.lawful import Lawful
from desist.store.session import Session
from desist.synthetic.pack import SENDER
from desist.vocabulary.mistake import OperatorMistake

MOST_BREAKDOWNS = 2
STEP = 5  # counts are given to a multiple of five; METHODS 11, the Ministry of Justice's rounding base
WHOSE = "_whose"

Pseudonym = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows about persons: their columns, their cells, and whose they are (references, for the log alone)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    whose: frozenset[str]
    agreement: str


def read_rows(
    session: Session,
    lawful: Lawful,
    permit: Permit,
    request: Request,
    pseudonym: Pseudonym,
    under: str = SENT,
) -> Rows:
    """The rows and fields that a permit grants, and nothing else of them.

    ``pseudonym`` makes the reference under which a person comes out where the agreement asks for one;
    ``under`` is the relation of references that mean one person.
    """
    table = permit.table
    where = [*granted(lawful, permit, under), *exactly(request.where, "t")]
    if request.persons:
        listed = ", ".join(text(each) for each in request.persons)
        where.append("(" + " or ".join(f"t.{quote(name)} in ({listed})" for name in table.persons) + ")")
    asked = [f"t.{quote(name)}" for name in permit.fields]
    people = [f"t.{quote(name)} as {WHOSE}_{at}" for at, name in enumerate(table.persons)]
    found = session.ask(
        f"select {', '.join([*asked, *people])} from {table.view} as t where {' and '.join(where)} "
        "order by all"
    )
    named = [f"{WHOSE}_{at}" for at in range(len(table.persons))]
    whose = frozenset(row[name] for row in found for name in named if row[name])
    return Rows(
        columns=permit.fields,
        rows=tuple(_cells(row, permit, pseudonym) for row in found),
        whose=whose,
        agreement=permit.agreement.id,
    )


def granted(lawful: Lawful, permit: Permit, under: str = SENT) -> list[str]:
    """SQL that is true of the rows, as t, that a permit grants: those of no shut compartment."""
    shut = {each.id for each in lawful.compartments} - permit.opened
    told = [f"not {hidden(lawful.compartments, permit.table, shut, under)}", *exactly(permit.only, "t")]
    if permit.agreement.example:  # nobody signed it, so it opens nothing that is true of anybody
        told.append(f"t._sender = {text(SENDER)}")
    return told


def _cells(row: Mapping[str, Any], permit: Permit, pseudonym: Pseudonym) -> tuple[Any, ...]:
    veiled = permit.table.persons if permit.agreement.pseudonyms else ()
    return tuple(
        pseudonym(row[name]) if name in veiled and row[name] is not None else row[name]
        for name in permit.fields
    )


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many persons have rows, by level: to the nearest five, levels of too few left out."""

    by: tuple[str, ...]
    levels: tuple[tuple[tuple[str, ...], int], ...]
    fewest: int
    left_out: tuple[str, ...]


def count_persons(
    session: Session,
    lawful: Lawful,
    caller: Caller,
    contract: str,
    *,
    by: Sequence[str],
    fewest: int,
    day: date,
    under: str = SENT,
) -> Counted:
    """Count the persons of a table by the values of up to two columns.

    A count needs a known user and no agreement. The rows of a compartment are counted only for somebody
    cleared for it under a live agreement that opens it. Levels of fewer than ``fewest`` persons are not
    listed, and every count is rounded to a multiple of five, so that two counts do not give a third away.
    """
    user = known_user(caller, day)
    table = person_table(contract)
    if len(by) > MOST_BREAKDOWNS or set(by) & set(table.persons):
        raise OperatorMistake(
            f"Persons are counted by at most {MOST_BREAKDOWNS} columns, and never by their references."
        )
    for name in by:
        if name not in table.columns:
            raise OperatorMistake(f"'{name}' is not a column of {contract}.")
    opens = {
        name
        for agreement in lawful.agreements
        if agreement.state(day) is State.LIVE and set(user.roles) & set(agreement.recipients)
        for name in agreement.compartments
        if name in user.cleared_for and not agreement.example
    }
    shut = [each for each in lawful.compartments if each.figures is Figures.LEFT_OUT and each.id not in opens]
    for each in apart_of(shut, contract):
        raise Refused(
            f"{contract} is in the compartment '{each.id}', whose rows are counted for nobody but those "
            "cleared for it under an agreement that opens it.",
            missing=f"compartment {each.id}",
        )
    person = quote(table.persons[0])
    listed = ", ".join(f"coalesce(t.{quote(name)}::varchar, '') as level_{at}" for at, name in enumerate(by))
    levels = [f"level_{at}" for at in range(len(by))]
    rows = session.ask(
        f"select {listed + ', ' if by else ''}count(distinct t.{person}) as people from {table.view} as t "
        f"where not {hidden(shut, table, [each.id for each in shut], under)} group by all "
        f"having count(distinct t.{person}) >= {max(fewest, STEP)} order by all"
    )
    return Counted(
        by=tuple(by),
        levels=tuple(
            (tuple(row[name] for name in levels), STEP * round(row["people"] / STEP)) for row in rows
        ),
        fewest=max(fewest, STEP),
        left_out=tuple(each.title for each in shut),
    )
