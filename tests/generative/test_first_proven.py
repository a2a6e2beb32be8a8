"""Who became a proven reoffender when, by query and by slow truth, beside every boundary of the rule."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desist.measures.catalogue import measure
from desist.measures.definition import rows_sql
from desist.measures.read import read
from desist.vocabulary.period import Period, add_months, month_end
from tests.generative.test_reoffending_follow_up import histories, store
from tests.reference.reoffending.rules import Offence, followed_up, is_reoffence, months_later
from tests.reoffending_examples import HOME, as_rows

When = tuple[str, date, date | None, date | None]
NEVER = {"00805": [(date(2016, 1, 1), date(2016, 12, 31))]}


def slowly(offences: list[Offence], never: dict[str, list[tuple[date, date]]]) -> set[When]:
    """Person, cohort, and the offence and proof of the reoffence that was proven first."""
    found = set()
    for each in followed_up(offences, never=never):
        if each.months == 3:
            own = [o for o in offences if o.person == each.person and is_reoffence(each.index_date, o, never)]
            first = min(((o.proven, o.committed) for o in own), default=(None, None))
            found.add((each.person, each.start, first[1], first[0]))
    return found


@settings(max_examples=25)
@given(offences=histories(), excluded=st.booleans())
def test_the_first_proof_is_that_of_the_slow_truth(offences: list[Offence], excluded: bool) -> None:
    never = NEVER if excluded else {}
    listed = [
        {"offence_code": code, "reason": "breach", "valid_from": first, "valid_to": last}
        for code, spans in never.items()
        for first, last in spans
    ]
    asking = store().fill({"criminal_history": as_rows(offences), "moj.offences_not_counted": listed})
    rows = asking.ask(f"select * from ({rows_sql('reoffending/first_proven')}) where place = '{HOME}'")
    found = [
        (each["person_id"], each["period_start"], each["proven_offence_date"], each["first_proof_date"])
        for each in rows
    ]
    assert set(found) == slowly(offences, never)
    assert len(found) == len(set(found))
    assert all((each["reoffences"] > 0) == (each["first_proof_date"] is not None) for each in rows)


@settings(max_examples=25)
@given(
    offences=histories(),
    start=st.sampled_from([date(2015, 10, 1), date(2016, 1, 1), date(2016, 7, 1), date(2017, 1, 1)]),
    days=st.integers(-2, 560),
    a_year=st.booleans(),
)
def test_a_rate_as_it_stood_counts_what_was_proven_by_then(
    offences: list[Offence], start: date, days: int, a_year: bool
) -> None:
    """A quarter, or a year pooled from its quarters: everybody, and who was proven so many days after it."""
    months = 12 if a_year else 3
    period = Period(start, month_end(months_later(start, months - 1)))
    day = period.end + timedelta(days=days)
    those = {
        each
        for each in slowly(offences, {})
        if start <= each[1] and add_months(each[1], 3) <= add_months(start, months)
    }
    asking = store().fill({"criminal_history": as_rows(offences), "moj.offences_not_counted": []})
    about = measure("proven_reoffending_rate")
    found = read(about, asking.ask, {HOME: "Durham"}, [period], at_age=days)[0]
    reach = max(max(o.proven, o.released or o.proven) for o in offences)
    if not found.available:
        assert len(those) < 10 or day > reach
    if found.numerator is not None:
        assert (found.numerator, found.denominator) == (
            sum(1 for each in those if each[3] is not None and each[3] <= day),
            len(those),
        )
