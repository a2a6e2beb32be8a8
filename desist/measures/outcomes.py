"""What comes of recorded crime: the Home Office's two rates."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = "Home Office, Crime outcomes in England and Wales; outcomes framework of 2014"
BREAKDOWNS = ("offence_group", "offence_subgroup", "offence_code")

SOLVED_RATE = Measure(
    name="solved_rate",
    title="Crimes solved",
    asks="Of the crimes recorded in the period, how many have been solved so far?",
    of="crime_outcome",
    held="crime_outcome_held",
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
        "Solved means charged or summonsed, cautioned, taken into consideration, a penalty notice, a "
        "cannabis warning or a community resolution (outcomes 1, 2, 3, 4, 6, 7, 8). Compare only at equal "
        "age."
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
    held="crime_outcome_held",
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

OUTCOME_SHARE = Measure(
    name="outcome_share",
    title="What came of recorded crimes",
    asks="Of the crimes recorded in the period, what share has had each kind of outcome so far?",
    of="outcome_share",
    held="crime_outcome_held",
    kind=Kind.PROPORTION,
    numerator="coalesce(sum(r.n), 0)",
    # The crimes stand beside every kind of outcome, so they are counted once for each kind and shared out.
    denominator="coalesce(sum(r.recorded) / nullif(count(distinct r.outcome_type), 0), 0)",
    better=Better.NEITHER,
    unit="% of crimes recorded in the period",
    source=SOURCE,
    contracts=("home_office.crime_outcomes",),
    every=("quarter", "year"),
    breakdowns=("outcome_group", "outcome_type", "offence_group"),
    lag="four months; it goes on changing as cases close",
    notes=(
        "The numerator counts outcomes so far of crimes recorded in the period, 'not yet assigned' among "
        "them; the denominator is all those crimes, so the shares of one period add to 100."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
