"""What the 95% interval of a nowcast promises, measured on counties that no model was made for."""

from __future__ import annotations

from datetime import date

import pytest

from desist.measures.reoffending.nowcast import Nowcaster
from desist.measures.reoffending.nowcast_score import (
    SCORED_MONTHS,
    Kept,
    back_test,
    kept_nowcasts,
    scored,
)
from tests.reference.reoffending_statistics.made_up_county import county

SIZES = {"none": 400, "slide": 250, "wave": 600}
SEEDS = range(6)


@pytest.mark.slow
def test_the_interval_covers_the_final_rate_as_often_as_it_says() -> None:
    """90% to 98% at 3, 6, 9, 12 and 15 months, over counties with delays of a mixture that drift."""
    kept: dict[int, list[Kept]] = {months: [] for months in SCORED_MONTHS}
    for drift, people in SIZES.items():
        for seed in SEEDS:
            nowcaster = Nowcaster(cohorts=county(seed=seed, drift=drift, people=people, quarters=28))
            for months, found in kept_nowcasts(nowcaster, date(2030, 1, 1)).items():
                kept[months].extend(found)
    for months, found in kept.items():
        score = scored(months, found)
        assert score.nowcasts > 300
        assert score.coverage is not None and 90 <= score.coverage <= 98, (months, score)
        assert score.error is not None and abs(score.error) < 0.5


def test_a_scorecard_says_when_there_is_nothing_to_score() -> None:
    cohorts = county(seed=1, drift="none", people=80, quarters=14)
    young = back_test(Nowcaster(cohorts=cohorts), cohorts[3].closed)
    assert [(each.months, each.nowcasts, each.coverage) for each in young] == [
        (months, 0, None) for months in SCORED_MONTHS
    ]
    old = back_test(Nowcaster(cohorts=cohorts), date(2030, 1, 1), months=(6,), after=2)
    assert old[0].nowcasts > 0 and old[0].lower is not None and old[0].upper is not None
    assert old[0].lower <= 100 * old[0].covered / old[0].nowcasts <= old[0].upper


def test_no_nowcast_is_scored_before_its_cohort_is_mature() -> None:
    cohorts = county(seed=2, drift="none", people=80, quarters=16)
    as_at = cohorts[-1].closed
    kept = kept_nowcasts(Nowcaster(cohorts=cohorts), as_at, months=(6,))[6]
    names = [each.nowcast.cohort for each in kept]
    mature = [each.name for each in cohorts if each.mature(as_at)]
    assert names and set(names) <= set(mature)
    assert mature[-1] in names
