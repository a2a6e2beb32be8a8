"""An indicator: a measure that a key performance question watches, and how it is to be judged."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import between, identifier, one_line
from desist.vocabulary.period import Every
from desist.vocabulary.signal import Better


class Comparator(enum.StrEnum):
    """What an indicator is judged against."""

    YEAR_BEFORE = "year before"
    OWN_PAST = "own past"
    PEERS = "peers"
    TARGET = "target"
    NONE = "none"


class Chart(enum.StrEnum):
    """The form in which an indicator is drawn."""

    LINE = "line"
    PROCESS = "process limits"
    BAR = "bar"
    FUNNEL = "funnel"
    LINES = "lines"  # a line for the place and one for each area beside it
    COHORTS = "cohorts"  # a table, one row for each period
    NOWCAST = "nowcast"  # of proven reoffending: where the rates of cohorts not yet final will lie
    TIMING = "timing"  # of proven reoffending: how soon people come back
    TABLE = "table"
    NONE = "none"


class Tier(enum.StrEnum):
    """How early the work behind an indicator comes: before, at the first sign, or afterwards."""

    PREVENTION = "prevention"
    EARLY = "early"
    TARGETED = "targeted"


@dataclass(frozen=True, kw_only=True)
class Target(Table):
    """A value that somebody chose; not to be mistaken for a process limit, which is calculated."""

    called: ClassVar[str] = "target"

    value: Annotated[float, "The value to reach, in the measure's printed unit."]
    by: Annotated[date, "The day by which it is to be reached."]
    set_by: Annotated[str, "Who chose it, and in which document.", one_line]


@dataclass(frozen=True, kw_only=True)
class OverLinks(Table):
    """How a figure about persons is drawn over plausible links between the agencies' records."""

    called: ClassVar[str] = "over_links"

    draws: Annotated[int, "How many plausible sets of links its range is drawn from.", between(20, 2000)]
    seed: Annotated[int, "Another number gives other draws.", between(0, 1_000_000)] = 1


@dataclass(frozen=True, kw_only=True)
class Indicator(Table):
    """A measure that a key performance question watches, at one place, judged in a stated way."""

    called: ClassVar[str] = "indicator"

    id: Annotated[str, "A short name, used in narrative and in links.", Defines("indicator"), identifier]
    kpq: Annotated[int, "The number of the question this indicator helps to answer.", RefersTo("KPQ")]
    title: Annotated[str, "What it is called in the report.", one_line]
    measure: Annotated[str, "The measure, by its name in the catalogue.", RefersTo("measure")]
    place: Annotated[str, "The area it is read for.", RefersTo("area")]
    beside: Annotated[
        tuple[str, ...],
        "Areas printed beside it for context; it is not judged against them.",
        RefersTo("area"),
    ] = ()
    by: Annotated[str, "A breakdown to show: one row or line for each of its levels.", one_line] = ""
    only: Annotated[
        Mapping[str, str], 'A breakdown held to one level, such as { offence_group = "Robbery" }.'
    ] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    every: Annotated[Every, "The length of each period: month, quarter or year."]
    history: Annotated[int, "How many periods the chart shows.", between(1, 400)]
    lag_months: Annotated[
        int,
        "The oldest the latest reading may be at the date of the report, in months, before it is stale.",
        between(0, 240),
    ]
    provisional: Annotated[
        bool, "False where only a figure that can no longer change may answer; the others are left out."
    ] = True
    comparators: Annotated[tuple[Comparator, ...], "What it is judged against, the most telling first."]
    peers: Annotated[str, "The peer group, when it is judged against peers.", RefersTo("peer group")] = ""
    target: Annotated[Target | None, "The target, when it is judged against one."] = None
    over_links: Annotated[
        OverLinks | None,
        "Of a figure about persons: print its range over plausible links, such as { draws = 200 }.",
    ] = None
    better: Annotated[Better, "Which direction is good: higher, lower or neither."]
    chart: Annotated[Chart, "How it is drawn."]
    tier: Annotated[Tier | None, "Prevention, early or targeted intervention."] = None
    owner: Annotated[str, "Who answers for it.", one_line]
    review: Annotated[Every, "How often its definition and target are looked at again."] = Every.YEAR
    reviewed: Annotated[date | None, "When that was last done."] = None
    note: Annotated[str, "What a reader should know: why it is watched, what it leaves out."] = ""

    def why_not(self) -> tuple[str, str] | None:
        """Comparators, peers and target must agree, and a breakdown cannot be shown and held at once."""
        if Comparator.NONE in self.comparators and len(self.comparators) > 1:
            return ("comparators", f"indicator '{self.id}' cannot have \"none\" beside another comparator")
        if (Comparator.PEERS in self.comparators) != bool(self.peers):
            what = "names no peer group in 'peers'" if not self.peers else 'does not list "peers"'
            return ("comparators", f"indicator '{self.id}' {what}; being judged against peers needs both")
        if (Comparator.TARGET in self.comparators) != (self.target is not None):
            what = "has no 'target'" if self.target is None else 'does not list "target"'
            return ("comparators", f"indicator '{self.id}' {what}; being judged against a target needs both")
        if self.by and self.by in self.only:
            return ("only", f"indicator '{self.id}' shows every level of '{self.by}' and holds it to one")
        return None
