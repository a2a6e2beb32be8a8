"""Made-up official tables: recorded crime, outcomes, rates, severity, population, officers.

All of them tell of the same drawn country, so that one table's totals are another's.
"""

from __future__ import annotations

from collections.abc import Iterator

from desist.synthetic.county import DURHAM, offences, people, people_of_force, police_forces
from desist.synthetic.dice import Dice
from desist.synthetic.table import Row, table
from desist.vocabulary import reference

ENGLAND_AND_WALES = "K04000001"
GROUPS = {
    "violence": (
        "homicide",
        "violence_with_injury",
        "violence_without_injury",
        "stalking_and_harassment",
        "unlawful_driving",
    ),
    "burglary": ("residential_burglary", "non_residential_burglary"),
    "theft": (
        "residential_burglary",
        "non_residential_burglary",
        "vehicle_offences",
        "theft_from_the_person",
        "bicycle_theft",
        "shoplifting",
        "other_theft",
    ),
}
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
        for force in police_forces():
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
        for force in police_forces():
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


def force_area_counts(year: int) -> str:
    """Table P1: offences of the year ending March by area."""
    return table(
        "ons.force_area_counts",
        ({"area_code": code, "area_name": name, **_counted(forces, year)} for code, name, forces in _areas()),
    )


def force_area_rates(year: int) -> str:
    """Table P3: offences of the year ending March per 1,000 people, and the people."""

    def rows() -> Iterator[Row]:
        for code, name, forces in _areas():
            n = round(sum(people_of_force(force, year - 1) for force in forces), -2)
            counted = _counted(forces, year)
            printed = {kind: f"{1000 * counted[kind] / n:.4f}" for kind in RATED}
            yield {"area_code": code, "area_name": name, "population": n, **printed}

    header = {"population": f"Population figures (mid-{year - 1}) rounded to 100"}
    return table("ons.force_area_rates", rows(), headers=header)


RATED = (
    "total",
    "violence",
    "sexual_offences",
    "robbery",
    "theft",
    "criminal_damage_and_arson",
    "drug_offences",
    "weapons",
    "public_order",
    "miscellaneous",
)


def _areas() -> Iterator[tuple[str, str, list[str]]]:
    """Code and name of each area of the ONS tables, with the forces in it."""
    forces = police_forces()
    yield ENGLAND_AND_WALES, "ENGLAND AND WALES", [each.code for each in forces]
    for row in reference.rows("regions"):
        inside = [each.code for each in forces if row["code"] in (each.region_code, each.country_code)]
        if inside:
            yield row["code"], row["name"], inside
    for each in forces:
        yield each.code, each.name, [each.code]


def _counted(forces: list[str], year: int) -> dict[str, int]:
    counted: dict[str, int] = {}
    for force in forces:
        for kind, n in offences(force, year).items():
            counted[kind] = counted.get(kind, 0) + n
    total = sum(counted.values())
    return (
        counted
        | {group: sum(counted[kind] for kind in kinds) for group, kinds in GROUPS.items()}
        | {"total": total}
    )


def severity_scores(first: int, last: int) -> str:
    """Severity scores of the years ending March by area."""

    def rows() -> Iterator[Row]:
        for code, name, _ in _areas():
            dice = Dice("severity", code)
            score = {DURHAM: 9.6, ENGLAND_AND_WALES: 10.4}.get(code) or dice.between(8.0, 12.5)
            for year in range(first, last + 1):
                score *= dice.between(0.99, 1.06) if year < 2020 else dice.between(0.95, 1.04)
                yield {
                    "offence_group": "Total recorded crime",
                    "code": code,
                    "name": name,
                    "year": f"Apr '{(year - 1) % 100:02d} to Mar '{year % 100:02d}",
                    "severity_score": f"{score:.2f}",
                    "year_ending": f"{year}-03-31",
                }

    return table("ons.crime_severity_score", rows())


def severity_weights() -> str:
    """The weights of the severity score, rounded, from the project's own table of facts."""
    weights = reference.severity_weights()
    codes = [code for kind in CODES.values() for code in kind if code in weights]
    return table(
        "ons.severity_weights", ({"code_original": code, "weight": round(weights[code], 1)} for code in codes)
    )


def population(first: int, last: int) -> str:
    """People of every local authority on 30 June."""
    areas = [row for row in reference.rows("areas") if row["in_april_2021"] == "true" and row["force_code"]]
    return table(
        "ons.population",
        (
            {"code": row["code"], "name": row["name"], "year": year, "population": people(row["code"], year)}
            for row in areas
            for year in range(first, last + 1)
        ),
    )


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
