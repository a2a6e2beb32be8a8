"""The chart of cohorts and their nowcasts: what is drawn hollow, what is said in words, what is withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desist.measures.reoffending.provisional import Provisional
from desist.partnership.office import SmallNumbers
from desist.publication.charts.nowcasts import MOST_COHORTS, CohortPoint, nowcasts_by_cohort
from desist.publication.charts.series import ChartHeading, ChartPoint
from desist.publication.document import Figure
from desist.publication.report.nowcast_figure import nowcast_figure
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, ending

RULE = SmallNumbers(withhold_below=5, no_rate_below=10, unreliable_below=30, source="a test", verified=False)
LAST = ending("2025-03", Every.QUARTER)
AS_AT = date(2025, 2, 14)


def cohort(back: int, *, rate: float | None = 30.0, matured: float = 1.0, people: int = 200) -> Provisional:
    """The cohort so many quarters before January to March 2025; a nowcast has an interval of ± 4 points."""
    final = matured == 1.0
    return Provisional(
        period=LAST.moved(-3 * back),
        level="",
        as_at=AS_AT,
        months=3 * back,
        days=0,
        people=people,
        proven=round(people * (rate or 0) / 100) if final else 10,
        matured=matured,
        so_far=rate if final else 5.0,
        rate=rate,
        lower=None if final or rate is None else rate - 4,
        upper=None if final or rate is None else rate + 4,
        mark=Mark.NONE if final else Mark.PROVISIONAL,
    )


def drawn(cohorts: list[Provisional], *, synthetic: bool = False) -> Figure | None:
    return nowcast_figure(
        cohorts, id="nowcast", place="Durham", source="Made up", rule=RULE, synthetic=synthetic
    )


MIXED = [cohort(3, rate=29.0), cohort(2, rate=28.0, matured=0.43), cohort(1, rate=32.0, matured=0.0)]


def test_what_is_final_and_what_is_a_nowcast_is_told_to_everybody() -> None:
    found = drawn(MIXED)
    assert found is not None
    assert found.title == "Newest cohort's proven reoffending will be between 28.0% and 36.0%"
    assert found.subtitle == (
        "Proven reoffending (% of offenders), Durham, cohorts of April to June 2024 to October to December "
        "2024, as at 14 February 2025"
    )
    assert "April to June 2024 (final) 29.0%;" in found.alt
    assert "(nowcast, 43% followed to the end) 28.0% (95% interval 24.0% to 32.0%)" in found.alt
    rows = [[cell.text or cell.mark.printed for cell in row] for row in found.data.rows]
    assert rows == [
        ["April to June 2024", "Final", "29.0%", "[z]", "[z]", "100%"],
        ["July to September 2024", "Nowcast", "28.0%", "24.0%", "32.0%", "43%"],
        ["October to December 2024", "Nowcast", "32.0%", "28.0%", "36.0%", "0%"],
    ]
    assert [row[2].mark for row in found.data.rows] == [Mark.NONE, Mark.PROVISIONAL, Mark.PROVISIONAL]
    for words in ("Followed", "43%", "Final rate", "Nowcast of the final rate, with its 95% interval"):
        assert words in found.svg


def test_the_title_of_final_cohorts_alone() -> None:
    found = drawn([cohort(1, rate=29.4)])
    assert found is not None and found.title == "Proven reoffending was 29.4% in the last cohort"
    assert "Nowcast of the final rate" not in found.svg


@pytest.mark.parametrize(("rate", "hidden"), [(2.0, True), (98.0, True), (2.5, False), (0.0, False)])
def test_a_final_rate_that_tells_of_few_people_is_withheld(rate: float, hidden: bool) -> None:
    found = drawn([cohort(2, rate=rate), cohort(1, rate=30.0, matured=0.5)])
    assert found is not None
    assert (found.data.rows[0][2].mark is Mark.CONFIDENTIAL) == hidden
    assert (f"{rate:.1f}%" in found.alt) != hidden


def test_no_count_of_people_leaves_with_the_figure() -> None:
    found = drawn(MIXED)
    assert found is not None
    assert [each.title for each in found.data.columns] == [
        "Cohort",
        "Status",
        "% of offenders",
        "Lower 95% limit",
        "Upper 95% limit",
        "Followed to the end",
    ]


def test_a_cohort_too_small_for_a_rate_is_a_gap_and_only_such_are_no_figure() -> None:
    few = replace(cohort(1, rate=None, matured=0.0), people=None, proven=None, mark=Mark.CONFIDENTIAL)
    found = drawn([cohort(2), few])
    assert found is not None and "[c]" in found.svg
    assert drawn([few]) is None


def test_made_up_figures_say_so() -> None:
    found = drawn(MIXED, synthetic=True)
    assert found is not None and found.synthetic and found.alt.startswith("Synthetic data")


def test_too_many_cohorts_are_cut_to_the_newest_and_by_the_chart_refused() -> None:
    many = [cohort(back) for back in range(20, 0, -1)]
    found = drawn(many)
    assert found is not None and len(found.data.rows) == MOST_COHORTS
    assert found.data.rows[-1][0].text == str(many[-1].period)
    heading = ChartHeading(finding="A", measure="B", unit="C", place="D", period="E")
    point = CohortPoint(point=ChartPoint(label="a", value=None), lines=("a",), followed=1)
    with pytest.raises(OperatorMistake, match="shows 1 to 12"):
        nowcasts_by_cohort([point] * 13, heading=heading)
    with pytest.raises(OperatorMistake, match="nothing to draw"):
        nowcasts_by_cohort([point], heading=heading)


def test_the_same_figures_give_the_same_bytes() -> None:
    one, other = drawn(MIXED), drawn(MIXED)
    assert one is not None and other is not None and one.svg == other.svg
