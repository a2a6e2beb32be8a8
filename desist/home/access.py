"""Persons' rows of an opened partnership, through the one door there is; every attempt leaves an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from desist.access.caller import Caller, demand, known_user
from desist.access.decide import Permit, Request, decide
from desist.access.entry import Kind
from desist.access.log import Head, Line, LogCheck
from desist.access.one_person import LINKED, believed_same, known, person_ids, reviewed, same_person
from desist.access.persons import TABLES
from desist.access.rows import Counted, Rows, count_persons, read_rows
from desist.access.visible import opened
from desist.home.door import Door, T, Told, refuse_empty
from desist.home.rights import Rights
from desist.linkage.decisions import decisions_file, opinions
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
                    session,
                    self.lawful,
                    permit,
                    request,
                    self.pseudonyms_under(permit.agreement.id),
                    known(session, reviewed(self.home.store)),
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
                under=known(session, reviewed(self.home.store)),
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

    def record(self, kind: Kind, act: str, *, tables: Sequence[str], rows: int = 0, about: str = "") -> None:
        """Write an entry for what is done to whole tables of persons, such as a load."""
        touched = tuple(name for name in tables if name in TABLES)
        if touched:
            entry = self.entry(kind, act, self.anybody(), tables=touched)
            self.add(entry, Told(rows=rows, about=about))

    def combined(
        self, tables: Sequence[str], done: Callable[[], tuple[T, Told]], *, reason: str, user: str = ""
    ) -> T:
        """Link whole tables of persons, for a reason; one entry, whether it was refused, failed or done.

        No agreement is asked for, for no row is shown: what comes of it is shown through the door alone.
        """
        self.ready(*tables)
        caller = self.caller(user) if user else self.anybody()

        def answer() -> tuple[T, Told]:
            if user:
                known_user(caller, self.today())
            refuse_empty(reason)
            return done()

        entry = self.entry(Kind.COMBINATION, "link run", caller, reason=reason, tables=tuple(tables))
        return self.attempt(entry, answer)

    def anybody(self) -> Caller:
        """Who does what is not decided row by row: the account's first user, or the account alone."""
        own = [each for each in self.lawful.users if self.account in each.accounts]
        return self.caller(own[0].id if own else "")

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
                    names = same_person(session, person, reviewed(self.home.store))
                    others = [*believed_same(session, names), *person_ids(session, names)]
                    meant = {self.pseudonym_of(each) for each in [*names, *others]}
                lines = tuple(each for each in lines if meant & set(each.entry.whose))
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
        return replace(found, faults=tuple(self._without_entry(found.lines)))

    def _without_entry(self, lines: Sequence[Line]) -> Iterator[str]:
        """What was done to persons' rows that the log does not tell of: loads, runs of linking, decisions."""
        brought = (Kind.COLLECTION, Kind.COMBINATION)
        told = {each.entry.about for each in lines if each.entry.kind in brought and not each.entry.refused}
        for load in self.home.store.loads():
            if load.contract in TABLES and load.id not in told:
                what = f"run {load.id}" if load.contract == LINKED else f"load {load.id} of {load.contract}"
                yield f"{what} has no entry in the log."
        decided = {(each.entry.about, each.entry.whose) for each in lines if not each.entry.refused}
        for opinion in opinions(decisions_file(self.home.store.folder)):
            whose = tuple(sorted(self.pseudonym_of(reference) for reference in opinion.pair))
            if not opinion.undone_by and (opinion.known_as, whose) not in decided:
                yield f"decision {opinion.id} of review has no entry in the log."

    def head(self) -> Head:
        """Where the log ends, to be written down elsewhere."""
        return self.log.head()

    def who(self, user: str = "") -> tuple[Caller, ...]:
        """Whom the account may act as."""
        own = [each.id for each in self.lawful.users if self.account in each.accounts]
        return tuple(self.caller(each) for each in ([user] if user else own)) or (self.caller(),)
