"""Decide: caller, role, purpose and reason go in; a permit comes out, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from desist.access.caller import Caller, known_user
from desist.access.persons import PersonTable, person_table
from desist.access.refusal import Refused
from desist.partnership.access import Compartment, User
from desist.partnership.agreements import Agreement, SharedTable, State
from desist.partnership.lawful import Lawful
from desist.vocabulary.mistake import OperatorMistake, nearest


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks for: a table, fields of it, whose rows, for what purpose and why just now.

    ``fields`` left empty are all that the agreement grants. ``where`` holds columns to a value. ``to`` names
    the party that a file is handed to; empty for looking.
    """

    table: str
    purpose: str
    reason: str
    fields: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Permit:
    """What may be seen: the agreement it rests on, the fields, the rows, and the compartments that open."""

    agreement: Agreement
    table: PersonTable
    fields: tuple[str, ...]
    only: Mapping[str, str]
    opened: frozenset[str]


def decide(lawful: Lawful, caller: Caller, request: Request, day: date) -> Permit:
    """Whether somebody may see what they ask for on a day. Raises Refused with the permission that lacks."""
    user = known_user(caller, day)
    table = person_table(request.table)
    for name, said, example in (
        ("purpose", request.purpose, "iom selection"),
        ("reason", request.reason, "selection meeting of 3 December"),
    ):
        if not said.strip():
            raise Refused(
                f"Rows about persons are shown for a stated {name} only.",
                missing=name,
                hint=f'Say it with --{name} "{example}".',
            )
    _refuse_unknown_columns(table, (*request.fields, *request.where))
    furthest: tuple[int, Refused] | None = None
    for agreement in lawful.agreements:
        for shared in agreement.tables:
            found = _under(lawful, user, table, request, day, agreement, shared)
            if isinstance(found, Permit):
                return found
            if furthest is None or found[0] > furthest[0]:
                furthest = found
    if furthest is None:
        raise Refused(f"No sharing agreement covers {table.contract}.", missing="agreement")
    raise furthest[1]


def apart_of(compartments: Iterable[Compartment], contract: str) -> list[Compartment]:
    """The compartments that hold every row of a table."""
    return [
        each
        for each in compartments
        if any(rows.contract == contract and rows.everything for rows in each.rows)
    ]


def _under(
    lawful: Lawful,
    user: User,
    table: PersonTable,
    request: Request,
    day: date,
    agreement: Agreement,
    shared: SharedTable,
) -> Permit | tuple[int, Refused]:
    """A permit under one table of one agreement, or how far the request came and what stopped it."""
    name = f"agreement '{agreement.id}'"
    if shared.contract != table.contract:
        return 0, Refused(f"No sharing agreement covers {table.contract}.", missing="agreement")
    if request.purpose.strip().lower() not in {each.lower() for each in agreement.purposes}:
        return 1, Refused(
            f"No agreement shares {table.contract} for the purpose that was given.",
            missing="purpose",
            hint=nearest(request.purpose, list(agreement.purposes))
            or f"{name.capitalize()} knows: {', '.join(agreement.purposes)}.",
        )
    if not set(user.roles) & set(agreement.recipients):
        return 2, Refused(
            f"{name.capitalize()} lets nobody with the role of user '{user.id}' see {table.contract}; its "
            f"recipients are: {', '.join(agreement.recipients)}.",
            missing="role",
        )
    state = agreement.state(day)
    if state is State.EXPIRED:
        return 3, Refused(
            f"{name.capitalize()} expired on {agreement.valid_until}.", missing="live agreement"
        )
    if state is State.NOT_YET:
        return 3, Refused(
            f"{name.capitalize()} is not in force before {agreement.valid_from}.", missing="live agreement"
        )
    fields = request.fields or shared.fields
    beyond = [each for each in fields if each not in shared.fields]
    if beyond:
        return 4, Refused(
            f"{name.capitalize()} does not share the field '{beyond[0]}' of {table.contract}.",
            missing=f"field {beyond[0]}",
            hint=f"It shares: {', '.join(shared.fields)}.",
        )
    sought = [each for each in request.where if each not in shared.fields]
    if sought:
        return 5, Refused(
            f"{name.capitalize()} does not share the field '{sought[0]}' of {table.contract}, so rows cannot "
            "be chosen by it.",
            missing=f"field {sought[0]}",
        )
    hidden = [each for each in table.persons if each not in shared.fields or agreement.pseudonyms]
    if (request.persons and hidden) or (agreement.pseudonyms and set(request.where) & set(table.persons)):
        return 5, Refused(
            f"{name.capitalize()} does not share who the persons of {table.contract} are, so nobody can be "
            "asked for by reference.",
            missing="field person_ref",
        )
    if request.to and request.to not in agreement.disclosed_to:
        known = ", ".join(agreement.disclosed_to) or "nobody"
        return 6, Refused(
            f"{name.capitalize()} does not let rows be handed over to '{request.to}'; it names: {known}.",
            missing="recipient",
        )
    opened = frozenset(agreement.compartments) & frozenset(user.cleared_for)
    for compartment in apart_of(lawful.compartments, table.contract):
        if compartment.id not in opened:
            lacks = (
                "is not opened by it" if compartment.id not in agreement.compartments else "needs clearance"
            )
            return 7, Refused(
                f"{table.contract} is in the compartment '{compartment.id}', which {lacks}"
                + (f", and user '{user.id}' is not cleared for it." if "needs" in lacks else f" ({name})."),
                missing=f"compartment {compartment.id}",
            )
    return Permit(agreement=agreement, table=table, fields=tuple(fields), only=shared.only, opened=opened)


def _refuse_unknown_columns(table: PersonTable, fields: Iterable[str]) -> None:
    for each in fields:
        if each not in table.columns:
            raise OperatorMistake(
                f"'{each}' is not a column of {table.contract}.",
                hint=nearest(each, list(table.columns)) or f"There are: {', '.join(table.columns)}.",
            )
