"""Persons' rows of an opened partnership, through the one door there is; every attempt leaves an entry."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from desist.access.caller import Caller, caller_of, demand
from desist.access.decide import Permit, Request, decide
from desist.access.entry import Entry, Kind
from desist.access.log import Head, Line, Log, LogCheck
from desist.access.persons import TABLES, columns_of_all
from desist.access.pseudonym import pseudonym, pseudonym_key
from desist.access.refusal import Refused
from desist.access.rows import Counted, Rows, count_persons, read_rows
from desist.access.visible import opened, same_person
from desist.home.create import KEYS
from desist.home.sealing import KeySeal
from desist.partnership.access import Act
from desist.partnership.lawful import Lawful, read_lawful
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home, Quarantined

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the log is to know of an answer: whose rows, how many, under which agreement, of which fields."""

    whose: Sequence[str] = ()
    rows: int = 0
    agreement: str = ""
    fields: tuple[str, ...] = ()
    about: str = ""


class Access:
    """The door to persons' rows; see `desist access` and `desist audit`.

    ``account`` is the operating system's account that asks, looked up when left out: never a name that
    somebody typed. A web page that has authenticated somebody gives theirs.
    """

    def __init__(
        self, home: Home, *, account: str = "", now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._home = home
        self.account = account or signed_in()
        self._now = now

    @cached_property
    def lawful(self) -> Lawful:
        """What access.toml and the agreements say."""
        return read_lawful(self._home.folder, columns_of_all())

    @cached_property
    def _log(self) -> Log:
        return Log(self._home.folder, KeySeal(self._home.folder / KEYS))

    @cached_property
    def _key(self) -> bytes:
        return pseudonym_key(self._home.folder / KEYS)

    def today(self) -> date:
        """The day by which agreements are judged."""
        return self._now().date()

    def caller(self, user: str = "") -> Caller:
        """Who asks: the user that the account is, or the one of its users that is named."""
        return caller_of(self.lawful, self.account, user)

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
            with opened(self._home.store) as session:
                found = read_rows(
                    session, self.lawful, permit, request, self._pseudonym_for(permit.agreement.id)
                )
            told = Told(
                whose=[*found.whose, *persons],
                rows=len(found.rows),
                agreement=found.agreement,
                fields=found.columns,
                about=about,
            )
            return found, told

        entry = self._entry(
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
        return self._attempt(entry, answer)

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

        entry = self._entry(
            Kind.CONSULTATION,
            act,
            caller,
            purpose=purpose,
            reason=reason,
            tables=tuple(needs),
            fields=tuple(f"{table}.{field}" for table, fields in needs.items() for field in fields),
        )
        return self._attempt(entry, found)

    def count(self, table: str, *, by: Sequence[str] = (), user: str = "") -> Counted:
        """How many persons have rows in a table, to the nearest five; see `desist access count`."""
        with opened(self._home.store) as session:
            return count_persons(
                session,
                self.lawful,
                self.caller(user),
                table,
                by=by,
                fewest=self._home.partnership.small_numbers.withhold_below,
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
        found = self._home._aside(contract or None, load or None)
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

        entry = self._entry(Kind.CONSULTATION, "quarantine", caller, reason=reason, tables=tables)
        return self._attempt(entry, answer)

    def ready(self, *tables: str) -> None:
        """Refuse to touch tables of persons before the log that would tell of it can be written."""
        if any(name in TABLES for name in tables):
            assert self.lawful is not None  # a mistake in its files is said before anything is done
            self._log.append_allowed()

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
        entry = self._entry(kind, act, self.caller(own[0].id if own else ""), reason=reason, tables=touched)
        self._add(entry, Told(rows=rows, about=about, whose=persons))

    def entries(
        self, *, person: str = "", reason: str, user: str = "", since: str = "", by: str = ""
    ) -> tuple[Line, ...]:
        """The log, for auditors alone; see `desist audit list`. Reading it leaves an entry as well."""
        caller = self.caller(user)

        def answer() -> tuple[tuple[Line, ...], Told]:
            demand(self.lawful, caller, Act.AUDIT, self.today())
            refuse_empty(reason)
            lines = self._log.check().lines
            if person:
                with opened(self._home.store) as session:
                    known = {self._whose(each) for each in same_person(session, person)}
                lines = tuple(each for each in lines if known & set(each.entry.whose))
            lines = tuple(
                each for each in lines if each.entry.at >= since and (not by or by == each.entry.user)
            )
            return lines, Told(rows=len(lines), about="the access log")

        entry = self._entry(
            Kind.CONSULTATION, "audit list", caller, reason=reason, whose=(person,) * bool(person)
        )
        return self._attempt(entry, answer)

    def verify(self, known_head: str = "") -> LogCheck:
        """Whether every entry of the log is as it was written, in its place, down to the last."""
        found = self._log.check(known_head)
        if found.faults:
            return found
        told = {each.entry.about for each in found.lines if each.entry.kind is Kind.COLLECTION}
        missing = [
            f"load {load.id} of {load.contract} has no entry in the log."
            for load in self._home.store.loads()
            if load.contract in TABLES and load.id not in told
        ]
        return replace(found, faults=tuple(missing))

    def head(self) -> Head:
        """Where the log ends, to be written down elsewhere."""
        return self._log.head()

    def who(self, user: str = "") -> tuple[Caller, ...]:
        """Whom the account may act as."""
        own = [each.id for each in self.lawful.users if self.account in each.accounts]
        return tuple(self.caller(each) for each in ([user] if user else own)) or (self.caller(),)

    def _pseudonym_for(self, agreement: str) -> Callable[[str], str]:
        return lambda reference: pseudonym(self._key, f"agreement {agreement}", reference)

    def _whose(self, reference: str) -> str:
        return pseudonym(self._key, "log", reference)

    def _entry(
        self,
        kind: Kind,
        act: str,
        caller: Caller,
        *,
        purpose: str = "",
        reason: str = "",
        tables: tuple[str, ...] = (),
        fields: tuple[str, ...] = (),
        whose: tuple[str, ...] = (),
        recipients: tuple[str, ...] = (),
    ) -> Entry:
        """An entry as far as it is known before anything is done; names nobody declared are left out."""
        known = tuple(name for name in tables if name in TABLES)
        columns = {column for name in known for column in TABLES[name].columns}
        parties = {each.name for agreement in self.lawful.agreements for each in agreement.parties}
        return Entry(
            kind=kind,
            act=act,
            at=self._now().isoformat(timespec="milliseconds"),
            account=caller.account,
            user=caller.id,
            roles=caller.user.roles if caller.user else (),
            organisation=caller.user.organisation if caller.user else "",
            purpose=" ".join(purpose.split()),
            reason=" ".join(reason.split()),
            tables=known or ("an unknown table",) * bool(tables),
            fields=tuple(each for each in fields if each.rsplit(".", 1)[-1] in columns),
            whose=tuple(sorted({self._whose(each) for each in whose})),
            recipients=tuple(each if each in parties else "an unknown party" for each in recipients)
            or ((caller.user.organisation,) if caller.user else ()),
        )

    def _attempt(self, entry: Entry, answer: Callable[[], tuple[T, Told]]) -> T:
        """Do something and enter it; the entry is on disk before the answer leaves, also of a refusal."""
        found, told = self._refusable(entry, answer)
        self._add(entry, told)
        return found

    def _refusable(self, entry: Entry, answer: Callable[[], T]) -> T:
        try:
            return answer()
        except Refused as refused:
            self._log.append(replace(entry, missing=refused.missing))
            raise
        except OperatorMistake:
            self._log.append(replace(entry, missing="a request that can be answered"))
            raise

    def _add(self, entry: Entry, told: Told) -> None:
        whose = {*entry.whose, *(self._whose(each) for each in told.whose)}
        self._log.append(
            replace(
                entry,
                whose=tuple(sorted(whose)),
                rows=told.rows,
                agreement=told.agreement or entry.agreement,
                fields=told.fields or entry.fields,
                about=told.about or entry.about,
            )
        )


def refuse_empty(reason: str) -> None:
    """Nothing about a person is shown or changed without a reason."""
    if not reason.strip():
        raise Refused(
            "No reason was given, and nothing about a person is shown or changed without one.",
            missing="reason",
            hint='Say it with --reason "…".',
        )


def signed_in() -> str:
    """The operating system's account that runs this, by the system's own word and no variable's."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # an account that the system's list does not name, as in some containers
        return f"uid-{number}"
