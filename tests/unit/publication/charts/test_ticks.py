"""Ticks are round, hold the data, and lines start at zero unless they would look flat."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desist.publication.charts.ticks import date_ticks, decimals_of, line_ticks, period_ticks, steps

VALUES = st.floats(min_value=-1e7, max_value=1e7, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-4)


@given(VALUES, VALUES)
def test_the_ticks_hold_the_data(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = steps(low, high)
    slack = 1e-6 * (ticks[-1] - ticks[0])
    assert ticks[0] <= low + slack and ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 9


def test_steps_are_round() -> None:
    assert steps(0, 33) == [0, 10, 20, 30, 40]
    assert steps(0, 1.2) == [0, 0.25, 0.5, 0.75, 1.0, 1.25]
    assert decimals_of([0, 0.25]) == 2 and decimals_of([0, 20]) == 0


def test_a_line_starts_at_zero_unless_it_would_look_flat() -> None:
    assert line_ticks([20, 40])[0] == 0
    assert line_ticks([92, 95])[0] > 0
    assert line_ticks([-5, 5])[0] < 0


def test_long_spans_are_labelled_by_year_and_short_ones_by_month() -> None:
    years = date_ticks(date(2016, 1, 1), date(2025, 1, 1))
    assert [words for _, words in years] == [["2016"], ["2018"], ["2020"], ["2022"], ["2024"]]
    months = date_ticks(date(2024, 4, 1), date(2025, 1, 1))
    assert ["Apr", "2024"] in [words for _, words in months]
    assert len(date_ticks(date(1900, 1, 1), date(2025, 1, 1))) <= 9


def test_years_that_end_in_march_are_named_by_their_end() -> None:
    years = [(date(year - 1, 4, 1), f"year ending March {year}") for year in range(2008, 2020)]
    ticks = period_ticks(years)
    assert len(ticks) == 6
    assert ticks[-1] == (date(2018, 4, 1), ["year to", "Mar 2019"])


def test_long_runs_of_quarters_are_named_once_a_year_and_months_are_not_named() -> None:
    quarters = [
        (
            date(year, 3 * at + 1, 1),
            f"{('January to March', 'April to June', 'July to September', 'October to December')[at]} {year}",
        )
        for year in range(2020, 2026)
        for at in range(4)
    ]
    ticks = period_ticks(quarters)
    assert {words[0] for _, words in ticks} == {"Oct to Dec"} and len(ticks) == 6
    assert period_ticks([(date(2025, 1, 1), "January 2025")]) == []
