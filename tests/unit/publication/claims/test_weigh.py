"""A claim holds, is contradicted, or cannot be said, and every answer gives its reason."""

from __future__ import annotations

import pytest

from desist.publication.claims.claim import claim_of
from desist.publication.claims.prose import prose_of
from desist.publication.claims.weigh import CannotSay, Contradicted, Held, Weighed, weigh
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.claims.evidence_examples import EVIDENCE


def weighed(text: str) -> Weighed:
    (sentence,) = prose_of([read_narrative(text, file="report.md")]).sentences
    return weigh(claim_of(sentence.ties[0], sentence, EVIDENCE), EVIDENCE)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "[Crime fell]{claim=fell measure=recorded_offences against='x'}".replace("'x'", '"year before"'),
            Held,
        ),
        ("[Crime rose]{claim=rose measure=recorded_offences}", Contradicted),
        ("[Crime is steady]{claim=steady measure=recorded_offences}", Contradicted),
        ("[Crime improved]{claim=improved measure=recorded_offences}", Held),
        ("[Crime worsened]{claim=worsened measure=recorded_offences}", Contradicted),
        ('[Robbery is steady]{claim="no change" measure=recorded_offences offence_group="Robbery"}', Held),
        ('[Robbery fell]{claim=fell measure=recorded_offences offence_group="Robbery"}', Contradicted),
        ("[A downward trend]{claim=downward-trend measure=recorded_offences}", Held),
        ("[An upward trend]{claim=upward-trend measure=recorded_offences}", Contradicted),
        ("[Within limits]{claim=within-limits measure=recorded_offences}", Contradicted),
        ("[Within limits]{claim=within-limits measure=solved_rate}", Held),
        ("[Above peers]{claim=above measure=solved_rate against=peers}", Held),
        ("[Below peers]{claim=below measure=solved_rate against=MSG}", Contradicted),
        ("[Below target]{claim=below measure=solved_rate}", CannotSay),
        ("[Solved rate rose]{claim=rose measure=solved_rate}", CannotSay),
        ("[Confidence rose]{claim=rose measure=confidence}", CannotSay),
        ("[Rate rose]{claim=rose measure=offences_per_1000}", CannotSay),
        ("[Highest solved rate]{claim=highest measure=solved_rate}", Held),
        ("[Lowest solved rate]{claim=lowest measure=solved_rate}", Contradicted),
        ("[Highest of peers]{claim=highest measure=solved_rate against=peers}", CannotSay),
        ("[Most crime of peers]{claim=highest measure=recorded_offences against=peers}", Contradicted),
        ("[Lowest crime]{claim=lowest measure=recorded_offences}", CannotSay),
        ("[Highest since]{claim=highest measure=solved_rate since=2024-10}", CannotSay),
        ("[19% solved]{claim=share measure=solved_rate}", Held),
        ("[19.4% solved]{claim=share measure=solved_rate}", Held),
        ("[one in five solved]{claim=share measure=solved_rate}", Held),
        ("[20% solved]{claim=share measure=solved_rate}", Contradicted),
        ("[many solved]{claim=share measure=solved_rate}", CannotSay),
        ("[1,234 crimes]{claim=count measure=recorded_offences}", Held),
        ("[1,243 crimes]{claim=count measure=recorded_offences}", Contradicted),
        ("[166 fewer crimes]{claim=difference measure=recorded_offences}", Held),
        ("[66 fewer crimes]{claim=difference measure=recorded_offences}", Contradicted),
        ("[6 points above]{claim=difference measure=solved_rate against=Cleveland}", Held),
        ("[6 points up]{claim=difference measure=solved_rate}", CannotSay),
    ],
)
def test_each_kind_of_claim(text: str, answer: type[Weighed]) -> None:
    found = weighed(text)
    assert isinstance(found, answer), found
    assert found.reason.endswith(".")


def test_a_claim_without_data_names_the_contract_and_the_last_period() -> None:
    found = weighed("[Rate rose]{claim=rose measure=recorded_offences period=2026-03}")
    assert isinstance(found, CannotSay)
    assert "police_uk.street would supply it" in found.reason
    assert "the last period held is January to March 2025" in found.reason


def test_a_fall_that_is_no_trend_is_not_claimed_as_one() -> None:
    found = weighed('[A trend]{claim=downward-trend measure=recorded_offences against="year before"}')
    assert isinstance(found, Contradicted)
    assert "no trend" in found.reason


@pytest.mark.parametrize(
    ("terms", "says", "hint"),
    [
        ("claim=rises measure=solved_rate", "'rises' is not a kind", ""),
        ("claim=rose", "names no measure", "Add measure"),
        ("claim=rose measure=solved_rat", "no measure is named", "Did you mean 'solved_rate'?"),
        ("claim=rose measure=solved_rate offence_group=Robbery", "has no 'offence_group'", "It may have"),
        ("claim=rose measure=solved_rate perod=2025-03", "has no 'perod'", "Did you mean 'period'?"),
        ("claim=rose measure=solved_rate period=2025-13", "not a month", "2025-03"),
        ("claim=rose measure=solved_rate period=2025-03 every=week", "not a length", "month, quarter"),
        ("claim=highest measure=solved_rate since=never", "not a month", "2025-03"),
    ],
)
def test_a_claim_that_cannot_be_read_says_where_and_why(terms: str, says: str, hint: str) -> None:
    with pytest.raises(OperatorMistake) as caught:
        weighed(f"[Up]{{{terms}}}")
    assert caught.value.sentence.startswith("report.md, line 1: ")
    assert says in caught.value.sentence
    assert hint in caught.value.hint
