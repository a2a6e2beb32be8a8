"""Markdown becomes parts, parts become blocks; what is not understood is one sentence with its line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from desist.publication.document import Block, Callout, Heading, Paragraph, Points
from desist.publication.inline import Link, Reference, Strong, Text, Value, text_of
from desist.publication.narrative import Asked, Given, Placement, compose
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.claims.evidence_examples import EVIDENCE, MEASURES


class Held:
    """Values over the example readings."""

    @property
    def names(self) -> Collection[str]:
        return list(MEASURES)

    def given(self, asked: Asked) -> Given:
        reading = next(r for r in EVIDENCE.readings if r.measure == asked.name)
        return Given(reading=reading, measure=MEASURES[asked.name], passport="p-1")


def shown(placement: Placement) -> Block | None:
    if placement.name == "missing":
        return None
    return Callout(title=placement.name, runs=())


def blocks(text: str) -> tuple[Block, ...]:
    return compose(read_narrative(text, file="report.md"), values=Held(), exhibit=shown)


def test_every_part_of_the_syntax_becomes_its_block() -> None:
    text = """### Crime

Police recorded {{recorded_offences}} **crimes**, see {{ref crime}} and [the site](https://example.org/a).

{{figure crime}}

1. one
2. two
   - three
"""
    heading, paragraph, figure, points = blocks(text)
    assert heading == Heading(text="Crime", level=3)
    assert isinstance(paragraph, Paragraph)
    assert Value(text="1,234", passport="p-1") in paragraph.runs
    assert Strong((Text("crimes"),)) in paragraph.runs
    assert Reference("crime") in paragraph.runs
    assert Link(text="the site", url="https://example.org/a") in paragraph.runs
    assert isinstance(figure, Callout)
    assert figure.title == "crime"
    assert isinstance(points, Points)
    assert points.ordered
    assert [text_of(item) for item in points.items] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("{{solved_rate}}", "19.4%"),
        ('{{solved_rate show="interval"}}', "19.4% (17.0% to 22.0%)"),
        ("{{solved_rate decimals=0}}", "19%"),
        ('{{solved_rate show="numerator"}} of {{solved_rate show=denominator}}', "194 of 1,000"),
        ("{{recorded_offences show=period}}", "January to March 2025"),
        ("{{recorded_offences show=“place”}}", "Durham"),
        ("{{confidence}}", "[x]"),
        ("[{{solved_rate}} *solved*]{claim=share measure=solved_rate}", "19.4% solved"),
    ],
)
def test_values_are_printed_as_the_public_sector_writes_them(asked: str, printed: str) -> None:
    (paragraph,) = blocks(asked)
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == printed


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "#set page(width: 1cm)",
        "`code` ~~struck~~ | a | b |",
        "![image](https://example.org/x.png) &amp; <https://example.org>".replace("![", "!\\["),
        "[a]{b} [x] {c} }}",
        "[click](javascript:alert(1))",
        "\u202eevil",
    ],
)
def test_anything_else_prints_as_it_was_typed(text: str) -> None:
    (paragraph,) = blocks(text)
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == text.replace("\\[", "[")
    assert all(isinstance(run, Text) for run in paragraph.runs)


def test_brackets_can_be_printed() -> None:
    (paragraph,) = blocks("\\{{solved_rate}}")
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == "{{solved_rate}}"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("# Title", 1, "level 1"),
        ("#### Small", 1, "level 4"),
        ("a\nb {{solved_rate", 2, "not closed"),
        ("a\n\n{{solved rate}}", 3, "not understood"),
        ("{{9}}", 1, "not understood"),
        ('{{solved_rate place="a" place="b"}}', 1, "not understood"),
        ("a {{figure b}}", 1, "inside other text"),
        ("- {{table b}}", 1, "inside other text"),
        ("{{figure missing}}", 1, "no figure named 'missing'"),
        ("a\nb [c](http://example.org)", 2, "https"),
        ("[c](https://)", 1, "https"),
        ("[c]{clam=rose}", 1, "makes no claim"),
        ("[c]{claim=rose claim=fell}", 1, "twice"),
        ("one\ntwo {{solved_rat}}", 2, "no value is named 'solved_rat'"),
        ("{{solved_rate show=hat}}", 1, "cannot be shown as 'hat'"),
        ("{{solved_rate decimals=12}}", 1, "not a number of decimals"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_and_line(text: str, line: int, says: str) -> None:
    with pytest.raises(OperatorMistake) as caught:
        blocks(text)
    assert caught.value.sentence.startswith(f"report.md, line {line}: ")
    assert f"line {line}:" in caught.value.sentence
    assert says in caught.value.sentence
    assert caught.value.hint


def test_a_misspelled_name_is_told_the_nearest() -> None:
    with pytest.raises(OperatorMistake) as caught:
        blocks("{{solved_rat}}")
    assert caught.value.hint == "Did you mean 'solved_rate'?"


def test_a_narrative_lists_what_it_asks_for_and_places() -> None:
    narrative = read_narrative(
        "[{{solved_rate}} a]{claim=share measure=solved_rate}\n\n{{table t}}\n\n- {{confidence}}", file="r.md"
    )
    assert [asked.name for asked in narrative.asked] == ["solved_rate", "confidence"]
    assert narrative.parts[1] == Placement(kind="table", name="t", line=3)


class MadeUp(Held):
    """The same values, made up."""

    def given(self, asked: Asked) -> Given:
        return replace(super().given(asked), synthetic=True)


def test_a_made_up_value_is_marked_and_the_name_of_its_period_or_place_is_not() -> None:
    text = "{{solved_rate}} in {{solved_rate show=place}}, {{solved_rate show=period}}"
    (paragraph,) = compose(read_narrative(text, file="kpq1.md"), values=MadeUp(), exhibit=shown)
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == "19.4% [synthetic] in Durham, January to March 2025"
