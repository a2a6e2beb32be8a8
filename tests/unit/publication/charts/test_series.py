"""A title is a finding of at most ten words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.publication.charts.series import ChartHeading
from desist.vocabulary.mistake import OperatorMistake


def test_ten_words_are_a_title(heading: ChartHeading) -> None:
    assert replace(heading, finding="one two three four five six seven eight nine ten")


@pytest.mark.parametrize("finding", ["one two three four five six seven eight nine ten eleven", "  ", ""])
def test_more_words_or_none_are_not(heading: ChartHeading, finding: str) -> None:
    with pytest.raises(OperatorMistake, match="title"):
        replace(heading, finding=finding)
