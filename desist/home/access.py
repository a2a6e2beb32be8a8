"""Persons' rows of an opened partnership, through the one door there is; every attempt leaves an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from desist.access.caller import Caller, demand
from desist.access.decide import Permit, Request, decide
from desist.access.entry import Kind
from desist.access.log import Head, Line, LogCheck
from desist.access.persons import TABLES
from desist.access.rows import Counted, Rows, count_persons, read_rows
from desist.access.visible import believed_same, opened, same_person
from desist.home.door import Door, T, Told, refuse_empty
from desist.home.rights import Rights
from desist.partnership.access import Act

if TYPE_CHECKING:
    from desist.home.opened import Quarantined


class Access(Door):
    """The door to persons' rows; see `desist access` and `desist audit`."""

    @cached_property
    def rights(self) -> Rights:
        """Subject access, erasure, legal holds and retention."""
        return Rights(self)

    def rows(
        self,
        table: str,
        *,
        purpose: str,
        reason: str,
        fields: Sequence[str] = (),
        persons: Sequence[str] = (),
        where: Mapping[str, str] | None = None,
        to: str = "",
        user: str = "",
        about: str = "",
    ) -> Rows:
        """Rows about persons that an agreement grants; see `desist access rows`.

        ``to`` names the party that the rows are handed to. Raises Refused with the permission that lacks.
        """
        request = Request(
            table=table,
            purpose=purpose,
            reason=reason,
            fields=tuple(fields),
            persons=tuple(persons),
            where=dict(where or {}),
            to=to,
        )
        caller = self.caller(user)

        def answer() -> tuple[Rows, Told]:
            permit = decide(self.lawful, caller, request, self.today())
            with opened(self.home.store) as session:
                found = read_rows(
                    session, self.lawful, permit, request, self.pseudonyms_under(permit.agreement.id)
                )
            told = Told(
                whose=[*found.whose, *persons],
                rows=len(found.rows),
                agreement=found.agreement,
                fields=found.columns,
                about=about,
            )
            return found, told

        entry = self.entry(
            Kind.DISCLOSURE if to else Kind.CONSULTATION,
            "rows",
            caller,
            purpose=purpose,
            reason=reason,
            tables=(table,),
            fields=tuple(fields),
            whose=tuple(persons),
            recipients=(to,) if to else (),
        )
        return self.attempt(entry, answer)

    def under(
        self,
        needs: Mapping[str, Sequence[str]],
        answer: Callable[[Mapping[str, Permit]], tuple[T, Sequence[str]]],
        *,
        act: str,
        purpose: str,
        reason: str,
        user: str = "",
    ) -> T:
        """Answer a question that reads fields of several tables at once, as a ranking does.

        ``needs`` maps each table to the fields it reads; ``answer`` takes the permits and gives what it found
        and whose records it shows. One entry, whether it was refused, failed or answered.
        """
        caller = self.caller(user)

        def found() -> tuple[T, Told]:
            requests = {
                table: Request(table=table, purpose=purpose, reason=reason, fields=tuple(fields))
                for table, fields in needs.items()
            }
            permits = {
                table: decide(self.lawful, caller, each, self.today()) for table, each in requests.items()
            }
            shown, whose = answer(permits)
            agreements = dict.fromkeys(each.agreement.id for each in permits.values())
            return shown, Told(whose=whose, rows=len(whose), agreement=", ".join(agreements))

        entry = self.entry(
            Kind.CONSULTATION,
            act,
            caller,
            purpose=purpose,
            reason=reason,
            tables=tuple(needs),
            fields=tuple(f"{table}.{field}" for table, fields in needs.items() for field in fields),
        )
        return self.attempt(entry, found)

    def count(self, table: str, *, by: Sequence[str] = (), user: str = "") -> Counted:
        """How many persons have rows in a table, to the nearest five; see `desist access count`."""
        with opened(self.home.store) as session:
            return count_persons(
                session,
                self.lawful,
                self.caller(user),
                table,
                by=by,
                fewest=self.home.partnership.small_numbers.withhold_below,
                day=self.today(),
            )

    def quarantine(
        self, *, reason: str, contract: str = "", load: str = "", user: str = ""
    ) -> list[Quarantined]:
        """Rows that were set aside, with their text as it was sent; see `desist quarantine --rows`.

        The text of a table that a compartment touches comes only to somebody cleared for the compartment, for
        a row that breaks its contract cannot be told apart.
        """
        caller = self.caller(user)
        found = self.home._aside(contract or None, load or None)
        tables = tuple(dict.fromkeys(each.contract for each in found if each.contract in TABLES))
        if not tables:
            return found

        def answer() -> tuple[list[Quarantined], Told]:
            mine = demand(self.lawful, caller, Act.QUARANTINE, self.today())
            refuse_empty(reason)
            shut = [each for each in self.lawful.compartments if each.id not in mine.cleared_for]
            closed = {
                table
                for table in tables
                for each in shut
                if each.whole_person or any(rows.contract == table for rows in each.rows)
            }
            shown = [replace(each, sent="") if each.contract in closed else each for each in found]
            rows = sum(bool(each.sent) and each.contract in TABLES for each in shown)
            return shown, Told(rows=rows, about="quarantine")

        entry = self.entry(Kind.CONSULTATION, "quarantine", caller, reason=reason, tables=tables)
        return self.attempt(entry, answer)

    def record(
        self,
        kind: Kind,
        act: str,
        *,
        tables: Sequence[str],
        rows: int = 0,
        about: str = "",
        reason: str = "",
        persons: Sequence[str] = (),
    ) -> None:
        """Write an entry for what is done to whole tables of persons, such as a load or a linkage."""
        touched = tuple(name for name in tables if name in TABLES)
        if not touched:
            return
        own = [each for each in self.lawful.users if self.account in each.accounts]
        entry = self.entry(kind, act, self.caller(own[0].id if own else ""), reason=reason, tables=touched)
        self.add(entry, Told(rows=rows, about=about, whose=persons))

    def entries(
        self, *, person: str = "", reason: str, user: str = "", since: str = "", by: str = ""
    ) -> tuple[Line, ...]:
        """The log, for auditors alone; see `desist audit list`. Reading it leaves an entry as well."""
        caller = self.caller(user)

        def answer() -> tuple[tuple[Line, ...], Told]:
            demand(self.lawful, caller, Act.AUDIT, self.today())
            refuse_empty(reason)
            lines = self.log.check().lines
            if person:
                with opened(self.home.store) as session:
                    names = same_person(session, person)
                    known = {self.pseudonym_of(each) for each in [*names, *believed_same(session, names)]}
                lines = tuple(each for each in lines if known & set(each.entry.whose))
            lines = tuple(
                each for each in lines if each.entry.at >= since and (not by or by == each.entry.user)
            )
            return lines, Told(rows=len(lines), about="the access log")

        entry = self.entry(
            Kind.CONSULTATION, "audit list", caller, reason=reason, whose=(person,) * bool(person)
        )
        return self.attempt(entry, answer)

    def verify(self, known_head: str = "") -> LogCheck:
        """Whether every entry of the log is as it was written, in its place, down to the last."""
        found = self.log.check(known_head)
        if found.faults:
            return found
        told = {each.entry.about for each in found.lines if each.entry.kind is Kind.COLLECTION}
        missing = [
            f"load {load.id} of {load.contract} has no entry in the log."
            for load in self.home.store.loads()
            if load.contract in TABLES and load.id not in told
        ]
        return replace(found, faults=tuple(missing))

    def head(self) -> Head:
        """Where the log ends, to be written down elsewhere."""
        return self.log.head()

    def who(self, user: str = "") -> tuple[Caller, ...]:
        """Whom the account may act as."""
        own = [each.id for each in self.lawful.users if self.account in each.accounts]
        return tuple(self.caller(each) for each in ([user] if user else own)) or (self.caller(),)
