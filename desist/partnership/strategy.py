"""A strategy on a page: the vision, goal, objectives, deliverables and enablers of a whole system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from desist.partnership.indicators import Tier
from desist.partnership.keys import Table
from desist.partnership.rules import one_line


@dataclass(frozen=True, kw_only=True)
class StrategyObjective(Table):
    """One objective of the strategy, with the tier of work it stands for."""

    called: ClassVar[str] = "objective"

    text: Annotated[str, "The objective, in full.", one_line]
    tier: Annotated[Tier | None, "Prevention, early or targeted intervention."] = None


@dataclass(frozen=True, kw_only=True)
class Deliverable(Table):
    """A core deliverable: what the partners need to be good at."""

    called: ClassVar[str] = "deliverable"

    heading: Annotated[str, "Its heading.", one_line]
    points: Annotated[tuple[str, ...], "What it consists of.", one_line]


@dataclass(frozen=True, kw_only=True)
class Enabler(Table):
    """An enabling factor: what will help the partners to achieve their objectives."""

    called: ClassVar[str] = "enabler"

    heading: Annotated[str, "Its heading.", one_line]
    points: Annotated[tuple[str, ...], "What it consists of.", one_line]


@dataclass(frozen=True, kw_only=True)
class Strategy(Table):
    """A strategy that fits on one page of A3 or A4."""

    called: ClassVar[str] = "strategy"

    title: Annotated[str, "The title of the page.", one_line]
    owner: Annotated[str, "Whose strategy it is.", one_line]
    period: Annotated[str, "The years it covers, as they are printed.", one_line]
    source: Annotated[str, "The document it is taken from.", one_line] = ""
    vision: Annotated[str, "The vision."]
    outcomes: Annotated[tuple[str, ...], "The outcomes sought.", one_line]
    system_goal: Annotated[str, "The goal for the system as a whole."] = ""
    objectives: Annotated[tuple[StrategyObjective, ...], "The objectives."] = ()
    deliverables: Annotated[tuple[Deliverable, ...], "What do we need to be good at?"] = ()
    enablers: Annotated[tuple[Enabler, ...], "What will help us achieve our objectives?"] = ()
