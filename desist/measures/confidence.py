"""How confident people are in the police and the criminal justice system: the Crime Survey."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better


def _survey(name: str, title: str, asks: str, question: str) -> Measure:
    return Measure(
        name=name,
        title=title,
        asks=asks,
        of="survey_total",
        kind=Kind.ESTIMATE,
        numerator=f"any_value(r.value) filter (where r.question = '{question}')",
        spread=f"any_value(r.standard_error) filter (where r.question = '{question}')",
        better=Better.HIGHER,
        unit="% of people aged 16 and over",
        source=f"Crime Survey for England and Wales, question {question}",
        contracts=("ons.crime_survey",),
        every=("year",),
        lag="about nine months",
        notes=(
            "The standard error is the survey's own and includes its design effect. Published here for England and "
            "Wales, not by force."
        ),
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


FAIR_CJS = _survey(
    "fair_cjs",
    "People who think the criminal justice system is fair",
    "How many people are confident that the criminal justice system as a whole is fair?",
    "fairova1dv",
)
EFFECTIVE_CJS = _survey(
    "effective_cjs",
    "People who think the criminal justice system is effective",
    "How many people are confident that the criminal justice system as a whole is effective?",
    "cjsovb1dv",
)
POLICE_GOOD_OR_EXCELLENT = _survey(
    "police_good_or_excellent",
    "People who say the local police do a good or excellent job",
    "How good a job do people think the police in their area are doing?",
    "ratpol3",
)
POLICE_CONFIDENCE = _survey(
    "police_confidence",
    "People who have confidence in the local police",
    "How many people agree that overall they have confidence in the police in their area?",
    "patt7",
)
