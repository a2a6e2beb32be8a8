"""What may be printed of a group by how many people are in it: nothing, a marked figure, or the figure."""

from __future__ import annotations

from desist.partnership.office import SmallNumbers
from desist.vocabulary.mark import Mark


def mark_of(people: int, rule: SmallNumbers) -> Mark:
    """[c] where no rate is given on so few people, [u] where it is unreliable, otherwise none."""
    if people < rule.no_rate_below:
        return Mark.CONFIDENTIAL
    return Mark.UNRELIABLE if people < rule.unreliable_below else Mark.NONE


def too_few(people: int, rule: SmallNumbers) -> str:
    """Why a group has no figure, without saying how many there are; empty where it has one."""
    if people >= rule.no_rate_below:
        return ""
    return f"No figure is given on fewer than {rule.no_rate_below} people."
