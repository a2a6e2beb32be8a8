"""Who is known to be one person, as agencies sent it and as two reviewers confirmed; who is believed to be.

Known references are followed wherever the law speaks of a person: subject access, erasure, legal holds,
compartments. What linking believes is listed, and never followed by itself: a wrong link would show one
person's record to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desist.access.persons import LINKS, PERSON, SAME_AS, TABLES
from desist.linkage.decisions import Pair, confirmed, decided, decisions_file, opinions, pair_of
from desist.store.session import Session
from desist.store.store import Store

LINKED = "linkage.person_link"  # who is believed to be one person

# A relation of references that are kept under another one, as agencies sent it: person_ref, kept.
SENT = f"(select {PERSON}, max({SAME_AS}) as kept from {TABLES[LINKS].view} group by {PERSON})"

# The same where links are in force, and extracts name persons by their ids and no more by references.
SENT_BY_ID = (
    f"(select coalesce(a.person_id, k.{PERSON}) as {PERSON}, max(coalesce(b.person_id, k.{SAME_AS})) as kept "
    f"from {TABLES[LINKS].view} as k "
    f"left join {TABLES[LINKED].view} as a on a.{PERSON} = k.{PERSON} "
    f"left join {TABLES[LINKED].view} as b on b.{PERSON} = k.{SAME_AS} "
    f"where coalesce(a.person_id, k.{PERSON}) <> coalesce(b.person_id, k.{SAME_AS}) "
    f"group by coalesce(a.person_id, k.{PERSON}))"
)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """What review says of pairs of references.

    ``same`` are those that two reviewers, an account each, confirmed to be one person; ``apart`` those that
    are decided to be two, which stands above a link that an agency sent.
    """

    same: tuple[Pair, ...] = ()
    apart: frozenset[Pair] = frozenset()


NOTHING = Reviewed()


def reviewed(store: Store) -> Reviewed:
    """The decisions of review that stand in a store."""
    given = opinions(decisions_file(store.folder))
    two = frozenset(pair for pair, same in decided(given).items() if not same)
    return Reviewed(same=tuple(confirmed(given)), apart=two)


def known(session: Session, review: Reviewed) -> str:
    """SQL for the relation of references that are kept under another one, for setting rows apart.

    Confirmed pairs are in it. So is a link that was sent although it is decided to be none: rather too much
    is set apart than too little.
    """
    sent = Reviewed(same=review.same)
    kept: dict[str, str] = {}
    for one, _ in review.same:
        if one not in kept:
            references = same_person(session, one, sent)
            kept |= dict.fromkeys(references, min(references))
    if not kept:
        return SENT
    rows = ", ".join(f"({text(reference)}, {text(under)})" for reference, under in sorted(kept.items()))
    listed = ", ".join(text(reference) for reference in sorted(kept))
    return (
        f"(select {PERSON}, kept from (values {rows}) as v ({PERSON}, kept) union all "
        f"select {PERSON}, kept from {SENT} as s where {PERSON} not in ({listed}))"
    )


def canonical(column: str, under: str = SENT) -> str:
    """SQL for the reference under which a person is kept, by a relation as `known` gives it."""
    return f"coalesce((select max(c.kept) from {under} as c where c.{PERSON} = {column}), {column})"


def same_person(session: Session, reference: str, review: Reviewed = NOTHING) -> list[str]:
    """Every reference under which the person of a reference is known, that one first."""
    links = TABLES[LINKS].view
    found, todo = [reference], [reference]
    while todo:
        listed = ", ".join(text(each) for each in todo)
        rows = session.ask(
            f"select distinct {PERSON} as one, {SAME_AS} as other from {links} "
            f"where ({PERSON} in ({listed}) or {SAME_AS} in ({listed})) and {PERSON} <> {SAME_AS}"
        )
        sent = {pair_of(row["one"], row["other"]) for row in rows} - review.apart
        pairs = sent | {pair for pair in review.same if set(pair) & set(todo)}
        todo = sorted({each for pair in pairs for each in pair} - set(found))
        found += todo
    return found


def believed_same(session: Session, references: Iterable[str]) -> list[str]:
    """References that linking believes to mean the same person; a belief, not a fact.

    They say where else to look, and are never enough to show or to erase a row.
    """
    view, listed = TABLES[LINKED].view, ", ".join(text(each) for each in references)
    rows = session.ask(
        f"select {PERSON} as one from {view} where person_id in "
        f"(select person_id from {view} where {PERSON} in ({listed}) or person_id in ({listed}))"
    )
    return sorted({row["one"] for row in rows})


def person_ids(session: Session, references: Iterable[str]) -> list[str]:
    """The ids that linking gave the persons of some references; figures name persons by them."""
    listed = ", ".join(text(each) for each in references)
    rows = session.ask(
        f"select distinct person_id as one from {TABLES[LINKED].view} where {PERSON} in ({listed})"
    )
    return sorted(row["one"] for row in rows)


def text(value: str) -> str:
    """A text as SQL; a zero byte, which no text of a table holds, is left out."""
    return "'" + value.replace("\x00", "").replace("'", "''") + "'"
