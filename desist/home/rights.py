"""What the law asks for without any agreement: subject access, erasure, legal holds, retention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desist.access.caller import demand
from desist.access.entry import Kind
from desist.access.holds import LIFTED, SET, held
from desist.access.one_person import LINKED, believed_same, known, person_ids, reviewed, same_person
from desist.access.persons import TABLES
from desist.access.refusal import Refused
from desist.access.retention import Due, due, protected
from desist.access.subject import decided_about, everything_about, told_to
from desist.access.visible import opened, shut_references
from desist.home.door import Door, Told, refuse_empty
from desist.partnership.access import Act, User
from desist.store.erasure import Erased, erase_person
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.access.log import Line
    from desist.store.session import Session


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """What was erased, and which tables the law asks to be kept, each with the class that says so.

    ``references`` are those under which the person was erased; ``believed`` those that linking believes to
    be the same person, and of which nothing was touched.
    """

    done: Erased
    kept: dict[str, str]
    references: tuple[str, ...]
    believed: tuple[str, ...]


class Rights:
    """Subject access, erasure, legal holds and retention; see `desist access about`, `erase`, `retention`."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def about(self, person: str, *, reason: str, user: str = "") -> dict[str, Any]:
        """Everything held about one person, under every reference known for them; see `desist access about`.

        Rows of compartments that the asker is not cleared for are left out, whether there are any or not.
        """
        door = self._door
        caller = door.caller(user)

        def answer() -> tuple[dict[str, Any], Told]:
            mine = demand(door.lawful, caller, Act.SUBJECT_ACCESS, door.today())
            refuse_empty(reason)
            lines = self._lines()
            with opened(door.home.store) as session:
                names = same_person(session, person, reviewed(door.home.store))
                believed = _believed(session, names)
                ids = person_ids(session, names)
                under = known(session, reviewed(door.home.store))
                tables = everything_about(session, door.home.store, door.lawful, names, mine.cleared_for)
                shut = shut_references(session, door.lawful, mine.cleared_for, (LINKED,), under)
            left_out = sorted({each.id for each in door.lawful.compartments} - set(mine.cleared_for))
            found = {
                "person": person,
                "references": names,
                "believed to be the same person, to be asked for one by one": believed,
                "made": door.now().isoformat(timespec="seconds"),
                "compartments left out": left_out,
                "tables": tables,
                "decided in review": decided_about(door.home.store, names, shut),
                "seen or received by": told_to(lines, {door.pseudonym_of(each) for each in [*names, *ids]}),
            }
            rows = sum(len(each) for table in tables.values() for each in table.values())
            return found, Told(whose=names, rows=rows)

        entry = door.entry(
            Kind.CONSULTATION, "about", caller, reason=reason, tables=tuple(TABLES), whose=(person,)
        )
        return door.attempt(entry, answer)

    def erase(
        self,
        person: str,
        *,
        reason: str,
        also: Sequence[str] = (),
        user: str = "",
        say: Callable[[str], None] = lambda said: None,
    ) -> Erasure:
        """Erase a person from every version, quarantine and file that retention does not protect.

        See `desist access erase`. Every reference known for the person goes. ``also`` names references that
        linking believes to be the same person and that somebody decides to erase as well; others are refused.
        A legal hold on any reference that would go refuses, and so does a compartment that is shut to the
        asker. Of one on a reference that is merely believed to be the same, which stays, ``say`` is told
        before anything goes.
        """
        door = self._door
        caller = door.caller(user)
        door.ready(*TABLES)

        def answer() -> tuple[Erasure, Told]:
            mine = demand(door.lawful, caller, Act.ERASURE, door.today())
            refuse_empty(reason)
            self._cleared_for_all(mine)
            store = door.home.store
            review = reviewed(store)
            with opened(store) as session:
                names = same_person(session, person, review)
                believed = _believed(session, names)
                for each in also:
                    if each not in {*believed, *names}:
                        raise OperatorMistake(
                            f"'{each}' is not believed to be the same person as '{person}', so it is not "
                            "erased with it.",
                            hint="Whoever it is, they are erased by themselves.",
                        )
                    names += [one for one in same_person(session, each, review) if one not in names]
                believed = _believed(session, names)
                kept = protected(session, door.lawful.retention, names, door.today())
            under_hold = held(self._lines())
            if any(door.pseudonym_of(each) in under_hold for each in names):
                raise Refused(
                    "This person is under a legal hold, and nothing about them may be erased.",
                    missing="no legal hold",
                    hint="Whoever set the hold lifts it with 'desist access release'.",
                )
            for each in believed:
                if door.pseudonym_of(each) in under_hold:
                    say(
                        f"'{each}' is under a legal hold, and linking believes it to be the same person; "
                        "it is kept."
                    )
            columns = {name: table.persons for name, table in TABLES.items() if name not in kept}
            done = erase_person(store, columns, names, door.now())
            told = Told(whose=names, rows=sum(done.rows.values()) + done.quarantined, about=done.id)
            erasure = Erasure(
                done=done,
                kept={name: rule.title for name, rule in kept.items()},
                references=tuple(names),
                believed=tuple(believed),
            )
            return erasure, told

        entry = door.entry(
            Kind.ERASURE, "erase", caller, reason=reason, tables=tuple(TABLES), whose=(person, *also)
        )
        return door.attempt(entry, answer)

    def hold(self, person: str, *, reason: str, user: str = "", lift: bool = False) -> None:
        """Put a person under a legal hold, or lift it: nothing about them is erased while it stands."""
        door = self._door
        caller = door.caller(user)

        def answer() -> tuple[None, Told]:
            demand(door.lawful, caller, Act.RETENTION, door.today())
            refuse_empty(reason)
            with opened(door.home.store) as session:
                names = same_person(session, person, reviewed(door.home.store))
            return None, Told(whose=names, about=LIFTED if lift else SET)

        act = "release" if lift else "hold"
        door.attempt(door.entry(Kind.ALTERATION, act, caller, reason=reason, whose=(person,)), answer)

    def retention(
        self, *, reason: str = "", as_at: date | None = None, persons: bool = False, user: str = ""
    ) -> list[Due]:
        """What is due for review or deletion on a day, class by class; see `desist access retention`.

        Counts alone leave no entry; with ``persons`` the references come too, for a reason, and are logged.
        """
        door = self._door
        caller = door.caller(user)
        day = as_at or door.today()

        def answer() -> tuple[list[Due], Told]:
            mine = demand(door.lawful, caller, Act.RETENTION, door.today())
            if persons:
                refuse_empty(reason)
                self._cleared_for_all(mine)
            with opened(door.home.store) as session:
                found = due(session, door.lawful.retention, day)
            whose = sorted({person for each in found for person in each.persons})
            return found, Told(whose=whose, rows=len(whose))

        if not persons:
            return answer()[0]
        tables = tuple(dict.fromkeys(kept.contract for rule in door.lawful.retention for kept in rule.kept))
        return door.attempt(
            door.entry(Kind.CONSULTATION, "retention", caller, reason=reason, tables=tables), answer
        )

    def _lines(self) -> tuple[Line, ...]:
        """The whole log, if it can be trusted: a hold that was cut out of it would be no hold."""
        found = self._door.log.check()
        if found.faults:
            raise Refused(
                f"The access log does not hold, so legal holds cannot be told. {found.faults[0]}",
                missing="a log that holds",
            )
        return found.lines

    def _cleared_for_all(self, user: User) -> None:
        shut = [each.id for each in self._door.lawful.compartments if each.id not in user.cleared_for]
        if shut:
            raise Refused(
                f"User '{user.id}' is not cleared for the compartment '{shut[0]}', and rows may lie in it.",
                missing=f"compartment {shut[0]}",
            )


def _believed(session: Session, names: Sequence[str]) -> list[str]:
    """What linking believes to be the same person beyond the references that are known."""
    return sorted({*believed_same(session, names)} - {*names})
