"""Children: how many come into the justice system, and how many come back."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER, ENGLAND_AND_WALES
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = "Youth Justice Board, Youth Justice Statistics, England and Wales"
COHORTS = ("YJB by sex, years", "YJB by offence, years", "YJB by sex, quarters", "YJB by offence, quarters")

YOUTH_REOFFENDING_RATE = Measure(
    name="youth_reoffending_rate",
    title="Children's proven reoffending, England and Wales",
    short="Children's proven reoffending",
    asks="Of the children cautioned, convicted or released in the period, how many reoffended within a year?",
    of="youth_cohort",
    kind=Kind.PROPORTION,
    numerator="sum(r.reoffenders)",
    denominator="sum(r.children)",
    better=Better.LOWER,
    unit="% of children",
    source=SOURCE,
    contracts=("yjb.reoffending_by_sex", "yjb.reoffending_by_offence"),
    every=("quarter", "year"),
    breakdowns=("sex", "index_offence"),
    sources=COHORTS,
    lag="two years after the cohort starts",
    notes="Years and quarters are held apart and never added. Published for England and Wales only.",
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

YOUTH_REOFFENCES_PER_REOFFENDER = Measure(
    name="youth_reoffences_per_reoffender",
    title="Children's reoffences per reoffender, England and Wales",
    short="Children's reoffences per reoffender",
    asks="How many reoffences does each child who reoffends commit within the year?",
    of="youth_cohort",
    kind=Kind.RATE,
    numerator="sum(r.reoffences)",
    denominator="sum(r.reoffenders)",
    better=Better.LOWER,
    unit="reoffences per reoffender",
    decimals=2,
    source=SOURCE,
    contracts=("yjb.reoffending_by_sex", "yjb.reoffending_by_offence"),
    every=("quarter", "year"),
    breakdowns=("sex", "index_offence"),
    sources=COHORTS,
    lag="two years after the cohort starts",
    notes="The interval takes reoffences as independent events; children differ, so the true one is wider.",
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

FIRST_TIME_ENTRANTS = Measure(
    name="first_time_entrants",
    title="First-time entrants to the youth justice system",
    short="First-time entrants to youth justice",
    asks="How many children were cautioned or convicted for the first time?",
    of="first_time_entrant",
    kind=Kind.COUNT,
    numerator="sum(r.n)",
    better=Better.LOWER,
    unit="children",
    decimals=0,
    source=SOURCE,
    contracts=("yjb.first_time_entrants",),
    every=("year",),
    lag="thirteen months",
    notes=(
        "Published here for England and Wales, England, one region and one city; there is no figure for "
        "other places."
    ),
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

YOUTH_CUSTODIAL_SENTENCES = Measure(
    name="youth_custodial_sentences",
    title="Custodial sentences given to children",
    asks="How many custodial sentences were given to children?",
    of="youth_custody",
    kind=Kind.COUNT,
    numerator="coalesce(sum(r.n), 0)",
    better=Better.LOWER,
    unit="sentences",
    decimals=0,
    source=SOURCE,
    contracts=("yjb.disposals",),
    every=("year",),
    breakdowns=("disposal",),
    lag="ten months",
    notes=(
        "The source names the year a period ends in, not its month; the year ending March is taken as meant."
    ),
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

FIRST_TIME_ENTRANTS_PER_100000 = Measure(
    name="first_time_entrants_per_100000",
    title="First-time entrants per 100,000 children",
    asks="Of every 100,000 children aged 10 to 17, how many were cautioned or convicted for the first time?",
    of="first_time_entrant",
    kind=Kind.RATE,
    numerator="sum(r.n)",
    over="child_population",
    per=100_000,
    better=Better.LOWER,
    unit="children per 100,000 aged 10 to 17",
    source=SOURCE,
    contracts=("yjb.first_time_entrants", "ons.population_by_age"),
    every=("year",),
    lag="thirteen months",
    notes="Divided by the mid-year estimate of the 30 June within the year.",
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)

YOUTH_CUSTODY_PER_1000 = Measure(
    name="youth_custody_per_1000",
    title="Custodial sentences per 1,000 children",
    asks="For every 1,000 children aged 10 to 17, how many custodial sentences were given?",
    of="youth_custody",
    kind=Kind.RATE,
    numerator="coalesce(sum(r.n), 0)",
    over="child_population",
    per=1000,
    better=Better.LOWER,
    unit="sentences per 1,000 aged 10 to 17",
    decimals=2,
    source=SOURCE,
    contracts=("yjb.disposals", "ons.population_by_age"),
    every=("year",),
    lag="ten months",
    notes=(
        "Divided by the mid-year estimate of the 30 June within the year. The year ending March is taken as "
        "meant."
    ),
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
