"""What comes of recorded crime: the Home Office's two rates."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = "Home Office, Crime outcomes in England and Wales; set of outcomes in METHODS 14.2"
BREAKDOWNS = ("offence_group", "offence_subgroup", "offence_code")

SOLVED_RATE = Measure(
    name="solved_rate",
    title="Crimes solved",
    asks="Of the crimes recorded in the period, how many have been solved so far?",
    of="crime_outcome",
    kind=Kind.PROPORTION,
    numerator="coalesce(sum(r.for_recorded) filter (where r.positive), 0)",
    denominator="coalesce(sum(r.for_recorded), 0)",
    better=Better.HIGHER,
    unit="% of crimes recorded in the period",
    source=SOURCE,
    contracts=("home_office.crime_outcomes",),
    every=("quarter", "year"),
    breakdowns=BREAKDOWNS,
    lag="four months; it goes on growing as cases close",
    notes=(
        "Solved means charged or summonsed, cautioned, taken into consideration, a penalty notice, a cannabis warning "
        "or a community resolution (outcomes 1, 2, 3, 4, 6, 7, 8). Compare only at equal age."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

OUTCOMES_ASSIGNED_RATE = Measure(
    name="outcomes_assigned_rate",
    title="Positive outcomes given",
    asks="How many positive outcomes were given in the period for each 100 crimes recorded in it?",
    of="crime_outcome",
    kind=Kind.RATE,
    numerator="coalesce(sum(r.given) filter (where r.positive), 0)",
    denominator="coalesce(sum(r.for_recorded), 0)",
    per=100,
    better=Better.HIGHER,
    unit="positive outcomes per 100 crimes recorded in the period",
    source=SOURCE,
    contracts=("home_office.crime_outcomes",),
    every=("quarter", "year"),
    breakdowns=BREAKDOWNS,
    lag="four months",
    notes="Outcomes given in the period may be for crimes recorded earlier, so it may exceed 100.",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
