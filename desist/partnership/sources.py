"""Sources: who sends which extract, how often, how late, under which agreement and licence."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import between, identifier, one_line, web_address


class Cadence(enum.StrEnum):
    """How often a source sends or publishes."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    ONCE = "once"


@dataclass(frozen=True, kw_only=True)
class Source(Table):
    """One extract that the partnership receives, and on what terms."""

    called: ClassVar[str] = "source"

    id: Annotated[str, "A short name.", Defines("source"), identifier]
    contract: Annotated[str, "The contract that its files keep.", RefersTo("contract")]
    title: Annotated[str, "What it is called beneath a figure.", one_line]
    sender: Annotated[str, "Who sends or publishes it.", one_line]
    owner: Annotated[str, "Who answers for it in the partnership.", one_line]
    measures: Annotated[
        tuple[str, ...],
        "For a general contract, as local.series: the measures this sender supplies.",
        RefersTo("measure"),
    ] = ()
    cadence: Annotated[Cadence, "How often it comes."]
    lag_months: Annotated[
        int, "How many months after the end of a period its figures usually arrive.", between(0, 60)
    ]
    agreement: Annotated[str, "The sharing agreement it comes under, or 'published' for open data.", one_line]
    licence: Annotated[str, "The licence of published data.", one_line] = ""
    attribution: Annotated[str, "The words the licence asks to be printed.", one_line] = ""
    address: Annotated[str, "Where it is published.", web_address] = ""
    note: Annotated[str, "What a reader should know about it."] = ""

    def supplies(self, measures: Collection[str], contracts: Collection[str]) -> bool:
        """Whether figures of some measures, read from these contracts, rest on what it sends."""
        return self.contract in contracts and (
            not self.measures or not set(self.measures).isdisjoint(measures)
        )


@dataclass(frozen=True, kw_only=True)
class SourcesFile(Table):
    """sources.toml: where the partnership's figures come from."""

    sources: Annotated[tuple[Source, ...], "The sources, in the order they are printed."] = ()
