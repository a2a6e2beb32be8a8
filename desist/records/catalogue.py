"""Every record by name: its query, in the order in which they build on one another."""

from __future__ import annotations

from functools import cache
from importlib import resources

from desist.records.places import COUNCIL_PLACES, HOME_PLACES, WIDER_PLACES, WRITTEN_PLACES

# The tables of places that records are written over, with their columns.
FACTS = {
    "written_places": WRITTEN_PLACES,
    "wider_places": WIDER_PLACES,
    "council_places": COUNCIL_PLACES,
    "home_places": HOME_PLACES,
}

# A record may be written over those before it.
RECORDS = (
    "police_crime_held",
    "police_crime_month",
    "recorded_crime",
    "recorded_crime_held",
    "population",
    "child_population",
    "crime_outcome",
    "crime_outcome_held",
    "severity_weight",
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
    "area_written",
    "person",
    "person_place",
    "known_person",
    "disposal_kind",
    "age_band",
    "previous_offences_band",
    "custody_spell",
    "proven_offence",
    "offence_not_counted",
    "index_event",
    "data_reach",
    "offence_in_custody",
    "prison_release",
    "supervising_provider",
    "address",
    "processing_force",
    "custody_stay",
    "scheme_stay",
    "arrest",
    "offence_charged_or_proven",
    "event_waiting",
    "scheme_reach",
    "scheme_day",
    "scheme_month",
    "scheme_quarter",
    "youth_outcome",
    "youth_follow_up",
    "youth_followed_up",
    "need",
    "parent_of",
    "family_member",
    "safeguarding_referral",
)

# Worked out once a session, because many measures ask it again and again.
KEPT = frozenset(
    {
        "casualty",
        "police_crime_month",
        "police_crime_held",
        "recorded_crime",
        "recorded_crime_held",
        "crime_outcome",
        "population",
        "proven_offence",
        "index_event",
        "custody_stay",
        "offence_charged_or_proven",
        "scheme_reach",
        "scheme_day",
        "scheme_month",
        "scheme_quarter",
        "youth_followed_up",
        "family_member",
        "safeguarding_referral",
    }
)


@cache
def record_sql(name: str) -> str:
    """The query of a record; its first comment says what one row is."""
    return resources.files("desist.records").joinpath(f"{name}.sql").read_text(encoding="utf-8")
