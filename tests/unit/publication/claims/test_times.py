"""Periods are read from prose as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from desist.publication.claims.times import Base, base_of, periods


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Year Ending September 2018", [(date(2017, 10, 1), date(2018, 9, 30))]),
        ("YE Sept 2019", [(date(2018, 10, 1), date(2019, 9, 30))]),
        ("the nine months to December 2019", [(date(2019, 4, 1), date(2019, 12, 31))]),
        ("between February 2019 and January 2020", [(date(2019, 2, 1), date(2020, 1, 31))]),
        ("(November 2018- January 2019)", [(date(2018, 11, 1), date(2019, 1, 31))]),
        ("January to March 2025", [(date(2025, 1, 1), date(2025, 3, 31))]),
        ("in 2018/19", [(date(2018, 4, 1), date(2019, 3, 31))]),
        (
            "in March 2018 and March 2019",
            [(date(2018, 3, 1), date(2018, 3, 31)), (date(2019, 3, 1), date(2019, 3, 31))],
        ),
        ("than in 2017", [(date(2017, 1, 1), date(2017, 12, 31))]),
        ("on 4 of 2018/21 days; December to January 2019", []),
        ("the quarter ending March 2025", [(date(2025, 1, 1), date(2025, 3, 31))]),
        ("2020 people may march", []),
    ],
)
def test_periods_in_words(text: str, found: list[tuple[date, date]]) -> None:
    assert [(named.period.start, named.period.end) for named in periods(text)] == found


def test_being_steady_over_years_speaks_of_each_of_them() -> None:
    steady = base_of("similar over the past three years", steady=True)
    risen = base_of("risen above this time last year", steady=False)
    assert steady.overlaps(risen)
    assert not base_of("fell over the past three years", steady=False).overlaps(risen)


def test_other_places_and_other_years_are_other_bases() -> None:
    assert not base_of("higher than England", steady=False).overlaps(
        base_of("above the target", steady=False)
    )
    assert not base_of("lower than historically", steady=False).overlaps(Base(""))
    assert not base_of("up on 2017/18", steady=False).overlaps(base_of("down on 2018/19", steady=False))
