"""Every measure names who wrote it, who checked it and when it must be looked at again."""

from __future__ import annotations

from datetime import date

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.vocabulary.measure import Measure


@pytest.mark.parametrize("measure", CATALOGUE.values(), ids=CATALOGUE)
def test_a_measure_is_signed_and_its_review_is_not_overdue(measure: Measure) -> None:
    assert measure.author.strip()
    assert measure.checker.strip()
    assert measure.source.strip()
    assert measure.review >= date.today(), f"{measure.name} was due for review on {measure.review:%d %B %Y}"
