"""A cohort as it is printed: nothing on few people, a mark on not many, and cohorts at equal age alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from desist.measures.reoffending.equal_age import at_equal_age, stood
from desist.measures.reoffending.followed_cohort import FollowedCohort
from desist.measures.reoffending.nowcast import Nowcaster
from desist.measures.reoffending.provisional import Provisional, provisional
from desist.partnership.office import SmallNumbers
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period, add_months
from tests.reference.reoffending_statistics.made_up_county import county

RULE = SmallNumbers(withhold_below=5, no_rate_below=10, unreliable_below=30, source="a test", verified=False)
COUNTY = county(seed=5, drift="none", people=60, quarters=24)
LAST = len(COUNTY) - 4


def period_of(cohort: FollowedCohort) -> Period:
    return Period(add_months(cohort.closed.replace(day=1), -2), cohort.closed)


def shown(people: int, months: int = 3) -> Provisional:
    """A cohort of so many people so many months after it closed, with cohorts of 60 before it."""
    whole = COUNTY[LAST]
    cohort = replace(
        whole,
        index_date=whole.index_date[:people],
        offence_after=whole.offence_after[:people],
        proved_after=whole.proved_after[:people],
    )
    nowcaster = Nowcaster(cohorts=[*COUNTY[:LAST], cohort])
    return provisional(nowcaster, cohort, period_of(cohort), add_months(cohort.closed, months), RULE)


@pytest.mark.parametrize(("people", "mark"), [(9, "c"), (10, "u"), (29, "u"), (30, "p"), (50, "p")])
def test_how_few_people_are_too_few(people: int, mark: str) -> None:
    found = shown(people)
    assert found.mark.value == mark
    given = (found.people, found.proven, found.so_far, found.rate, found.lower, found.expected)
    assert (given == (None,) * 6) == (people < 10)
    assert (found.sentence == "No figure is given on fewer than 10 people.") == (people < 10)


def test_once_everybody_is_mature_it_is_final_and_still_marked_where_unreliable() -> None:
    assert (shown(50, months=18).mark, shown(20, months=18).mark) == (Mark.NONE, Mark.UNRELIABLE)
    assert shown(50, months=18).sentence.startswith("Final: all of the people have been followed")
    assert shown(9, months=18).rate is None


def test_a_cohort_of_nobody_has_no_rate() -> None:
    found = shown(0)
    assert (found.mark, found.rate, found.sentence) == (
        Mark.NOT_APPLICABLE,
        None,
        "There is nobody in this cohort.",
    )


def test_without_a_history_the_counts_stand_and_no_rate() -> None:
    first = COUNTY[0]
    found = provisional(Nowcaster(cohorts=COUNTY[:2]), first, period_of(first), first.closed, RULE)
    assert (found.rate, found.mark, found.people) == (None, Mark.PROVISIONAL, first.people)
    assert found.proven is not None
    assert found.sentence == (
        "Provisional: nobody was followed for the whole 18 months before 31 March 2010, so where the final "
        "rate will lie cannot be told."
    )


def test_how_much_earlier_it_is_than_a_final_rate() -> None:
    assert [shown(50, months=months).months_gained for months in (0, 3, 15, 18, 30)] == [18, 15, 3, 0, 0]
    assert shown(50).final_on == add_months(COUNTY[LAST].closed, 18)


def test_a_share_is_never_rounded_to_none_or_to_all() -> None:
    whole = replace(shown(50), matured=0.001)
    assert "1% of the people have been followed" in whole.sentence
    assert "99% of the people have been followed" in replace(whole, matured=0.999).sentence


@pytest.mark.parametrize(
    ("closed", "as_at", "words"),
    [
        (date(2024, 6, 30), date(2025, 3, 31), "9 months"),
        (date(2024, 6, 30), date(2024, 6, 30), "closed that day"),
        (date(2024, 6, 30), date(2024, 8, 1), "1 month 2 days"),
        (date(2024, 12, 31), date(2025, 1, 1), "1 day"),
    ],
)
def test_the_age_in_words(closed: date, as_at: date, words: str) -> None:
    cohort = FollowedCohort(
        name="c",
        closed=closed,
        index_date=np.array([closed] * 40, dtype="datetime64[D]"),
        offence_after=np.full(40, np.nan),
        proved_after=np.full(40, np.nan),
    )
    assert provisional(Nowcaster(cohorts=[cohort]), cohort, period_of(cohort), as_at, RULE).age == words


def test_two_cohorts_meet_at_the_age_of_the_younger() -> None:
    old, young = COUNTY[10], COUNTY[14]
    as_at = young.closed + timedelta(days=100)
    found = at_equal_age(young, old, as_at)
    assert found.days == 100
    assert (found.one.on, found.other.on) == (as_at, old.closed + timedelta(days=100))
    # The slow way: person by person.
    by_then = sum(
        1
        for index, proof in zip(old.index_date.tolist(), old.proved_after.tolist(), strict=True)
        if proof == proof and index + timedelta(days=proof) <= found.other.on
    )
    assert (found.other.proven, found.other.people) == (by_then, old.people)
    assert found.other.proven < old.reoffenders  # the final figure of the older is not what is compared
    assert found.difference.value == pytest.approx(found.one.rate - found.other.rate)
    assert found.difference.lower < found.difference.value < found.difference.upper
    assert at_equal_age(old, young, as_at).days == 100
    assert stood(old, date(2030, 1, 1)).proven == old.reoffenders


def test_a_cohort_that_has_not_closed_is_not_compared() -> None:
    with pytest.raises(OperatorMistake, match="does not close until"):
        at_equal_age(COUNTY[3], COUNTY[2], COUNTY[3].closed - timedelta(days=1))
    empty = np.array([])
    nobody = replace(COUNTY[2], index_date=COUNTY[2].index_date[:0], offence_after=empty, proved_after=empty)
    with pytest.raises(OperatorMistake, match="There is nobody"):
        at_equal_age(COUNTY[3], nobody, COUNTY[3].closed)
