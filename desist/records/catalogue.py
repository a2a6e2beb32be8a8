"""Every record by name: its query, in the order in which they build on one another."""

from __future__ import annotations

from functools import cache
from importlib import resources

# A record may be written over those before it.
RECORDS = (
    "police_crime_held",
    "police_crime",
    "police_crime_month",
    "recorded_crime",
    "recorded_crime_held",
    "population",
    "crime_outcome",
    "severity_score",
    "casualty",
    "casualty_held",
    "reoffending_cohort",
    "reoffending_by_offence",
    "youth_cohort",
    "first_time_entrant",
    "youth_disposal",
    "police_officer",
    "survey_estimate",
    "series",
    "stop_search",
)

# Worked out once a session, because many measures ask it again and again.
KEPT = frozenset({"police_crime_month", "police_crime_held", "recorded_crime", "crime_outcome"})


@cache
def record_sql(name: str) -> str:
    """The query of a record; its first comment says what one row is."""
    return resources.files("desist.records").joinpath(f"{name}.sql").read_text(encoding="utf-8")
