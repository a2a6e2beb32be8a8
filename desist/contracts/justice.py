"""What the Ministry of Justice and the Youth Justice Board publish on reoffending."""

from __future__ import annotations

from desist.contracts.column import Column, Day, Month
from desist.contracts.extract import Extract


class Reoffending(
    Extract,
    name="moj.reoffending",
    sender="Ministry of Justice",
    place="'England and Wales'",
    period="cohort",
):
    """Proven reoffending of England and Wales; one row per annual cohort, with its three counts."""

    cohort: str = Column(
        "Financial year of the cohort.", pattern=r"\d{4}/\d{2}", shape="a year written like 2018/19"
    )
    start: Month = Column("First month of the cohort.", header="date")
    offenders: int = Column("People in the cohort.", least=0)
    reoffenders: int = Column("Of them, those with a proven reoffence.", least=0)
    reoffences: int = Column("Their proven reoffences.", least=0)
    published_rate: float | None = Column(
        "Rate as published, percent.", header="reoffendingRate", least=0, most=100
    )
    published_average: float | None = Column(
        "Reoffences per reoffender as published.", header="avgReoffences", least=0
    )


class ReoffendingByArea(
    Extract,
    name="moj.reoffending_by_area",
    sender="Ministry of Justice",
    place="area",
    period="strftime(cohort_start, '%Y-%m') || ' to ' || strftime(cohort_end, '%Y-%m')",
    one_figure=True,
    checks=(
        ("reoffenders <= offenders", "reoffenders must not be more than offenders."),
        (
            "reoffences >= reoffenders and (reoffenders > 0 or reoffences = 0)",
            "reoffences must be at least one for each reoffender, and none where nobody reoffended.",
        ),
    ),
):
    """Proven reoffending of one area as published; one row per area and cohort, with its three counts.

    A row for each 3-month cohort, or one for an annual figure pooled from four. Typed from the published
    geographical tables; needed to set a local figure beside the official one.
    """

    area: str = Column("Local authority or police force area, by name or code.", key=True)
    cohort_start: Day = Column("First day of the cohort, such as 2022-01-01.", key=True)
    cohort_end: Day = Column("Last day of the cohort.", not_before="cohort_start", key=True)
    offenders: int = Column("People in the cohort.", least=0)
    reoffenders: int = Column("Of them, those with a proven reoffence.", least=0)
    reoffences: int = Column("Their proven reoffences.", least=0)
    extracted_on: Day | None = Column("Day on which the Ministry drew its data; empty where not known.")


class ReoffendingByOffence(
    Extract,
    name="moj.reoffending_by_offence",
    sender="Ministry of Justice",
    place="'England and Wales'",
    period="strftime(year_ending, '%Y-%m')",
):
    """Proven reoffending rate by index offence; one row per year, age and offence, without counts."""

    year_ending: Day = Column("Last day of the year the cohort covers.")
    age: str = Column("Adult or juvenile.", values=("adult", "juvenile"))
    index_offence: str = Column("Index offence group.")
    proportion: float | None = Column("Share who reoffended, 0 to 1.", missing=("NA",), least=0, most=1)


class YouthReoffendingBySex(
    Extract,
    name="yjb.reoffending_by_sex",
    sender="Youth Justice Board",
    place="'England and Wales'",
    period="period_length || ' ending ' || end_period_month || ' ' || end_period_year",
):
    """Children's cohorts, reoffenders and reoffences by sex; years and quarters stand side by side."""

    gender: str = Column("Boys or girls.")
    measure: str = Column(
        "Which count.",
        values=("Number of children in cohort", "Number of reoffenders", "Number of reoffences"),
    )
    end_period_year: int = Column("Year the period ends in.", least=1990, most=2100)
    count: int = Column("The count.", least=0)
    end_period_month: str = Column("Month the period ends in.")
    period_length: str = Column("Year or Quarter; never to be added together.", values=("Year", "Quarter"))


class YouthReoffendingByOffence(
    Extract,
    name="yjb.reoffending_by_offence",
    sender="Youth Justice Board",
    place="'England and Wales'",
    period="period_length || ' ending ' || end_period_month || ' ' || end_period_year",
):
    """Children's cohorts, reoffenders and reoffences by index offence."""

    offence: str = Column("Index offence group.")
    measure: str = Column(
        "Which count.",
        values=("Number of children in cohort", "Number of reoffenders", "Number of reoffences"),
    )
    end_period_year: int = Column("Year the period ends in.", least=1990, most=2100)
    count: int = Column("The count.", least=0)
    end_period_month: str = Column("Month the period ends in.")
    period_length: str = Column("Year or Quarter; never to be added together.", values=("Year", "Quarter"))


class FirstTimeEntrants(
    Extract,
    name="yjb.first_time_entrants",
    sender="Youth Justice Board",
    place="level",
    period="end_period_month || ' ' || end_period_year",
):
    """Children cautioned or convicted for the first time; one row per area and year."""

    end_period_year: int = Column("Year the period ends in.", least=1990, most=2100)
    level: str = Column("Area.")
    # The published figure for 2009 is 67,777.56, so these are not all whole numbers.
    count: float = Column("First-time entrants.", least=0)
    end_period_month: str = Column("Month the period ends in.")
    period_length: str = Column("Year or Quarter.", values=("Year", "Quarter"))


class YouthDisposals(
    Extract,
    name="yjb.disposals",
    sender="Youth Justice Board",
    place="level",
    period="end_period_year::varchar",
):
    """Disposals given to children; one row per area, year and disposal."""

    end_period_year: int = Column("Year the period ends in.", least=1990, most=2100)
    end_period_month: str = Column("Month the period ends in; Unknown where the source does not say.")
    period_length: str = Column("Year or Quarter.", values=("Year", "Quarter"))
    level: str = Column("Area.")
    disposal_type: str = Column("Tier of disposal.")
    disposal: str = Column("The disposal.")
    count: int = Column("How many were given.", least=0, missing=("NA",))


class HarmIndex(
    Extract,
    name="cambridge.harm_index",
    sender="Cambridge Centre for Evidence-Based Policing",
    place="'England and Wales'",
    period="''",
    licence="Licence unverified; for use inside the partnership only",
):
    """Cambridge Crime Harm Index by offence subgroup, in days; one row per subgroup."""

    subgroup: str = Column("Home Office offence subgroup.", header="prc_offence_subgroup")
    n: int = Column("Offences in the subgroup.", least=0)
    least_days: float = Column("Lowest of them.", header="min", least=0)
    median_days: float = Column("Middle one.", header="median", least=0)
    mean_days: float = Column("Mean of them.", header="mean", least=0)
    most_days: float = Column("Highest of them.", header="max", least=0)
