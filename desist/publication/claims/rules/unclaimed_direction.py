"""A sentence that says up, down, steady or lowest, or when the risk is highest, must say by which test."""

from __future__ import annotations

from collections.abc import Iterator

from desist.publication.claims.binding import contexts, measures_of
from desist.publication.claims.claim import SAME_AS, ClaimKind
from desist.publication.claims.direction import Cue, directional
from desist.publication.claims.early_risk import early_risk_said
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.lexicon import Sense
from desist.publication.claims.prose import Prose, Sentence


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report directional words that stand under no claim which could test them."""
    for sentence, context in contexts(prose):
        loose = [cue for cue in directional(sentence.text, context=context) if not claimed(sentence, cue)]
        if loose:
            words = ", ".join(f"'{cue.words.strip()}'" for cue in loose)
            yield about(
                sentence,
                f"says {words} without a claim, so nothing tests it.",
                f"Bind it: {_suggested(sentence, loose[0], evidence)}.",
                start=loose[0].start,
                end=loose[-1].end,
            )
        early = early_risk_said(sentence.text)
        if early and not _tested(sentence, early.start(), early.end()):
            yield about(
                sentence,
                "says when the risk is highest without a claim, so nothing tests it.",
                f"Bind it: [{early[0]}]{{claim={ClaimKind.HIGHEST_RISK_FIRST} "
                'measure=proven_reoffending_rate period="…" every="year"}.',
                start=early.start(),
                end=early.end(),
            )


def _tested(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a claim about early risk covers some of these words."""
    return any(
        tie.terms.get("claim", "").lower().strip().replace(" ", "-") == ClaimKind.HIGHEST_RISK_FIRST
        and tie.start < end
        and start < tie.end
        for tie in sentence.ties
    )


def claimed(sentence: Sentence, cue: Cue) -> bool:
    """Whether a claim that tests directions covers these words."""
    for tie in sentence.ties:
        kind = tie.terms.get("claim", "").lower().strip()
        kind = SAME_AS.get(kind, kind.replace(" ", "-"))
        if kind in list(ClaimKind) and ClaimKind(kind).senses and tie.start <= cue.start < tie.end:
            return True
    return False


def _suggested(sentence: Sentence, cue: Cue, evidence: Evidence) -> str:
    kind = {Sense.BETTER: "improved", Sense.WORSE: "worsened"}.get(cue.sense, cue.sense.value)
    measure = next(iter(measures_of(sentence, evidence)), "…")
    return f'[{cue.words.strip()} …]{{claim={kind} measure={measure} against="year before"}}'


RULE = Rule(
    name="unclaimed-direction",
    why="'Crime fell' is a statement about data; unless it names its comparison nobody can check it.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="Recorded crime fell compared with a year ago.",
    right="[Recorded crime fell compared with a year ago]{claim=fell measure=recorded_offences "
    'against="year before"}.',
)
