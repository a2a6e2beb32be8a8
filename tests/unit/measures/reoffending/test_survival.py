"""When people reoffend: against statsmodels and scipy, against a slow truth, and on a real trial."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from desist.measures.reoffending.kaplan_meier import free_after, kaplan_meier, quantile, restricted_mean
from desist.measures.reoffending.survival import (
    hazards,
    highest_risk_first,
    log_rank,
    weekly_hazard,
)
from desist.vocabulary.mistake import OperatorMistake
from tests.reference.reoffending_statistics import survival as slow

PEOPLE = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=60)


def columns(people: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([time for time, _ in people], dtype=float), np.array([event for _, event in people])


@pytest.fixture(scope="module")
def rossi(shared_data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A trial of financial aid to released prisoners: weeks to arrest, whether arrested, aid or not."""
    text = (shared_data / "evaluation" / "carData_Rossi.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return (
        np.array([float(row["week"]) for row in rows]),
        np.array([row["arrest"] == "1" for row in rows]),
        np.array([row["fin"] for row in rows]),
    )


@given(PEOPLE)
def test_the_curve_is_the_slow_truth(people: list[tuple[int, bool]]) -> None:
    got = kaplan_meier(*columns(people))
    rows = slow.curve([(float(time), event) for time, event in people])
    assert got.days.tolist() == [row[0] for row in rows]
    assert got.at_risk.tolist() == [row[1] for row in rows]
    assert got.events.tolist() == [row[2] for row in rows]
    assert got.free == pytest.approx([row[3] for row in rows], abs=1e-12)
    assert ((got.lower <= got.free + 1e-12) & (got.free <= got.upper + 1e-12)).all()
    assert ((got.lower >= 0) & (got.upper <= 1)).all()


@given(PEOPLE, st.integers(1, 40))
def test_the_restricted_mean_is_the_slow_area(people: list[tuple[int, bool]], until: int) -> None:
    curve = kaplan_meier(*columns(people))
    if until > curve.watched:
        with pytest.raises(OperatorMistake, match="watched for"):
            restricted_mean(curve, until)
    else:
        got = restricted_mean(curve, until)
        truth = slow.mean_until([(float(time), event) for time, event in people], until)
        assert got.value == pytest.approx(truth)
        assert got.lower <= got.value <= got.upper <= until


@given(PEOPLE)
def test_hazards_count_every_event_and_every_day_once(people: list[tuple[int, bool]]) -> None:
    got = hazards(*columns(people), [5, 6, 20, 40])
    for row, after in zip(got, (0, 5, 6, 20), strict=True):
        events, exposed = slow.stretch([(float(time), event) for time, event in people], after, row.last)
        assert (row.events, row.person_days) == (events, exposed)
        assert (row.rate is None) == (exposed == 0)
    assert sum(row.person_days for row in got) == sum(time for time, _ in people)


@given(
    st.lists(st.tuples(st.integers(1, 20), st.booleans(), st.sampled_from("abc")), min_size=6, max_size=60)
)
def test_log_rank_is_statsmodels(people: list[tuple[int, bool, str]]) -> None:
    people = [*people, (21, False, "a"), (21, True, "b"), (3, True, "a")]
    time, event = columns([(t, e) for t, e, _ in people])
    group = [g for _, _, g in people]
    got = log_rank(time, event, group)
    slow_people = [(float(t), e, g) for t, e, g in people]
    for name, expected in zip(sorted(set(group)), got.expected, strict=True):
        assert expected == pytest.approx(slow.expected_in_group(slow_people, name))
    assert sum(got.expected) == pytest.approx(sum(got.observed))
    if len(set(group)) == 2:
        chi2, p = survdiff(time, event.astype(int), np.array(group))
        assert (got.chi2, got.p) == (pytest.approx(chi2, abs=1e-9), pytest.approx(p, abs=1e-9))


def test_the_trial_of_released_prisoners(rossi: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """114 arrested of 432 within 52 weeks; statsmodels and scipy give the same curve, scipy its interval."""
    weeks, arrested, aid = rossi
    curve = kaplan_meier(weeks, arrested)
    assert (curve.people, int(curve.events.sum())) == (432, 114)
    assert free_after(curve, 52).value == pytest.approx(1 - 114 / 432)
    theirs = SurvfuncRight(weeks, arrested.astype(int))
    assert curve.free == pytest.approx(theirs.surv_prob)
    assert curve.error == pytest.approx(theirs.surv_prob_se)
    sample = stats.CensoredData(uncensored=weeks[arrested], right=weeks[~arrested])
    ends = stats.ecdf(sample).sf.confidence_interval(method="log-log")
    # scipy has one more point where people were only censored; the curve does not move there.
    assert curve.lower == pytest.approx(ends.low.evaluate(curve.days))
    assert curve.upper == pytest.approx(ends.high.evaluate(curve.days))
    assert quantile(curve) == (None, None, None)
    fifth = quantile(curve, 0.2)
    assert fifth.value == pytest.approx(theirs.quantile(0.2))
    assert (fifth.lower, fifth.upper) == pytest.approx(theirs.quantile_ci(0.2, method="cloglog"))
    got, (chi2, p) = log_rank(weeks, arrested, aid), survdiff(weeks, arrested.astype(int), aid)
    assert (got.chi2, got.p) == (pytest.approx(chi2), pytest.approx(p))
    # Published for this trial: the log-rank test of aid gives chi-square 3.84 on 1 degree, p 0.05.
    assert (round(got.chi2, 2), round(got.p, 2), got.freedom) == (3.84, 0.05, 1)


def test_released_prisoners_were_not_at_most_risk_at_first(
    rossi: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    """In this trial the first three months held the fewest arrests, so the claim does not stand."""
    weeks, arrested, _ = rossi
    got = highest_risk_first(7 * weeks, arrested, ends=(91, 182, 273, 364))
    assert [row.events for row in got.quarters] == [20, 34, 27, 33]
    assert got.holds is not True


@pytest.mark.parametrize(
    ("quarters", "holds"),
    [((400, 250, 220, 200), True), ((200, 210, 400, 200), False), ((60, 55, 58, 50), None)],
)
def test_the_claim_about_the_first_three_months(quarters: tuple[int, ...], holds: bool | None) -> None:
    starts = (1, 92, 183, 274)
    days = np.concatenate(
        [np.full(n, start + 45.0) for n, start in zip(quarters, starts, strict=True)] + [np.full(3000, 365.0)]
    )
    happened = np.arange(len(days)) < sum(quarters)
    got = highest_risk_first(days, happened)
    assert got.holds is holds
    assert "days 1 to 91" in got.reason


def test_a_young_cohort_cannot_answer_the_claim() -> None:
    got = highest_risk_first(np.full(50, 120.0), np.arange(50) < 10)
    assert got.holds is None
    assert "Nobody was watched beyond day 273" in got.reason


def test_a_week_has_the_exact_interval_of_its_events() -> None:
    """10 events in 1,000 person-weeks: METHODS 14.3 gives 4.795 to 18.390."""
    days = np.concatenate((np.full(10, 7.0), np.full(990, 7.0)))
    (week,) = weekly_hazard(days, np.arange(1000) < 10, weeks=1)
    assert (week.rate, week.lower, week.upper) == pytest.approx((10.0, 4.795, 18.390), abs=6e-4)


def test_the_median_by_hand() -> None:
    """Four people at days 1, 2, 3, 4: after day 2 half are left."""
    curve = kaplan_meier(np.array([1.0, 2, 3, 4]), np.full(4, True))
    assert quantile(curve).value == 2
    assert curve.free.tolist() == pytest.approx([0.75, 0.5, 0.25, 0.0])
    assert restricted_mean(curve, 4).value == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("days", "happened", "said"),
    [
        ([], [], "nobody"),
        ([1.0, -2.0], [True, True], "below 0"),
        ([np.nan], [True], "missing"),
        ([1.0], [], "0 outc"),
    ],
)
def test_impossible_times_are_a_sentence(days: list[float], happened: list[bool], said: str) -> None:
    with pytest.raises(OperatorMistake, match=said):
        kaplan_meier(np.array(days), np.array(happened, dtype=bool))


def test_one_group_cannot_be_compared() -> None:
    with pytest.raises(OperatorMistake, match="only one group"):
        log_rank(np.array([1.0, 2.0]), np.array([True, True]), ["a", "a"])
    with pytest.raises(OperatorMistake, match="rise from 1"):
        hazards(np.array([1.0]), np.array([True]), [7, 7])
