"""Small numbers of people: withheld, marked or rounded by the partnership's own rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.confidentiality.small_numbers import protect
from desist.measures.catalogue import CATALOGUE
from desist.partnership.office import SmallNumbers
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Every, ending
from desist.vocabulary.reading import Reading

RULE = SmallNumbers(withhold_below=5, no_rate_below=10, unreliable_below=30, source="usual", verified=False)
COUNT = CATALOGUE["place_of_safety_detentions"]
SHARE = CATALOGUE["satisfied_whole_experience"]
RATE = replace(COUNT, name="rate", kind=Kind.RATE, per=1000.0)
CHANGE = replace(COUNT, name="change", kind=Kind.CHANGE)
OPEN = CATALOGUE["recorded_offences"]
MEASURES = {each.name: each for each in (COUNT, SHARE, RATE, CHANGE, OPEN)}


def reading(measure: Measure, x: float, n: float | None = None, **more: object) -> Reading:
    value = {
        Kind.COUNT: x,
        Kind.PROPORTION: 100 * x / n if n else None,
        Kind.RATE: 1000 * x / n if n else None,
        Kind.CHANGE: 100 * (x - n) / n if n else None,
    }[measure.kind]
    given = Reading(
        measure=measure.name,
        place="Durham",
        period=ending("2025-03", Every.QUARTER),
        numerator=x,
        denominator=n,
        value=value,
        lower=None if value is None else value - 1,
        upper=None if value is None else value + 1,
    )
    return replace(given, **more)  # type: ignore[arg-type]  # a test names a field of Reading


def safe(given: Reading, rule: SmallNumbers = RULE) -> Reading:
    (found,) = protect([given], rule, MEASURES)
    return found


@pytest.mark.parametrize(("count", "withheld"), [(0, False), (1, True), (4, True), (5, False), (500, False)])
def test_a_count(count: float, withheld: bool) -> None:
    found = safe(reading(COUNT, count))
    if withheld:
        assert found.mark is Mark.CONFIDENTIAL
        assert (found.numerator, found.value, found.lower, found.upper) == (None,) * 4
        assert found.why == "Withheld: a count of fewer than 5 people is not published."
    else:
        assert found == reading(COUNT, count)


def test_nought_is_withheld_where_the_rule_says_so() -> None:
    assert safe(reading(COUNT, 0), replace(RULE, show_zero=False)).mark is Mark.CONFIDENTIAL


@pytest.mark.parametrize(
    ("x", "n", "mark"),
    [
        (5, 9, Mark.CONFIDENTIAL),
        (5, 10, Mark.UNRELIABLE),
        (6, 10, Mark.CONFIDENTIAL),  # four people who were not
        (15, 29, Mark.UNRELIABLE),
        (15, 30, Mark.NONE),
        (4, 400, Mark.CONFIDENTIAL),
        (396, 400, Mark.CONFIDENTIAL),
        (395, 400, Mark.NONE),
        (0, 400, Mark.NONE),
        (400, 400, Mark.NONE),
        (0, 0, Mark.NONE),
    ],
)
def test_a_percentage(x: float, n: float, mark: Mark) -> None:
    found = safe(reading(SHARE, x, n))
    assert found.mark is mark
    assert (found.denominator is None) == (mark is Mark.CONFIDENTIAL)


def test_the_rules_own_limit_of_reliability_is_the_one_that_counts() -> None:
    """A measure marks [u] below 30 by itself; a partnership may have decided otherwise."""
    marked = reading(SHARE, 15, 29, mark=Mark.UNRELIABLE)
    assert safe(marked, replace(RULE, unreliable_below=20)).mark is Mark.NONE
    assert safe(reading(SHARE, 20, 40), replace(RULE, unreliable_below=50)).mark is Mark.UNRELIABLE
    assert safe(reading(SHARE, 20, 40, mark=Mark.PROVISIONAL)).mark is Mark.PROVISIONAL


def test_a_rate_and_a_change_are_withheld_with_the_counts_behind_them() -> None:
    assert safe(reading(RATE, 4, 600_000)).mark is Mark.CONFIDENTIAL
    assert safe(reading(RATE, 5, 600_000)).mark is Mark.NONE
    assert safe(reading(CHANGE, 40, 4)).mark is Mark.CONFIDENTIAL
    assert safe(reading(CHANGE, 4, 40)).mark is Mark.CONFIDENTIAL
    assert safe(reading(CHANGE, 40, 50)) == reading(CHANGE, 40, 50)


def test_what_a_publisher_gives_openly_is_left_alone() -> None:
    assert safe(reading(OPEN, 1)) == reading(OPEN, 1)


def test_a_figure_that_is_not_there_stays_as_it_is() -> None:
    absent = replace(reading(COUNT, 1), value=None, numerator=None, mark=Mark.NOT_AVAILABLE, why="None held.")
    assert safe(absent) == absent


COUNTS = st.integers(0, 5000)


@given(x=COUNTS, n=COUNTS, step=st.sampled_from([1, 3, 5, 10]), below=st.integers(1, 20))
def test_no_printed_count_is_small_and_no_withheld_one_is_told(x: int, n: int, step: int, below: int) -> None:
    rule = replace(RULE, withhold_below=below, round_to=step)
    for each in (reading(COUNT, x), reading(SHARE, min(x, n), n), reading(RATE, x, n), reading(CHANGE, x, n)):
        found = safe(each, rule)
        if found.mark is Mark.CONFIDENTIAL:
            assert (found.numerator, found.denominator, found.value, found.lower, found.upper) == (None,) * 5
        elif found.available:
            assert each.numerator is not None
            assert found.numerator is not None
            assert each.numerator == 0 or each.numerator >= below
            assert found.numerator % step == 0
            assert abs(found.numerator - each.numerator) <= step / 2


@given(x=COUNTS, n=st.integers(1, 5000), step=st.sampled_from([3, 5, 10]))
def test_a_rounded_figure_is_made_of_its_rounded_counts(x: int, n: int, step: int) -> None:
    """The exact value would give the exact counts away again."""
    rule = replace(RULE, round_to=step)
    part = min(x, n)
    for each in (reading(COUNT, x), reading(SHARE, part, n), reading(RATE, x, n), reading(CHANGE, x, n)):
        found = safe(each, rule)
        if not found.available:
            continue
        again = reading(MEASURES[each.measure], found.numerator or 0.0, found.denominator)
        assert found.value == pytest.approx(again.value)
        assert found.lower is not None
        assert found.upper is not None
        assert found.value is not None
        assert found.lower <= found.value <= found.upper


@pytest.mark.parametrize(("x", "withheld"), [(12, True), (0, True), (6, False)])
def test_a_small_group_is_not_shown_to_be_all_of_one_kind(x: int, withheld: bool) -> None:
    found = safe(reading(SHARE, x, 12), replace(RULE, whole_group_below=20))
    assert (found.mark is Mark.CONFIDENTIAL) == withheld
    assert not withheld or "a group of fewer than 20 people is not shown to be all of one kind" in found.why
    assert safe(reading(SHARE, x, 12)).available
