"""The claim that the highest risk of reoffending is in the first three months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from desist.publication.claims.check import check
from desist.publication.claims.early_risk import early_risk_said, why_not_early_risk
from desist.publication.claims.evidence import EarlyRisk, Evidence
from desist.publication.claims.finding import Finding, Weight
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.measure import Kind
from desist.vocabulary.period import Period
from tests.unit.publication.claims.evidence_examples import EVIDENCE, measure

RATE = measure("proven_reoffending_rate", Kind.PROPORTION, "% of offenders", "Proven reoffending", ("sex",))
YEAR = "year ending September 2023"
TIE = '{claim=highest-risk-first measure=proven_reoffending_rate period="2023-09" every="year"}'


def evidence(holds: bool | None, asked: list[tuple[str, str, Mapping[str, str]]] | None = None) -> Evidence:
    def early(place: str, period: Period, breakdown: Mapping[str, str]) -> EarlyRisk:
        if asked is not None:
            asked.append((place, str(period), breakdown))
        return EarlyRisk(holds=holds, reason="Days 1 to 91: 12.9.")

    return replace(EVIDENCE, measures={**EVIDENCE.measures, RATE.name: RATE}, early_risk=early)


def found(text: str, against: Evidence, *, edition: bool = False) -> dict[str, Finding]:
    narrative = read_narrative(text, file="kpq5.md")
    return {finding.rule: finding for finding in check([narrative], against, edition=edition)}


def test_a_true_claim_is_silent_and_asks_the_store_what_it_says() -> None:
    asked: list[tuple[str, str, Mapping[str, str]]] = []
    text = f"[The highest risk is in the first three months]{TIE}."
    assert found(text, evidence(True, asked), edition=True) == {}
    assert asked == [("Durham", YEAR, {})]


def test_a_breakdown_and_a_place_are_asked_for() -> None:
    asked: list[tuple[str, str, Mapping[str, str]]] = []
    tie = TIE.replace("}", ' sex="male" place="Cleveland"}')
    assert found(f"[Risk is highest in the first three months]{tie}.", evidence(True, asked)) == {}
    assert asked == [("Cleveland", YEAR, {"sex": "male"})]


@pytest.mark.parametrize(
    ("holds", "says"),
    [(False, "but the data contradict it: Days 1 to 91: 12.9."), (None, "but the data cannot say: Days 1")],
)
def test_a_false_claim_and_one_that_cannot_be_told_fail_even_a_draft(holds: bool | None, says: str) -> None:
    finding = found(f"[The highest risk is in the first three months]{TIE}.", evidence(holds))["claim-tested"]
    assert finding.weight is Weight.FAILURE
    assert says in finding.wrong
    assert f"proven_reoffending_rate in Durham, {YEAR}: highest-risk-first)" in finding.wrong


def test_it_is_a_claim_about_reoffending_only() -> None:
    tie = TIE.replace("proven_reoffending_rate", "solved_rate")
    finding = found(f"[The highest risk is in the first three months]{tie}.", evidence(True))["claim-tested"]
    assert "known of the cohorts of proven_reoffending_rate only" in finding.wrong


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("The highest risk is not in the first three months", "denies"),
        ("The risk isn't at its highest in the first three months", "denies"),
        ("The highest risk is in the first six months", "does not say"),
        ("Most people reoffend in the end", "does not say"),
        ("Reoffending is lowest, and not at its highest risk, in the first three months", "denies"),
    ],
)
def test_words_that_say_something_else_fail(words: str, why: str) -> None:
    finding = found(f"[{words}]{TIE}.", evidence(True))["claim-words"]
    assert finding.weight is Weight.FAILURE
    assert finding.wrong.startswith(why)


@pytest.mark.parametrize(
    "words",
    [
        "the highest risk period is within the first three months of sentence or release",
        "Reoffending risk peaks in the first 3 months",
        "The first three months are the time of greatest risk",
    ],
)
def test_the_ways_of_saying_it_are_known_and_want_a_claim(words: str) -> None:
    assert why_not_early_risk(words) == ""
    assert early_risk_said(words)
    finding = found(f"There is evidence that {words}.", evidence(True))["unclaimed-direction"]
    assert finding.weight is Weight.WARNING
    assert "claim=highest-risk-first" in finding.hint
    assert found(f"{words}.", evidence(True), edition=True)["unclaimed-direction"].weight is Weight.FAILURE
    assert found(f"There is evidence that [{words}]{TIE}.", evidence(True), edition=True) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Calls were highest in the first three months of the year.",
        "People at highest risk are seen within three months.",
        "The first three months of the project were hard.",
    ],
)
def test_other_sentences_are_left_alone(text: str) -> None:
    assert early_risk_said(text) is None


def test_evidence_that_follows_nobody_up_cannot_say() -> None:
    alone = replace(EVIDENCE, measures={RATE.name: RATE})
    finding = found(f"[The highest risk is in the first three months]{TIE}.", alone)["claim-tested"]
    assert "the data cannot say" in finding.wrong
