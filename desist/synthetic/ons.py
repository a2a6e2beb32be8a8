"""Made-up tables of the statistical office: counts, rates, severity and people, area by area.

They tell of the same drawn country as the tables of the Home Office: one table's totals are another's.
"""

from __future__ import annotations

from collections.abc import Iterator

from desist.synthetic.county import DURHAM, offences, people, people_of_force, police_forces, recording_forces
from desist.synthetic.dice import Dice
from desist.synthetic.home_office import CODES
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
    yield ENGLAND_AND_WALES, "ENGLAND AND WALES", [each.code for each in recording_forces()]
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
