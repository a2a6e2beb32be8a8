"""What the made-up county is set to: who is in it, how long careers last, how often names are wrong.

None of these is an estimate for a real place. They were set by trial so that what the product's own
queries count comes out near the published figures in docs/method/synthetic-county.md, which prints how near.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Offences lie in these twenty-five years; the report of January to March 2025 is the last to read them.
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2025, 3, 31)

# Where people live, by the people of 2020 (ONS mid-year estimates), and how many move a year.
AREAS = {"County Durham": 0.832, "Darlington": 0.168}
MOVES_A_YEAR = 0.05


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of criminal career.

    ``share`` of people; ``rate`` is the mean number of occasions a year on which something is done and
    proven, drawn for each person from a gamma distribution of this ``shape``; ``years`` is the mean length
    of the career (exponential); ``young`` is the share of them that begin as children. After any occasion a
    person goes quiet with the chance ``pause``, for ``quiet`` years on average (exponential): careers are
    spells of much offending with years of little between them.
    """

    share: float
    rate: float
    shape: float
    years: float
    young: float
    pause: float
    quiet: float


# Few persistent, many once.
KINDS = (
    Kind(share=0.79, rate=0.035, shape=1.0, years=9.0, young=0.10, pause=0.0, quiet=0.0),
    Kind(share=0.13, rate=0.9, shape=1.5, years=14.0, young=0.20, pause=0.35, quiet=3.5),
    Kind(share=0.08, rate=8.0, shape=1.2, years=25.0, young=0.45, pause=0.34, quiet=3.0),
)
# A short stay inside changes little: the chance of a quiet spell after it, as a part of the usual one.
PAUSE_AFTER_SHORT_CUSTODY = 0.15
# How the rate of everybody moves with age: one factor from each age on.
AGE_FACTORS = {10: 2.6, 18: 1.1, 21: 1.0, 30: 0.95, 40: 0.8, 50: 0.6}
# One occasion can bring several offences: the chance of yet another, by kind of career.
MORE_OFFENCES = (0.20, 0.40, 0.54)

FEMALE = 0.18
# Ethnicity as the person defines it and as an officer saw it, and the share of each that is not stated.
ETHNICITIES = {
    ("White - British", "White - North European"): 0.945,
    ("White - Any other White background", "White - South European"): 0.022,
    ("Asian or Asian British - Pakistani", "Asian"): 0.009,
    ("Asian or Asian British - Chinese", "Chinese, Japanese or South East Asian"): 0.003,
    ("Black or Black British - African", "Black"): 0.008,
    ("Mixed - White and Black Caribbean", "Black"): 0.007,
    ("Other - Arab", "Middle Eastern"): 0.006,
}
ETHNICITY_SELF_MISSING = 0.14
ETHNICITY_OFFICER_MISSING = 0.03


@dataclass(frozen=True, kw_only=True)
class Errors:
    """How many in 100 records of the second agency are wrong in each way; chosen, and known for that."""

    covered: float = 0.70
    unknown_elsewhere: float = 0.08
    held_twice: float = 0.03
    letter_wrong: float = 0.05
    nickname: float = 0.04
    family_name_changed: float = 0.03
    names_swapped: float = 0.005
    day_and_month_swapped: float = 0.01
    digit_of_birth_wrong: float = 0.015
    birth_missing: float = 0.01
    sex_missing: float = 0.02


ERRORS = Errors()
