"""What the Office for National Statistics publishes: force tables, severity, population, survey."""

from __future__ import annotations

from desist.contracts.column import Column, Day
from desist.contracts.extract import Extract

YEAR_ENDING_IN_NAME = (
    r"(?:ye|year[ _-]?ending)[ _-]?"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _-]?(?P<year>\d{4}|\d{2})"
)
AREA_CODE = r"[EWK]\d{8}"
ABSENT = ("[x]", "[z]", "[c]", "[u]", "[u1]", ":", "..", "-", "NA")


class ForceAreaCounts(
    Extract,
    name="ons.force_area_counts",
    sender="Office for National Statistics",
    place="area_code",
    period="",
    period_from_name=YEAR_ENDING_IN_NAME,
):
    """Crimes recorded in a year by police force area (table P1); one row per area."""

    area_code: str = Column(
        "Code of the area.", header="Area Code", pattern=AREA_CODE, shape="a code such as E23000008"
    )
    area_name: str = Column("Name of the area, footnote marks and all.", header="Area Name")
    total: int | None = Column(
        "All recorded crime but fraud.",
        header="Total recorded crime (excluding fraud)",
        missing=ABSENT,
    )
    violence: int | None = Column(
        "Violence against the person.", header="Violence against the person", missing=ABSENT
    )
    homicide: int | None = Column("Homicide.", header="Homicide", missing=ABSENT)
    violence_with_injury: int | None = Column(
        "Violence with injury.", header="Violence with injury", missing=ABSENT
    )
    violence_without_injury: int | None = Column(
        "Violence without injury.", header="Violence without injury", missing=ABSENT
    )
    stalking_and_harassment: int | None = Column(
        "Stalking and harassment.", header="Stalking and harassment", missing=ABSENT
    )
    unlawful_driving: int | None = Column(
        "Death or serious injury by unlawful driving.",
        header="Death or serious injury - unlawful driving",
        missing=ABSENT,
    )
    sexual_offences: int | None = Column("Sexual offences.", header="Sexual offences", missing=ABSENT)
    robbery: int | None = Column("Robbery.", header="Robbery", missing=ABSENT)
    theft: int | None = Column("Theft offences.", header="Theft offences", missing=ABSENT)
    burglary: int | None = Column("Burglary.", header="Burglary", missing=ABSENT)
    residential_burglary: int | None = Column(
        "Residential burglary.", header="Residential burglary", missing=ABSENT
    )
    non_residential_burglary: int | None = Column(
        "Non-residential burglary.", header="Non-Residential burglary", missing=ABSENT
    )
    vehicle_offences: int | None = Column("Vehicle offences.", header="Vehicle offences", missing=ABSENT)
    theft_from_the_person: int | None = Column(
        "Theft from the person.", header="Theft from the person", missing=ABSENT
    )
    bicycle_theft: int | None = Column("Bicycle theft.", header="Bicycle theft", missing=ABSENT)
    shoplifting: int | None = Column("Shoplifting.", header="Shoplifting", missing=ABSENT)
    other_theft: int | None = Column(
        "Other theft.", header="Other theft offences", also=("All other theft offences",), missing=ABSENT
    )
    criminal_damage_and_arson: int | None = Column(
        "Criminal damage and arson.", header="Criminal damage and arson", missing=ABSENT
    )
    drug_offences: int | None = Column("Drug offences.", header="Drug offences", missing=ABSENT)
    weapons: int | None = Column(
        "Possession of weapons.", header="Possession of weapons offences", missing=ABSENT
    )
    public_order: int | None = Column(
        "Public order offences.", header="Public order offences", also=("Public order",), missing=ABSENT
    )
    miscellaneous: int | None = Column(
        "Miscellaneous crimes.",
        header="Miscellaneous crimes",
        also=("Miscellaneous crimes against society", "Miscellaneous"),
        missing=ABSENT,
    )


class ForceAreaRates(
    Extract,
    name="ons.force_area_rates",
    sender="Office for National Statistics",
    place="area_code",
    period="",
    period_from_name=YEAR_ENDING_IN_NAME,
):
    """Crime rates per 1,000 in a year by police force area, with the population used (table P3)."""

    area_code: str = Column(
        "Code of the area.", header="Area Code", pattern=AREA_CODE, shape="a code such as E23000008"
    )
    area_name: str = Column("Name of the area.", header="Area Name")
    population: int = Column(
        "Population the rates were divided by, rounded to 100.",
        header="Population figures (mid-2020) rounded to 100",
        also=tuple(f"Population figures (mid-{year}) rounded to 100" for year in range(2001, 2041)),
        least=0,
    )
    total: float | None = Column(
        "All recorded crime but fraud, per 1,000 people.",
        header="Total recorded crime (excluding fraud)",
        missing=ABSENT,
    )
    violence: float | None = Column(
        "Violence against the person.", header="Violence against the person", missing=ABSENT
    )
    sexual_offences: float | None = Column("Sexual offences.", header="Sexual offences", missing=ABSENT)
    robbery: float | None = Column("Robbery.", header="Robbery", missing=ABSENT)
    theft: float | None = Column("Theft offences.", header="Theft offences", missing=ABSENT)
    criminal_damage_and_arson: float | None = Column(
        "Criminal damage and arson.", header="Criminal damage and arson", missing=ABSENT
    )
    drug_offences: float | None = Column("Drug offences.", header="Drug offences", missing=ABSENT)
    weapons: float | None = Column(
        "Possession of weapons.", header="Possession of weapons offences", missing=ABSENT
    )
    public_order: float | None = Column(
        "Public order offences.", header="Public order offences", also=("Public order",), missing=ABSENT
    )
    miscellaneous: float | None = Column(
        "Miscellaneous crimes.",
        header="Miscellaneous crimes",
        also=("Miscellaneous crimes against society", "Miscellaneous"),
        missing=ABSENT,
    )


class CrimeSeverityScore(
    Extract,
    name="ons.crime_severity_score",
    sender="Office for National Statistics",
    place="code",
    period="strftime(year_ending, '%Y-%m')",
):
    """Published Crime Severity Scores; one row per area, year and offence group."""

    offence_group: str = Column("Offence group, or total recorded crime.")
    code: str = Column("Code of the area.", pattern=AREA_CODE, shape="a code such as E23000008")
    name: str = Column("Name of the area.")
    year: str | None = Column("The year as printed.")
    severity_score: float | None = Column("The score.", missing=ABSENT)
    year_ending: Day = Column("Last day of the year.")


class SeverityWeights(
    Extract,
    name="ons.severity_weights",
    sender="Office for National Statistics",
    place="'England and Wales'",
    period="''",
):
    """Weights of the Crime Severity Score; one row per Home Office offence code."""

    category_counts: str | None = Column("Offence group.")
    description: str | None = Column("The offence as counted.")
    code_severity: str | None = Column("Code in the severity tool; not one to one with recorded crime.")
    code_original: str = Column("Home Office code of recorded crime; the one to join on.")
    category_severity: str | None = Column("Category in the severity tool.")
    offence: str | None = Column("The offence as weighted.")
    weight: float = Column("Average sentence in days.", least=0)


class Population(
    Extract,
    name="ons.population",
    sender="Office for National Statistics",
    place="code",
    period="year::varchar",
):
    """Mid-year population estimates; one row per local authority and year."""

    code: str = Column(
        "Code of the local authority.", pattern=r"[EWSN]\d{8}", shape="a code such as E06000047"
    )
    name: str = Column("Name of the local authority.")
    year: int = Column("Year of the 30 June.", least=1900, most=2100)
    population: int = Column("People living there on 30 June.", least=0)


class PopulationByAge(
    Extract,
    name="ons.population_by_age",
    sender="Office for National Statistics",
    place="code",
    period="",
    period_from_name=r"(?P<month>jun)e?[ _-]?(?P<year>\d{4}|\d{2})",
):
    """Mid-year population by single year of age; one row per local authority.

    Only the ages at which a child can be prosecuted, 10 to 17, are read. The period is the June of
    the estimate; a file whose name does not say it is loaded with --period 2020-06.
    """

    code: str = Column(
        "Code of the local authority.",
        header="ltla21_code",
        also=("Code", "ltla_code", "area_code"),
        pattern=r"[EWSN]\d{8}",
        shape="a code such as E06000047",
    )
    name: str = Column(
        "Name of the local authority.", header="ltla21_name", also=("Name", "ltla_name", "area_name")
    )
    total: int = Column(
        "People of all ages.", header="total_population", also=("All ages", "population"), least=0
    )
    age_10: int = Column("Aged 10.", header="10", least=0)
    age_11: int = Column("Aged 11.", header="11", least=0)
    age_12: int = Column("Aged 12.", header="12", least=0)
    age_13: int = Column("Aged 13.", header="13", least=0)
    age_14: int = Column("Aged 14.", header="14", least=0)
    age_15: int = Column("Aged 15.", header="15", least=0)
    age_16: int = Column("Aged 16.", header="16", least=0)
    age_17: int = Column("Aged 17.", header="17", least=0)


class CrimeSurvey(
    Extract,
    name="ons.crime_survey",
    sender="Office for National Statistics",
    place="geography",
    period="year::varchar || ' Q' || quarter::varchar",
):
    """Crime Survey perceptions: estimate, standard error and sample; one row per question and group."""

    year: int = Column("Year of the interviews.", least=1980, most=2100)
    quarter: int = Column("Quarter in which the year of interviews ends.", least=1, most=4)
    measurement_var: str = Column("The question, by the survey's name for it.")
    measurement_level: str | None = Column("Person or household.")
    measurement_type: str | None = Column("Kind of question.")
    geography: str = Column("Area the estimate is for.")
    household_type: str | None = Column("Kind of household.", missing=("NA",))
    sex: str = Column("Sex, or all adults.")
    age: str = Column("Band of age.")
    characteristic_var: str = Column("Characteristic the estimate is broken down by; Total is none.")
    characteristic: str = Column("Level of the characteristic.")
    estimate: float | None = Column("Share of people, 0 to 1.", missing=ABSENT, least=0, most=1)
    standard_error: float | None = Column(
        "Its standard error, survey design included.", missing=ABSENT, least=0
    )
    unweighted_count: int | None = Column("People interviewed.", missing=ABSENT, least=0)
