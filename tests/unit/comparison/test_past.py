"""A figure against its own past: each rule in a sentence, breaks, seasons, and too few."""

from __future__ import annotations

import pytest

from desist.comparison.past import against_past
from desist.comparison.rules import Rule
from desist.comparison.series import Rebase, line_up
from desist.vocabulary.measure import Kind
from desist.vocabulary.period import Every
from desist.vocabulary.signal import Better, Signal, Verdict
from tests.unit.comparison.series_of import day, monthly

STEADY = [100.0, 104.0] * 8


def signal(
    values: list[float | None], *breaks: Rebase, seasonal: bool = False, every: Every = Every.MONTH
) -> Signal:
    series = line_up(monthly(values, every=every), breaks)
    return against_past(series, better=Better.LOWER, kind=Kind.COUNT, seasonal=seasonal)


@pytest.mark.parametrize(
    ("added", "rule", "verdict", "sentence"),
    [
        (
            [],
            Rule.NONE,
            Verdict.NO_CHANGE,
            "104 in April 2024 is within its ordinary variation of 91.4 to 113, average 102.",
        ),
        (
            [150.0],
            Rule.OUTSIDE,
            Verdict.CONCERN,
            "150 in May 2024 is above its ordinary variation of 94.2 to 115.",
        ),
        (
            [95.0, 94.0, 93.5, 93.4, 93.3, 93.2, 93.1],
            Rule.TREND,
            Verdict.IMPROVEMENT,
            "ends a run of 7 or more figures, each lower than the one before.",
        ),
        (
            [112.0, 103.5, 112.0],
            Rule.TWO_OF_THREE,
            Verdict.CONCERN,
            "is one of two among three figures that lie near the upper limit of 116.",
        ),
        (
            [99.0, 98.0, 99.0, 98.0, 99.0, 98.0, 99.0],
            Rule.SHIFT,
            Verdict.IMPROVEMENT,
            "ends a run of 7 or more figures below the average of 101.",
        ),
    ],
)
def test_each_rule_says_what_it_saw(added: list[float], rule: Rule, verdict: Verdict, sentence: str) -> None:
    found = signal([*STEADY, *added])
    assert (found.rule, found.verdict) == (rule.value, verdict)
    assert found.reason.endswith(sentence), found.reason
    assert found.direction == {Verdict.CONCERN: 1, Verdict.IMPROVEMENT: -1}.get(verdict, 0)


def test_too_short_a_series_says_how_many_it_has_and_needs() -> None:
    assert (
        signal([5.0] * 11).reason == "Only 11 figures are held; 12 are needed to know its ordinary variation."
    )
    assert signal([5.0] * 12).verdict is Verdict.NO_CHANGE
    assert signal([5.0]).reason.startswith("Only 1 figure is held;")


def test_after_a_break_only_the_new_figures_count() -> None:
    broken = Rebase(on=day("2024-02-01"), reason="a new crime system")
    found = signal(STEADY, broken)
    assert found.verdict is Verdict.TOO_FEW
    assert found.reason == (
        "Only 3 figures are held since recording changed on 1 February 2024 (a new crime system); "
        "12 are needed to know its ordinary variation."
    )
    after = signal([10.0] * 6 + STEADY, Rebase(on=day("2023-07-01"), reason="a new crime system"))
    assert after.rule == "" and after.reason.endswith(
        "average 102 since recording changed on 1 July 2023 (a new crime system)."
    )
    assert signal([10.0] * 6 + STEADY).rule != ""


def test_a_break_inside_the_last_period_and_a_missing_last_figure_are_too_few() -> None:
    assert (
        "during April 2024, so it belongs to neither side"
        in signal(STEADY, Rebase(on=day("2024-04-15"), reason="a new form")).reason
    )
    assert signal([*STEADY, None]).reason == "There is no figure for May 2024."


def test_figures_every_other_month_have_no_moving_range() -> None:
    values: list[float | None] = [5.0, None] * 13
    assert "No two neighbouring periods have a figure" in signal([*values, 5.0]).reason


def test_a_summer_peak_is_no_signal_once_the_season_is_out() -> None:
    year = [80, 78, 90, 100, 110, 130, 170, 165, 110, 100, 85, 82]
    values = [float(each + step * 7 % 5) for step, each in enumerate([*year * 3, *year[:7]])]
    assert signal(values).verdict is Verdict.CONCERN
    quiet = signal(values, seasonal=True)
    assert (quiet.verdict, quiet.rule) == (Verdict.NO_CHANGE, "")
    assert "with the time of year taken out" in quiet.reason
    assert signal([*values[:-1], 400.0], seasonal=True).rule == Rule.OUTSIDE.value


def test_a_season_needs_two_whole_years_since_the_last_break() -> None:
    found = signal(STEADY, seasonal=True)
    assert found.reason == (
        "Only 16 steps are held; two whole years (24 steps) are needed to take out the time of year."
    )
    broken = Rebase(on=day("2024-01-01"), reason="new form")
    assert signal([5.0] * 30, broken, seasonal=True).reason == (
        "Only 18 steps are held; two whole years (24 steps) are needed to take out the time of year "
        "since recording changed on 1 January 2024 (new form)."
    )
    assert "no time of year" in signal([5.0] * 13, seasonal=True, every=Every.YEAR).reason
    assert signal([5.0, 7, 9, 6] * 4, seasonal=True, every=Every.QUARTER).verdict is Verdict.NO_CHANGE
