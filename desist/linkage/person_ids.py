"""A person keeps the id for ever: groups found anew take over the ids that their records had before."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What became of some records of a person."""

    MERGED = "merged"  # the person is gone: all that is left of them is part of another
    SPLIT = "split"  # they are somebody new now
    MOVED = "moved"  # they are part of somebody else now, and the person is still there


@dataclass(frozen=True, kw_only=True)
class Change:
    """Records that were one person's and are now another's; ``records`` are their numbers."""

    kind: Kind
    before: str
    now: str
    records: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Named:
    """For each record the id of its person, what changed, and the number that the next new person gets."""

    ids: tuple[str, ...]
    changes: tuple[Change, ...]
    next_number: int


def person_id(number: int) -> str:
    """The id of the n-th person ever found."""
    return f"P{number:08d}"


def named(before: Sequence[str | None], groups: Sequence[int], next_number: int) -> Named:
    """Give each group an id.

    ``before`` has the id that each record had, or None for a record not seen before; ``groups`` has for
    each record any one number of its group. A group takes the id that most of its records had; one that
    two groups want goes to the one with more of its records, and then to the older one. Ids are never
    used again: a new person's number is ``next_number`` or above.
    """
    held: dict[tuple[str, int], list[int]] = {}
    order: dict[int, None] = {}
    for record, (old, group) in enumerate(zip(before, groups, strict=True)):
        order.setdefault(group)
        if old is not None:
            held.setdefault((old, group), []).append(record)
    of_group: dict[int, str] = {}
    taken: set[str] = set()
    for old, group in sorted(held, key=lambda each: (-len(held[each]), each[0], held[each][0])):
        if group not in of_group and old not in taken:
            of_group[group] = old
            taken.add(old)
    new: set[str] = set()
    for group in order:
        if group not in of_group:
            of_group[group] = person_id(next_number)
            new.add(of_group[group])
            next_number += 1
    changes = [
        Change(kind=_kind(old in taken, of_group[group] in new), before=old, now=of_group[group],
               records=tuple(records))
        for (old, group), records in held.items()
        if of_group[group] != old
    ]  # fmt: skip
    return Named(
        ids=tuple(of_group[group] for group in groups),
        changes=tuple(sorted(changes, key=lambda each: (each.kind, each.before, each.now))),
        next_number=next_number,
    )


def _kind(still_there: bool, somebody_new: bool) -> Kind:
    if not still_there:
        return Kind.MERGED
    return Kind.SPLIT if somebody_new else Kind.MOVED
