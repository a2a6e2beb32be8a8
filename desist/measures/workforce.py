"""How many police officers there are, and how often they stop and search."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

POLICE_OFFICERS = Measure(
    name="police_officers",
    title="Police officers",
    asks="How many police officers, full-time equivalent, were in post on 31 March?",
    of="police_officer",
    kind=Kind.ESTIMATE,
    numerator="any_value(r.n)",
    better=Better.HIGHER,
    unit="officers, full-time equivalent",
    decimals=0,
    source="Home Office, Police workforce, England and Wales",
    contracts=("home_office.police_officers",),
    every=("year",),
    lag="four months after 31 March",
    notes="A stock on one day, read as the year that ends on it; there is no sampling, so no interval.",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

STOP_AND_SEARCHES = Measure(
    name="stop_and_searches",
    title="Stops and searches",
    asks="How many people and vehicles were stopped and searched?",
    of="stop_search",
    kind=Kind.COUNT,
    numerator="coalesce(sum(r.n), 0)",
    better=Better.NEITHER,
    unit="searches",
    decimals=0,
    source="data.police.uk, stop and search",
    contracts=("police_uk.stop_and_search",),
    breakdowns=("type", "self_defined_ethnicity", "officer_defined_ethnicity", "outcome", "object_of_search"),
    lag="two months",
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
