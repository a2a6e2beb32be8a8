"""The figures that bulletins print without their counts: what the published counts that are held say of them.

Sources: MoJ, Proven reoffending statistics, July 2011 to June 2012 (gov.uk): about 590,000 offenders,
150,000 reoffenders, 26.2%, 450,000 reoffences, 2.9 for each reoffender; bulletin of 29 October 2020, cohort
of October to December 2018: 28.1% of all, 27.5% of adults, 37.3% of children. Counts: MoJ by annual cohort,
and Youth Justice Statistics by year.
"""

from __future__ import annotations

import pytest

from desist.measures.answer import reading
from desist.measures.catalogue import measure
from desist.records.places import ENGLAND_AND_WALES
from desist.vocabulary.period import Every, ending
from tests.golden.measures.conftest import Read

ABOUT_OFFENDERS, ABOUT_REOFFENDERS, ABOUT_REOFFENCES = 590_000, 150_000, 450_000
RATE, EACH = 26.2, 2.9
HALF = 5_000  # the three counts are printed to the nearest ten thousand
YEAR = "2019-03"  # the year in which the quarter of October to December 2018 lies


def rate(reoffenders: float, offenders: float) -> float:
    return value("national_reoffending_rate", reoffenders, offenders)


def each(reoffences: float, reoffenders: float) -> float:
    return value("national_reoffences_per_reoffender", reoffences, reoffenders)


def value(name: str, numerator: float, denominator: float) -> float:
    found = reading(
        measure(name),
        "England and Wales",
        ending("2012-06", Every.YEAR),
        numerator=numerator,
        denominator=denominator,
    )
    assert found.value is not None
    return found.value


def test_rounded_counts_do_not_give_the_published_figures() -> None:
    """150 of 590 thousand are 25.4% and 450 by 150 are 3.0, where 26.2% and 2.9 are published."""
    assert round(rate(ABOUT_REOFFENDERS, ABOUT_OFFENDERS), 1) == 25.4 != RATE
    assert round(each(ABOUT_REOFFENCES, ABOUT_REOFFENDERS), 1) == 3.0 != EACH


def test_the_published_figures_lie_within_what_rounding_hides() -> None:
    least = rate(ABOUT_REOFFENDERS - HALF, ABOUT_OFFENDERS + HALF)
    most = rate(ABOUT_REOFFENDERS + HALF, ABOUT_OFFENDERS - HALF)
    assert (round(least, 1), round(most, 1)) == (24.4, 26.5)
    assert least <= RATE <= most
    fewest = each(ABOUT_REOFFENCES - HALF, ABOUT_REOFFENDERS + HALF)
    mostly = each(ABOUT_REOFFENCES + HALF, ABOUT_REOFFENDERS - HALF)
    assert (round(fewest, 2), round(mostly, 2)) == (2.87, 3.14)
    assert fewest <= EACH + 0.05 and mostly >= EACH - 0.05


def test_the_reoffenders_that_the_rate_stands_for_give_both() -> None:
    """26.2% of 590,000 are 154,580 reoffenders, and 450,000 by 154,580 are 2.91: printed 2.9."""
    reoffenders = RATE / 100 * ABOUT_OFFENDERS
    assert round(reoffenders) == 154_580
    assert round(reoffenders, -4) == ABOUT_REOFFENDERS
    assert round(rate(reoffenders, ABOUT_OFFENDERS), 1) == RATE
    assert round(each(ABOUT_REOFFENCES, reoffenders), 2) == 2.91
    assert round(each(ABOUT_REOFFENCES, reoffenders), 1) == EACH


def test_the_quarter_of_the_bulletin_lies_near_its_year_for_all_children_and_adults(read: Read) -> None:
    """The quarter's counts are not held; its year's are, for all and for children, and so for adults."""
    (everybody,) = read("national_reoffending_rate", ENGLAND_AND_WALES, YEAR)
    (children,) = read("youth_reoffending_rate", ENGLAND_AND_WALES, YEAR)
    assert (everybody.numerator, everybody.denominator) == (112_507, 401_404)
    assert (children.numerator, children.denominator) == (8_889, 23_531)
    adults = rate(112_507 - 8_889, 401_404 - 23_531)
    found = {"all": everybody.value, "children": children.value, "adults": adults}
    assert {name: round(one or 0, 1) for name, one in found.items()} == {
        "all": 28.0,
        "children": 37.8,
        "adults": 27.4,
    }
    for name, published in {"all": 28.1, "children": 37.3, "adults": 27.5}.items():
        assert found[name] == pytest.approx(published, abs=0.5), name


def test_the_three_rates_of_the_bulletin_fit_the_share_of_children(read: Read) -> None:
    """28.1 lies between 27.5 and 37.3 where children are 6 in 100; in the year they were 5.9 in 100."""
    (everybody,) = read("national_reoffending_rate", ENGLAND_AND_WALES, YEAR)
    (children,) = read("youth_reoffending_rate", ENGLAND_AND_WALES, YEAR)
    share = 100 * (children.denominator or 0) / (everybody.denominator or 1)
    least, most = (
        100 * (28.1 - half - (27.5 + half)) / (37.3 + half - (27.5 + half)) for half in (0.05, -0.05)
    )
    assert (round(share, 1), round(least, 1), round(most, 1)) == (5.9, 5.1, 7.1)
    assert least <= share <= most


def test_a_year_of_reoffences_is_pooled_from_the_counts_of_its_quarters(read: Read) -> None:
    """Youth Justice Statistics: the counts of four quarters give the year's 3.65; their mean is another."""
    year = ending("2020-03", Every.YEAR)
    (whole,) = read("youth_reoffences_per_reoffender", ENGLAND_AND_WALES, year)
    quarters = [
        read("youth_reoffences_per_reoffender", ENGLAND_AND_WALES, one)[0]
        for one in year.steps(Every.QUARTER)
    ]
    counts = [(one.numerator or 0, one.denominator or 0) for one in quarters]
    assert counts == [(7_182, 1_977), (6_756, 1_769), (5_909, 1_670), (5_983, 1_663)]
    pooled = each(sum(one for one, _ in counts), sum(one for _, one in counts))
    assert pooled == whole.value
    assert round(pooled, 4) == 3.6488
    assert round(sum(one / many for one, many in counts) / 4, 4) == 3.647
