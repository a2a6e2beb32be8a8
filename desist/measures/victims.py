"""What only a partner can tell: figures that reach the partnership as a return, not as rows."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

FACETS = {
    "ease_of_contact": "ease of contact",
    "arrival_time": "arrival time",
    "actions_taken": "actions taken",
    "follow_up": "follow-up",
    "treatment": "treatment",
    "whole_experience": "the whole experience",
}


def _returned(
    name: str,
    title: str,
    asks: str,
    unit: str,
    better: Better,
    *,
    share: bool,
    people: bool,
    source: str,
    short: str = "",
    notes: str = "",
) -> Measure:
    return Measure(
        name=name,
        title=title,
        short=short,
        asks=asks,
        of=f"series where measure = '{name}'" + (" and denominator is not null" if share else ""),
        kind=Kind.PROPORTION if share else Kind.COUNT,
        numerator="sum(r.numerator)",
        denominator="sum(r.denominator)" if share else "",
        # The design effect of pooled waves, each weighted by the people it asked.
        spread="sum(r.design_effect * r.denominator) / nullif(sum(r.denominator), 0)" if share else "",
        better=better,
        unit=unit,
        decimals=1 if share else 0,
        people=people,
        source=source,
        contracts=("local.series",),
        lag="as the partner returns it",
        notes=notes,
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


SATISFIED = tuple(
    _returned(
        f"satisfied_{facet}",
        f"Victims satisfied with {words}",
        f"Of the victims asked, how many were satisfied with {words}?",
        "% of victims asked",
        Better.HIGHER,
        share=True,
        people=True,
        source="Force victim survey: completely, very or fairly satisfied",
        short=f"Satisfied with {words}",
        notes=(
            "Write deff=1.2 in the note of the return where the survey's design effect is known; otherwise "
            "it is 1."
        ),
    )
    for facet, words in FACETS.items()
)

VICTIM_SERVICE_REFERRALS = _returned(
    "victim_service_referrals",
    "Referrals into victim services",
    "How many people were referred to the victim care and advice service?",
    "referrals",
    Better.HIGHER,
    share=False,
    people=True,
    source="Return of the commissioned victim service",
)
MENTAL_HEALTH_INCIDENTS = _returned(
    "mental_health_incidents",
    "Incidents with a mental health qualifier",
    "How many incidents did the police mark as involving mental ill-health?",
    "incidents",
    Better.NEITHER,
    share=False,
    people=True,  # each is about somebody in a mental health crisis
    source="Force incident system",
    short="Mental health incidents",
    notes="The qualifier's recording changed in July 2019; the break is in the register.",
)
MENTAL_HEALTH_TRIAGE_SHARE = _returned(
    "mental_health_triage_share",
    "Mental health calls supported by Street Triage",
    "Of the mental health related calls, how many did the triage team support?",
    "% of mental health related calls",
    Better.HIGHER,
    share=True,
    people=True,
    source="Return of the Street Triage Team",
    short="Calls supported by Street Triage",
)
PLACE_OF_SAFETY_DETENTIONS = _returned(
    "place_of_safety_detentions",
    "Detentions in police custody as a place of safety",
    "How many people were held in police custody as a place of safety?",
    "detentions",
    Better.LOWER,
    share=False,
    people=True,
    source="Return of custody management; Mental Health Act 1983 s.136",
    short="Place of safety detentions",
)
RJ_REFERRALS = _returned(
    "rj_referrals",
    "Referrals to the Restorative Justice Hub",
    "How many cases were referred to the Restorative Justice Hub?",
    "referrals",
    Better.HIGHER,
    share=False,
    people=True,
    source="Return of the Restorative Justice Hub",
    short="Restorative Justice Hub referrals",
)
CUSTODY_VISITS = _returned(
    "custody_visits",
    "Independent custody visits",
    "How many visits did independent custody visitors make?",
    "visits",
    Better.HIGHER,
    share=False,
    people=False,
    source="Return of the independent custody visiting scheme",
)
ALL_INCIDENTS = _returned(
    "all_incidents",
    "All police incidents",
    "How many incidents of any kind did the police record?",
    "incidents",
    Better.NEITHER,
    share=False,
    people=False,
    source="Force incident system",
)
