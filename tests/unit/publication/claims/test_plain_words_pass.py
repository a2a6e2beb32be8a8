"""Sentences of the example report that once set a rule off though nothing was wrong with them."""

from __future__ import annotations

from desist.publication.claims.subjects import counted_by
from desist.publication.claims.times import periods


def test_the_same_months_of_a_year_are_not_the_year() -> None:
    named = periods(
        "There were 3,060 in January to March 2025, against 2,690 in the same three months of 2024."
    )
    assert [each.words for each in named] == ["January to March 2025"]
    assert [each.words for each in periods("It rose in 2024.")] == ["in 2024"]


def test_a_row_of_other_crime_is_not_crime_as_a_whole() -> None:
    assert counted_by("Miscellaneous crimes against society") == frozenset()
    assert counted_by("All Crime (excl. fraud offences)") == {"crime"}
    assert counted_by("Robbery") == {"robbery"}
