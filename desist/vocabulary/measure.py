"""A measure: two counts of one kind of thing, and everything a reader may ask about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from desist.vocabulary.signal import Better


class Kind(enum.StrEnum):
    """What arithmetic turns a measure's counts into its value."""

    COUNT = "count"  # numerator alone
    PROPORTION = "proportion"  # part of a whole, in percent
    RATE = "rate"  # events for each `per` of the denominator
    CHANGE = "change"  # percent change from denominator (a year before) to numerator (now)
    WEIGHTED = "weighted"  # a weighted sum over a population
    ESTIMATE = "estimate"  # published, with a standard error or without


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A definition that a reading can be checked against.

    ``of`` names the query whose rows are counted and ``held`` the one that says for which places
    and periods they are complete; ``numerator`` and ``denominator`` are SQL aggregates over the
    rows. ``over`` names a query of stocks (a population) that is the denominator instead. ``per``
    scales a rate. ``every`` lists the lengths of period the source can give. ``breakdowns`` are
    columns of the query. ``sources`` ranks publishers where several serve the same period.
    ``spread`` is the aggregate an interval needs besides the counts: the sum of squared weights
    of a weighted sum, the standard error of an estimate, the design effect of a survey; ``events``
    is how many events stand behind a weighted sum. ``persons`` is how many people stand behind a figure whose
    denominator does not say so: days at liberty, arrests. ``all_needed`` is true where no contract can stand
    in for another. ``people`` is true where it counts people whom a
    partner's own rows tell of, so that small numbers must be protected before they are published.
    ``once_for_each`` names, for a breakdown under whose levels one person may come several times,
    the query whose rows count them once for each, or that alone has the column; of several the first
    named here answers. ``told_by`` names, for a breakdown that not every contract knows, all that must be
    held for it. ``final`` is an aggregate that is true of rows that no later event can change; until then
    a reading is provisional. ``reaches`` is the aggregate that gives the last day the rows know of,
    ``matured`` the share of people whose follow-up was over by then, ``followed`` how long that takes, and
    ``as_stood`` the numerator as it stood {days} days after the period's end, by which cohorts of unequal
    age are compared at equal age. ``published_for`` is the code of the place a national figure is published
    for, and so what is meant when none is named.
    """

    name: str
    title: str
    short: str = ""  # what it is called where a title has no room for more: five words at most
    asks: str
    of: str  # a query beside the measures, or a record with any condition on it
    held: str = ""
    kind: Kind
    numerator: str
    denominator: str = ""
    over: str = ""
    spread: str = ""
    events: str = ""
    persons: str = ""
    per: float = 1.0
    better: Better
    unit: str
    source: str
    contracts: tuple[str, ...]
    all_needed: bool = False
    every: tuple[str, ...] = ("month", "quarter", "year")
    breakdowns: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    decimals: int = 1
    people: bool = False
    once_for_each: tuple[tuple[str, str], ...] = ()
    told_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    final: str = ""
    reaches: str = ""
    matured: str = ""
    followed: str = ""
    as_stood: str = ""
    published_for: str = ""
    lag: str = ""
    notes: str = ""
    by_notes: str = ""  # what to know only of its breakdowns
    author: str
    checker: str
    review: date

    @property
    def called_briefly(self) -> str:
        """What it is called in the title of a figure that has no room for all of its own."""
        return self.short or self.title

    @property
    def all_notes(self) -> str:
        """Everything a reader should know, of the measure and of its breakdowns."""
        return f"{self.notes} {self.by_notes}".strip()
