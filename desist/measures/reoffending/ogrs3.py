"""OGRS3: how likely people were to be reconvicted within one and two years, from their history alone.

Source: the Ministry of Justice's own open-source code (ogrs_sources.toml; METHODS 2.1). Group figures only:
see histories.py.
"""

from __future__ import annotations

import numpy as np

from desist.measures.reoffending.columns import Column, Counts, Flags, logistic
from desist.measures.reoffending.histories import (
    REASONS,
    Histories,
    Predicted,
    Refusal,
    first_of,
    offence_weights,
    refusals,
)

# First age of each band, and its weight in logits.
_FROM_AGE = np.array([10, 12, 14, 16, 18, 21, 25, 30, 35, 40, 50])
_MALE = np.array(
    [0.0, 0.08392, 0.07578, -0.0616, -0.6251, -1.0515, -1.1667, -1.326, -1.368, -1.4997, -2.0253]
)
# The weights of girls under 16 are not used until they are checked against the paper, so they are not here.
_FEMALE = np.array(
    [np.nan, np.nan, np.nan, -0.9592, -0.8975, -1.0285, -1.0528, -1.1291, -1.4219, -1.5247, -2.4498]
)
_GIRLS_FROM = 16
_COPAS, _FIRST_TIME, _AGAIN = 1.25112, 0.12614, 0.46306
_ONE_YEAR, _TWO_YEARS = 1.40256, 2.1217

# The bands of risk, by the two-year percent.
BANDS = {"low": 0, "medium": 50, "high": 75, "very high": 90}


def ogrs3(people: Histories) -> Predicted:
    """How likely each person was to reoffend within one and within two years, by OGRS3.

    Probabilities between 0 and 1; NaN with the reason for whoever cannot be scored.
    """
    weight, no_weight = offence_weights("ogrs3", people.offence)
    girls = people.female & (people.age < _GIRLS_FROM)
    refused = first_of(refusals(people), girls * REASONS.index(Refusal.GIRL_UNDER_16), no_weight)
    z = logits(
        female=people.female,
        age=people.age,
        age_at_sanction=people.age_at_sanction,
        age_at_first=people.age_at_first,
        sanctions=people.sanctions,
        offence_weight=weight,
    )
    z[refused > 0] = np.nan
    one, two = chances(z)
    return Predicted(predictor="OGRS3", one_year=one, two_years=two, refused=refused)


def logits(
    *,
    female: Flags,
    age: Counts,
    age_at_sanction: Counts,
    age_at_first: Counts,
    sanctions: Counts,
    offence_weight: Column,
) -> Column:
    """The sum Z of a person's weights, in logits, before the constant of the one or two years.

    Ages are in whole years; ``sanctions`` counts the current one. NaN for girls under 16.
    """
    band = np.clip(np.searchsorted(_FROM_AGE, age, side="right") - 1, 0, None)
    by_age = np.where(female, _FEMALE[band], _MALE[band])
    # How densely sanctions lie in the career so far, after Copas.
    career = np.maximum(10 + age_at_sanction - age_at_first, 1)
    copas = np.log(np.maximum(sanctions, 1) / career)
    again = np.where(sanctions == 1, _FIRST_TIME, _AGAIN)
    return np.asarray(by_age + again + _COPAS * copas + offence_weight, dtype=np.float64)


def chances(z: Column) -> tuple[Column, Column]:
    """The chance within one and within two years that a sum of weights stands for."""
    return logistic(_ONE_YEAR + z), logistic(_TWO_YEARS + z)


def percents(chance: Column) -> Column:
    """Chances as OGRS3 prints them: whole percent, halves up, never 0 and never 100."""
    rounded = np.floor(chance * 1e5 + 0.5) / 1e5
    return np.clip(np.floor(np.round(rounded * 100, 9) + 0.5), 1, 99)


def people_by_band(predicted: Predicted) -> dict[str, int]:
    """How many people of the group lie in each band of risk, by the two-year percent."""
    edges = [*BANDS.values(), 101]
    printed = percents(predicted.two_years[predicted.scored])
    counts, _ = np.histogram(printed, bins=edges)
    return dict(zip(BANDS, counts.tolist(), strict=True))
