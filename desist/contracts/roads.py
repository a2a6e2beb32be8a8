"""What highway authorities and the Department for Transport publish on road casualties."""

from __future__ import annotations

from desist.contracts.column import Column, Day
from desist.contracts.extract import Extract


class Casualties(
    Extract,
    name="stats19.casualties",
    sender="Transport for Greater Manchester",
    place="area_name",
    period="strftime(date, '%Y-%m')",
):
    """People hurt in road collisions reported to the police (STATS19); one row per casualty."""

    reference: str = Column("Reference of the collision.", header="AREFNO")
    date: Day = Column("Day of the collision.")
    mode: str | None = Column("How the person was travelling.")
    casualty_severity: str = Column(
        "Fatal (died within 30 days), serious or slight.", values=("Fatal", "Serious", "Slight")
    )
    collision_severity: str | None = Column("Severity of the worst hurt in the collision.")
    sex: str | None = Column("Sex of the casualty.")
    ageband: str | None = Column("Band of age.")
    area_name: str = Column("Local authority in which it happened.")
    lon: float | None = Column("Longitude.", least=-180, most=180)
    lat: float | None = Column("Latitude.", least=-90, most=90)
