"""Numbers of paragraphs, figures and tables, and references between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.publication.document import Heading, Paragraph, Report
from desist.publication.inline import Reference, Strong, text_of, words
from desist.publication.number import label_ids, numbered
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.sample import durham

REPORT = durham()


def saying(*runs: Reference | Strong) -> Report:
    return replace(REPORT, blocks=(*REPORT.blocks, Paragraph(runs=runs)))


def test_paragraphs_are_numbered_through_the_whole_report() -> None:
    numbers = [block.number for block in numbered(REPORT).blocks if isinstance(block, Paragraph)]
    counted = [number for number in numbers if number is not None]
    assert counted == list(range(1, len(counted) + 1))
    assert len(counted) > 5


def test_figures_and_tables_are_counted_apart_in_reading_order() -> None:
    labels = label_ids(REPORT.blocks)
    assert labels["framework"] == "Figure 1"
    assert labels["crime-rate"] == "Figure 2"
    assert labels["indicators"] == "Table 1"


def test_a_reference_names_what_it_means_also_inside_emphasis() -> None:
    report = numbered(saying(Strong((Reference("crime-rate"),))))
    last = report.blocks[-1]
    assert isinstance(last, Paragraph)
    assert text_of(last.runs) == "Figure 2"


def test_an_unknown_reference_names_the_nearest() -> None:
    with pytest.raises(OperatorMistake, match=r"refers to 'crime-rates'.*Did you mean 'crime-rate'"):
        numbered(saying(Reference("crime-rates")))


def test_two_things_of_one_id_are_refused() -> None:
    with pytest.raises(OperatorMistake, match="Two figures or tables have the id 'framework'"):
        numbered(replace(REPORT, blocks=REPORT.blocks + REPORT.blocks))


def test_headings_that_agree_have_different_anchors() -> None:
    twice = replace(REPORT, blocks=(Heading(text="Crime"), Heading(text="Crime"), Paragraph(runs=words("x"))))
    anchors = [block.id for block in numbered(twice).blocks if isinstance(block, Heading)]
    assert anchors == ["section-crime", "section-crime-2"]


def test_numbering_twice_changes_nothing() -> None:
    once = numbered(REPORT)
    assert numbered(once) == once
