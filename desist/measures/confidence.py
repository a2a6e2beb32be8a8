"""How confident people are in the police and the criminal justice system: the Crime Survey."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER, ENGLAND_AND_WALES
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better


def _survey(name: str, title: str, short: str, asks: str, question: str) -> Measure:
    return Measure(
        name=name,
        title=title,
        short=short,
        asks=asks,
        of=f"survey_total where question = '{question}'",
        kind=Kind.ESTIMATE,
        numerator="any_value(r.value)",
        denominator="any_value(r.n)",
        spread="any_value(r.standard_error)",
        better=Better.HIGHER,
        unit="% of people aged 16 and over",
        source=f"Crime Survey for England and Wales, question {question}",
        contracts=("ons.crime_survey",),
        every=("year",),
        lag="about nine months",
        notes=(
            "Numerator is the estimate in percent, denominator the people interviewed. The standard error is"
            " the survey's own and takes in its design; survey_design_effect says by how much. Published "
            "here for England and Wales, not by force."
        ),
        published_for=ENGLAND_AND_WALES,
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


FAIR_CJS = _survey(
    "fair_cjs",
    "People who think the criminal justice system is fair",
    "Criminal justice system thought fair",
    "How many people are confident that the criminal justice system as a whole is fair?",
    "fairova1dv",
)
EFFECTIVE_CJS = _survey(
    "effective_cjs",
    "People who think the criminal justice system is effective",
    "Criminal justice system thought effective",
    "How many people are confident that the criminal justice system as a whole is effective?",
    "cjsovb1dv",
)
POLICE_GOOD_OR_EXCELLENT = _survey(
    "police_good_or_excellent",
    "People who say the local police do a good or excellent job",
    "Police rated good or excellent",
    "How good a job do people think the police in their area are doing?",
    "ratpol3",
)
POLICE_CONFIDENCE = _survey(
    "police_confidence",
    "People who have confidence in the local police",
    "Confidence in the local police",
    "How many people agree that overall they have confidence in the police in their area?",
    "patt7",
)
SURVEY_DESIGN_EFFECT = Measure(
    name="survey_design_effect",
    title="Design effect of the Crime Survey",
    short="Crime Survey's design effect",
    asks="How much less certain is the survey's answer than that of a simple random sample of its size?",
    of="survey_total",
    kind=Kind.ESTIMATE,
    numerator="case when count(r.design_effect) = 1 then any_value(r.design_effect) end",
    better=Better.NEITHER,
    unit="times the variance of a simple random sample",
    decimals=2,
    source="Kish's design effect: the standard error squared, over p(1 - p) / n",
    contracts=("ons.crime_survey",),
    every=("year",),
    breakdowns=("question",),
    lag="about nine months",
    notes=(
        "Worked out from the published estimate, standard error and number interviewed; needs the breakdown "
        "question."
    ),
    published_for=ENGLAND_AND_WALES,
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
