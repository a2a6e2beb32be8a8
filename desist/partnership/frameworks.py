"""A framework within the plan: indicators it inherits, held to one group of people, and what was pledged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from desist.partnership.indicators import Chart, Comparator, Indicator
from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.promises import PromiseStatus
from desist.partnership.rules import identifier, one_line

# These show everybody, other areas or peers, of whom nothing is known by group.
DRAWN_AS_LINE = (Chart.NOWCAST, Chart.TIMING, Chart.LINES, Chart.FUNNEL)
# A target was set for everybody, and peers publish nothing by group.
KEPT = (Comparator.YEAR_BEFORE, Comparator.OWN_PAST)


@dataclass(frozen=True, kw_only=True)
class Framework(Table):
    """A framework for one group of people, such as women: it takes over indicators for them alone."""

    called: ClassVar[str] = "framework"

    id: Annotated[str, "A short name.", Defines("framework"), identifier]
    title: Annotated[str, "The heading of its section in the report.", one_line]
    group: Annotated[str, "Whom it is about, as it is printed after an indicator's title.", one_line]
    what: Annotated[str, "What it is for, in a sentence or two."]
    lead: Annotated[str, "Who leads on it.", one_line]
    inherits: Annotated[tuple[str, ...], "The indicators that it takes over.", RefersTo("indicator")]
    only: Annotated[Mapping[str, str], 'The group, as { sex = "female" }; each measure must know it.'] = (
        field(default_factory=lambda: MappingProxyType({}), hash=False)
    )

    def why_not(self) -> tuple[str, str] | None:
        """It names a group, and no indicator twice."""
        if not self.only:
            return "only", f"framework '{self.id}' is held to no group of people"
        twice = [each for each in self.inherits if self.inherits.count(each) > 1]
        return ("inherits", f"framework '{self.id}' inherits '{twice[0]}' twice") if twice else None

    def inherited(self, indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
        """Its indicators, in its own order: each as the plan has it, but of the group alone.

        No areas stand beside it and no peers: the smaller the group, the more another figure gives away.
        """
        named = {each.id: each for each in indicators}
        return tuple(self._taken_over(named[id]) for id in self.inherits)

    def _taken_over(self, one: Indicator) -> Indicator:
        return replace(
            one,
            id=f"{self.id}-{one.id}",
            title=f"{one.title}: {self.group}",
            only={**one.only, **self.only},
            by="" if one.by in self.only else one.by,
            beside=(),
            comparators=tuple(each for each in one.comparators if each in KEPT) or (Comparator.NONE,),
            peers="",
            target=None,
            chart=Chart.LINE if one.chart in DRAWN_AS_LINE else one.chart,
        )


@dataclass(frozen=True, kw_only=True)
class Pledge(Table):
    """Something that a partner has publicly undertaken, as at a conference: who, what, by when."""

    called: ClassVar[str] = "pledge"

    id: Annotated[str, "A short name.", Defines("pledge"), identifier]
    who: Annotated[str, "Who pledged it.", one_line]
    what: Annotated[str, "What was pledged, in the words used.", one_line]
    made: Annotated[date, "When."]
    where: Annotated[str, "At which meeting or in which document.", one_line]
    due: Annotated[date | None, "By when; leave out when no day was named."] = None
    status: Annotated[PromiseStatus, "Open, kept or withdrawn."]
    closed: Annotated[date | None, "When it was kept or withdrawn."] = None
    evidence: Annotated[str, "What shows how it stands."] = ""
    framework: Annotated[str, "The framework it belongs to, if to one.", RefersTo("framework")] = ""

    def why_not(self) -> tuple[str, str] | None:
        """It is due after it was made; one that is no longer open says since when and by what evidence."""
        if self.due and self.due < self.made:
            return "due", f"pledge '{self.id}' is due on {self.due}, before it was made on {self.made}"
        if self.status is not PromiseStatus.OPEN and not (self.closed and self.evidence):
            return "status", f"pledge '{self.id}' is {self.status}, so it needs 'closed' and 'evidence'"
        if self.status is PromiseStatus.OPEN and self.closed:
            return "status", f"pledge '{self.id}' has a 'closed' date but is still open"
        return None

    def overdue(self, on: date) -> bool:
        """Whether its day has passed and it is neither kept nor withdrawn."""
        return self.status is PromiseStatus.OPEN and self.due is not None and self.due < on
