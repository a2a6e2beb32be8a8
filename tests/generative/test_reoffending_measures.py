"""The four measures of proven reoffending, as read, against counts made from the slow truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.vocabulary.period import Period, add_months, month_end
from tests.generative.test_reoffending_follow_up import histories, store
from tests.made_up import read_made_up
from tests.reference.reoffending.rules import Offence, Offender, followed_up
from tests.reoffending_examples import HOME, as_rows

STARTS = [date(2015, 10, 1), date(2016, 1, 1), date(2016, 7, 1), date(2017, 1, 1), date(2017, 4, 1)]


def sex_of(offender: Offender) -> str:
    return "female" if offender.person < "m" else "male"


LEVEL: dict[str, Callable[[Offender], str]] = {
    "": lambda offender: "",
    "sex": sex_of,
    "disposal": lambda offender: offender.disposal,
    "age_group": lambda offender: "adult" if offender.age >= 18 else "juvenile",
}


def counts(name: str, offenders: list[Offender]) -> tuple[int, int]:
    """Numerator and denominator of one measure."""
    people = len(offenders)
    reoffenders = sum(1 for each in offenders if each.reoffences)
    reoffences = sum(each.reoffences for each in offenders)
    return {
        "proven_reoffending_rate": (reoffenders, people),
        "reoffences_per_reoffender": (reoffences, reoffenders),
        "reoffences_per_offender": (reoffences, people),
        "previous_offences_per_offender": (sum(each.previous for each in offenders), people),
    }[name]


@pytest.mark.parametrize("by", LEVEL)
@settings(max_examples=12)
@given(
    offences=histories(),
    start=st.sampled_from(STARTS),
    months=st.sampled_from([3, 12]),
    once_a_year=st.booleans(),
)
def test_every_count_is_that_of_the_slow_truth(
    by: str, offences: list[Offence], start: date, months: int, once_a_year: bool
) -> None:
    """A quarter; a year pooled from quarters; a year in which everybody counts once."""
    length = 12 if once_a_year else 3
    months = 12 if once_a_year else months
    period = Period(start, month_end(add_months(start, months - 1)))
    by_level: dict[str, list[Offender]] = defaultdict(list)
    for each in followed_up(offences, each_disposal=by == "disposal"):
        if each.months == length and period.start <= each.start <= period.end:
            if once_a_year and each.start != start:
                continue
            by_level[LEVEL[by](each)].append(each)
    asking = store().fill({"criminal_history": as_rows(offences), "moj.offences_not_counted": []})
    for name in (
        "proven_reoffending_rate",
        "reoffences_per_reoffender",
        "reoffences_per_offender",
        "previous_offences_per_offender",
    ):
        asked = name + ("_12_month_cohort" if once_a_year else "")
        found = read_made_up(asking, asked, [HOME], [period], by=[by] if by else [])
        read = {each.breakdown.get(by, ""): (each.numerator, each.denominator) for each in found}
        for level, offenders in by_level.items():
            if read.get(level, (None, None)) == (None, None):
                assert not held(offences, period), (asked, level)
                continue
            assert read[level] == counts(name, offenders), (asked, level)
        for level in set(read) - set(by_level):
            assert read[level][0] in (0, None), (asked, level)


def held(offences: list[Offence], period: Period) -> bool:
    """Whether the file's index dates reach over the whole period, from its first quarter to its last."""
    days = [each.released if each.disposal == "custody" else each.proven for each in offences]
    known = sorted(day for day in days if day is not None)
    if not known:
        return False
    first, last = known[0], known[-1]
    return (first.year, (first.month - 1) // 3) <= (period.start.year, (period.start.month - 1) // 3) and (
        (last.year, (last.month - 1) // 3) >= (period.end.year, (period.end.month - 1) // 3)
    )
