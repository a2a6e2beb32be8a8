"""What the partnership has promised the body it answers to, and what that body has asked of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import identifier, one_line


class PromiseStatus(enum.StrEnum):
    """Whether a promise is still owed."""

    OPEN = "open"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class AskedKind(enum.StrEnum):
    """What sort of thing was asked."""

    QUESTION = "question"
    RESOLUTION = "resolution"
    REQUEST = "request for information"
    ACTION = "action"


@dataclass(frozen=True, kw_only=True)
class Promise(Table):
    """Something that a report or an officer said would be done, reported or explained later."""

    called: ClassVar[str] = "promise"

    id: Annotated[str, "A short name.", Defines("promise"), identifier]
    made: Annotated[date, "When it was promised."]
    where: Annotated[str, "The report and paragraph, or the meeting.", one_line]
    text: Annotated[str, "What was promised, in the words used.", one_line]
    kpq: Annotated[int | None, "The question it belongs to, if to one.", RefersTo("KPQ")] = None
    owner: Annotated[str, "Who is to keep it.", one_line]
    due: Annotated[
        date | None, "When it is due. Without a date it is due at the next report on its question."
    ] = None
    status: Annotated[PromiseStatus, "Open, kept or withdrawn."]
    closed: Annotated[date | None, "When it was kept or withdrawn."] = None
    answer: Annotated[str, "How it was kept, or why it was withdrawn."] = ""

    def why_not(self) -> tuple[str, str] | None:
        """A promise is due after it was made, and one that is no longer open says when and how."""
        if self.due and self.due < self.made:
            return ("due", f"promise '{self.id}' is due on {self.due}, before it was made on {self.made}")
        if self.status is not PromiseStatus.OPEN and not (self.closed and self.answer):
            return ("status", f"promise '{self.id}' is {self.status}, so it needs 'closed' and 'answer'")
        if self.status is PromiseStatus.OPEN and self.closed:
            return ("status", f"promise '{self.id}' has a 'closed' date but is still open")
        return None


@dataclass(frozen=True, kw_only=True)
class PanelItem(Table):
    """A question, request or resolution of the Panel, with what was answered and the figure it concerns."""

    called: ClassVar[str] = "panel item"

    id: Annotated[str, "A short name.", Defines("panel item"), identifier]
    asked: Annotated[date, "The meeting at which it was asked."]
    kind: Annotated[AskedKind, "Question, resolution, request for information or action."]
    text: Annotated[str, "What was asked, in plain words.", one_line]
    kpq: Annotated[int | None, "The question of the plan it belongs to, if to one.", RefersTo("KPQ")] = None
    indicator: Annotated[str, "The indicator it concerns, if one.", RefersTo("indicator")] = ""
    owner: Annotated[str, "Who is to answer.", one_line]
    due: Annotated[date | None, "When the answer is due."] = None
    answered: Annotated[date | None, "When it was answered; leave out until it is."] = None
    answer: Annotated[str, "The answer given."] = ""

    def why_not(self) -> tuple[str, str] | None:
        """An answer has its date, and a date of answering its answer."""
        if bool(self.answer) != (self.answered is not None):
            return ("answered", f"panel item '{self.id}' needs both 'answered' and 'answer', or neither")
        return None
