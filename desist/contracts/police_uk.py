"""What data.police.uk publishes each month, force by force."""

from __future__ import annotations

from desist.contracts.column import Column, Month, Timestamp
from desist.contracts.extract import Extract

MONTH = "month"


class Street(
    Extract,
    name="police_uk.street",
    sender="data.police.uk",
    place="falls_within",
    period=MONTH,
    home_only=True,
):
    """Every crime and anti-social behaviour incident of a month; one row per crime or incident.

    Places are moved to the nearest of a fixed set of map points, and anti-social behaviour has
    no identifier, so rows that are alike in every cell are real and are all kept.
    """

    crime_id: str | None = Column(
        "Identifier of the crime; empty for anti-social behaviour.", header="Crime ID"
    )
    month: Month = Column("Month in which it was recorded.", header="Month")
    reported_by: str = Column("Force that reported it.", header="Reported by")
    falls_within: str = Column("Force in whose area it falls.", header="Falls within")
    longitude: float | None = Column("Anonymised point, WGS 84.", header="Longitude", least=-180, most=180)
    latitude: float | None = Column("Anonymised point, WGS 84.", header="Latitude", least=-90, most=90)
    location: str | None = Column("Street or place the point stands for.", header="Location")
    lsoa_code: str | None = Column(
        "Neighbourhood the point lies in.",
        header="LSOA code",
        pattern="[EWNS]\\d{8}|95[A-Z0-9]+",
        shape="a code such as E01020634",
    )
    lsoa_name: str | None = Column("Name of that neighbourhood.", header="LSOA name")
    crime_type: str = Column("Category of the publisher.", header="Crime type")
    last_outcome: str | None = Column("Newest outcome known.", header="Last outcome category")
    context: str | None = Column("Left empty by the publisher.", header="Context")


class Outcomes(
    Extract,
    name="police_uk.outcomes",
    sender="data.police.uk",
    place="falls_within",
    period=MONTH,
    home_only=True,
):
    """Every outcome given to a crime in a month; one row per outcome, a crime may have several."""

    crime_id: str | None = Column("Identifier of the crime.", header="Crime ID")
    month: Month = Column("Month of the outcome.", header="Month")
    reported_by: str = Column("Force that reported it.", header="Reported by")
    falls_within: str = Column("Force in whose area it falls.", header="Falls within")
    longitude: float | None = Column("Anonymised point, WGS 84.", header="Longitude", least=-180, most=180)
    latitude: float | None = Column("Anonymised point, WGS 84.", header="Latitude", least=-90, most=90)
    location: str | None = Column("Street or place the point stands for.", header="Location")
    lsoa_code: str | None = Column("Neighbourhood the point lies in.", header="LSOA code")
    lsoa_name: str | None = Column("Name of that neighbourhood.", header="LSOA name")
    outcome_type: str = Column("Outcome as the publisher words it.", header="Outcome type")


class StopAndSearch(
    Extract,
    name="police_uk.stop_and_search",
    sender="data.police.uk",
    place="",
    period="strftime(date, '%Y-%m')",
    home_only=True,
    place_from_name=r"\d{4}-\d{2}-(?P<place>.+)-stop-and-search",
):
    """Every stop and search of a month; one row per person or vehicle searched."""

    type: str = Column("What was searched.", header="Type")
    date: Timestamp = Column("When it happened.", header="Date")
    part_of_operation: bool | None = Column(
        "Part of a policing operation.", header="Part of a policing operation"
    )
    operation: str | None = Column("Name of the operation.", header="Policing operation")
    latitude: float | None = Column("Anonymised point, WGS 84.", header="Latitude", least=-90, most=90)
    longitude: float | None = Column("Anonymised point, WGS 84.", header="Longitude", least=-180, most=180)
    gender: str | None = Column("Gender as recorded.", header="Gender")
    age_range: str | None = Column("Band of age.", header="Age range")
    self_defined_ethnicity: str | None = Column(
        "Ethnicity as the person gave it.", header="Self-defined ethnicity"
    )
    officer_defined_ethnicity: str | None = Column(
        "Ethnicity as the officer saw it.", header="Officer-defined ethnicity"
    )
    legislation: str | None = Column("Power used.", header="Legislation")
    object_of_search: str | None = Column("What was looked for.", header="Object of search")
    outcome: str | None = Column("What came of it.", header="Outcome")
    outcome_linked: bool | None = Column(
        "Whether the outcome has to do with the object.", header="Outcome linked to object of search"
    )
    more_than_outer_clothing: bool | None = Column(
        "Whether more than outer clothing was removed.", header="Removal of more than just outer clothing"
    )
