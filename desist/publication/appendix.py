"""The appendix of risks and implications, under the headings that every Panel report carries."""

from __future__ import annotations

from collections.abc import Mapping

from desist.publication.document import Risk
from desist.vocabulary.mistake import OperatorMistake, nearest

# The headings of the Durham Panel reports of March 2018, March 2020 and October 2020, in their order.
HEADINGS = (
    "Finance",
    "Staffing",
    "Equality and Diversity",
    "Accommodation",
    "Crime and Disorder",
    "Children's Act 2004",
    "Stakeholder/Community Engagement",
    "Environment",
    "Collaboration and Partnerships",
    "Value for Money and Productivity",
    "Potential Impact on Police, Crime and Victims' Plan Priorities",
    "Commissioning",
    "Other Risks",
)


def risks(said: Mapping[str, str]) -> tuple[Risk, ...]:
    """Lay out the appendix: every fixed heading in order, with N/A where nothing is said.

    Raises OperatorMistake for a heading that the appendix does not have.
    """
    for heading in said:
        if heading not in HEADINGS:
            raise OperatorMistake(
                f"The appendix of risks has no heading '{heading}'.",
                hint=nearest(heading, list(HEADINGS)),
            )
    return tuple(Risk(heading=heading, text=said.get(heading) or "N/A") for heading in HEADINGS)
