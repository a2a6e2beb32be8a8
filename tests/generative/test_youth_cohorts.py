"""Cohorts of children at 3, 6, 9 and 12 months against loops, each date beside a boundary of another."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from desist.vocabulary.period import Period
from tests.made_up import MadeUp, read_made_up
from tests.reference.reoffending.rules import months_later
from tests.reoffending_examples import HOME

ANCHORS = [date(2019, 10, 1), date(2019, 11, 30), date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29)]
QUARTERS = [Period(date(2019, 10, 1), date(2019, 12, 31)), Period(date(2020, 1, 1), date(2020, 3, 31))]
AGES = (3, 6, 9, 12)
WAIT = 3
TIERS = ["pre_court", "first_tier", "community", "custody"]
Children = dict[str, tuple[list[tuple[date, str]], list[tuple[date, date]]]]


@st.composite
def children(draw: st.DrawFn) -> Children:
    """Outcomes (day and tier) and proven offences (committed and proven) of each child."""
    found: Children = {}
    for number in range(draw(st.integers(1, 40))):
        outcomes = {
            draw(st.sampled_from(ANCHORS)) + timedelta(draw(st.integers(-1, 1))): draw(st.sampled_from(TIERS))
            for _ in range(draw(st.integers(1, 2)))
        }
        offences = []
        for _ in range(draw(st.integers(0, 3))):
            committed, proven = sorted(
                months_later(draw(st.sampled_from([*outcomes])), draw(st.sampled_from([0, 3, 6, 9, 12, 15])))
                + timedelta(draw(st.integers(-1, 1)))
                for _ in range(2)
            )
            offences.append((committed, proven))
        found[f"c{number:02}"] = (sorted(outcomes.items()), offences)
    return found


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


@settings(max_examples=6, deadline=None)
@given(given=children(), period=st.sampled_from(QUARTERS))
def test_every_age_of_a_cohort(given: Children, period: Period) -> None:
    outcomes = [
        {"person_ref": child, "outcome_date": day, "outcome": "An outcome", "tier": tier}
        for child, (days, _) in given.items()
        for day, tier in days
    ]
    # A grown-up's later proof, so that offences are held whatever the children did.
    proofs = [("grown-up", date(2021, 6, 1), date(2021, 6, 30))]
    proofs += [(child, *each) for child, (_, offences) in given.items() for each in offences]
    asking = store().fill(
        {
            "youth.outcomes": outcomes,
            "courts.proven_offences": [
                {
                    "person_ref": person,
                    "offence_code": "00805",
                    "offence_date": committed,
                    "proof_date": proven,
                    "disposal": "fine",
                }
                for person, committed, proven in proofs
            ],
            "criminal_history": [],
            "moj.offences_not_counted": [],
        }
    )
    cohort = {
        child: min(day for day, _ in days if period.start <= day <= period.end)
        for child, (days, _) in given.items()
        if any(period.start <= day <= period.end for day, _ in days)
    }
    for months in AGES:
        again = [
            child
            for child, index in cohort.items()
            if any(
                index < committed <= months_later(index, months)
                and proven <= months_later(index, months + WAIT)
                for committed, proven in given[child][1]
            )
        ]
        (found,) = read_made_up(asking, f"local_youth_reoffending_{months}_months", [HOME], [period])
        if cohort:
            assert (found.numerator, found.denominator) == (len(again), len(cohort))
            assert (found.value is None) == (len(cohort) < 10)
        else:
            assert not found.denominator
