"""The plan: vision, outcomes, key performance questions, indicators, actions and promises."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.actions import Action, Workstream
from desist.partnership.frameworks import Framework, Pledge
from desist.partnership.indicators import Indicator
from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.promises import PanelItem, Promise
from desist.partnership.rules import between, identifier, one_line
from desist.partnership.strategy import Strategy


class Month(enum.StrEnum):
    """The month with which a quarter can end."""

    MARCH = "March"
    JUNE = "June"
    SEPTEMBER = "September"
    DECEMBER = "December"

    @property
    def number(self) -> int:
        return {"March": 3, "June": 6, "September": 9, "December": 12}[self.value]


@dataclass(frozen=True, kw_only=True)
class Outcome(Table):
    """A change the plan wants to see."""

    called: ClassVar[str] = "outcome"

    number: Annotated[int, "Its number in the plan.", Defines("outcome"), between(1, 99)]
    title: Annotated[str, "The outcome, as it is printed.", one_line]
    sponsors: Annotated[
        tuple[str, ...], "Who set or shares it; empty when it is the partnership's own.", RefersTo("sponsor")
    ] = ()
    lead: Annotated[str, "The person or body that leads on it.", one_line] = ""
    note: Annotated[str, "How it came into the plan: a joint priority, a request."] = ""


@dataclass(frozen=True, kw_only=True)
class Kpq(Table):
    """A key performance question: what one asks to know whether an outcome is being achieved."""

    called: ClassVar[str] = "KPQ"

    number: Annotated[int, "Its number in the plan.", Defines("KPQ"), between(1, 99)]
    outcome: Annotated[int, "The number of the outcome it belongs to.", RefersTo("outcome")]
    question: Annotated[str, "The question, as it is printed.", one_line]
    owner: Annotated[str, "Who answers it.", one_line] = ""

    @property
    def id(self) -> str:
        """The name of its narrative file without the ending: 'kpq1'."""
        return f"kpq{self.number}"


@dataclass(frozen=True, kw_only=True)
class Cycle(Table):
    """Which questions a report answers, by the month in which its quarter ends."""

    called: ClassVar[str] = "cycle"

    quarters_ending: Annotated[tuple[Month, ...], "The months in which the quarters end."]
    kpqs: Annotated[tuple[int, ...], "The numbers of the questions due then.", RefersTo("KPQ")]


@dataclass(frozen=True, kw_only=True)
class OtherPlan(Table):
    """Another plan that shares objectives with this one."""

    called: ClassVar[str] = "other plan"

    id: Annotated[str, "A short name.", Defines("other plan"), identifier]
    name: Annotated[str, "The plan's name.", one_line]
    owner: Annotated[str, "Whose plan it is.", one_line]


@dataclass(frozen=True, kw_only=True)
class SharedObjective(Table):
    """An objective of this plan and of others, so that one indicator answers them all."""

    called: ClassVar[str] = "shared objective"

    id: Annotated[str, "A short name.", Defines("shared objective"), identifier]
    title: Annotated[str, "The objective.", one_line]
    outcome: Annotated[int, "The outcome of this plan that it is.", RefersTo("outcome")]
    also_in: Annotated[tuple[str, ...], "The other plans that hold it.", RefersTo("other plan")]
    indicators: Annotated[tuple[str, ...], "The indicators that answer it.", RefersTo("indicator")]


@dataclass(frozen=True, kw_only=True)
class Plan(Table):
    """plan.toml: what the partnership wants, how it will know, what it does and what it has promised."""

    title: Annotated[str, "The plan's title.", one_line]
    short_title: Annotated[str, "What it is called in sentences.", one_line]
    starts: Annotated[date, "Its first day."]
    ends: Annotated[date, "Its last day."]
    vision: Annotated[str, "The vision."]
    source: Annotated[str, "The document it is taken from."] = ""
    outcome_word: Annotated[str, "What headings call an outcome, as Priority.", one_line] = "Outcome"
    outcomes: Annotated[tuple[Outcome, ...], "The outcomes it seeks."]
    kpqs: Annotated[tuple[Kpq, ...], "The key performance questions."]
    cycles: Annotated[tuple[Cycle, ...], "Which questions are due in which quarter."]
    indicators: Annotated[tuple[Indicator, ...], "The indicators that the questions watch."] = ()
    frameworks: Annotated[
        tuple[Framework, ...], "Frameworks for one group of people, which inherit indicators."
    ] = ()
    workstreams: Annotated[tuple[Workstream, ...], "The lines of work of the delivery plan."] = ()
    actions: Annotated[tuple[Action, ...], "The actions of the delivery plan."] = ()
    promises: Annotated[tuple[Promise, ...], "What has been promised to the Panel."] = ()
    pledges: Annotated[tuple[Pledge, ...], "What partners have publicly undertaken."] = ()
    panel_items: Annotated[tuple[PanelItem, ...], "What the Panel has asked."] = ()
    other_plans: Annotated[tuple[OtherPlan, ...], "Plans that share objectives with this one."] = ()
    shared_objectives: Annotated[tuple[SharedObjective, ...], "The objectives they share."] = ()
    strategy: Annotated[Strategy | None, "A strategy to be printed on one page."] = None

    def why_not(self) -> tuple[str, str] | None:
        """The plan ends after it starts, and every question is due in some quarter."""
        if self.ends <= self.starts:
            return ("ends", f"the plan ends on {self.ends}, before it starts on {self.starts}")
        months = [month for cycle in self.cycles for month in cycle.quarters_ending]
        twice = [month for month in months if months.count(month) > 1]
        if twice:
            return ("cycle", f"quarters ending in {twice[0]} stand in more than one [[cycle]]")
        due = {number for cycle in self.cycles for number in cycle.kpqs}
        never = [kpq.number for kpq in self.kpqs if kpq.number not in due]
        if never:
            return ("kpq", f"KPQ {never[0]} is in no [[cycle]], so no report would ever answer it")
        return None

    def kpq(self, number: int) -> Kpq:
        """The question with this number."""
        return next(kpq for kpq in self.kpqs if kpq.number == number)

    def indicators_of(self, kpq: int) -> tuple[Indicator, ...]:
        """The indicators of a question, in the order of the plan."""
        return tuple(indicator for indicator in self.indicators if indicator.kpq == kpq)

    def indicator(self, id: str) -> Indicator:
        """The indicator with this id."""
        return next(indicator for indicator in self.indicators if indicator.id == id)
