"""A draft warns, an edition fails, a contradicted claim always fails, and an allowance needs a reason."""

from __future__ import annotations

import pytest

from desist.publication.claims.check import check, refuse_failures
from desist.publication.claims.evidence import exhibit_of
from desist.publication.claims.finding import Finding, Gravity, Weight
from desist.publication.claims.rules import RULES
from desist.publication.document import Table
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.claims.evidence_examples import EVIDENCE


def findings(text: str, *, edition: bool = False) -> dict[str, Finding]:
    narrative = read_narrative(text, file="report.md")
    return {f.rule: f for f in check([narrative], EVIDENCE, edition=edition)}


def test_a_direction_without_a_claim_warns_in_a_draft_and_fails_in_an_edition() -> None:
    text = "Recorded crime fell."
    assert findings(text)["unclaimed-direction"].weight is Weight.WARNING
    assert findings(text, edition=True)["unclaimed-direction"].weight is Weight.FAILURE
    assert "claim=fell measure=recorded_offences" in findings(text)["unclaimed-direction"].hint


def test_a_claim_covers_only_its_own_words() -> None:
    text = "[Recorded crime fell]{claim=fell measure=recorded_offences}, and burglary rose."
    assert "'rose'" in findings(text)["unclaimed-direction"].wrong
    text = "[The solved rate was higher at 19%]{claim=share measure=solved_rate}."
    assert "unclaimed-direction" in findings(text)


def test_a_claim_that_holds_is_left_alone() -> None:
    assert findings("[Recorded crime fell]{claim=fell measure=recorded_offences}.", edition=True) == {}


def test_a_contradicted_claim_quotes_sentence_claim_and_reading() -> None:
    found = findings("In short,\n[recorded crime rose]{claim=rose measure=recorded_offences}.")[
        "claim-tested"
    ]
    assert found.weight is Weight.FAILURE
    assert "“In short, recorded crime rose.”" in found.sentence
    assert "rose against the same period a year before" in found.sentence
    assert "The comparison with the same period a year before says -1." in found.sentence
    with pytest.raises(OperatorMistake) as caught:
        refuse_failures([found])
    assert caught.value.sentence.startswith("report.md, line 1: ")


def test_warnings_do_not_stop_a_build() -> None:
    refuse_failures(list(findings("Recorded crime fell.").values()))


@pytest.mark.parametrize(
    "text",
    [
        "[Recorded crime rose]{claim=fell measure=recorded_offences}.",
        "[Recorded crime has not fallen]{claim=fell measure=recorded_offences}.",
        "[Recorded crime is the lowest ever]{claim=fell measure=recorded_offences}.",
        "[Confidence in the police fell]{claim=fell measure=recorded_offences}.",
        "[Recorded crime fell in May 2024]{claim=fell measure=recorded_offences}.",
        "[Recorded crime in Cleveland fell]{claim=fell measure=recorded_offences}.",
        "[Recorded crime is lower than the national average]{claim=fell measure=recorded_offences}.",
        "[The solved rate is higher than last year]{claim=above measure=solved_rate against=peers}.",
    ],
)
def test_words_that_say_something_else_than_their_claim_fail(text: str) -> None:
    assert findings(text)["claim-words"].weight is Weight.FAILURE


@pytest.mark.parametrize(
    "text",
    [
        "[Recorded crime did not rise]{claim=fell measure=recorded_offences}.",
        "[Recorded crime fell in January to March 2025]{claim=fell measure=recorded_offences}.",
        "[Robbery was broadly similar]{claim=steady measure=recorded_offences offence_group=Robbery}.",
    ],
)
def test_words_that_say_what_their_claim_tests_are_left_alone(text: str) -> None:
    assert "claim-words" not in findings(text)


def test_a_typed_number_beside_an_indicator_warns_even_in_an_edition() -> None:
    assert findings("The solved rate was 19%.", edition=True)["typed-number"].weight is Weight.WARNING
    assert "{{solved_rate}}" in findings("The solved rate was 19%.")["typed-number"].hint


@pytest.mark.parametrize(
    "text",
    [
        "The solved rate was {{solved_rate}}.",
        "The solved rate in 2019 covers 12 months.",
        "[The solved rate was 19%]{claim=share measure=solved_rate}.",
        "Checkpoint has 25 navigators.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert "typed-number" not in findings(text)


def test_an_allowance_with_a_reason_is_kept_and_said() -> None:
    text = '[Recorded crime fell]{allow="unclaimed-direction" because="a quotation"}.'
    found = findings(text, edition=True)["unclaimed-direction"]
    assert found.weight is Weight.ALLOWED
    assert found.wrong.endswith("Allowed because a quotation.")


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ('allow="unclaimed-direction"', "without a reason"),
        ('allow="unclaimed" because="so"', "is no rule"),
        ('allow="claim-tested" because="so"', "cannot be allowed"),
    ],
)
def test_an_allowance_that_allows_nothing_fails(terms: str, says: str) -> None:
    assert says in findings(f"[Recorded crime fell]{{{terms}}}.")["allowance"].wrong


def test_every_rules_own_example_fires_and_its_correction_does_not() -> None:
    for rule in RULES:
        if rule.name in ("table-contradicts", "no-data-held"):
            continue  # these need a table or an empty indicator: tests/spec/test_ten_defects.py
        assert rule.name in findings(rule.wrong), rule.name
        if rule.gravity is not Gravity.ALWAYS:
            assert rule.name not in findings(rule.right.replace("{{figure crime-change}}", "")), rule.name


def test_findings_stand_in_the_order_of_the_text() -> None:
    narrative = read_narrative("Burglary rose.\n\nTheft fell.\n\nFigure 9: Theft", file="a.md")
    lines = [f.line for f in check([narrative], EVIDENCE)]
    assert lines == sorted(lines)


def test_a_table_of_the_document_is_read_as_an_exhibit() -> None:
    grid = Grid(
        columns=(Column(title="Group"), Column(title="Change", kind=ColumnKind.NUMBER)),
        rows=((Cell("Robbery"), Cell("−18%", -18.0)),),
    )
    table = Table(id="t", title="Change in crime", grid=grid, source="Home Office", label="Table 2")
    seen = exhibit_of(table, file="r.md", line=3)
    assert (seen.number, seen.columns, seen.rows[0].numbers) == (2, ("Change",), (-18.0,))
    assert seen.shows_change
