"""The words that every format prints alike."""

from __future__ import annotations

from datetime import date

from desist.publication.words import full_date, legend, on_every_page
from desist.vocabulary.mark import Mark
from tests.unit.publication.sample import durham


def test_a_date_is_written_as_gov_uk_writes_it() -> None:
    assert full_date(date(2020, 3, 2)) == "2 March 2020"


def test_marks_are_explained() -> None:
    assert legend((Mark.NOT_AVAILABLE, Mark.PROVISIONAL)) == "[x] not available; [p] provisional"


def test_each_page_carries_what_must_not_be_missed() -> None:
    assert on_every_page(durham()) == ()
    synthetic, draft = on_every_page(durham(synthetic=True, draft=True))
    assert synthetic == "Synthetic data. Every figure in this report is made up."
    assert draft.startswith("Draft: not yet published")
