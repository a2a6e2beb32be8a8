"""How much anti-social behaviour there is."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

ANTISOCIAL_INCIDENTS = Measure(
    name="antisocial_incidents",
    title="Anti-social behaviour incidents",
    asks="How many incidents of anti-social behaviour did the police record?",
    of="antisocial_incidents",
    held="police_crime_held",
    kind=Kind.COUNT,
    numerator="coalesce(sum(r.n), 0)",
    better=Better.LOWER,
    unit="incidents",
    decimals=0,
    source="data.police.uk, category Anti-social behaviour",
    contracts=("police_uk.street",),
    lag="two months",
    notes="Incidents are not crimes. They have no identifier, so rows alike in every cell are real.",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

ANTISOCIAL_SHARE = Measure(
    name="antisocial_share",
    title="Anti-social behaviour, share of all incidents",
    short="Anti-social behaviour's share of incidents",
    asks="What share of all police incidents is anti-social behaviour?",
    of="antisocial_share",
    kind=Kind.PROPORTION,
    numerator="sum(r.numerator)",
    denominator="sum(r.denominator)",
    better=Better.LOWER,
    unit="% of all incidents",
    source="Report to the Police and Crime Panel, March 2020, paragraph 17",
    contracts=("local.series", "police_uk.street"),
    lag="as the force returns it",
    notes="Needs the force's return of all incidents (measure all_incidents), which nobody publishes.",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
