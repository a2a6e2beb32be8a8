"""What the officer's sentences are held against: the readings and signals of the report's indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desist.intervals.differences import apart
from desist.measures.catalogue import CATALOGUE
from desist.partnership.home import Partnership
from desist.publication.claims.evidence import Compared, EarlyRisk, EarlyRiskIn, Evidence
from desist.publication.printed import printed_reading
from desist.publication.report.judged import Judged
from desist.publication.report.titles import YEAR_BEFORE
from desist.quarter.reader import Reader
from desist.quarter.reoffending.timing import peak_in
from desist.quarter.revised import key_of
from desist.records.places import printed_name
from desist.vocabulary import reference
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal, verdict_of


def evidence_of(home: Partnership, judged: Sequence[Judged], quarter: Period, reader: Reader) -> Evidence:
    """Every reading shown and every comparison made; a figure too old to answer is no evidence.

    ``reader`` is asked only where a claim is about when people reoffend, which no reading says.
    """
    readings = {id(each): each for one in judged for each in (*one.readings, one.latest)}
    return Evidence(
        measures=CATALOGUE,
        readings=tuple({key_of(each): each for each in readings.values()}.values()),
        compared=tuple(each for one in judged for each in _compared(one)),
        phrases={each.indicator.title: each.measure.name for each in judged},
        place=printed_name(home.own_areas[0].code),
        period=quarter,
        small=home.small_numbers.no_rate_below,
        early_risk=_early_risk(home, reader),
    )


def _early_risk(home: Partnership, reader: Reader) -> EarlyRiskIn:
    """The test of when people reoffend, on the store's own records."""
    named = {name.lower(): area.code for area in home.areas for name in (area.name, area.code)}

    def tested(place: str, period: Period, breakdown: Mapping[str, str]) -> EarlyRisk:
        if len(breakdown) > 1:
            return EarlyRisk(holds=None, reason="when people reoffend is tested by one breakdown at a time.")
        by, level = next(iter(breakdown.items()), ("", ""))
        try:
            code = named.get(place.lower()) or reference.place(place).code
            found = peak_in(reader, code, period, rule=home.small_numbers, by=by, level=level)
        except OperatorMistake as trouble:
            return EarlyRisk(holds=None, reason=trouble.sentence)
        return EarlyRisk(holds=found.holds, reason=found.reason)

    return tested


def _compared(judged: Judged) -> list[Compared]:
    found = [
        Compared(
            measure=judged.measure.name,
            place=judged.place,
            period=judged.latest.period,
            signal=signal,
            breakdown=dict(judged.indicator.only),
        )
        for signal in judged.signals
    ]
    found += [each for other in judged.beside if (each := _beside(judged, other)) is not None]
    if judged.measure.kind is Kind.CHANGE:
        found += [_level(judged, level) for level in judged.levels if level.value is not None]
    return found


def _beside(judged: Judged, other: Reading) -> Compared | None:
    """A place set beside ours for context: above or below it beyond chance; a count says nothing of that."""
    own = judged.latest
    unlike = own.period != other.period or own.source != other.source or own.age != other.age
    if judged.measure.kind is Kind.COUNT or unlike:
        return None
    ends = (own.value, own.lower, own.upper, other.value, other.lower, other.upper)
    if any(each is None for each in ends):
        return None
    gap = apart((own.value, own.lower, own.upper), (other.value, other.lower, other.upper))
    direction = 1 if gap.lower > 0 else -1 if gap.upper < 0 else 0
    ours, theirs = (printed_reading(each, judged.measure, show="interval") for each in (own, other))
    signal = Signal(
        verdict=verdict_of(direction, judged.indicator.better),
        against=other.place,
        reason=f"{own.place} has {ours} and {other.place} {theirs} in {own.period}.",
        direction=direction,
    )
    return Compared(
        measure=judged.measure.name,
        place=own.place,
        period=own.period,
        signal=signal,
        breakdown=dict(own.breakdown),
    )


def _level(judged: Judged, level: Reading) -> Compared:
    """The signal of one level of a change, so that a sentence on one kind of offence can be tested."""
    direction = 0
    if level.lower is not None and level.upper is not None:
        direction = 1 if level.lower > 0 else -1 if level.upper < 0 else 0
    name = ", ".join(level.breakdown.values())
    signal = Signal(
        verdict=verdict_of(direction, judged.indicator.better),
        against=YEAR_BEFORE,
        reason=f"{name}: the change is {level.value:.1f}%{_interval(level)}.",
        direction=direction,
    )
    return Compared(
        measure=judged.measure.name,
        place=level.place,
        period=level.period,
        signal=signal,
        breakdown=dict(level.breakdown),
    )


def _interval(level: Reading) -> str:
    if level.lower is None or level.upper is None:
        return ", without an interval"
    return f" (95% interval {level.lower:.1f}% to {level.upper:.1f}%)"
