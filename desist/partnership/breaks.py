"""Breaks: changes in recording after which a series is no longer the same series."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import identifier, one_line


@dataclass(frozen=True, kw_only=True)
class Break(Table):
    """A change in recording, entered once; every chart of its measures shows it and says why."""

    called: ClassVar[str] = "break"

    id: Annotated[str, "A short name.", Defines("break"), identifier]
    measures: Annotated[tuple[str, ...], "The measures it touches.", RefersTo("measure")]
    places: Annotated[
        tuple[str, ...], "The areas it touches; leave out for everywhere.", RefersTo("area")
    ] = ()
    date: Annotated[datetime.date, "The first day recorded in the new way."]
    reason: Annotated[str, "What changed, in a sentence that is printed under the chart.", one_line]
    rebase: Annotated[bool, "True to calculate new process limits from this day; false only to draw a line."]
    source: Annotated[str, "Where this was found.", one_line]
    verified: Annotated[
        bool, "False while the date or the reason is not certain; it is then printed as unverified."
    ] = True

    def touches(self, measure: str, place: str) -> bool:
        """Whether the series of a measure at a place breaks here."""
        return measure in self.measures and (not self.places or place in self.places)


@dataclass(frozen=True, kw_only=True)
class BreaksFile(Table):
    """breaks.toml: every change in recording that a reader of a series must know."""

    breaks: Annotated[tuple[Break, ...], "The changes in recording, oldest first."] = ()
