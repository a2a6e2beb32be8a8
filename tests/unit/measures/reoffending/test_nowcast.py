"""The nowcast of a cohort that is not mature: what it sees, what it says, and when it will not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.measures.reoffending.followed_cohort import FollowedCohort, followed_cohorts, matured
from desist.measures.reoffending.nowcast import Nowcaster
from desist.measures.reoffending.nowcast_curve import proof_curve, raw_nowcast
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period, add_months
from tests.reference.reoffending_statistics import nowcast as slow
from tests.reference.reoffending_statistics.dates import months_later
from tests.reference.reoffending_statistics.made_up_county import county

COUNTY = county(seed=5, drift="wave", people=60, quarters=24)
LAST = COUNTY[-8]


def test_the_expectation_is_the_slow_truth() -> None:
    for months in (0, 5, 12, 16):
        as_at = add_months(LAST.closed, months)
        got = raw_nowcast(COUNTY, len(COUNTY) - 8, as_at)
        assert got is not None
        truth = slow.expectation(COUNTY, len(COUNTY) - 8, as_at, got.window)
        assert (got.known, got.more, got.variance) == pytest.approx(truth)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(-5, 700), st.none() | st.integers(1, 550)), min_size=1, max_size=25),
    st.sampled_from([1, 30, 365, 1095]),
)
def test_the_curve_counts_as_one_counts_by_hand(drawn: list[tuple[int, int | None]], window: int) -> None:
    people = [(age, float("inf") if proved is None else float(proved)) for age, proved in drawn]
    got = proof_curve(
        np.array([age for age, _ in people]), np.array([proved for _, proved in people]), window
    )
    risk, at_risk, proofs = slow.daily_risk(people, window)
    assert got.at_risk.tolist()[1:] == at_risk[1:]
    assert got.proofs.tolist() == proofs
    assert got.risk.tolist() == pytest.approx(risk)


@pytest.mark.parametrize("months", [0, 3, 6, 9, 12, 15])
def test_what_was_proven_later_is_not_seen(months: int) -> None:
    """A nowcast for a past day is the same with everything after that day wiped out."""
    as_at = add_months(LAST.closed, months)
    blind = []
    for cohort in COUNTY:
        hidden = np.datetime64(as_at) - cohort.index_date < np.nan_to_num(
            cohort.proved_after, nan=1e6
        ).astype("timedelta64[D]")
        blind.append(
            replace(
                cohort,
                offence_after=np.where(hidden, np.nan, cohort.offence_after),
                proved_after=np.where(hidden, np.nan, cohort.proved_after),
            )
        )
    assert Nowcaster(cohorts=blind).nowcast(LAST.name, as_at) == Nowcaster(cohorts=COUNTY).nowcast(
        LAST.name, as_at
    )


def test_the_interval_closes_in_and_ends_at_the_final_rate() -> None:
    nowcaster = Nowcaster(cohorts=COUNTY)
    made = [nowcaster.nowcast(LAST.name, add_months(LAST.closed, months)) for months in range(0, 19, 3)]
    widths = [each.upper - each.lower for each in made]
    assert widths == sorted(widths, reverse=True)
    assert [each.known for each in made] == sorted(each.known for each in made)
    for each in made:
        assert 100 * each.known / each.people <= each.lower <= each.rate <= each.upper <= 100
        assert each.awaiting_proof + each.still_at_risk == pytest.approx(each.expected)
    final = 100 * LAST.reoffenders / LAST.people
    assert made[-1].final and not made[-2].final
    assert (made[-1].rate, made[-1].lower, made[-1].upper) == pytest.approx((final, final, final))
    # A year after it closed nobody can still commit an offence that counts.
    assert made[4].still_at_risk == pytest.approx(0, abs=1e-9) and made[4].awaiting_proof > 0
    assert made[0].still_at_risk > made[0].awaiting_proof
    assert (made[2].months, made[2].days, made[2].as_at) == (6, 0, add_months(LAST.closed, 6))


@given(st.dates(date(2015, 1, 1), date(2024, 12, 31)), st.integers(-3, 3))
def test_a_person_matures_on_the_day_the_waiting_ends(index: date, aside: int) -> None:
    cohort = FollowedCohort(
        name="one",
        closed=index,
        index_date=np.array([index], dtype="datetime64[D]"),
        offence_after=np.array([np.nan]),
        proved_after=np.array([np.nan]),
    )
    end = months_later(index, 18)
    assert matured(cohort, end + timedelta(days=aside)).tolist() == [aside >= 0]
    assert cohort.mature(end + timedelta(days=aside)) is (aside >= 0)


def test_waiting_ends_as_the_calendar_has_it() -> None:
    """METHODS 1.1: 31 December 2015 + 18 months is 30 June 2017; 29 February 2020 + 18 is 29 August 2021."""
    assert months_later(date(2015, 12, 31), 18) == date(2017, 6, 30)
    assert months_later(date(2020, 2, 29), 18) == date(2021, 8, 29)


def test_the_longest_wait_is_550_days() -> None:
    """From 1 March 2019 eighteen months hold a leap day: a proof on the last day counts."""
    index, last = np.array(["2019-03-01"], "datetime64[D]"), np.array(["2020-09-01"], "datetime64[D]")
    assert (last - index).astype(int).tolist() == [550]
    offence = np.array(["2020-01-01"], "datetime64[D]")
    period = Period(date(2019, 1, 1), date(2019, 3, 31))
    (cohort,) = followed_cohorts([period], index, offence, last)
    assert cohort.reoffenders == 1


def test_without_a_history_nothing_is_said() -> None:
    with pytest.raises(OperatorMistake, match="Nobody was followed for eighteen months"):
        Nowcaster(cohorts=COUNTY[:4]).nowcast(COUNTY[3].name, COUNTY[3].closed)


@pytest.mark.parametrize(
    ("name", "as_at", "said"),
    [
        ("1999-01", LAST.closed, "no cohort '1999-01'"),
        (LAST.name, LAST.closed - timedelta(days=1), "does not close until"),
    ],
)
def test_what_cannot_be_nowcast_is_a_sentence(name: str, as_at: date, said: str) -> None:
    with pytest.raises(OperatorMistake, match=said):
        Nowcaster(cohorts=COUNTY).nowcast(name, as_at)


def test_cohorts_must_follow_one_another() -> None:
    with pytest.raises(OperatorMistake, match="before '2010-04' has closed"):
        Nowcaster(cohorts=[COUNTY[1], COUNTY[0]])


@pytest.mark.parametrize(
    ("offence", "proof", "said"),
    [
        ([0.0], [10.0], "does not count"),
        ([20.0], [10.0], "does not count"),
        ([300.0], [551.0], "does not count"),
        ([367.0], [380.0], "does not count"),
        ([np.nan], [10.0], "only one of its two dates"),
        ([1.0, 2.0], [3.0, 4.0], "not of one length"),
    ],
)
def test_a_reoffence_that_the_rule_does_not_count_is_refused(
    offence: list[float], proof: list[float], said: str
) -> None:
    with pytest.raises(OperatorMistake, match=said):
        FollowedCohort(
            name="x",
            closed=date(2020, 3, 31),
            index_date=np.array(["2020-01-10"], dtype="datetime64[D]"),
            offence_after=np.array(offence),
            proved_after=np.array(proof),
        )


def test_an_empty_cohort_has_no_rate() -> None:
    none = np.array([], dtype="datetime64[D]")
    empty = FollowedCohort(
        name="empty",
        closed=date(2016, 3, 31),
        index_date=none,
        offence_after=np.array([]),
        proved_after=np.array([]),
    )
    with pytest.raises(OperatorMistake, match="nobody in cohort 'empty'"):
        Nowcaster(cohorts=[*COUNTY, empty]).nowcast("empty", date(2017, 1, 1))


def test_people_are_sorted_into_the_cohorts_of_their_index_dates() -> None:
    first = Period(date(2020, 1, 1), date(2020, 3, 31))
    periods = [first, first.moved(3)]

    def days(*texts: str) -> np.ndarray:
        return np.array(texts, dtype="datetime64[D]")

    got = followed_cohorts(
        periods,
        days("2020-04-01", "2020-03-31", "2020-01-01"),
        days("2020-04-02", "NaT", "2021-01-01"),
        days("2020-06-01", "NaT", "2021-07-01"),
    )
    assert [each.name for each in got] == ["January to March 2020", "April to June 2020"]
    assert [each.people for each in got] == [2, 1]
    assert [each.reoffenders for each in got] == [1, 1]
    assert got[0].proved_after[1] == (date(2021, 7, 1) - date(2020, 1, 1)).days
    assert got[1].offence_after.tolist() == [1.0]
    with pytest.raises(OperatorMistake, match="01 July 2020 lies in no cohort"):
        followed_cohorts(periods, days("2020-07-01"), days("NaT"), days("NaT"))
    with pytest.raises(OperatorMistake, match="no index date"):
        followed_cohorts(periods, days("NaT"), days("NaT"), days("NaT"))
    with pytest.raises(OperatorMistake, match="more than one cohort"):
        followed_cohorts([first, first], days("2020-01-01"), days("NaT"), days("NaT"))
    with pytest.raises(OperatorMistake, match="not of one length"):
        followed_cohorts(periods, days("2020-01-01"), days(), days("NaT"))
