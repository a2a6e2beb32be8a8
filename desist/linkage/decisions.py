"""What people decided of doubtful pairs: kept for ever, above the model, and undone only by a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from desist.store.whole_file import write_whole
from desist.vocabulary.mistake import OperatorMistake

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One person's opinion of one pair of references; ``hard`` where two must agree."""

    id: int
    pair: Pair
    same: bool
    by: str
    at: str
    why: str
    hard: bool
    undone_by: str = ""
    undone_at: str = ""


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
    given: Sequence[Opinion], pair: Pair, *, same: bool, by: str, at: str, why: str, hard: bool
) -> list[Opinion]:
    """The opinions and one more; a pair that was hard once stays so. Nobody has two opinions of a pair."""
    if not by.strip():
        raise OperatorMistake("A decision needs the name of who decides.", hint="--by NAME")
    if not why.strip():
        raise OperatorMistake("A decision needs a reason.", hint="--why 'what shows it'")
    standing = [each for each in given if each.pair == pair and not each.undone_by]
    if any(each.by == by for each in standing):
        raise OperatorMistake(
            f"{by} has decided on this pair already.",
            hint="Undo that decision first: desist link undo NUMBER --by NAME",
        )
    hard = hard or any(each.hard for each in standing)
    new = Opinion(id=len(given) + 1, pair=pair, same=same, by=by.strip(), at=at, why=why.strip(), hard=hard)
    return [*given, new]


def without_opinion(given: Sequence[Opinion], number: int, *, by: str, at: str) -> list[Opinion]:
    """The opinions with one undone; it stays on the record with who undid it."""
    found = next((each for each in given if each.id == number), None)
    if found is None:
        raise OperatorMistake(
            f"There is no decision {number}.", hint="'desist link review --decided' lists them."
        )
    if found.undone_by:
        raise OperatorMistake(f"Decision {number} was undone already; nothing to do.")
    if not by.strip():
        raise OperatorMistake("Undoing a decision needs the name of who does it.", hint="--by NAME")
    undone = Opinion(**{**asdict(found), "pair": found.pair, "undone_by": by.strip(), "undone_at": at})
    return [undone if each is found else each for each in given]


def write(path: Path, given: Iterable[Opinion]) -> None:
    """Keep the opinions, one JSON object a line, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in given))


def decided(given: Iterable[Opinion]) -> dict[Pair, bool]:
    """The pairs that are decided: one opinion will do, or of a hard or disputed pair two against fewer."""
    of_pair: dict[Pair, list[Opinion]] = {}
    for each in given:
        if not each.undone_by:
            of_pair.setdefault(each.pair, []).append(each)
    return {pair: verdict for pair, all_ in of_pair.items() if (verdict := _verdict(all_)) is not None}


def _verdict(given: Sequence[Opinion]) -> bool | None:
    same = sum(each.same for each in given)
    apart = len(given) - same
    needed = 2 if any(each.hard for each in given) or (same and apart) else 1
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
