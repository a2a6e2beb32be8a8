"""Families and referrals in loops and dictionaries: the slow truth of desist/measures/families."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desist.vocabulary.period import Period

NOT_OF_THE_TEN = ("parental_offending", "exploitation", "bereavement", "other")


@dataclass(frozen=True, kw_only=True)
class Link:
    """One row of local.family_links."""

    one: str
    other: str
    relation: str
    start: date | None = None
    end: date | None = None

    @property
    def parent_and_child(self) -> tuple[str, str] | None:
        if self.one == self.other or self.relation not in ("parent", "child"):
            return None
        return (self.other, self.one) if self.relation == "parent" else (self.one, self.other)

    def held_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, kw_only=True)
class Families:
    """Young people with something proven: all, those with a parent known, with one proven before."""

    young: frozenset[str]
    known: frozenset[str]
    proven: frozenset[str]
    families: int


def families(
    born: dict[str, date], proofs: Iterable[tuple[str, date]], links: Sequence[Link], period: Period
) -> Families:
    """Count one period, person by person and day by day."""
    proofs = list(proofs)
    young, known, proven = set(), set(), set()
    for person, day in proofs:
        birth = born[person]
        years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
        if not (period.start <= day <= period.end and 10 <= years <= 24):
            continue
        young.add(person)
        for link in links:
            pair = link.parent_and_child
            if pair is None or pair[1] != person or not link.held_on(day):
                continue
            known.add(person)
            if any(who == pair[0] and earlier < day for who, earlier in proofs):
                proven.add(person)
    return Families(
        young=frozenset(young),
        known=frozenset(known),
        proven=frozenset(proven),
        families=len({_family(person, links) for person in proven}),
    )


def _family(person: str, links: Sequence[Link]) -> str:
    """The first name among everybody who can be reached by parents, children, brothers and sisters."""
    found = {person}
    while True:
        more = {
            name
            for link in links
            if link.relation != "same_household" and {link.one, link.other} & found
            for name in (link.one, link.other)
        }
        if more <= found:
            return min(found)
        found |= more


@dataclass(frozen=True, kw_only=True)
class Referral:
    """One row of youth.safeguarding_referrals."""

    child: str
    received: date
    reason: str
    safeguarding: bool


def with_four_adversities(referrals: Sequence[Referral], period: Period) -> set[str]:
    """Children referred in the period of whom four of the ten kinds were known on the day of a referral."""
    found = set()
    for each in referrals:
        if period.start <= each.received <= period.end:
            told = {
                other.reason
                for other in referrals
                if other.child == each.child
                and other.received <= each.received
                and other.reason not in NOT_OF_THE_TEN
            }
            if len(told) >= 4:
                found.add(each.child)
    return found
