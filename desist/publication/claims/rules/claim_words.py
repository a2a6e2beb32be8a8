"""The words under a claim must say what the claim tests."""

from __future__ import annotations

from collections.abc import Iterator

from desist.publication.claims.assertions import moves_of
from desist.publication.claims.binding import measure_concepts
from desist.publication.claims.claim import OWN_PAST, PEERS, TARGET, YEAR_BEFORE, Claim, ClaimKind, claim_of
from desist.publication.claims.direction import cues
from desist.publication.claims.early_risk import why_not_early_risk
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.lexicon import Sense
from desist.publication.claims.prose import Prose
from desist.publication.claims.subjects import concepts
from desist.publication.claims.times import Base, base_of, periods
from desist.publication.claims.weigh import DIRECTIONS
from desist.vocabulary.mistake import OperatorMistake

RECORDS = frozenset([Sense.HIGHEST, Sense.LOWEST])


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report claims whose words speak of another direction, subject, period, place or comparison."""
    for sentence in prose.sentences:
        for tie in sentence.ties:
            if "claim" not in tie.terms:
                continue
            try:
                claim = claim_of(tie, sentence, evidence)
            except OperatorMistake:
                continue  # claim-tested reports what cannot be read
            other = _other(claim, evidence)
            if other:
                yield about(
                    sentence,
                    f"{other}, but the claim tests '{claim.said}'.",
                    "Let the words and the claim say the same.",
                    start=tie.start,
                    end=tie.end,
                )


def _other(claim: Claim, evidence: Evidence) -> str:
    return _direction(claim) or _subject(claim, evidence) or _when(claim) or _where(claim, evidence)


def _direction(claim: Claim) -> str:
    if claim.kind is ClaimKind.HIGHEST_RISK_FIRST:
        return why_not_early_risk(claim.words)
    if not claim.kind.senses:
        return ""
    wanted = DIRECTIONS.get(claim.kind)
    for cue in cues(claim.words):
        if (
            cue.sense in RECORDS
            or claim.kind.senses & RECORDS
            or wanted is None
            or cue.sense in (Sense.BETTER, Sense.WORSE)
        ):
            fits = cue.sense in claim.kind.senses
        else:
            fits = wanted in moves_of(cue)
        if not fits:
            return f"says '{cue.words.strip()}'"
    base = base_of(claim.words, steady=False)
    if base.kind == "elsewhere" and claim.against in (YEAR_BEFORE, OWN_PAST):
        return "compares with another place"
    if base == Base("years", frozenset([1])) and claim.against in (PEERS, TARGET):
        return "compares with a year before"
    return ""


def _subject(claim: Claim, evidence: Evidence) -> str:
    said = concepts(claim.words)
    meant = measure_concepts(claim.measure, evidence, *claim.breakdown.values())
    general = frozenset(["crime"])
    if claim.breakdown and said == general:
        return ""
    return f"speaks of {' and '.join(sorted(said))}" if said and meant and not said & meant else ""


def _when(claim: Claim) -> str:
    said = [named.period for named in periods(claim.words)]
    meant = (claim.period, claim.period.year_before())
    if said and not any(period in meant for period in said):
        return f"speaks of {said[0]}"
    return ""


def _where(claim: Claim, evidence: Evidence) -> str:
    words, meant = claim.words.lower(), f"{claim.place} {claim.against}".lower()
    if claim.against == PEERS:
        return ""
    for place in sorted({r.place for r in evidence.readings}):
        if place.lower() in words and place.lower() not in meant and claim.place.lower() not in words:
            return f"speaks of {place}"
    return ""


RULE = Rule(
    name="claim-words",
    why="A tested claim under words that say something else would print a falsehood with a stamp on it.",
    gravity=Gravity.ALWAYS,
    find=find,
    wrong='[Robbery rose]{claim=fell measure=recorded_offences offence_group="Robbery" against="year '
    'before"}.',
    right='[Robbery fell]{claim=fell measure=recorded_offences offence_group="Robbery" against="year '
    'before"}.',
)
