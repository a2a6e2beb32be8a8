"""What people were assessed to need, by pathway out of offending, and how many of the needs were met."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = (
    "Our own definition on the Probation Service's assessments, by the national pathways out of reoffending: "
    "seven, and nine for women"
)
PEOPLE = "count(distinct r.person_id)"


def _of_needs(
    *,
    name: str,
    title: str,
    short: str = "",
    asks: str,
    numerator: str,
    denominator: str,
    unit: str,
    better: Better,
    persons: str = "",
    notes: str,
) -> Measure:
    return Measure(
        name=name,
        title=title,
        short=short,
        asks=asks,
        of="needs/needs_in_place",
        held="needs/months_held",
        kind=Kind.PROPORTION,
        numerator=numerator,
        denominator=denominator,
        persons=persons,
        better=better,
        unit=unit,
        people=True,
        source=SOURCE,
        contracts=("probation.needs",),
        every=("quarter", "year"),
        breakdowns=("pathway", "sex", "area"),
        lag="as the Probation Service sends it",
        notes=notes,
        author=AUTHOR,
        checker="slow truth in loops",
        review=date(2027, 11, 1),
    )


PEOPLE_WITH_NEED = _of_needs(
    name="people_with_need",
    title="People assessed who have a need",
    short="People who have a need",
    asks="Of the people assessed, how many were found to have a need?",
    numerator=f"{PEOPLE} filter (where r.need)",
    denominator=PEOPLE,
    unit="% of people assessed",
    better=Better.NEITHER,
    notes=(
        "Ask by pathway; without it, anybody with any need counts. A person counts once, with a need where "
        "any assessment in the period found one. By pathway and sex it shows the needs of women who offend."
    ),
)
NEEDS_MET = _of_needs(
    name="needs_met",
    title="Needs met",
    asks="Of the needs found, how many have been met?",
    numerator="count(r.person_id) filter (where r.need and r.closed_on is not null)",
    denominator="count(r.person_id) filter (where r.need)",
    persons=f"{PEOPLE} filter (where r.need)",
    unit="% of needs found",
    better=Better.HIGHER,
    notes="Needs found in the period, met by the day the file was sent; the newest have had the least time.",
)
