"""A measure: two counts of one kind of thing, and everything a reader may ask about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date

from desist.vocabulary.signal import Better


class Kind(enum.StrEnum):
    """What arithmetic turns a measure's counts into its value."""

    COUNT = "count"  # numerator alone
    PROPORTION = "proportion"  # part of a whole, in percent
    RATE = "rate"  # events for each `per` of the denominator
    CHANGE = "change"  # percent change from denominator (before) to numerator (now)
    WEIGHTED = "weighted"  # a weighted sum over a population
    ESTIMATE = "estimate"  # published with a standard error, or with no interval at all


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A definition that a reading can be checked against.

    ``of`` names the query (a .sql file beside the measure) that gives its rows; ``numerator`` and
    ``denominator`` are SQL aggregates over those rows. ``per`` scales a rate. ``every`` lists the
    lengths of period that the source supports. ``breakdowns`` are columns of the query.
    """

    name: str
    asks: str
    of: str
    kind: Kind
    numerator: str
    denominator: str = ""
    per: float = 1.0
    better: Better
    unit: str
    source: str
    contracts: tuple[str, ...]
    every: tuple[str, ...] = ("month", "quarter", "year")
    breakdowns: tuple[str, ...] = ()
    lag: str = ""
    notes: str = ""
    extra: tuple[str, ...] = field(default=())
    author: str
    checker: str
    review: date
