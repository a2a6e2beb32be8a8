"""The door itself: who asks, what the files grant, and the log in which every attempt leaves an entry."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from desist.access.caller import Caller, caller_of
from desist.access.entry import Entry, Kind
from desist.access.log import Log
from desist.access.persons import TABLES, columns_of_all
from desist.access.pseudonym import pseudonym, pseudonym_key
from desist.access.refusal import Refused
from desist.home.create import KEYS
from desist.home.sealing import KeySeal
from desist.partnership.lawful import Lawful, read_lawful
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the log is to know of an answer: whose rows, how many, under which agreement, of which fields."""

    whose: Sequence[str] = ()
    rows: int = 0
    agreement: str = ""
    fields: tuple[str, ...] = ()
    about: str = ""


class Door:
    """Knows the caller, what the partnership's files grant, and the log.

    ``account`` is the operating system's account that asks, looked up when left out: never a name that
    somebody typed. A web page that has authenticated somebody gives theirs.
    """

    def __init__(
        self, home: Home, *, account: str = "", now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.home = home
        self.account = account or signed_in()
        self.now = now

    @cached_property
    def lawful(self) -> Lawful:
        """What access.toml and the agreements say."""
        return read_lawful(self.home.folder, columns_of_all())

    @cached_property
    def log(self) -> Log:
        """The access log."""
        return Log(self.home.folder, KeySeal(self.home.folder / KEYS))

    @cached_property
    def _key(self) -> bytes:
        return pseudonym_key(self.home.folder / KEYS)

    def today(self) -> date:
        """The day by which agreements are judged."""
        return self.now().date()

    def caller(self, user: str = "") -> Caller:
        """Who asks: the user that the account is, or the one of its users that is named."""
        return caller_of(self.lawful, self.account, user)

    def pseudonyms_under(self, agreement: str) -> Callable[[str], str]:
        """What makes the references of persons under an agreement that asks for made-up ones."""
        return lambda reference: pseudonym(self._key, f"agreement {agreement}", reference)

    def pseudonym_of(self, reference: str) -> str:
        """The pseudonym under which a person stands in the log."""
        return pseudonym(self._key, "log", reference)

    def ready(self, *tables: str) -> None:
        """Refuse to touch tables of persons before the log that would tell of it can be written."""
        if any(name in TABLES for name in tables):
            assert self.lawful is not None  # a mistake in its files is said before anything is done
            self.log.append_allowed()

    def entry(
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
            at=self.now().isoformat(timespec="milliseconds"),
            account=caller.account,
            user=caller.id,
            roles=caller.user.roles if caller.user else (),
            organisation=caller.user.organisation if caller.user else "",
            purpose=" ".join(purpose.split()),
            reason=" ".join(reason.split()),
            tables=known or ("an unknown table",) * bool(tables),
            fields=tuple(each for each in fields if each.rsplit(".", 1)[-1] in columns),
            whose=tuple(sorted({self.pseudonym_of(each) for each in whose})),
            recipients=tuple(each if each in parties else "an unknown party" for each in recipients)
            or ((caller.user.organisation,) if caller.user else ()),
        )

    def attempt(self, entry: Entry, answer: Callable[[], tuple[T, Told]]) -> T:
        """Do something and enter it; the entry is on disk before the answer leaves, also of a refusal."""
        found, told = self._refusable(entry, answer)
        self.add(entry, told)
        return found

    def _refusable(self, entry: Entry, answer: Callable[[], T]) -> T:
        try:
            return answer()
        except Refused as refused:
            self.log.append(replace(entry, missing=refused.missing))
            raise
        except OperatorMistake:
            self.log.append(replace(entry, missing="a request that can be answered"))
            raise

    def add(self, entry: Entry, told: Told) -> None:
        """Put an entry into the log, with what is known now that it is done."""
        whose = {*entry.whose, *(self.pseudonym_of(each) for each in told.whose)}
        self.log.append(
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
