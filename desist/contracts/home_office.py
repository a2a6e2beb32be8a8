"""What the Home Office publishes as open data: recorded crime, crime outcomes, police officers."""

from __future__ import annotations

from desist.contracts.column import Column
from desist.contracts.extract import Extract

FINANCIAL_YEAR = r"\d{4}/\d{2}"
QUARTER = "financial_year || ' Q' || financial_quarter"


class RecordedCrime(
    Extract, name="home_office.recorded_crime", sender="Home Office", place="force_name", period=QUARTER
):
    """Crimes recorded by the police; one row per force, quarter and offence code.

    Negative numbers are genuine: crimes recorded in an earlier quarter and since cancelled.
    """

    financial_year: str = Column(
        "Financial year.",
        header="Financial Year",
        pattern=FINANCIAL_YEAR,
        shape="a year written like 2017/18",
    )
    financial_quarter: int = Column(
        "Quarter of the financial year, from April.", header="Financial Quarter", least=1, most=4
    )
    force_name: str = Column("Force, or national body, that recorded them.", header="Force Name")
    offence_description: str = Column("The offence in words.", header="Offence Description")
    offence_group: str = Column("Home Office offence group.", header="Offence Group")
    offence_subgroup: str = Column("Home Office offence subgroup.", header="Offence Subgroup")
    offence_code: str = Column("Home Office code of recorded crime.", header="Offence Code")
    offences: int = Column("Crimes recorded, less those cancelled.", header="Number of Offences")


class CrimeOutcomes(
    Extract, name="home_office.crime_outcomes", sender="Home Office", place="force_name", period=QUARTER
):
    """Outcomes of recorded crime; one row per force, quarter, offence code and outcome.

    Two counts stand side by side: outcomes, so far, of crimes recorded in the quarter, and
    outcomes given in the quarter whenever the crime was recorded. Negative numbers are genuine.
    """

    financial_year: str = Column(
        "Financial year.", pattern=FINANCIAL_YEAR, shape="a year written like 2018/19"
    )
    financial_quarter: int = Column("Quarter of the financial year, from April.", least=1, most=4)
    force_name: str = Column("Force, or national body, that recorded the crime.")
    offence_description: str = Column("The offence in words.")
    offence_group: str = Column("Home Office offence group.")
    offence_subgroup: str = Column("Home Office offence subgroup.")
    offence_code: str = Column("Home Office code of recorded crime.")
    offence_code_expired: bool | None = Column("Whether the code is out of use.", missing=("NA",))
    outcome_description: str = Column("The outcome in words.")
    outcome_group: str = Column("Home Office outcome group.")
    outcome_type: int = Column("Home Office outcome code; 0 is no outcome yet.", least=0, most=22)
    for_recorded: int | None = Column(
        "Outcomes so far of crimes recorded in the quarter.",
        header="force_outcomes_for_offences_recorded_in_quarter",
        missing=("NA",),
    )
    given: int | None = Column(
        "Outcomes given in the quarter.", header="force_outcomes_recorded_in_quarter", missing=("NA",)
    )


class PoliceOfficers(
    Extract,
    name="home_office.police_officers",
    sender="Home Office",
    place="force_name",
    period="year::varchar",
):
    """Police officers in post on 31 March, full-time equivalent; one row per force and year."""

    year: int = Column("Year of the 31 March.", least=1900, most=2100)
    force_name: str = Column("Force.")
    officers: float = Column("Officers, full-time equivalent.", least=0)
