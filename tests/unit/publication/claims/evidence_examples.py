"""A small, made-up set of measures, readings and signals that the tests of claims share."""

from __future__ import annotations

from datetime import date

from desist.publication.claims.evidence import Compared, Evidence
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better, Signal, Verdict

QUARTER = ending("2025-03", Every.QUARTER)
YEAR_BEFORE = "the same period a year before"
OWN_PAST = "its own past"
GROUP = {"offence_group": "Robbery"}


def measure(name: str, kind: Kind, unit: str, title: str, breakdowns: tuple[str, ...] = ()) -> Measure:
    return Measure(
        name=name,
        title=title,
        asks=f"How about {title.lower()}?",
        of=name,
        kind=kind,
        numerator="count(*)",
        better=Better.LOWER,
        unit=unit,
        source="made up",
        contracts=("police_uk.street",),
        breakdowns=breakdowns,
        author="A",
        checker="B",
        review=date(2030, 1, 1),
    )


MEASURES = {
    m.name: m
    for m in (
        measure("recorded_offences", Kind.COUNT, "offences", "Recorded offences", ("offence_group",)),
        measure("solved_rate", Kind.PROPORTION, "% of crimes", "Solved rate"),
        measure("offences_per_1000", Kind.RATE, "per 1,000 population", "Offences per 1,000 people"),
        measure("confidence", Kind.ESTIMATE, "% of adults", "Public confidence"),
    )
}


def reading(
    name: str,
    value: float | None,
    *,
    period: Period = QUARTER,
    place: str = "Durham",
    counts: tuple[float, float] | None = None,
    ends: tuple[float, float] | None = None,
    breakdown: dict[str, str] | None = None,
) -> Reading:
    return Reading(
        measure=name,
        place=place,
        period=period,
        numerator=counts[0] if counts else None,
        denominator=counts[1] if counts else None,
        value=value,
        lower=ends[0] if ends else None,
        upper=ends[1] if ends else None,
        mark=Mark.NONE if value is not None else Mark.NOT_AVAILABLE,
        why="" if value is not None else "No reading is held; the last period held is May 2024",
        breakdown=breakdown or {},
    )


def compared(
    name: str,
    direction: int,
    *,
    against: str = YEAR_BEFORE,
    verdict: Verdict = Verdict.NO_CHANGE,
    rule: str = "",
    breakdown: dict[str, str] | None = None,
) -> Compared:
    signal = Signal(
        verdict=verdict,
        against=against,
        reason=f"The comparison with {against} says {direction}.",
        rule=rule,
        direction=direction,
    )
    return Compared(measure=name, place="Durham", period=QUARTER, signal=signal, breakdown=breakdown or {})


EVIDENCE = Evidence(
    place="Durham",
    period=QUARTER,
    measures=MEASURES,
    readings=(
        reading("recorded_offences", 1234.0, counts=(1234, 1), ends=(1166, 1305)),
        reading("recorded_offences", 1400.0, period=QUARTER.year_before(), counts=(1400, 1)),
        reading("recorded_offences", 40.0, counts=(40, 1), breakdown=GROUP),
        reading("solved_rate", 19.4, counts=(194, 1000), ends=(17.0, 22.0)),
        reading("solved_rate", 12.0, period=QUARTER.moved(-3), counts=(120, 1000), ends=(10.1, 14.2)),
        reading("solved_rate", 14.0, period=QUARTER.moved(-6), counts=(140, 1000), ends=(12.0, 16.3)),
        reading("solved_rate", 13.0, place="Cleveland", counts=(130, 1000)),
        reading("solved_rate", 18.0, place="Humberside", counts=(180, 1000)),
        reading("confidence", None),
    ),
    compared=(
        compared("recorded_offences", -1, verdict=Verdict.IMPROVEMENT),
        compared("recorded_offences", -1, against=OWN_PAST, rule="trend", verdict=Verdict.IMPROVEMENT),
        compared("recorded_offences", 0, breakdown=GROUP),
        compared("solved_rate", 1, against="peers", verdict=Verdict.CONCERN),
        compared("solved_rate", 0, against=OWN_PAST),
        compared("solved_rate", 0, verdict=Verdict.TOO_FEW),
    ),
    phrases={"solved rate": "solved_rate", "recorded crime": "recorded_offences", "confidence": "confidence"},
)
