"""Hold a claim against the readings and signals: it holds, it is contradicted, or nobody can say.

Nothing is computed here but a difference of two readings that the words themselves name: the comparison
has been made, with its intervals and rules, and a claim is only laid beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from desist.comparison.alike import why_not_equal_age
from desist.measures.supply import would_supply
from desist.publication.claims.claim import OWN_PAST, PEERS, YEAR_BEFORE, Claim, ClaimKind
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.quantities import Said, numbers, shares
from desist.publication.printed import number, printed_reading
from desist.vocabulary.measure import Kind
from desist.vocabulary.period import month
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal, Verdict

TINY = 30  # below it a rate is too unsteady to rank; METHODS 9.3 turns to exact intervals there
FEWEST_FOR_RECORD = 3  # a "highest" among two is only "higher"
DIRECTIONS = {
    ClaimKind.ROSE: 1,
    ClaimKind.ABOVE: 1,
    ClaimKind.UPWARD_TREND: 1,
    ClaimKind.FELL: -1,
    ClaimKind.BELOW: -1,
    ClaimKind.DOWNWARD_TREND: -1,
    ClaimKind.STEADY: 0,
    ClaimKind.WITHIN_LIMITS: 0,
}
REOFFENDING = "proven_reoffending_rate"  # the measure whose cohorts are followed to the first reoffence
VERDICTS = {ClaimKind.IMPROVED: Verdict.IMPROVEMENT, ClaimKind.WORSENED: Verdict.CONCERN}


@dataclass(frozen=True, kw_only=True)
class Held:
    """The data bear the claim out; ``reason`` is the signal's or reading's own sentence."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Contradicted:
    """The data say otherwise, and ``reason`` says what."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CannotSay:
    """The data are missing or too few, and ``reason`` says which."""

    reason: str


Weighed = Held | Contradicted | CannotSay


def weigh(claim: Claim, evidence: Evidence) -> Weighed:
    """Test one claim: Held, Contradicted or CannotSay, each with its reason.

    The reason is the signal's own sentence where a comparison decides, and the readings otherwise; for a
    reading that is not held it names the last period held and the contract that would supply it.
    """
    if claim.kind is ClaimKind.HIGHEST_RISK_FIRST:
        return _early(claim, evidence)
    reading = evidence.reading(claim.measure, claim.place, claim.period, claim.breakdown)
    if reading is None:
        return CannotSay(reason=_not_held(claim, evidence))
    if not reading.available:
        why = (
            reading.why or f"{claim.measure} is {reading.mark.meaning or 'not available'} for {claim.place}."
        )
        return CannotSay(reason=f"{why.rstrip('.')} {reading.mark.printed or '[x]'}.")
    if claim.kind in (ClaimKind.SHARE, ClaimKind.COUNT, ClaimKind.DIFFERENCE):
        return _number(claim, reading, evidence)
    if claim.kind in (ClaimKind.HIGHEST, ClaimKind.LOWEST):
        return _record(claim, reading, evidence)
    signals = evidence.signals(claim.measure, claim.place, claim.period, claim.breakdown)
    signal = next((s for s in signals if s.against.lower() == claim.against.lower()), None)
    if signal is None:
        made = ", ".join(s.against for s in signals) or "none"
        return CannotSay(
            reason=f"{_said(reading, evidence)}, and it has not been compared with {claim.against} "
            f"(compared with: {made})."
        )
    return _compared(claim, signal)


def _early(claim: Claim, evidence: Evidence) -> Weighed:
    if claim.measure != REOFFENDING:
        return CannotSay(reason=f"when people reoffend is known of the cohorts of {REOFFENDING} only.")
    found = evidence.early_risk(claim.place, claim.period, claim.breakdown)
    if found.holds is None:
        return CannotSay(reason=found.reason)
    return Held(reason=found.reason) if found.holds else Contradicted(reason=found.reason)


def _compared(claim: Claim, signal: Signal) -> Weighed:
    if signal.verdict is Verdict.TOO_FEW:
        return CannotSay(reason=signal.reason)
    if claim.kind in VERDICTS:
        holds = signal.verdict is VERDICTS[claim.kind]
    else:
        holds = signal.direction == DIRECTIONS[claim.kind]
    if claim.kind in (ClaimKind.UPWARD_TREND, ClaimKind.DOWNWARD_TREND) and holds and signal.rule != "trend":
        return Contradicted(reason=f"{signal.reason.rstrip('.')}; that is no trend.")
    return Held(reason=signal.reason) if holds else Contradicted(reason=signal.reason)


def _record(claim: Claim, reading: Reading, evidence: Evidence) -> Weighed:
    measure = evidence.measures[claim.measure]
    if claim.against == PEERS:
        if measure.kind is Kind.COUNT:
            return Contradicted(
                reason=f"{claim.measure} is a count, which says which place is larger and nothing more."
            )
        others = [
            r
            for r in evidence.readings
            if r.measure == claim.measure
            and r.period == claim.period
            and r.place != claim.place
            and dict(r.breakdown) == dict(claim.breakdown)
        ]
    elif claim.against == OWN_PAST:
        start = month(claim.since).start if claim.since else None
        others = [
            r
            for r in evidence.series(claim.measure, claim.place, claim.breakdown)
            if r.period != claim.period
            and (r.period.months, r.period.days if r.period.months is None else 0)
            == (claim.period.months, claim.period.days if claim.period.months is None else 0)
            and r.period.end < claim.period.start
            and (start is None or r.period.start >= start)
        ]
    else:
        return CannotSay(reason=f"a record is among its own past or peers, not {claim.against}.")
    known = [r for r in others if r.value is not None]
    uneven = next((why for r in known if (why := why_not_equal_age(reading, r))), None)
    if uneven:
        return CannotSay(reason=f"{uneven}.")
    if len(known) + 1 < FEWEST_FOR_RECORD:
        return CannotSay(
            reason=f"{_said(reading, evidence)}, and only {len(known)} other readings are held to set it "
            f"against."
        )
    if measure.kind is Kind.PROPORTION and reading.denominator is not None and reading.denominator < TINY:
        return CannotSay(
            reason=f"{_said(reading, evidence)}, a rate of {number(reading.denominator)}, "
            f"and rates of fewer than {TINY} are not ranked."
        )
    return _extreme(claim, reading, known, evidence)


def _extreme(claim: Claim, reading: Reading, known: list[Reading], evidence: Evidence) -> Weighed:
    sign = 1 if claim.kind is ClaimKind.HIGHEST else -1
    assert reading.value is not None
    values = [(sign * r.value, r) for r in known if r.value is not None]
    near, rival = max(values, key=lambda pair: pair[0])
    said, other = _said(reading, evidence), _said(rival, evidence)
    if near >= sign * reading.value:
        return Contradicted(reason=f"{said}, and {other}.")
    edge = reading.lower if sign > 0 else reading.upper
    if edge is not None and near >= sign * edge:
        return CannotSay(reason=f"{said}, an interval that holds {other}.")
    return Held(reason=f"{said}; the nearest other is {other}.")


def _number(claim: Claim, reading: Reading, evidence: Evidence) -> Weighed:
    measure = evidence.measures[claim.measure]
    truth: float | None
    if claim.kind is ClaimKind.SHARE:
        truth, said = reading.value, shares(claim.words)
        if measure.kind not in (Kind.PROPORTION, Kind.CHANGE):
            said = said or numbers(claim.words)
    elif claim.kind is ClaimKind.COUNT:
        truth, said = reading.numerator, numbers(claim.words)
    else:
        before = evidence.reading(claim.measure, claim.place, claim.period.year_before(), claim.breakdown)
        if claim.against != YEAR_BEFORE:
            before = evidence.reading(claim.measure, claim.against, claim.period, claim.breakdown)
        if before is None or before.value is None or reading.value is None:
            return CannotSay(
                reason=f"{_said(reading, evidence)}, and no reading is held to take it from "
                f"({claim.against})."
            )
        if uneven := why_not_equal_age(reading, before):
            return CannotSay(reason=f"{uneven}.")
        truth, said = abs(reading.value - before.value), numbers(claim.words)
    if truth is None:
        return CannotSay(reason=f"{_said(reading, evidence)}, without the count that the claim is about.")
    if not said:
        return CannotSay(reason="the words under the claim say no number.")
    holds = any(_matches(truth, each) for each in said)
    reason = f"{_said(reading, evidence)}"
    if claim.kind is not ClaimKind.SHARE:
        whole = float(truth).is_integer()
        reason += f", so the {claim.kind.value} is {number(truth, 0 if whole else 1)}"
    return Held(reason=f"{reason}.") if holds else Contradicted(reason=f"{reason}.")


def _matches(truth: float, said: Said) -> bool:
    # A hair is allowed for a half that floating point cannot hold.
    return abs(abs(truth) - said.value) <= said.slack + 1e-9


def _not_held(claim: Claim, evidence: Evidence) -> str:
    series = [r for r in evidence.series(claim.measure, claim.place, claim.breakdown) if r.available]
    last = f"; the last period held is {series[-1].period}" if series else ""
    measure = evidence.measures[claim.measure]
    supply = f"; {would_supply(measure)} it" if measure.contracts else ""
    title = measure.title
    return f"no reading of {title} is held for {claim.place} in {claim.period}{last}{supply}."


def _said(reading: Reading, evidence: Evidence) -> str:
    text = printed_reading(reading, evidence.measures[reading.measure], show="interval") or "[x]"
    of = "".join(f" ({level})" for level in reading.breakdown.values())
    title = evidence.measures[reading.measure].title
    return f"{title}{of} in {reading.place}, {reading.period}, is {text}"
