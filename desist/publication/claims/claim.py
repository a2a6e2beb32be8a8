"""A claim: what an officer says the data show, in terms that can be tested."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desist.publication.claims.evidence import Evidence
from desist.publication.claims.lexicon import Sense
from desist.publication.claims.prose import Sentence, Tie
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Every, Period, ending, month


class ClaimKind(enum.StrEnum):
    """What can be claimed."""

    ROSE = "rose"
    FELL = "fell"
    STEADY = "steady"
    WITHIN_LIMITS = "within-limits"
    UPWARD_TREND = "upward-trend"
    DOWNWARD_TREND = "downward-trend"
    ABOVE = "above"
    BELOW = "below"
    HIGHEST = "highest"
    LOWEST = "lowest"
    IMPROVED = "improved"
    WORSENED = "worsened"
    SHARE = "share"
    COUNT = "count"
    DIFFERENCE = "difference"
    HIGHEST_RISK_FIRST = "highest-risk-first"

    @property
    def test(self) -> str:
        """How it is tested, in one sentence; the manual prints it."""
        return TESTS[self]

    @property
    def senses(self) -> frozenset[Sense]:
        """The directions that words under this claim may say; empty when any may."""
        return SENSES.get(self, frozenset())


TESTS = {
    ClaimKind.ROSE: "Holds when the comparison finds the figure higher, beyond ordinary variation.",
    ClaimKind.FELL: "Holds when the comparison finds the figure lower, beyond ordinary variation.",
    ClaimKind.STEADY: "Holds when the comparison finds no change; too few to say is not enough.",
    ClaimKind.WITHIN_LIMITS: "Holds when no rule of its process chart fires on the period.",
    ClaimKind.UPWARD_TREND: "Holds when the trend rule fires upwards: seven points, each higher than the "
    "last.",
    ClaimKind.DOWNWARD_TREND: "Holds when the trend rule fires downwards: seven points, each lower.",
    ClaimKind.ABOVE: "Holds when the figure is higher than the target, peers or nation named, beyond chance.",
    ClaimKind.BELOW: "Holds when the figure is lower than the target, peers or nation named, beyond chance.",
    ClaimKind.HIGHEST: "Holds when no other held reading lies above it or inside its 95% interval.",
    ClaimKind.LOWEST: "Holds when no other held reading lies below it or inside its 95% interval.",
    ClaimKind.IMPROVED: "Holds when the comparison ends in improvement.",
    ClaimKind.WORSENED: "Holds when the comparison ends in concern.",
    ClaimKind.SHARE: "Holds when a share said in the words is the reading's value, as rounded in the words.",
    ClaimKind.COUNT: "Holds when a number said in the words is the reading's numerator.",
    ClaimKind.DIFFERENCE: "Holds when a number said in the words is the difference from the reading a "
    "year before.",
    ClaimKind.HIGHEST_RISK_FIRST: "Holds when first proven reoffences come faster in the first three months "
    "after the index date than in each later three months of the year, beyond chance, in mature cohorts.",
}
SENSES = {
    ClaimKind.ROSE: frozenset([Sense.UP]),
    ClaimKind.FELL: frozenset([Sense.DOWN]),
    ClaimKind.STEADY: frozenset([Sense.STEADY]),
    ClaimKind.WITHIN_LIMITS: frozenset([Sense.STEADY]),
    ClaimKind.UPWARD_TREND: frozenset([Sense.UP]),
    ClaimKind.DOWNWARD_TREND: frozenset([Sense.DOWN]),
    ClaimKind.ABOVE: frozenset([Sense.UP]),
    ClaimKind.BELOW: frozenset([Sense.DOWN]),
    ClaimKind.HIGHEST: frozenset([Sense.HIGHEST]),
    ClaimKind.LOWEST: frozenset([Sense.LOWEST]),
    ClaimKind.IMPROVED: frozenset([Sense.BETTER, Sense.UP, Sense.DOWN]),
    ClaimKind.WORSENED: frozenset([Sense.WORSE, Sense.UP, Sense.DOWN]),
}
SAME_AS = {"no change": "steady", "no-change": "steady", "within limits": "within-limits", "equals": "share"}
TREND_KINDS = (ClaimKind.WITHIN_LIMITS, ClaimKind.UPWARD_TREND, ClaimKind.DOWNWARD_TREND)
PLACE_KINDS = (ClaimKind.ABOVE, ClaimKind.BELOW)

# The comparisons by the names that desist.comparison gives them, and what an officer may call them.
YEAR_BEFORE, OWN_PAST, PEERS, TARGET = "the same period a year before", "its own past", "peers", "target"
CALLED = {
    "year before": YEAR_BEFORE,
    "a year before": YEAR_BEFORE,
    "last year": YEAR_BEFORE,
    "same period a year before": YEAR_BEFORE,
    "past": OWN_PAST,
    "own past": OWN_PAST,
    "msg": PEERS,
    "peer": PEERS,
    "most similar group": PEERS,
}
TERMS = ("claim", "measure", "against", "place", "period", "every", "since")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim, read: what is said of which measure, place and period, against what.

    ``since`` limits a record to readings from that month on; empty means all that are held.
    """

    kind: ClaimKind
    measure: str
    against: str
    place: str
    period: Period
    breakdown: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    words: str
    file: str
    line: int

    @property
    def said(self) -> str:
        """The claim in words: 'recorded_offences fell against the same period a year before'."""
        of = "".join(f", {level}" for level in self.breakdown.values())
        said = f"{self.measure}{of} in {self.place}, {self.period}: {self.kind.value}"
        return said if self.kind is ClaimKind.HIGHEST_RISK_FIRST else f"{said} against {self.against}"


def claim_of(tie: Tie, sentence: Sentence, evidence: Evidence) -> Claim:
    """Read the terms of a claim; a name that is not known is an operator's mistake with file and line."""
    where = f"{sentence.file}, line {tie.line}"
    terms = dict(tie.terms)
    kind = _kind(terms["claim"], where)
    measure = terms.get("measure", "")
    if not measure:
        raise OperatorMistake(
            f"{where}: the claim '{kind.value}' names no measure.", hint="Add measure=… to it."
        )
    if measure not in evidence.measures:
        raise OperatorMistake(
            f"{where}: no measure is named '{measure}'.",
            hint=nearest(measure, sorted(evidence.measures)) or "'desist measure' lists the names.",
        )
    levels = {name: value for name, value in terms.items() if name not in TERMS}
    for name in levels:
        known = evidence.measures[measure].breakdowns
        if name not in known:
            raise OperatorMistake(
                f"{where}: a claim on '{measure}' has no '{name}'.",
                hint=nearest(name, [*TERMS, *known]) or f"It may have {', '.join([*TERMS, *known])}.",
            )
    if terms.get("since"):
        _at(where, lambda: month(terms["since"]))
    against = " ".join(terms.get("against", _usual(kind)).lower().split())
    return Claim(
        kind=kind,
        measure=measure,
        against=CALLED.get(against.removeprefix("the "), terms.get("against", _usual(kind)).strip()),
        place=terms.get("place", evidence.place),
        period=_at(where, lambda: _period(terms, evidence.period)),
        breakdown=levels,
        since=terms.get("since", ""),
        words=tie.words,
        file=sentence.file,
        line=tie.line,
    )


def _kind(written: str, where: str) -> ClaimKind:
    name = SAME_AS.get(written.lower().strip(), written.lower().strip().replace(" ", "-"))
    if name not in list(ClaimKind):
        raise OperatorMistake(
            f"{where}: '{written}' is not a kind of claim.",
            hint=nearest(name, [kind.value for kind in ClaimKind])
            or f"Use one of {', '.join(kind.value for kind in ClaimKind)}.",
        )
    return ClaimKind(name)


def _usual(kind: ClaimKind) -> str:
    if kind in TREND_KINDS or kind in (ClaimKind.HIGHEST, ClaimKind.LOWEST):
        return OWN_PAST
    return TARGET if kind in PLACE_KINDS else YEAR_BEFORE


def _period(terms: Mapping[str, str], usual: Period) -> Period:
    written = terms.get("period", "")
    if not written:
        return usual
    every = terms.get("every", "")
    if every and every not in list(Every):
        raise OperatorMistake(f"'{every}' is not a length of period.", hint="Use month, quarter or year.")
    span = re.fullmatch(r"(\d{4}-\d{2})\s*(?:\.\.|to|–)\s*(\d{4}-\d{2})", written)
    if span:
        return Period(month(span[1]).start, month(span[2]).end)
    if every:
        return ending(written, Every(every))
    length = {step.months: step for step in Every}.get(usual.months or 0, Every.QUARTER)
    return ending(written, length)


def _at(where: str, read: Callable[[], Period]) -> Period:
    try:
        return read()
    except OperatorMistake as trouble:
        raise OperatorMistake(f"{where}: {trouble.sentence}", hint=trouble.hint) from trouble
