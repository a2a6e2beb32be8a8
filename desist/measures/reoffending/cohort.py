"""Which people make a cohort, when their follow-up ends, and from which day the cohort's figure is final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desist.measures.reoffending.follow_up import follow_up_ends, waiting_ends
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period, add_months, month_end

LENGTHS = (3, 12)  # months; 12 are the Ministry's cohorts before October 2015


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The people whose first index date of the period lies in it; the period is 3 or 12 whole months."""

    period: Period

    def __post_init__(self) -> None:
        start = self.period.start
        if self.period.months not in LENGTHS or (start.month - 1) % 3:
            raise OperatorMistake(
                f"{self.period} is not the period of a cohort.",
                hint="A cohort is a calendar quarter, or twelve months from the first day of one.",
            )

    @property
    def last_follow_up_ends(self) -> date:
        """The last day on which anybody in the cohort can still reoffend."""
        return follow_up_ends(self.period.end)

    @property
    def last_waiting_ends(self) -> date:
        """The last day on which a reoffence of anybody in the cohort can still be proven."""
        return waiting_ends(self.period.end)

    def is_mature(self, *, as_at: date) -> bool:
        """Whether data that reach to the end of a day hold all that can ever count."""
        return as_at >= self.last_waiting_ends

    def quarters(self) -> tuple[Cohort, ...]:
        """The 3-month cohorts from whose counts an annual figure is pooled."""
        return tuple(
            Cohort(period=quarter(add_months(self.period.start, months)))
            for months in range(0, self.period.months or 0, 3)
        )


def quarter(day: date) -> Period:
    """The calendar quarter that a day lies in."""
    start = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Period(start, month_end(add_months(start, 2)))


def cohorts_holding(index_date: date) -> tuple[Cohort, ...]:
    """Every cohort that an index date falls in: one of 3 months, and four of 12."""
    first = quarter(index_date)
    year_long = (
        Period(add_months(first.start, -before), month_end(add_months(first.start, 11 - before)))
        for before in (0, 3, 6, 9)
    )
    return tuple(Cohort(period=period) for period in (first, *year_long))
