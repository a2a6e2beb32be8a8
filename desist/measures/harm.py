"""How serious recorded crime is: the Crime Severity Score, recomputed and as published."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

METHOD = (
    "ONS, Crime Severity Score (Experimental Statistics): offences times average sentence in days, per person"
)

CRIME_SEVERITY_SCORE = Measure(
    name="crime_severity_score",
    title="Crime Severity Score",
    asks="How serious is the crime recorded for each person who lives there?",
    of="severity_weighted",
    held="severity_weighted_held",
    kind=Kind.WEIGHTED,
    numerator="coalesce(sum(r.n * r.weight), 0)",
    over="population",
    spread="sum(abs(r.n) * r.weight * r.weight)",
    events="sum(r.n) filter (where r.weight is not null)",
    better=Better.LOWER,
    unit="days of sentence per person",
    source=METHOD,
    contracts=("home_office.recorded_crime", "ons.severity_weights", "ons.population"),
    every=("year", "quarter"),
    breakdowns=("offence_group",),
    lag="four months after the year",
    notes=(
        "Recomputed from counts by offence code, published weights and mid-year population. It differs from "
        "the published score, see crime_severity_score_difference and docs/differences.md."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

CRIME_SEVERITY_SCORE_PUBLISHED = Measure(
    name="crime_severity_score_published",
    title="Crime Severity Score (published)",
    asks="What Crime Severity Score did ONS publish?",
    of="severity_published",
    kind=Kind.ESTIMATE,
    numerator="case when count(r.value) = 1 then any_value(r.value) end",
    better=Better.LOWER,
    unit="days of sentence per person",
    source=METHOD,
    contracts=("ons.crime_severity_score",),
    every=("year",),
    lag="four months after the year",
    notes="ONS gives no interval for the score.",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

CRIME_SEVERITY_SCORE_DIFFERENCE = Measure(
    name="crime_severity_score_difference",
    title="Crime Severity Score, recomputed less published",
    short="Recomputed less published Severity Score",
    asks="How far is the score recomputed here from the one ONS published?",
    of="severity_difference",
    kind=Kind.ESTIMATE,
    numerator="case when count(r.value) = 1 then any_value(r.value) end",
    better=Better.NEITHER,
    unit="days of sentence per person",
    decimals=2,
    source=METHOD,
    contracts=(
        "home_office.recorded_crime",
        "ons.severity_weights",
        "ons.population",
        "ons.crime_severity_score",
    ),
    every=("year",),
    lag="four months after the year",
    notes="The published tool uses a later revision of counts and another edition of weights.",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
