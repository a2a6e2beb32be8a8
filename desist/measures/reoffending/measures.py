"""Proven reoffending of the people a partnership works with: who came back, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desist.measures.definition import AUTHOR
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = "MoJ, Guide to proven reoffending statistics (2017 to 2019): definition and measurement"
CHECKER = "slow truth in loops; published calendar and pooled figures"
CONTRACTS = ("criminal_history", "courts.proven_offences", "police.people", "prisons.custody_spells")
AGENCIES = ("courts.proven_offences", "police.people")
# One file holds a part of what the agencies send, so their extracts answer where both are held.
SOURCES = ("agencies' extracts", "criminal history file")
BREAKDOWNS = (
    "age_group",
    "sex",
    "age_band",
    "ethnicity_self",
    "ethnicity_officer",
    "index_offence_group",
    "disposal",
    "previous_offences_band",
    "area",
    "prison",
    "provider",
)
BY_DISPOSAL = (
    "By disposal a person counts once for each kind received, and by prison once for each prison released "
    "from, so those rows do not add up to the whole. By provider it is who supervised the person on the "
    "index date, of several the one begun last; those rows add up."
)
# What a criminal history file does not say, and the extracts that say it.
TOLD_BY = (
    ("prison", (*AGENCIES, "prisons.custody_spells")),
    ("provider", (*AGENCIES, "probation.supervision")),
)
REOFFENDERS = "count(r.person_id) filter (where r.reoffences > 0)"
OFFENDERS = "count(r.person_id)"
REOFFENCES = "coalesce(sum(r.reoffences), 0)"
FINAL, REACHES = "bool_and(r.is_final)", "max(r.reaches_to)"
MATURED = "avg(case when r.waiting_ends <= r.reaches_to then 1 else 0 end)"
FOLLOWED = "18 months"
# Who was a proven reoffender so many days after the cohort closed; of a year, after its last day.
REOFFENDERS_BY_THEN = (
    "count(r.person_id) filter (where r.first_proof_date <= c.wanted_end + interval '{days} day')"
)
PREVIOUS = "coalesce(sum(r.previous_offences), 0)"


@dataclass(frozen=True, kw_only=True)
class Length:
    """A length of cohort, and what it means for the measures counted over it."""

    months: int
    ending: str
    title: str
    every: tuple[str, ...]
    notes: str


QUARTERLY = Length(
    months=3,
    ending="",
    title="",
    every=("quarter", "year"),
    notes=(
        "Cohorts of three months; a year is pooled from the counts of its four, so a person may count up to "
        "four times in it."
    ),
)
YEARLY = Length(
    months=12,
    ending="_12_month_cohort",
    title=", 12-month cohort",
    every=("year",),
    notes=(
        "The older cohorts of twelve months, in which a person counts once; not comparable with figures "
        "pooled from quarters, which are higher."
    ),
)


def _measures(length: Length) -> Iterator[Measure]:
    yield _measure(
        length,
        name="proven_reoffending_rate",
        title="Proven reoffending",
        asks="Of the people cautioned, convicted or released, how many reoffended within a year?",
        kind=Kind.PROPORTION,
        numerator=REOFFENDERS,
        denominator=OFFENDERS,
        as_stood=REOFFENDERS_BY_THEN,
        unit="% of offenders",
        decimals=1,
    )
    yield _measure(
        length,
        name="reoffences_per_reoffender",
        title="Reoffences per reoffender",
        asks="How many proven reoffences does each person who reoffends commit within the year?",
        kind=Kind.WEIGHTED,
        numerator=REOFFENCES,
        denominator=REOFFENDERS,
        # How far reoffenders differ from each other: the squares around their mean.
        spread=(
            "sum(r.reoffences * r.reoffences) - sum(r.reoffences) * sum(r.reoffences) / "
            f"nullif({REOFFENDERS}, 0)"
        ),
        events=REOFFENDERS,
        unit="reoffences per reoffender",
    )
    yield _measure(
        length,
        name="reoffences_per_offender",
        title="Reoffences per offender",
        asks="How many proven reoffences are there within the year for each person in the cohort?",
        kind=Kind.WEIGHTED,
        numerator=REOFFENCES,
        denominator=OFFENDERS,
        # A person's reoffences come together, so the person is the event and they are its weight.
        spread="sum(r.reoffences * r.reoffences)",
        events=REOFFENDERS,
        unit="reoffences per offender",
    )
    yield _measure(
        length,
        name="previous_offences_per_offender",
        title="Previous offences per offender",
        asks="How many offences were proven against each person in the cohort before the index date?",
        kind=Kind.WEIGHTED,
        numerator=PREVIOUS,
        denominator=OFFENDERS,
        spread="sum(r.previous_offences * r.previous_offences)",
        events="count(r.person_id) filter (where r.previous_offences > 0)",
        unit="previous offences per offender",
        better=Better.NEITHER,
    )


def _measure(
    length: Length,
    *,
    name: str,
    title: str,
    asks: str,
    kind: Kind,
    numerator: str,
    denominator: str,
    unit: str,
    spread: str = "",
    events: str = "",
    as_stood: str = "",
    decimals: int = 2,
    better: Better = Better.LOWER,
) -> Measure:
    in_cohort = f"where cohort_months = {length.months}"
    return Measure(
        name=name + length.ending,
        title=title + length.title,
        short=title,
        asks=asks,
        of=f"reoffending/offenders_in_place {in_cohort}",
        held=f"reoffending/cohorts_held {in_cohort}",
        # Asked by several of these, the first answers: its rows have the columns of those after it.
        once_for_each=tuple(
            (each, f"reoffending/offenders_by_{each}_in_place {in_cohort}")
            for each in ("prison", "disposal", "provider")
        ),
        told_by=TOLD_BY,
        final=FINAL,
        reaches=REACHES,
        matured=MATURED,
        followed=FOLLOWED,
        as_stood=as_stood,
        kind=kind,
        numerator=numerator,
        denominator=denominator,
        spread=spread,
        events=events,
        better=better,
        unit=unit,
        decimals=decimals,
        people=True,
        source=SOURCE,
        contracts=CONTRACTS,
        every=length.every,
        breakdowns=BREAKDOWNS,
        sources=SOURCES,
        lag="eighteen months after the cohort closes; provisional until then",
        notes=length.notes,
        by_notes=BY_DISPOSAL,
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


PROVEN_REOFFENDING = tuple(_measures(QUARTERLY))
PROVEN_REOFFENDING_12_MONTHS = tuple(_measures(YEARLY))

PROVEN_REOFFENCES = Measure(
    name="proven_reoffences",
    title="Proven reoffences",
    asks="Which offences do people come back for, by the offence that brought them in?",
    of="reoffending/reoffences_in_place where cohort_months = 3",
    held="reoffending/cohorts_held where cohort_months = 3",
    final=FINAL,
    reaches=REACHES,
    kind=Kind.COUNT,
    numerator="count(r.person_id)",
    better=Better.LOWER,
    unit="reoffences",
    decimals=0,
    people=True,
    source=SOURCE,
    contracts=CONTRACTS,
    every=QUARTERLY.every,
    breakdowns=(
        "index_offence_group",
        "reoffence_group",
        "disposal",
        "age_group",
        "sex",
        "age_band",
        "area",
    ),
    sources=SOURCES,
    lag="eighteen months after the cohort closes; provisional until then",
    notes=(
        "By index_offence_group and reoffence_group it is the table of what leads to what. Disposal is the "
        "index disposal. The interval takes reoffences as independent events; those of one person come "
        "together, so the true one is wider."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
