"""What people decided of doubtful pairs: kept for ever, above the model, and undone only by a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from desist.store.whole_file import write_whole
from desist.vocabulary.mistake import OperatorMistake

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One person's opinion of one pair of references; ``hard`` where two must agree.

    ``by`` is the user who was signed in as ``account``. Where that is empty the name was typed, as it was
    before reviewers had to be signed in, and nobody can tell whose it is.
    """

    id: int
    pair: Pair
    same: bool
    by: str
    account: str = ""
    at: str
    why: str
    hard: bool
    undone_by: str = ""
    undone_account: str = ""
    undone_at: str = ""

    @property
    def said(self) -> str:
        """What was decided, in words."""
        return "one person" if self.same else "two people"

    @property
    def known_as(self) -> str:
        """How the access log names it."""
        return f"decision {self.id}: {self.said}"


def decisions_file(store: Path) -> Path:
    """Where the opinions lie, below the folder of a store."""
    return store / "links" / "decisions.jsonl"


def pair_of(one: str, other: str) -> Pair:
    """Two references in the one order in which a pair is written."""
    if one == other:
        raise OperatorMistake(f"'{one}' was given twice; a pair has two references.")
    return (min(one, other), max(one, other))


def opinions(path: Path) -> list[Opinion]:
    """Every opinion ever given, the oldest first."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Opinion(**{**each, "pair": tuple(each["pair"])}) for each in map(json.loads, lines)]


def with_opinion(
    given: Sequence[Opinion],
    pair: Pair,
    *,
    same: bool,
    by: str,
    account: str,
    at: str,
    why: str,
    hard: bool,
) -> list[Opinion]:
    """The opinions and one more; a pair that was hard once stays so. Nobody has two opinions of a pair.

    Two users of one account are one person here, and so is one user with two accounts.
    """
    if not why.strip():
        raise OperatorMistake("A decision needs a reason.", hint="--why 'what shows it'")
    standing = [each for each in given if each.pair == pair and not each.undone_by]
    for each in standing:
        if by == each.by or account == each.account:
            other = "" if by == each.by else f", as user '{each.by}'"
            raise OperatorMistake(
                f"User '{by}', signed in as {account}, has decided on this pair already{other}.",
                hint="The second reviewer is another person, signed in with an account of their own. To "
                f"think again, undo it first: desist link undo {each.id} --why '…'",
            )
    number = max((each.id for each in given), default=0) + 1  # an erasure leaves gaps
    hard = hard or any(each.hard for each in standing)
    new = Opinion(id=number, pair=pair, same=same, by=by, account=account, at=at, why=why.strip(), hard=hard)
    return [*given, new]


def without_opinion(
    given: Sequence[Opinion], number: int, *, by: str, account: str, at: str
) -> list[Opinion]:
    """The opinions with one undone; it stays on the record with who undid it."""
    found = next((each for each in given if each.id == number), None)
    if found is None:
        raise OperatorMistake(
            f"There is no decision {number}.", hint="'desist link review --decided' lists them."
        )
    if found.undone_by:
        raise OperatorMistake(f"Decision {number} was undone already; nothing to do.")
    undone = replace(found, undone_by=by, undone_account=account, undone_at=at)
    return [undone if each is found else each for each in given]


def write(path: Path, given: Iterable[Opinion]) -> None:
    """Keep the opinions, one JSON object a line, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in given))


def decided(given: Iterable[Opinion]) -> dict[Pair, bool]:
    """The pairs that are decided: one opinion will do, or of a hard or disputed pair two against fewer."""
    return {pair: said for pair, each in _standing(given).items() if (said := _verdict(each)) is not None}


def confirmed(given: Iterable[Opinion]) -> list[Pair]:
    """The pairs that two reviewers, each signed in with an account of their own, decided to be one person.

    Only these are known, and not merely believed, to be the same: one reviewer may err.
    """
    return sorted(
        pair
        for pair, each in _standing(given).items()
        if _verdict(each) and len({one.account for one in each if one.same and one.account}) > 1
    )


def _standing(given: Iterable[Opinion]) -> dict[Pair, list[Opinion]]:
    """The opinions of each pair that nobody has undone."""
    of_pair: dict[Pair, list[Opinion]] = {}
    for each in given:
        if not each.undone_by:
            of_pair.setdefault(each.pair, []).append(each)
    return of_pair


def _verdict(given: Sequence[Opinion]) -> bool | None:
    """What opinions of one pair come to. Beside those of accounts, typed names count no more."""
    needed = 2 if any(each.hard for each in given) or len({each.same for each in given}) > 1 else 1
    signed = [each for each in given if each.account] or given
    same = sum(each.same for each in signed)
    apart = len(signed) - same
    if max(same, apart) < needed or same == apart:
        return None
    return same > apart


def contradictions(known: Mapping[Pair, bool]) -> list[Pair]:
    """Pairs that are decided to be apart though other decisions, in a chain, make them one person."""
    parent: dict[str, str] = {}

    def root(ref: str) -> str:
        while parent.setdefault(ref, ref) != ref:
            ref = parent[ref]
        return ref

    for (one, other), same in known.items():
        if same:
            parent[root(one)] = root(other)
    return sorted(pair for pair, same in known.items() if not same and root(pair[0]) == root(pair[1]))
