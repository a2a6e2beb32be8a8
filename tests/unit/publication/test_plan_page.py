"""The plan on one page, in print and on the web."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from desist.publication.fonts import printable
from desist.publication.plain_text import visible
from desist.publication.plan_page import Strand, render_plan_html, render_plan_pdf
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.attacks import ATTACKS
from tests.unit.publication.sample_plan import strategy
from tests.unit.publication.tag_tree import opened, tagged

PLAN = strategy()
BYTES = render_plan_pdf(PLAN)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_it_is_one_side_of_a3_that_says_everything() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(BYTES)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (1191, 842)
    said = squeezed(page.extract_text())
    points = [
        point for strand in (*PLAN.objectives, *PLAN.deliverables, *PLAN.enablers) for point in strand.points
    ]
    for text in (PLAN.vision, PLAN.goal, *(outcome.text for outcome in PLAN.outcomes), *points):
        assert squeezed(text) in said


def test_it_is_also_one_side_of_a4() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(render_plan_pdf(PLAN, paper="a4"))).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    assert squeezed(PLAN.enablers[-1].points[-1]) in squeezed(page.extract_text())


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert render_plan_pdf(PLAN) == BYTES


def test_its_bands_are_headings() -> None:
    assert len(tagged(opened(BYTES), "/H1")) == 7
    page = render_plan_html(PLAN)
    assert page.count("<h1>") == 1
    assert page.count("<h2>") == 6


def test_a_fuller_plan_is_set_in_smaller_type_and_one_too_full_is_refused() -> None:
    points = tuple(f"Point number {number} of a plan with a great deal to say" for number in range(20))
    fuller = replace(PLAN, deliverables=tuple(Strand(title=f"Group {at}", points=points) for at in range(4)))
    assert len(pypdf.PdfReader(io.BytesIO(render_plan_pdf(fuller))).pages) == 1
    with pytest.raises(OperatorMistake, match="does not fit on one side of A3"):
        render_plan_pdf(replace(fuller, enablers=(Strand(title="Much", points=points * 4),)))


def test_empty_bands_are_left_out() -> None:
    bare = replace(PLAN, goal="", objectives=(), deliverables=(), enablers=())
    assert "Objectives" not in render_plan_html(bare)
    assert "Objectives" not in pypdf.PdfReader(io.BytesIO(render_plan_pdf(bare))).pages[0].extract_text()


def test_a_plan_without_outcomes_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="at least one outcome"):
        replace(PLAN, outcomes=())


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_printed_as_what_it_is(attack: str) -> None:
    plan = replace(
        PLAN, title=attack, vision=attack, goal=attack, enablers=(Strand(title=attack, points=(attack,)),)
    )
    said = squeezed(pypdf.PdfReader(io.BytesIO(render_plan_pdf(plan))).pages[0].extract_text())
    assert said.count(squeezed(printable(attack))) >= 5
    page = render_plan_html(plan)
    assert "<script>" not in page
    assert page.count("<img") == 0
    assert "\u202e" not in page
    assert visible(attack) == attack or "⟨U+" in page
