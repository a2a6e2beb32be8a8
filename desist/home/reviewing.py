"""Review of links through the door: who looks and who decides is whoever is signed in, and it is logged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from desist.access.caller import demand
from desist.access.entry import Kind
from desist.access.one_person import known, reviewed
from desist.access.visible import opened, shut_references
from desist.home.door import Told, refuse_empty
from desist.linkage import decisions
from desist.linkage.held import IDENTITIES, LINK, decisions_file, links, links_folder
from desist.linkage.review import Doubtful, evidence_of, queue
from desist.partnership.access import Act
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.access.caller import Caller
    from desist.access.rows import Rows
    from desist.home.opened import Home
    from desist.linkage.decisions import Opinion, Pair
    from desist.partnership.access import User

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Pairs that wait for somebody to decide: the most doubtful first, and how many there are in all."""

    pairs: tuple[Doubtful, ...]
    waiting: int


class Review:
    """Doubtful pairs, decisions and changes of linking, one by one; see `desist link review`.

    It needs a role that may review links. Rows of compartments that somebody is not cleared for do not occur:
    a pair with such a person is not there.
    """

    def __init__(self, home: Home) -> None:
        self._home = home

    def queue(self, *, reason: str, top: int | None = None, user: str = "") -> Waiting:
        """Doubtful pairs that wait; it holds references and no names, dates or numbers."""

        def answer(shut: frozenset[str]) -> tuple[Waiting, list[str]]:
            engine = self._home.store.engine()
            try:
                found = queue(engine, self._home.store, self._opinions())
            finally:
                engine.close()
            open_ = [each for each in found if not shut.intersection(each.pair)]
            shown = Waiting(pairs=tuple(open_[:top]), waiting=len(open_))
            return shown, [ref for each in shown.pairs for ref in each.pair]

        return self._looked("link review", answer, reason, user)

    def shown(self, pair: Pair, *, purpose: str, reason: str, user: str = "") -> Rows:
        """What agencies hold of the two of a pair, side by side: the one place where review shows values.

        An agreement must grant it, as it grants any rows about persons.
        """
        return self._home.access.rows(
            IDENTITIES, purpose=purpose, reason=reason, persons=pair, user=user, about="review of links"
        )

    def decisions(self, *, reason: str, user: str = "") -> list[Opinion]:
        """Every decision ever made in review, the oldest first, with those undone."""

        def answer(shut: frozenset[str]) -> tuple[list[Opinion], list[str]]:
            found = [each for each in self._opinions() if not shut.intersection(each.pair)]
            return found, [ref for each in found for ref in each.pair]

        return self._looked("link decisions", answer, reason, user)

    def changes(self, run: str = "", *, reason: str, user: str = "") -> list[dict[str, Any]]:
        """What became of persons, run by run: merged, split or moved, and the pair that speaks for it."""

        def answer(shut: frozenset[str]) -> tuple[list[dict[str, Any]], list[str]]:
            named = [(each, [*each["references"], *each.get("pair", [])]) for each in self._changed(run)]
            found = [(each, whose) for each, whose in named if not shut.intersection(whose)]
            return [each for each, _ in found], [ref for _, whose in found for ref in whose]

        return self._looked("link changes", answer, reason, user)

    def _changed(self, run: str = "") -> list[dict[str, Any]]:
        """The log of changes as it lies in the store: for counting, and under the door."""
        found = []
        for each in self._home.store.loads(LINK):
            path = links_folder(self._home.store) / f"{each.id}.jsonl"
            if path.exists() and run in ("", each.id):
                lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
                found += [{**line, "undone": each.undone} for line in lines]
        return found

    def decide(
        self,
        one: str,
        other: str,
        *,
        same: bool,
        why: str,
        user: str = "",
        now: datetime | None = None,
    ) -> Opinion:
        """Decide that two references are one person or two; it stands from the next run on.

        The decision is that of the user who is signed in. Two reviewers are two people with an account each.
        """
        moment = now or datetime.now(UTC)

        def answer(caller: Caller, mine: User) -> tuple[Opinion, Told]:
            pair = decisions.pair_of(one, other)
            with self._home.store.writing(moment):
                shut = self._shut(mine)
                hard = self._is_hard(pair, shut)
                given = decisions.with_opinion(
                    self._opinions(),
                    pair,
                    same=same,
                    by=mine.id,
                    account=caller.account,
                    at=moment.isoformat(),
                    why=why,
                    hard=hard,
                )
                _refuse_contradiction(given, shut)
                decisions.write(decisions_file(self._home.store), given)
            return given[-1], Told(about=given[-1].known_as)

        return self._altered("link decide", answer, why, user, (one, other))

    def undo(self, number: int, *, why: str, user: str = "", now: datetime | None = None) -> Opinion:
        """Undo a decision; it stays on the record, and the next run goes by the model again."""
        moment = now or datetime.now(UTC)

        def answer(caller: Caller, mine: User) -> tuple[Opinion, Told]:
            with self._home.store.writing(moment):
                before = self._opinions()
                shut = self._shut(mine)
                seen = [each for each in before if not shut.intersection(each.pair)]
                at = moment.isoformat()
                decisions.without_opinion(seen, number, by=mine.id, account=caller.account, at=at)
                given = decisions.without_opinion(before, number, by=mine.id, account=caller.account, at=at)
                decisions.write(decisions_file(self._home.store), given)
            undone = next(each for each in given if each.id == number)
            return undone, Told(whose=undone.pair, about=f"decision {number} undone")

        return self._altered("link undo", answer, why, user, ())

    def _looked(
        self, act: str, answer: Callable[[frozenset[str]], tuple[T, Sequence[str]]], reason: str, user: str
    ) -> T:
        access = self._home.access
        caller = access.caller(user)

        def found() -> tuple[T, Told]:
            mine = demand(access.lawful, caller, Act.REVIEW, access.today())
            refuse_empty(reason)
            shown, whose = answer(self._shut(mine))
            people = sorted(set(whose))
            return shown, Told(whose=people, rows=len(people))

        return access.attempt(
            access.entry(Kind.CONSULTATION, act, caller, reason=reason, tables=(LINK, IDENTITIES)), found
        )

    def _altered(
        self,
        act: str,
        answer: Callable[[Caller, User], tuple[T, Told]],
        why: str,
        user: str,
        whose: tuple[str, ...],
    ) -> T:
        access = self._home.access
        access.ready(LINK)
        caller = access.caller(user)

        def done() -> tuple[T, Told]:
            mine = demand(access.lawful, caller, Act.REVIEW, access.today())
            if not why.strip():
                raise OperatorMistake("No reason was given.", hint="Say what shows it with --why '…'.")
            return answer(caller, mine)

        return access.attempt(
            access.entry(Kind.ALTERATION, act, caller, reason=why, tables=(LINK,), whose=whose), done
        )

    def _opinions(self) -> list[Opinion]:
        return decisions.opinions(decisions_file(self._home.store))

    def _shut(self, mine: User) -> frozenset[str]:
        with opened(self._home.store) as session:
            under = known(session, reviewed(self._home.store))
            lawful = self._home.access.lawful
            return shut_references(session, lawful, mine.cleared_for, (LINK, IDENTITIES), under)

    def _is_hard(self, pair: Pair, shut: frozenset[str]) -> bool:
        """Whether two people must agree on a pair, both of whose references were linked."""
        engine = self._home.store.engine()
        try:
            known = links(engine, self._home.store).keys() - shut
            for ref in pair:
                if ref not in known:
                    raise OperatorMistake(f"There is no reference '{ref}' among those linked.")
            return evidence_of(engine, self._home.store, pair)[1]
        finally:
            engine.close()


def _refuse_contradiction(given: Iterable[Opinion], shut: frozenset[str]) -> None:
    against = decisions.contradictions(decisions.decided(given))
    if against:
        told = [pair for pair in against if not shut.intersection(pair)]
        which = f": {told[0][0]} and {told[0][1]} are two" if told else ""
        raise OperatorMistake(
            f"This contradicts what was decided before{which}.",
            hint="Undo one of the decisions first; 'desist link review --decided' lists them.",
        )
