"""A reading: one measure, at one place, over one period, with both its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desist.vocabulary.link_range import LinkRange
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One measure, place and period: numerator, denominator, value and its 95% interval.

    ``value`` is in the measure's printed unit: percent for a proportion, per 1,000 for a rate per
    1,000. ``breakdown`` maps a breakdown's name to its level, e.g. {"offence_group": "Robbery"}.
    A figure that cannot be given has ``value`` None and a ``mark``; ``why`` then says in one
    sentence what is missing, which contract would supply it and the last period held. ``source``
    names the publisher whose rows were counted; readings from two publishers are not comparable.
    A provisional figure says in ``as_at`` to which day it counts, and in ``matured`` which share of its
    people had been followed to the end by then, between 0 and 1; both are None of a figure that is final.
    ``over_links`` is its range over plausible links between records, where that was asked for.
    """

    measure: str
    place: str
    period: Period
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    mark: Mark = Mark.NONE
    why: str = ""
    breakdown: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    as_at: date | None = None
    matured: float | None = None
    over_links: LinkRange | None = None

    @property
    def available(self) -> bool:
        return self.value is not None

    @property
    def provisional(self) -> bool:
        """Whether later events can still change it, whatever its mark says."""
        return self.as_at is not None

    @property
    def age(self) -> int | None:
        """Days from the end of its period to the day it counts to; None of a final figure."""
        return None if self.as_at is None else (self.as_at - self.period.end).days
