"""A provisional figure is compared with figures of its own age, and with no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desist.comparison.alike import Side, why_not_equal_age
from desist.comparison.change import change
from desist.comparison.compare import compare
from desist.comparison.peers import against_peers
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better, Signal, Verdict
from tests.unit.comparison.series_of import reading

PEOPLE = 500
QUARTERS = [f"{year}-{month:02d}" for year in range(2021, 2025) for month in (1, 4, 7, 10)]


def cohort(proven: int, first: str = "2024-10", *, age: int | None = None, place: str = "Durham") -> Reading:
    """A cohort of 500 people; ``age`` is how many days after it closed it stands, None when it is final."""
    given = reading(proven / 5, first, place=place, measure="proven_reoffending_rate", over=(proven, PEOPLE))
    if age is None:
        return given
    return replace(given, mark=Mark.PROVISIONAL, as_at=given.period.end + timedelta(days=age))


def side(each: Reading) -> Side:
    return Side(reading=each, kind=Kind.PROPORTION, unit="% of offenders")


def judged(readings: list[Reading], target: float | None = 25.0) -> dict[str, Signal]:
    found = compare(readings, better=Better.LOWER, kind=Kind.PROPORTION, target=target)
    return {each.against: each for each in found}


def test_a_cohort_of_three_months_is_not_set_against_one_that_is_final() -> None:
    """5% proven so far against 30% in the end would pass for the best quarter ever."""
    found = change(side(cohort(25, age=90)), side(cohort(150, "2023-10")), better=Better.LOWER)
    assert (found.verdict, found.direction) == (Verdict.TOO_FEW, 0)
    assert found.reason == (
        "5.0% in October to December 2024 and 30.0% in October to December 2023 cannot be compared: the "
        "figure for October to December 2024 is provisional as at 31 March 2025 and that for October to "
        "December 2023 is final, and only figures of equal age are compared."
    )


@pytest.mark.parametrize(("age", "verdict"), [(90, Verdict.CONCERN), (91, Verdict.TOO_FEW)])
def test_at_equal_age_they_are_compared_and_the_age_is_said(age: int, verdict: Verdict) -> None:
    found = change(side(cohort(75, age=90)), side(cohort(40, "2023-10", age=age)), better=Better.LOWER)
    assert found.verdict is verdict
    if age == 90:
        assert found.reason.endswith(
            "higher (95% interval 3.1 to 11.0) (provisional: both as they stood 90 days after their period)."
        )


def test_on_the_day_a_cohort_closes_and_before_it() -> None:
    for age, words in (
        (0, "on the last day of their period"),
        (1, "1 day after their period"),
        (-3, "3 days before their period ended"),
    ):
        found = change(side(cohort(75, age=age)), side(cohort(40, "2023-10", age=age)), better=Better.LOWER)
        assert f"(provisional: both as they stood {words})" in found.reason


def test_it_is_judged_by_no_past_no_target_and_no_year_before_of_another_age() -> None:
    final = [cohort(150 + at % 3, first) for at, first in enumerate(QUARTERS[:-1])]
    found = judged([*final, cohort(25, QUARTERS[-1], age=0)])
    assert {each.verdict for each in found.values()} == {Verdict.TOO_FEW}
    assert found["its own past"].reason.startswith("The figure for October to December 2024 is provisional")
    assert found["target"].reason == (
        "5.0% in October to December 2024 is provisional as at 31 December 2024, and the target of 25.0% is "
        "for the final figure."
    )


def test_its_own_past_is_that_of_cohorts_as_they_stood_at_its_age() -> None:
    then = [cohort(25 + at % 3, first, age=0) for at, first in enumerate(QUARTERS[:-1])]
    found = judged([*then, cohort(60, QUARTERS[-1], age=0)])
    assert found["its own past"].verdict is Verdict.CONCERN
    assert found["its own past"].reason.endswith(
        "(provisional: all as they stood on the last day of their period)."
    )
    assert found["the same period a year before"].verdict is Verdict.CONCERN
    assert found["target"].verdict is Verdict.TOO_FEW


def test_peers_of_another_age_are_no_peers() -> None:
    places = ("Cleveland", "Gwent", "Humberside")
    alike = [side(cohort(40, age=90, place=place)) for place in places]
    found, signal = against_peers(side(cohort(75, age=90)), alike, better=Better.LOWER)
    assert found is not None and signal.verdict is Verdict.CONCERN
    assert signal.reason.endswith("(provisional: all as they stood 90 days after their period).")
    older = [*alike[:2], side(cohort(150, place="Humberside"))]
    nothing, refused = against_peers(side(cohort(75, age=90)), older, better=Better.LOWER)
    assert nothing is None and refused.verdict is Verdict.TOO_FEW
    assert "October to December 2024 in Humberside is final" in refused.reason


def test_final_figures_are_compared_as_ever() -> None:
    assert why_not_equal_age(cohort(1), cohort(2, "2023-10")) is None
    assert (
        "provisional" not in change(side(cohort(75)), side(cohort(40, "2023-10")), better=Better.LOWER).reason
    )
