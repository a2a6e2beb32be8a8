"""A change in a rate parted in two: other people, or the same kind of people doing otherwise.

Source: Kitagawa 1955, Components of a difference between two rates, JASA 50:1168-1194.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desist.intervals.single import wilson
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Reoffenders out of people, in one group of one period."""

    reoffenders: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """One group's part in the change, in percentage points, split into mix and rate."""

    group: str
    mix: float
    rate: float


@dataclass(frozen=True, kw_only=True)
class PartedChange:
    """A change of a rate in percentage points: ``mix`` plus ``rate`` is ``change``, exactly.

    ``lower`` and ``upper`` are the interval of the rate part with the mix taken as it was. ``one_sided``
    names the groups that were in one period only, all of whose part is mix.
    """

    before: float
    now: float
    change: float
    mix: float
    rate: float
    lower: float
    upper: float
    parts: tuple[Part, ...]
    one_sided: tuple[str, ...]


def mix_and_rate(
    before: Mapping[str, Counted], now: Mapping[str, Counted], *, confidence: float = 0.95
) -> PartedChange:
    """How much of a change came from other people in the cohort, and how much from other reoffending.

    Both map each group (a band of age, previous offences or predicted risk) to its counts. Raises
    OperatorMistake when a period has no people or a group has more reoffenders than people.
    """
    first, last = _whole(before, "before"), _whole(now, "now")
    parts, one_sided = [], []
    below = above = 0.0
    nobody = Counted(reoffenders=0, people=0)
    for group in dict.fromkeys((*before, *now)):
        then, today = before.get(group, nobody), now.get(group, nobody)
        if not then.people and not today.people:
            continue
        w0, w1 = then.people / first.people, today.people / last.people
        if not then.people or not today.people:
            one_sided.append(group)
            only = then if then.people else today
            parts.append(Part(group=group, mix=100 * (w1 - w0) * only.reoffenders / only.people, rate=0.0))
            continue
        r0, r1 = then.reoffenders / then.people, today.reoffenders / today.people
        weight = (w0 + w1) / 2
        parts.append(Part(group=group, mix=100 * (w1 - w0) * (r0 + r1) / 2, rate=100 * weight * (r1 - r0)))
        # Method of variance estimates recovery: each group's own Wilson ends, added in squares.
        old = wilson(then.reoffenders, then.people, confidence=confidence)
        new = wilson(today.reoffenders, today.people, confidence=confidence)
        below += weight**2 * ((r1 - new.lower) ** 2 + (old.upper - r0) ** 2)
        above += weight**2 * ((new.upper - r1) ** 2 + (r0 - old.lower) ** 2)
    rate = sum(part.rate for part in parts)
    start, end = 100 * first.reoffenders / first.people, 100 * last.reoffenders / last.people
    return PartedChange(
        before=start,
        now=end,
        change=end - start,
        mix=sum(part.mix for part in parts),
        rate=rate,
        lower=rate - 100 * below**0.5,
        upper=rate + 100 * above**0.5,
        parts=tuple(parts),
        one_sided=tuple(one_sided),
    )


def _whole(groups: Mapping[str, Counted], when: str) -> Counted:
    for name, each in groups.items():
        if not 0 <= each.reoffenders <= each.people:
            raise OperatorMistake(
                f"Group '{name}' has {each.reoffenders:,} reoffenders out of {each.people:,} people ({when})."
            )
    whole = Counted(
        reoffenders=sum(each.reoffenders for each in groups.values()),
        people=sum(each.people for each in groups.values()),
    )
    if not whole.people:
        raise OperatorMistake(f"There are no people in the period {when}, so it has no rate.")
    return whole
