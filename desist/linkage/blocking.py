"""Which pairs of records are worth comparing: those that share a key, the pairs of each rule counted first.

A rule whose commonest values would bring too many pairs leaves those values out; the tighter rules before
it still bring together the records that agree on more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from desist.linkage.fields import FIELDS, Kind


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Records that agree on all of these expressions are compared."""

    title: str
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        """SQL for one value that is equal where all are, and nothing where any is nothing."""
        known = " and ".join(f"{each} is not null" for each in self.values)
        return f"case when {known} then hash({', '.join(self.values)}) end"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A rule as it will run: how many pairs it brings, and the size of the largest block left in it."""

    rule: Rule
    pairs: int
    largest: int
    left_out: int  # values, each shared by more records than that


def rules(fields: Collection[str]) -> tuple[Rule, ...]:
    """The rules that these fields allow, the tightest first."""
    known = _values(fields)
    found = [
        Rule(title=name.replace("_", " "), values=(name,))
        for name in fields
        if FIELDS[name].kind is Kind.IDENTIFIER or name == "email"
    ]
    for titles in _SETS:
        if set(titles) <= set(known):
            values = tuple(value for title in titles for value in known[title])
            found.append(Rule(title=", ".join(titles), values=values))
    return tuple(found)


# What records must agree on, tight before loose.
_SETS = (
    ("both names", "date of birth"),
    ("known name", "date of birth"),
    ("surname", "date of birth"),
    ("postcode", "date of birth"),
    ("both names", "postcode"),
    ("address", "date of birth"),
    ("address", "surname"),
    ("address", "known name"),
    ("place", "date of birth"),
    ("both names", "year of birth"),
    ("both names", "place"),
    ("date of birth",),
    ("postcode", "surname"),
    ("postcode", "known name"),
    ("both names",),
    ("beginnings of names", "day and month of birth"),
    ("beginnings of names", "year and month of birth"),
    ("beginnings of names", "year of birth"),
    ("address",),
    ("surname", "year of birth"),
    ("known name", "year of birth"),
    ("postcode", "year of birth"),
    ("longer beginnings of names",),
    ("surname", "day and month of birth"),
    ("known name", "day and month of birth"),
)


def _values(fields: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What each word of a rule means, as SQL over prepared records, of the words these fields allow."""
    words: dict[str, tuple[str, ...]] = {}
    for name in ("surname", "postcode", "address", "place"):
        if name in fields:
            words[name] = (name,)
    if "first_name" in fields:
        words["known name"] = ("first_known",)
    if {"first_name", "surname"} <= set(fields):
        words["both names"] = ("name_low", "name_high")
        words["beginnings of names"] = ("substr(name_low, 1, 2)", "substr(name_high, 1, 2)")
        words["longer beginnings of names"] = ("substr(name_low, 1, 3)", "substr(name_high, 1, 3)")
    if "date_of_birth" in fields:
        words["date of birth"] = ("date_of_birth",)
        words["year of birth"] = ("born_year",)
        words["year and month of birth"] = ("born_year", "born_month")
        words["day and month of birth"] = ("born_month", "born_mday")
    return words


HARDLY_ANYTHING = 0.02  # of the budget
EVERY_PAIR = Rule(title="every pair", values=("1",))


def chosen(
    sizes: Iterable[tuple[Rule, Sequence[tuple[int, int]]]], *, budget: int, share: float
) -> tuple[Chosen, ...]:
    """How each rule will run within a budget of pairs for all of them.

    ``sizes`` gives for each rule how many blocks there are of each number of records; it is not asked for
    more when hardly anything is left. A rule may use a share of the whole budget and what the rules before
    it left; it keeps its smaller blocks.
    """
    left, runs = budget, []
    for rule, blocks in sizes:
        allowed, pairs, largest, left_out = min(left, int(budget * share)), 0, 0, 0
        for records, times in sorted(blocks):
            more = times * (records * (records - 1) // 2)
            if left_out or pairs + more > allowed:
                left_out += times
            else:
                pairs, largest = pairs + more, records
        if pairs:
            runs.append(Chosen(rule=rule, pairs=pairs, largest=largest, left_out=left_out))
            left -= pairs
        if left < budget * HARDLY_ANYTHING:
            break
    return tuple(runs)
