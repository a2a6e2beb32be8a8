"""OGRS4/G: how likely people were to reoffend within two years, from their history alone.

The Ministry of Justice now calls it the All Reoffending Predictor (static). Source: its own open-source code
(ogrs_sources.toml; METHODS 2.2). Group figures only: see histories.py.
"""

from __future__ import annotations

import numpy as np

from desist.measures.reoffending.columns import Column, Counts, Flags
from desist.measures.reoffending.histories import Histories, Predicted, first_of, offence_weights, refusals

_CONSTANT = 5.01702292499072
# Powers 1 to 4 of the age at the start of the follow-up.
_AGE_MALE = (-0.142428460338541, 0.0011000413899151, 0.0000198538471606, -0.0000002648918335)
_AGE_FEMALE = (-0.0175014516689226, 0.0001625346907234, 0.0000003645241305, -0.0000000746220588)
_FEMALE = -2.95224200717183
_FIRST, _SECOND, _EACH_SANCTION = -3.94357049933093, -3.06189212045904, -0.0042757301284995
_SECOND_YEARS_MALE, _SECOND_YEARS_FEMALE = -0.0432051839161834, -0.0427998315841607
# Powers 1 and 2 of the density of sanctions, for three sanctions or more.
_COPAS_MALE, _COPAS_FEMALE = (1.55298303083717, 0.129334968245905), (1.01980307124196, -0.039439197041062)
_CAREER_BOOST = 26
# Powers 1 to 4 of whole months in the community without an offence.
_FREE_MONTHS = (-0.0762086223169624, 0.0016230134182902, 0.0000224473135387, -0.0000012808638685)
_FREE_MONTHS_CAP = 36


def ogrs4(people: Histories, *, free_months: Counts | None = None) -> Predicted:
    """How likely each person was to reoffend within two years, by OGRS4/G.

    ``free_months`` is whole months in the community without an offence (36 at most count; 0, the default, at
    the start of the follow-up and for whoever is not yet released). Probabilities between 0 and 1; NaN with
    the reason for whoever cannot be scored.
    """
    weight, no_weight = offence_weights("ogrs4", people.offence)
    refused = first_of(refusals(people), no_weight)
    z = logits(
        female=people.female,
        age=people.age,
        age_at_sanction=people.age_at_sanction,
        age_at_first=people.age_at_first,
        sanctions=people.sanctions,
        free_months=np.zeros_like(people.sanctions) if free_months is None else free_months,
        offence_weight=weight,
    )
    z[refused > 0] = np.nan
    two = np.asarray(1 / (1 + np.exp(-z)), dtype=np.float64)
    return Predicted(predictor="OGRS4/G", one_year=None, two_years=two, refused=refused)


def logits(
    *,
    female: Flags,
    age: Counts,
    age_at_sanction: Counts,
    age_at_first: Counts,
    sanctions: Counts,
    free_months: Counts,
    offence_weight: Column,
) -> Column:
    """The sum Z of a person's weights, in logits; ages in whole years, ``sanctions`` with the current one."""
    career = np.maximum(age_at_sanction - age_at_first, 0).astype(np.float64)
    n = sanctions.astype(np.float64)
    density = np.log(np.maximum(n, 1) / (career + _CAREER_BOOST))
    by_age = np.where(female, _powers(_AGE_FEMALE, age) + _FEMALE, _powers(_AGE_MALE, age))
    second = _SECOND + career * np.where(female, _SECOND_YEARS_FEMALE, _SECOND_YEARS_MALE)
    more = np.where(female, _powers(_COPAS_FEMALE, density), _powers(_COPAS_MALE, density))
    record = np.select([n <= 1, n == 2], [np.full_like(n, _FIRST), second], more)
    free = _powers(_FREE_MONTHS, np.clip(free_months, 0, _FREE_MONTHS_CAP))
    z = _CONSTANT + by_age + record + _EACH_SANCTION * n + free + offence_weight
    return np.asarray(z, dtype=np.float64)


def _powers(coefficients: tuple[float, ...], x: Column | Counts) -> Column:
    """c1 x + c2 x^2 + ... for every x."""
    total = np.zeros(len(x))
    for coefficient in reversed(coefficients):
        total = (total + coefficient) * x
    return total
