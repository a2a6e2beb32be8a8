"""The delivery plan: work-streams, and actions that should move an indicator."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.indicators import Tier
from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import identifier, one_line


class Status(enum.StrEnum):
    """How a piece of work stands; a colour alone would not say why."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    LATE = "late"
    INITIAL_REVIEW = "initial review complete"
    COMPLETE = "complete"
    STOPPED = "stopped"

    @property
    def finished(self) -> bool:
        return self in {Status.COMPLETE, Status.STOPPED}


@dataclass(frozen=True, kw_only=True)
class Milestone(Table):
    """A step of a work-stream."""

    called: ClassVar[str] = "milestone"

    title: Annotated[str, "What is done when the step is done.", one_line]
    due: Annotated[date | None, "When it is due; leave out when no date was set."] = None
    done: Annotated[date | None, "When it was done; leave out until it is."] = None


@dataclass(frozen=True, kw_only=True)
class Workstream(Table):
    """A line of work of a delivery group, with its milestones and the evidence for its status."""

    called: ClassVar[str] = "workstream"

    id: Annotated[str, "A short name by which an action names it.", Defines("workstream"), identifier]
    title: Annotated[str, "What it is called.", one_line]
    group: Annotated[str, "The group that leads it.", one_line]
    objective: Annotated[str, "What it is for.", one_line]
    status: Annotated[Status, "How it stands."]
    evidence: Annotated[str, "What the status rests on."]
    milestones: Annotated[tuple[Milestone, ...], "Its steps, in order."] = ()


@dataclass(frozen=True, kw_only=True)
class Action(Table):
    """Something that somebody has undertaken to do by a date, and the indicators it should move."""

    called: ClassVar[str] = "action"

    id: Annotated[str, "A short name.", Defines("action"), identifier]
    title: Annotated[str, "What is to be done.", one_line]
    kpq: Annotated[int, "The number of the question it serves.", RefersTo("KPQ")]
    workstream: Annotated[str, "The work-stream it belongs to.", RefersTo("workstream")] = ""
    owner: Annotated[str, "Who does it.", one_line]
    started: Annotated[date | None, "When it began to have effect; a check before and after needs it."] = None
    due: Annotated[date | None, "When it is to be finished; leave out when no date was set."] = None
    status: Annotated[Status, "How it stands."]
    evidence: Annotated[str, "What the status rests on, or what has been done."] = ""
    moves: Annotated[
        tuple[str, ...], "The indicators that should move if it works.", RefersTo("indicator")
    ] = ()
    tier: Annotated[Tier | None, "Prevention, early or targeted intervention."] = None

    def why_not(self) -> tuple[str, str] | None:
        """An action cannot be due before it has begun."""
        if self.started and self.due and self.due < self.started:
            return ("due", f"action '{self.id}' is due on {self.due}, before it started on {self.started}")
        return None
