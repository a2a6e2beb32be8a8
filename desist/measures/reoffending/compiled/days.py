"""Every day's quarter and ends, worked out once: a pass over millions of offences then only looks them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.follow_up import FOLLOW_UP_MONTHS, WAITING_MONTHS

FIRST_YEAR = 1970  # quarters are numbered from the first one of this year


@dataclass(frozen=True, kw_only=True)
class DayTables:
    """One row a day from ``first`` on: a year later, 18 months later, quarter, last day of it, date.

    Days are numbered from 1 January 1970, quarters likewise. A date is written 20160229, so that the
    difference of two, over 10,000, is the age in completed years.
    """

    first: int
    table: NDArray[np.int32]


YEAR_LATER, WAIT_LATER, QUARTER, QUARTER_ENDS, WRITTEN = range(5)


def day_tables(first: int, last: int) -> DayTables:
    """The tables of all days between two, both included, given as days since 1970."""
    day = np.arange(first, last + 1).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    of_month = (day - month.astype("datetime64[D]")).astype(np.int64)
    months = month.astype(np.int64)
    quarter = months // 3
    table = np.empty((len(day), 5), dtype=np.int32)
    table[:, YEAR_LATER] = _later(month, of_month, FOLLOW_UP_MONTHS)
    table[:, WAIT_LATER] = _later(month, of_month, FOLLOW_UP_MONTHS + WAITING_MONTHS)
    table[:, QUARTER] = quarter
    table[:, QUARTER_ENDS] = _start(3 * quarter + 3) - 1
    table[:, WRITTEN] = (months // 12 + FIRST_YEAR) * 10_000 + (months % 12 + 1) * 100 + of_month + 1
    return DayTables(first=first, table=table)


def quarter_start(quarter: int) -> date:
    """The first day of a quarter by its number."""
    return date(FIRST_YEAR + quarter // 4, 3 * (quarter % 4) + 1, 1)


def _later(month: NDArray[np.datetime64], of_month: NDArray[np.int64], months: int) -> NDArray[np.int64]:
    """Calendar months added at once and kept to the last day of a shorter month."""
    target = month.astype(np.int64) + months
    start, end = _start(target), _start(target + 1)
    return np.asarray(start + np.minimum(of_month, end - start - 1), dtype=np.int64)


def _start(months: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first day of a month numbered from January 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
