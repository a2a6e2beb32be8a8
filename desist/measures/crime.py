"""How much crime is recorded, for how many people, and whether it rose."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCES = ("Home Office open data", "ONS police force area tables", "data.police.uk")
CONTRACTS = ("police_uk.street", "home_office.recorded_crime", "ons.force_area_counts")
BREAKDOWNS = ("offence_group", "offence_subgroup", "offence_code", "crime_type")
REVIEW = date(2027, 11, 1)
# Nought where nothing was recorded; no number where the publisher withheld one.
COUNTED = (
    "case when coalesce(bool_or(r.place is not null and r.n is null), false) then null "
    "else coalesce(sum(r.n), 0) end"
)

RECORDED_OFFENCES = Measure(
    name="recorded_offences",
    title="Recorded offences",
    asks="How many crimes did the police record?",
    of="recorded_crime",
    held="recorded_crime_held",
    kind=Kind.COUNT,
    numerator=COUNTED,
    better=Better.LOWER,
    unit="offences",
    decimals=0,
    source="Home Office counting rules for recorded crime; police.uk for months since the last official year",
    contracts=CONTRACTS,
    breakdowns=BREAKDOWNS,
    sources=SOURCES,
    lag="two months (police.uk), four months (official tables)",
    notes=(
        "Fraud and anti-social behaviour are not counted. A figure comes from one publisher, never a "
        "mixture. data.police.uk cannot part violence from sexual offences, so its offence_group is a wider "
        "one."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=REVIEW,
)

OFFENCES_PER_1000 = Measure(
    name="offences_per_1000",
    title="Offences per 1,000 people",
    asks="How much crime is recorded for each 1,000 people who live there?",
    of="recorded_crime",
    held="recorded_crime_held",
    kind=Kind.RATE,
    numerator=COUNTED,
    over="population",
    per=1000,
    better=Better.LOWER,
    unit="offences per 1,000 people",
    source="ONS, Crime in England and Wales: police force area data tables, table P3",
    contracts=(*CONTRACTS, "ons.population", "ons.force_area_rates"),
    breakdowns=BREAKDOWNS,
    sources=SOURCES,
    lag="four months after the year; the population, twelve months after its 30 June",
    notes=(
        "Not annualised: a quarter's rate is about a quarter of a year's. Divided by the mid-year estimate "
        "of the 30 June within the year before the period ends; ONS's own counts by the population ONS used,"
        " rounded to 100. Crimes recorded by British Transport Police count for England and Wales and for no"
        " region."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=REVIEW,
)

OFFENCES_CHANGE = Measure(
    name="offences_change",
    title="Change in recorded offences",
    asks="Did recorded crime rise or fall against the same period a year before?",
    of="recorded_crime",
    held="recorded_crime_held",
    kind=Kind.CHANGE,
    numerator=COUNTED,
    better=Better.LOWER,
    unit="% change on the same period a year before",
    source="Home Office counting rules; the interval of the ratio of two counts, on the log scale",
    contracts=CONTRACTS,
    breakdowns=BREAKDOWNS,
    sources=SOURCES,
    lag="two months (police.uk), four months (official tables)",
    notes=(
        "Numerator is the count now, denominator the count a year before, from the same publisher; the two "
        "windows are the same months. Nothing can be said where the count a year before was nought."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=REVIEW,
)
