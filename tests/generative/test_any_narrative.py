"""Whatever an officer types is printed, or refused in one sentence; every finding has file and line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desist.publication.claims.check import check
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.publication.claims.evidence_examples import EVIDENCE

PIECES = st.sampled_from(
    [
        "crime ",
        "reoffending ",
        "rose",
        "fell ",
        "lowest ever",
        "14.3% ",
        "(2 young people)",
        " in Durham",
        "per 100 re-offenders",
        "[",
        "]",
        "{{",
        "}}",
        "{claim=rose measure=solved_rate}",
        "{allow=x because=y}",
        "{{solved_rate}}",
        "{{ref a}}",
        "\n",
        "\n\n",
        "- ",
        "### ",
        "**",
        "*",
        "](https://a.b)",
        "Figure 9: ",
        "year ending September 2019",
        " compared with ",
        "no ",
        "not ",
        ". ",
        "the past three years",
        "99 months to ",
        "May 2020",
        "2019/20",
        "Source: Crime Survey",
        "zero in 0 ",
        "0 of 0 people ",
        "=",
        '"',
        "\\",
        "<b>",
        "40",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=300))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        narrative = read_narrative(text, file="any.md")
    except OperatorMistake as refused:
        assert refused.sentence.startswith("any.md, line ")
        assert refused.hint
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for finding in check([narrative], EVIDENCE, edition=True):
        assert finding.file == "any.md"
        assert 1 <= finding.line <= lines
        assert finding.wrong
        assert finding.hint
