"""The words that every format prints alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desist.publication.document import Figure
from desist.publication.inline import words
from desist.publication.words import (
    beneath,
    full_date,
    legend,
    level_words,
    on_every_page,
    said_of_all,
    sentence,
)
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


@pytest.mark.parametrize(
    ("written", "printed"),
    [("Two months", "Two months."), ("Two months.", "Two months."), ("Why?", "Why?"), ("", "")],
)
def test_a_sentence_has_one_stop_however_it_was_written(written: str, printed: str) -> None:
    assert sentence(written) == printed


def test_what_stands_beneath_a_figure_is_told_line_by_line() -> None:
    figure = next(block for block in durham().blocks if isinstance(block, Figure))
    told = replace(
        figure, notes=("One.", "Two"), source="Home Office.", lag="Lag: two months.", passport="A-1"
    )
    assert beneath(told, told.data)[-5:] == (
        ("", "One."),
        ("", "Two."),
        ("Source:", "Home Office."),
        ("Lag:", "two months."),
        ("Figure passport:", "A-1"),
    )


def test_what_is_said_of_every_answer_alike_is_said_once() -> None:
    answers = durham().answers
    alike = replace(answers, rows=tuple(replace(row, changed=words("Nothing.")) for row in answers.rows))
    assert said_of_all(alike) == words("Nothing.")
    assert said_of_all(answers) == ()
    assert said_of_all(replace(alike, rows=alike.rows[:1])) == ()


def test_a_code_of_a_level_is_words_and_words_are_left() -> None:
    assert level_words("education_training_employment") == "Education training employment"
    assert level_words("female") == "Female"
    assert level_words("Violence against the person") == "Violence against the person"
    assert level_words("11 or more") == "11 or more"
