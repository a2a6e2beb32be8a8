"""Made-up tables of the Home Office: crime by code, what came of it, officers."""

from __future__ import annotations

from collections.abc import Iterator

from desist.synthetic.county import DURHAM, offences, people_of_force, police_forces, recording_forces
from desist.synthetic.dice import Dice
from desist.synthetic.table import Row, table
from desist.vocabulary import reference

# The Home Office codes under which each kind is recorded here, with their weights.
CODES = {
    "homicide": {"1/4.1/4.10/4.2": 1.0},
    "violence_with_injury": {"8N": 0.97, "5D": 0.03},
    "violence_without_injury": {"105A": 1.0},
    "stalking_and_harassment": {"8L": 0.8, "8Q": 0.2},
    "unlawful_driving": {"4.4": 1.0},
    "sexual_offences": {"19C": 0.35, "20A": 0.65},
    "robbery": {"34A": 0.1, "34B": 0.9},
    "residential_burglary": {"28E": 1.0},
    "non_residential_burglary": {"30C": 1.0},
    "vehicle_offences": {"45": 0.6, "48": 0.25, "126": 0.15},
    "theft_from_the_person": {"39": 1.0},
    "bicycle_theft": {"44": 1.0},
    "shoplifting": {"46": 1.0},
    "other_theft": {"49": 1.0},
    "criminal_damage_and_arson": {"56B": 0.05, "58B": 0.4, "58C": 0.55},
    "drug_offences": {"92A": 0.2, "92D": 0.2, "92E": 0.6},
    "weapons": {"10D": 1.0},
    "public_order": {"9A": 0.9, "62A": 0.1},
    "miscellaneous": {"80": 0.2, "802": 0.8},
}
# The code that stands for its whole group in the outcomes, to keep the file small.
OUTCOME_CODES = ("8N", "20A", "34B", "46", "58C", "92E", "10D", "9A", "802")
OUTCOME_SHARES = {0: 0.07, 1: 0.08, 8: 0.05, 16: 0.38, 18: 0.42}
QUARTERS = (0.26, 0.26, 0.24, 0.24)


def recorded_crime(year: int) -> str:
    """Recorded crime of a financial year by force, quarter and code (``year`` is that of its March)."""

    def rows() -> Iterator[Row]:
        for force in recording_forces():
            dice = Dice("recorded", force.code, year)
            for kind, counted in offences(force.code, year).items():
                by_code = dice.split(counted, list(CODES[kind].values()))
                for code, of_code in zip(CODES[kind], by_code, strict=True):
                    for quarter, n in enumerate(dice.split(of_code, QUARTERS), start=1):
                        if n:
                            yield {
                                **_offence(code),
                                **_when(force.home_office_name, year, quarter),
                                "offences": n,
                            }

    return table("home_office.recorded_crime", rows())


def crime_outcomes(year: int) -> str:
    """Outcomes of a financial year by force, quarter, group of offences and outcome."""

    def rows() -> Iterator[Row]:
        for force in recording_forces():
            dice = Dice("outcomes", force.code, year)
            shares = dict(OUTCOME_SHARES)
            for positive in (1, 8):
                shares[positive] *= 1.3 if force.code == DURHAM else dice.between(0.8, 1.2)
            by_group: dict[str, int] = {}
            for kind, counted in offences(force.code, year).items():
                group = reference.offence_code(next(iter(CODES[kind]))).offence_group
                by_group[group] = by_group.get(group, 0) + counted
            for code in OUTCOME_CODES:
                counted = by_group[reference.offence_code(code).offence_group]
                for quarter, recorded in enumerate(dice.split(counted, QUARTERS), start=1):
                    always = {**_offence(code), **_when(force.home_office_name, year, quarter)}
                    ended = zip(shares, dice.split(recorded, list(shares.values())), strict=True)
                    for outcome, n in ended:
                        if n:
                            given = dice.count(n) if outcome else "NA"
                            yield {**always, **_outcome(outcome), "for_recorded": n, "given": given}

    return table("home_office.crime_outcomes", rows())


def _when(force: str, year: int, quarter: int) -> Row:
    return {
        "financial_year": f"{year - 1}/{year % 100:02d}",
        "financial_quarter": quarter,
        "force_name": force,
    }


def _offence(code: str) -> Row:
    about = reference.offence_code(code)
    return {
        "offence_description": about.description,
        "offence_group": about.offence_group,
        "offence_subgroup": about.subgroup,
        "offence_code": code,
    }


def _outcome(code: int) -> Row:
    about = reference.outcome_code(code)
    return {
        "offence_code_expired": "FALSE",
        "outcome_description": about.name,
        "outcome_group": about.outcome_group,
        "outcome_type": code,
    }


def police_officers(first: int, last: int) -> str:
    """Officers of every force on 31 March: fewer until 2018, then more."""

    def rows() -> Iterator[Row]:
        for force in police_forces():
            dice = Dice("officers", force.code)
            officers = dice.between(2.0, 2.6) * people_of_force(force.code, 2018) / 1000
            for year in range(first, last + 1):
                officers *= dice.between(0.96, 0.985) if year <= 2018 else dice.between(1.0, 1.04)
                yield {"year": year, "force_name": force.officers_name, "officers": f"{officers:.2f}"}

    return table("home_office.police_officers", rows())
