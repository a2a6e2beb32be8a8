"""Every claim is held against the data, and one that they do not bear out is not printed."""

from __future__ import annotations

from collections.abc import Iterator

from desist.publication.claims.claim import claim_of
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.prose import Prose
from desist.publication.claims.weigh import Contradicted, Held, weigh
from desist.vocabulary.mistake import OperatorMistake


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Test each claim once, and report those that are contradicted, untestable or not understood."""
    seen: set[tuple[str, int, str, str]] = set()
    for sentence in prose.sentences:
        for tie in sentence.ties:
            key = (sentence.file, tie.line, tie.words, repr(sorted(tie.terms.items())))
            if "claim" not in tie.terms or key in seen:
                continue
            seen.add(key)
            try:
                claim = claim_of(tie, sentence, evidence)
            except OperatorMistake as trouble:
                wrong = trouble.sentence.removeprefix(f"{sentence.file}, line {tie.line}: ")
                yield about(sentence, f"has a claim that cannot be read: {wrong}", trouble.hint)
                continue
            weighed = weigh(claim, evidence)
            if isinstance(weighed, Held):
                continue
            if isinstance(weighed, Contradicted):
                wrong, hint = (
                    "but the data contradict it",
                    "Correct the sentence, or claim what the data show.",
                )
            else:
                wrong, hint = "but the data cannot say", "Leave the claim out, or load what it needs."
            yield about(
                sentence,
                f"claims ({claim.said}), {wrong}: {weighed.reason}",
                hint,
                start=tie.start,
                end=tie.end,
            )


RULE = Rule(
    name="claim-tested",
    why="A report may say that crime fell only where the comparison says so.",
    gravity=Gravity.ALWAYS,
    find=find,
    wrong='[Robbery rose]{claim=rose measure=recorded_offences offence_group="Robbery" against="year '
    'before"}.',
    right='[Robbery fell]{claim=fell measure=recorded_offences offence_group="Robbery" against="year '
    'before"}.',
)
