"""Ages, refusals and lengths of columns that both predictors share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from desist.measures.reoffending.histories import Histories, Refusal, completed_years
from desist.measures.reoffending.ogrs3 import ogrs3, people_by_band, percents
from desist.measures.reoffending.ogrs4 import ogrs4
from desist.vocabulary.mistake import OperatorMistake

ONE = Histories(
    female=np.array([False]),
    born=np.array(["1990-06-15"], dtype="datetime64[D]"),
    sanctioned=np.array(["2024-01-10"], dtype="datetime64[D]"),
    followed_from=np.array(["2024-01-10"], dtype="datetime64[D]"),
    sanctions=np.array([3]),
    age_at_first=np.array([20]),
    offence=["04600"],
)


def day(text: str) -> np.ndarray:
    return np.array([text], dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-06-15", "2018-06-14", 17),
        ("2000-06-15", "2018-06-15", 18),
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2020-02-29", 20),
        ("2000-12-31", "2001-01-01", 0),
        ("1969-12-31", "1990-01-01", 20),
    ],
)
def test_age_is_in_completed_years(born: str, on: str, years: int) -> None:
    assert completed_years(day(born), day(on)).tolist() == [years]


@pytest.mark.parametrize(
    ("history", "reason"),
    [
        (replace(ONE, born=day("2015-01-11"), age_at_first=np.array([8])), Refusal.AGE_AT_SANCTION),
        (replace(ONE, born=day("NaT")), Refusal.MISSING_DATE),
        (replace(ONE, followed_from=day("NaT")), Refusal.MISSING_DATE),
        (replace(ONE, age_at_first=np.array([34])), Refusal.FIRST_AFTER_CURRENT),
        (replace(ONE, sanctions=np.array([0])), Refusal.NO_SANCTION),
        (replace(ONE, followed_from=day("2024-01-09")), Refusal.FOLLOWED_BEFORE_SANCTION),
        (replace(ONE, born=day("1913-01-10")), Refusal.TOO_OLD),
        (replace(ONE, offence=["99999"]), Refusal.UNKNOWN_CODE),
        (replace(ONE, offence=["00000"]), Refusal.UNKNOWN_CODE),
    ],
)
def test_who_cannot_be_scored_has_no_figure_and_a_reason(history: Histories, reason: Refusal) -> None:
    for predicted in (ogrs3(history), ogrs4(history)):
        assert np.isnan(predicted.two_years).all()
        assert predicted.left_out() == {reason: 1}


def test_a_code_too_wide_to_be_scored_asks_for_the_exact_offence() -> None:
    assert ogrs3(replace(ONE, offence=["08800"])).left_out() == {Refusal.NEEDS_EXACT: 1}
    assert ogrs4(replace(ONE, offence=["08800"])).left_out() == {}


@pytest.mark.parametrize(("born", "refused"), [("2008-01-11", True), ("2008-01-10", False)])
def test_ogrs3_refuses_girls_until_the_day_they_are_16(born: str, refused: bool) -> None:
    girl = replace(ONE, female=np.array([True]), born=day(born), age_at_first=np.array([14]))
    left_out = ogrs3(girl).left_out()
    assert left_out == ({Refusal.GIRL_UNDER_16: 1} if refused else {})
    assert ogrs3(replace(girl, female=np.array([False]))).left_out() == {}
    assert not refused or "lost their minus signs" in next(iter(left_out))


def test_ogrs4_scores_girls_under_16() -> None:
    girl = replace(ONE, female=np.array([True]), born=day("2010-01-01"), age_at_first=np.array([13]))
    assert ogrs4(girl).left_out() == {}


def test_one_person_left_out_leaves_the_others_in() -> None:
    two = Histories(
        **{name: np.repeat(getattr(ONE, name), 2) for name in ONE.__dataclass_fields__ if name != "offence"},
        offence=["04600", "77777"],
    )
    predicted = ogrs3(two)
    assert predicted.scored.tolist() == [True, False]
    assert sum(people_by_band(predicted).values()) == 1


def test_percents_are_never_0_and_never_100() -> None:
    chance = np.array([0.0001, 0.004, 0.125, 0.495, 0.4949, 0.9999])
    assert percents(chance).tolist() == [1, 1, 13, 50, 49, 99]


def test_columns_of_different_lengths_are_a_mistake() -> None:
    with pytest.raises(OperatorMistake, match="sanctions 2"):
        replace(ONE, sanctions=np.array([1, 2]))


def test_the_date_of_the_example_is_what_it_says() -> None:
    """Guards the examples above: 15 June 1990 to 10 January 2024 is 33 years."""
    assert ONE.age.tolist() == [33]
    assert (date(2024, 1, 10) - date(1990, 6, 15)).days // 365.25 == 33
