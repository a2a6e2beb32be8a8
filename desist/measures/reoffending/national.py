"""Proven reoffending of England and Wales, as the Ministry of Justice publishes it."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER, ENGLAND_AND_WALES
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = "MoJ, Guide to proven reoffending statistics: annual figures are pooled from the counts of cohorts"

NATIONAL_REOFFENDING_RATE = Measure(
    name="national_reoffending_rate",
    title="Proven reoffending, England and Wales",
    asks="Of the people cautioned, convicted or released in the period, how many reoffended within a year?",
    of="reoffending_cohort",
    kind=Kind.PROPORTION,
    numerator="sum(r.reoffenders)",
    denominator="sum(r.offenders)",
    better=Better.LOWER,
    unit="% of offenders",
    source=SOURCE,
    contracts=("moj.reoffending",),
    every=("year",),
    lag="two years after the cohort starts",
    notes="Pooled from counts, never a mean of rates. Cohorts before October 2015 rest on other data.",
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

NATIONAL_REOFFENCES_PER_REOFFENDER = Measure(
    name="national_reoffences_per_reoffender",
    title="Reoffences per reoffender, England and Wales",
    short="Reoffences per reoffender",
    asks="How many reoffences does each person who reoffends commit within the year?",
    of="reoffending_cohort",
    kind=Kind.RATE,
    numerator="sum(r.reoffences)",
    denominator="sum(r.reoffenders)",
    better=Better.LOWER,
    unit="reoffences per reoffender",
    decimals=2,
    source=SOURCE,
    contracts=("moj.reoffending",),
    every=("year",),
    lag="two years after the cohort starts",
    notes="The interval takes reoffences as independent events; people differ, so the true one is wider.",
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

NATIONAL_REOFFENDING_RATE_BY_OFFENCE = Measure(
    name="national_reoffending_rate_by_offence",
    title="Proven reoffending by index offence, England and Wales",
    short="Proven reoffending by index offence",
    asks="How does proven reoffending differ by the offence that brought people in?",
    of="reoffending_by_offence",
    kind=Kind.ESTIMATE,
    numerator="case when count(r.value) = 1 then any_value(r.value) end",
    better=Better.LOWER,
    unit="% of offenders",
    source=SOURCE,
    contracts=("moj.reoffending_by_offence",),
    every=("year",),
    breakdowns=("age", "index_offence"),
    lag="two years after the cohort starts",
    notes="Published without counts, so there is no interval; it has no value without both breakdowns.",
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
