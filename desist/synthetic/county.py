"""The made-up country that all the tables of the pack describe: its people and its recorded crime.

Every place bears a real name, so that the contracts and the tables of facts accept it; every number
is drawn. The country is one fortieth of the size of England and Wales, which keeps the pack small.
"""

from __future__ import annotations

from functools import cache

from desist.synthetic.dice import Dice
from desist.vocabulary import reference
from desist.vocabulary.reference import Force

SCALE = 40
FIRST_YEAR = 2019  # year ending March
LAST_YEAR = 2024
DURHAM, CLEVELAND = "E23000008", "E23000013"
TRANSPORT_POLICE = "X-BTP"  # records crime on the railways of the whole country, and polices no area

# People before scaling, where the report looks closely; anywhere else between 60,000 and 300,000.
PEOPLE = {
    "E06000047": 530_000,
    "E06000005": 107_000,
    "E06000001": 93_000,
    "E06000002": 141_000,
    "E06000003": 137_000,
    "E06000004": 197_000,
}
# Crimes per 1,000 people in the first year; any other force between 65 and 110.
RATES = {DURHAM: 93.0, CLEVELAND: 128.0}
# How recorded crime moved in everybody's figures, and in Durham's besides.
NATIONAL = {2019: 1.0, 2020: 0.99, 2021: 0.87, 2022: 1.0, 2023: 1.05, 2024: 1.03}
DURHAM_BESIDES = {2019: 1.0, 2020: 1.0, 2021: 1.01, 2022: 0.98, 2023: 0.94, 2024: 0.9}

# The share of each kind of offence, by its column in the contract ons.force_area_counts.
SHARES = {
    "homicide": 0.0002,
    "violence_with_injury": 0.106,
    "violence_without_injury": 0.152,
    "stalking_and_harassment": 0.135,
    "unlawful_driving": 0.0002,
    "sexual_offences": 0.036,
    "robbery": 0.013,
    "residential_burglary": 0.037,
    "non_residential_burglary": 0.014,
    "vehicle_offences": 0.068,
    "theft_from_the_person": 0.017,
    "bicycle_theft": 0.014,
    "shoplifting": 0.055,
    "other_theft": 0.081,
    "criminal_damage_and_arson": 0.1,
    "drug_offences": 0.033,
    "weapons": 0.009,
    "public_order": 0.108,
    "miscellaneous": 0.0216,
}


def police_forces() -> list[Force]:
    """The 43 forces that police an area of England and Wales."""
    return [each for each in reference.forces() if each.territorial]


def recording_forces() -> list[Force]:
    """Every force whose crimes are part of the figures of England and Wales."""
    return [*police_forces(), reference.force(TRANSPORT_POLICE)]


@cache
def people(council: str, year: int) -> int:
    """People of a local authority on 30 June."""
    dice = Dice("people", council)
    start = PEOPLE.get(council) or dice.between(60_000, 300_000)
    growth = 1 + (dice.between(0.0, 0.008) * (year - 2018))
    return round(start * growth / SCALE)


def people_of_force(force: str, year: int) -> int:
    """People of a police force area on 30 June."""
    return sum(people(council, year) for council in reference.local_authorities(force))


@cache
def offences(force: str, year: int) -> dict[str, int]:
    """Offences a force recorded in the year ending March, by kind."""
    if force == TRANSPORT_POLICE:
        first = 60_000 / SCALE
    else:
        rate = RATES.get(force) or Dice("rate", force).between(65, 110)
        first = rate * people_of_force(force, year - 1) / 1000
    expected = first * NATIONAL[year] * (DURHAM_BESIDES[year] if force == DURHAM else 1.0)
    dice = Dice("offences", force, year)
    leaning = Dice("leaning", force)
    return {
        kind: dice.count(expected * share * leaning.between(0.85, 1.15)) for kind, share in SHARES.items()
    }
