"""Judging one indicator: what answers, what is history, and what it is set against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.partnership.areas import PeerGroup
from desist.partnership.indicators import Chart, Comparator, Target
from desist.publication.report.figures import figure
from desist.publication.report.judged import Judged
from desist.publication.report.tables import cohort_table
from desist.quarter.judge import judge
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Every, Period, ending, month
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Verdict
from tests.unit.quarter.made_up_reads import (
    CLEVELAND,
    DURHAM,
    GWENT,
    QUARTER,
    MadeUp,
    change,
    home,
    indicator,
    reading,
)

STEADY = [50, 52, 49, 51, 50, 48, 51, 52, 50, 49, 51, 50, 52, 50, 51, 49]


def quarters(values: Sequence[float | None]) -> list[Reading]:
    """One reading a quarter, the last for January to March 2025."""
    return [reading(value, QUARTER.moved(-3 * back)) for back, value in enumerate(reversed(values))]


def year(end: str) -> Period:
    return ending(end, Every.YEAR)


def test_the_quarters_own_figure_answers() -> None:
    found = judge(MadeUp(quarters([40, 50])), home(), indicator(), QUARTER)
    assert (found.answered, found.missing, found.withheld, found.too_old) == (True, False, False, False)
    assert (found.latest.value, found.place) == (50, "Durham")


def test_another_quarter_never_stands_in() -> None:
    found = judge(MadeUp([reading(50, QUARTER.moved(-3))]), home(), indicator(lag_months=12), QUARTER)
    assert (found.answered, found.missing) == (False, True)
    assert found.latest.period == QUARTER
    assert found.latest.mark is Mark.NOT_AVAILABLE
    assert found.last_held is not None
    assert found.last_held.value == 50
    assert found.signals == ()


def test_nothing_held_is_x_with_the_contract() -> None:
    found = judge(MadeUp([]), home(), indicator(), QUARTER)
    assert found.missing
    assert found.latest.why == "Not available: local.series would supply Durham, January to March 2025."
    assert found.last_held is None
    assert found.signal.verdict is Verdict.TOO_FEW
    assert found.signal.reason == found.latest.why


def test_what_comes_after_the_quarter_is_not_looked_at() -> None:
    found = judge(MadeUp([*quarters([40, 50]), reading(99, QUARTER.moved(3))]), home(), indicator(), QUARTER)
    assert found.latest.value == 50
    assert {each.value for each in found.series if each.available} == {40, 50}


@pytest.mark.parametrize(("lag", "answers"), [(12, True), (11, False)])
def test_a_year_answers_until_it_is_older_than_the_plan_accepts(lag: int, answers: bool) -> None:
    held = [reading(50, year("2024-03"))]
    watched = indicator(every=Every.YEAR, lag_months=lag)
    found = judge(MadeUp(held), home(), watched, QUARTER)
    assert found.answered is answers
    assert found.too_old is not answers
    assert found.last_held == held[0]
    if not answers:
        assert found.latest.period == year("2025-03")
        assert found.latest.why == (
            "Not available: local.series would supply Durham for year ending March 2025 or a period not much "
            "earlier; the last period held is year ending March 2024, older than the 11 months that the plan "
            "accepts."
        )


def test_a_year_held_month_by_month_is_found_by_its_last_whole_twelve() -> None:
    """The rows come by month; the year that answers ends where the last whole twelve do."""
    months = [reading(1, month("2024-01").moved(at)) for at in range(14)]
    whole = [reading(12, year("2024-12")), reading(12, year("2025-01")), reading(12, year("2025-02"))]
    watched = indicator(every=Every.YEAR, lag_months=15, history=2)
    found = judge(MadeUp(months + whole), home(), watched, QUARTER)
    assert found.latest.period == year("2025-02")


def test_a_withheld_figure_is_held_and_nothing_older_stands_in() -> None:
    secret = reading(None, year("2025-03"), mark=Mark.CONFIDENTIAL, why="Withheld.")
    watched = indicator(every=Every.YEAR, lag_months=15)
    found = judge(MadeUp([reading(44, year("2024-03")), secret]), home(), watched, QUARTER)
    assert (found.withheld, found.missing, found.answered) == (True, False, False)
    assert found.latest == secret
    assert found.signals == ()


def test_signals_stand_in_the_order_of_the_plan() -> None:
    given = MadeUp(quarters(STEADY))
    watched = indicator(comparators=(Comparator.OWN_PAST, Comparator.YEAR_BEFORE))
    found = judge(given, home(), watched, QUARTER)
    assert [each.against for each in found.signals] == ["its own past", "the same period a year before"]
    assert found.signal.verdict is Verdict.NO_CHANGE
    assert found.limits is not None


def test_an_indicator_compared_with_nothing_has_no_signal() -> None:
    found = judge(MadeUp(quarters(STEADY)), home(), indicator(comparators=(Comparator.NONE,)), QUARTER)
    assert (found.signals, found.compared) == ((), False)


def test_a_target_is_judged_with_the_direction_that_is_better() -> None:
    aim = Target(value=30, by=date(2026, 3, 31), set_by="The plan")
    watched = indicator(comparators=(Comparator.TARGET,), target=aim)
    found = judge(MadeUp(quarters(STEADY)), home(), watched, QUARTER)
    assert found.signal.verdict is Verdict.IMPROVEMENT


RATE = CATALOGUE["satisfied_whole_experience"]
GROUP = PeerGroup(
    id="msg",
    name="Most Similar Group",
    valid_from=date(2018, 4, 1),
    source="recalled",
    verified=False,
    forces=("Cleveland", "Gwent", "Humberside", "Lancashire"),
)


def satisfied(code: str, percent: float, **more: object) -> Reading:
    """So many percent of 400 people."""
    counts = {"numerator": percent * 4, "denominator": 400.0, "lower": percent - 4, "upper": percent + 4}
    return reading(percent, measure=RATE, code=code, **(counts | more))


def against_peers(*readings: Reading) -> Judged:
    watched = indicator(measure=RATE.name, comparators=(Comparator.PEERS,), peers="msg")
    return judge(MadeUp(readings), home(groups=[GROUP]), watched, QUARTER)


OTHERS = (satisfied(CLEVELAND, 60), satisfied(GWENT, 62), satisfied("E23000012", 61))


def test_peers_of_an_unverified_list_say_so() -> None:
    found = against_peers(satisfied(DURHAM, 80), *OTHERS, satisfied("E23000003", 59))
    assert found.peer_note == "Most Similar Group: this list has not been verified."
    assert "4 peers (Most Similar Group)" in found.signal.reason
    assert found.signal.direction == 1


@pytest.mark.parametrize("lost", [(), (satisfied("E23000003", 59, source="another publisher"),)])
def test_a_peer_without_a_figure_that_is_alike_is_named(lost: tuple[Reading, ...]) -> None:
    found = against_peers(satisfied(DURHAM, 80), *OTHERS, *lost)
    assert "3 peers (Most Similar Group)" in found.signal.reason
    assert "no figure for Lancashire" in found.signal.reason


def test_a_break_is_shown_and_only_a_rebasing_one_parts_the_series() -> None:
    inside, before = QUARTER.moved(-12).start, QUARTER.moved(-60).start
    given = MadeUp(quarters(STEADY))
    drawn = judge(given, home(breaks=[change(inside, rebase=False)]), indicator(), QUARTER)
    assert drawn.breaks == ((inside, "A new form was used."),)
    assert drawn.limits is not None
    rebased = judge(given, home(breaks=[change(inside)]), indicator(), QUARTER)
    assert rebased.signals[1].verdict is Verdict.TOO_FEW
    assert "since recording changed on" in rebased.signals[1].reason
    assert judge(given, home(breaks=[change(before)]), indicator(), QUARTER).breaks == ()


def test_figures_of_two_publishers_are_not_one_series() -> None:
    held = quarters([40, 42, 41, 39, 50])
    other = [reading(each.value, each.period, source="another") for each in held[1:]]
    found = judge(MadeUp([held[0], *other]), home(), indicator(), QUARTER)
    assert found.signals[0].verdict is Verdict.TOO_FEW


def live(value: float, back: int) -> Reading:
    """A quarter's figure that can still change."""
    period = QUARTER.moved(-3 * back)
    return reading(value, period, mark=Mark.PROVISIONAL, as_at=date(2025, 3, 31), matured=0.25)


def test_where_the_plan_waits_the_newest_final_figure_answers() -> None:
    held = [reading(50, QUARTER.moved(-9)), reading(40, QUARTER.moved(-6)), live(9, 1), live(3, 0)]
    found = judge(MadeUp(held), home(), indicator(provisional=False, lag_months=12), QUARTER)
    assert (found.answered, found.latest.value, found.latest.period) == (True, 40, QUARTER.moved(-6))
    assert not any(each.provisional for each in found.readings)
    assert found.live == ()


def test_a_final_figure_older_than_the_plan_accepts_is_history() -> None:
    held = [reading(40, QUARTER.moved(-9)), live(3, 0)]
    found = judge(MadeUp(held), home(), indicator(provisional=False, lag_months=6), QUARTER)
    assert (found.missing, found.too_old) == (True, True)
    assert found.last_held is not None
    assert found.last_held.value == 40


def test_before_anything_is_final_nothing_answers() -> None:
    found = judge(MadeUp([live(9, 1), live(3, 0)]), home(), indicator(provisional=False), QUARTER)
    assert found.missing
    assert "can still change" in found.latest.why


def test_a_table_of_cohorts_keeps_the_live_ones_apart() -> None:
    held = [reading(50, QUARTER.moved(-9)), reading(40, QUARTER.moved(-6)), live(9, 1), live(3, 0)]
    asked = indicator(provisional=False, lag_months=12, chart=Chart.COHORTS)
    found = judge(MadeUp(held), home(), asked, QUARTER)
    assert [each.value for each in found.series if each.available] == [50, 40]
    assert [each.value for each in found.live] == [9, 3]
    table = cohort_table(found)
    assert [row[-1].text for row in table.grid.rows][:3] == [
        "Live: 25% followed up, as at 31 March 2025",
        "Live: 25% followed up, as at 31 March 2025",
        "Final",
    ]


def test_lines_are_drawn_for_the_areas_beside_of_which_most_may_be_shown() -> None:
    there = [
        reading(value, QUARTER.moved(-3 * back), code=code)
        for back in range(6)
        for code, value in ((DURHAM, 50), (CLEVELAND, 70), (GWENT, 20 if back == 5 else None))
    ]
    withheld = [replace(each, mark=Mark.CONFIDENTIAL) if each.value is None else each for each in there]
    asked = indicator(chart=Chart.LINES, beside=(CLEVELAND, GWENT), comparators=(Comparator.NONE,))
    drawn = figure(judge(MadeUp(withheld), home(), asked, QUARTER))
    assert drawn is not None
    assert {row[1].text for row in drawn.data.rows} == {"Durham", "Cleveland"}
    why = "Gwent is not drawn: 5 of its 6 figures are withheld, since they tell of few people."
    assert drawn.notes[0] == why
