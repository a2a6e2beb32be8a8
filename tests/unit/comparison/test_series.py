"""A series shows its gaps, divides at its breaks, and refuses what does not belong together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from desist.comparison.series import Rebase, line_up
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every
from tests.unit.comparison.series_of import day, monthly, period, reading


def test_a_missing_month_and_a_month_without_a_value_are_both_gaps() -> None:
    held = monthly([1, 2, 3, None, 5])
    series = line_up([held[4], held[0], held[1], held[3]])
    assert [str(step) for step in series.periods[1:4]] == ["February 2023", "March 2023", "April 2023"]
    assert np.isnan(series.values).tolist() == [False, False, True, True, False]
    assert series.last is held[4]


def test_a_break_begins_a_group() -> None:
    broken = line_up(monthly([1, 2, 3, 4]), [Rebase(on=day("2023-03-01"), reason="A new system.")])
    assert broken.groups.tolist() == [0, 0, 1, 1]
    assert not np.isnan(broken.values).any()
    assert str(broken.last_rebase) == "1 March 2023 (A new system)"


def test_a_step_that_a_break_cuts_belongs_to_neither_side() -> None:
    series = line_up(
        monthly([1, 2, 3], every=Every.QUARTER), [Rebase(on=day("2023-05-02"), reason="A new system")]
    )
    assert series.groups.tolist() == [0, 1, 1]
    assert np.isnan(series.values).tolist() == [False, True, False]


def test_breaks_before_and_after_the_series_divide_nothing() -> None:
    breaks = [Rebase(on=day("2019-01-01"), reason="old"), Rebase(on=day("2030-01-01"), reason="new")]
    series = line_up(monthly([1, 2, 3]), breaks)
    assert series.groups.tolist() == [0, 0, 0]
    assert series.last_rebase is None


def test_weeks_and_years_are_steps_too() -> None:
    years = line_up([reading(1, "2019-04", 12), reading(2, "2021-04", 12)])
    assert [str(step) for step in years.periods] == [
        "year ending March 2020",
        "year ending March 2021",
        "year ending March 2022",
    ]
    start = reading(1)
    weeks = [
        replace(start, period=type(start.period)(day(first), day(last)))
        for first, last in (("2025-01-06", "2025-01-12"), ("2025-01-20", "2025-01-26"))
    ]
    assert np.isnan(line_up(weeks).values).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("readings", "sentence"),
    [
        ([], "There is no reading to compare"),
        ([reading(1), reading(2, measure="other")], "One series holds more than one measure"),
        (
            [reading(1), reading(2, "2025-04", place="Darlington")],
            "more than one place: 'Darlington' and 'Durham'",
        ),
        (
            [reading(1), replace(reading(2, "2025-04"), breakdown={"offence_group": "Robbery"})],
            "more than one breakdown: 'none' and 'offence_group Robbery'",
        ),
        (
            [reading(1), reading(2)],
            "There are two readings of 'recorded_offences' at Durham for January to March 2025",
        ),
        ([reading(1, months=3), reading(2, "2025-04", 1)], "are of different lengths"),
        ([reading(1, "2024-01", 12), reading(2, "2024-04", 12)], "share days"),
        ([reading(1, "2024-01", 3), reading(2, "2024-08", 3)], "is not a whole number of steps"),
    ],
)
def test_what_is_not_one_series_is_refused(readings: list, sentence: str) -> None:  # type: ignore[type-arg] # Readings
    with pytest.raises(OperatorMistake) as stopped:
        line_up(readings)
    assert sentence in stopped.value.sentence


def test_leap_years_are_equal_windows() -> None:
    assert line_up([reading(1, "2024-01", 12), reading(2, "2025-01", 12)]).periods[0] == period("2024-01", 12)


def test_a_break_on_a_steps_last_day_cuts_it_and_on_its_first_day_does_not() -> None:
    on_last = line_up(monthly([1, 2, 3]), [Rebase(on=day("2023-02-28"), reason="new")])
    assert (on_last.groups.tolist(), np.isnan(on_last.values).tolist()) == ([0, 1, 1], [False, True, False])
