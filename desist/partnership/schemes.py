"""Schemes: the cohorts a partnership manages together, such as Integrated Offender Management."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines
from desist.partnership.rules import one_line
from desist.vocabulary.mistake import OperatorMistake, nearest


class FollowUpEvent(enum.StrEnum):
    """What the partners have agreed to count as coming back."""

    ARRESTS = "arrests"
    CHARGES = "charges"
    PROVEN = "proven offences"


@dataclass(frozen=True, kw_only=True)
class Scheme(Table):
    """A cohort that partners manage together; its members come in the extract local.cohort_membership."""

    called: ClassVar[str] = "scheme"

    name: Annotated[
        str, "The name, exactly as the extract of members writes it.", Defines("scheme"), one_line
    ]
    title: Annotated[str, "The name as it is printed.", one_line]
    what: Annotated[str, "What the scheme is and whom it is for, in a sentence."]
    declared_by: Annotated[str, "Who answers for the list of members.", one_line]
    entry_rule: Annotated[str, "Who is taken in, and who decides it."]
    exit_rule: Annotated[str, "When somebody leaves."]
    statuses: Annotated[
        tuple[str, ...], "The statuses a member may have, as the extract writes them.", one_line
    ] = ()
    strands: Annotated[tuple[str, ...], "The parts of the scheme, as the extract writes them.", one_line] = ()
    follow_up: Annotated[
        FollowUpEvent, "The event the partners agreed to follow members up by, before and after they came in."
    ]
    valid_from: Annotated[date, "The first day for which these rules hold."]
    source: Annotated[str, "Where the rules were taken from, so that they can be checked."]
    verified: Annotated[bool, "True once somebody has checked the rules against their source."]

    def why_not(self) -> tuple[str, str] | None:
        """No status and no strand is listed twice."""
        for key, words in (("statuses", self.statuses), ("strands", self.strands)):
            twice = [word for word in words if words.count(word) > 1]
            if twice:
                return key, f"'{twice[0]}' is listed twice in scheme '{self.name}'"
        return None


def event_meant(text: str) -> FollowUpEvent:
    """The event that a word means; another word is an OperatorMistake with the nearest."""
    words = [each.value for each in FollowUpEvent]
    if text not in words:
        raise OperatorMistake(
            f"'{text}' is no event to follow people up by.",
            hint=nearest(text, words) or f"Use one of: {', '.join(words)}.",
        )
    return FollowUpEvent(text)
