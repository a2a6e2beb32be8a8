"""The tables of facts against the published files: every name resolves and every sum agrees."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desist.vocabulary import reference
from desist.vocabulary.place import PlaceKind


@cache
def published(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, plain or gzipped."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def tidy(text: str) -> str:
    return " ".join(text.split())


FORCE_COLUMNS = [
    ("recorded_crime/prc-pfa-mar2013-onwards-tables201718.csv", "Force Name"),
    ("national/crime_outcomes_2018-19.csv.gz", "force_name"),
    ("national/police_officer_numbers.csv.gz", "force_name"),
    ("geography/lookup_ltla24_csp24_pfa24.csv", "pfa24_name"),
    ("geography/lsoa21_pfa_lookup.csv.gz", "pfa24_name"),
    ("geography/PoliceforceLSOA.csv.gz", "Police_force"),
]
FORCES_IN_FILE = {
    "PoliceforceLSOA.csv.gz": 39,  # England only
    "lsoa21_pfa_lookup.csv.gz": 42,  # 1,590 areas have no force written, among them all of Cumbria
}
NOT_TERRITORIAL = {
    "Action Fraud", "British Transport Police", "CIFAS", "Financial Fraud Action UK", "UK Finance",
}  # fmt: skip
CODED_COLUMNS = [
    ("recorded_crime/pfa_P1_counts_ye_mar22.csv", "Area Code", "Area Name"),
    ("recorded_crime/pfa_P3_rates_ye_mar22.csv", "Area Code", "Area Name"),
    ("national/crime_severity_scores_by_force.csv.gz", "code", "name"),
    ("geography/lookup_ltla24_csp24_pfa24.csv", "pfa24_code", "pfa24_name"),
    ("geography/lookup_ltla24_csp24_pfa24.csv", "csp24_code", "csp24_name"),
    ("geography/lookup_ltla24_csp24_pfa24.csv", "ltla24_code", "ltla24_name"),
    ("geography/lsoa21_pfa_lookup.csv.gz", "pfa24_code", "pfa24_name"),
    ("geography/population20_ltla21.csv", "ltla21_code", "ltla21_name"),
    ("geography/PoliceforceLSOA.csv.gz", "Region code", "Region name"),
    ("geography/PoliceforceLSOA.csv.gz", "Local authority code", "Local authority name"),
    ("national/population_by_local_authority.csv.gz", "code", "name"),
]


@pytest.mark.parametrize(("path", "column"), FORCE_COLUMNS)
def test_every_force_name_resolves(shared_data: Path, path: str, column: str) -> None:
    names = {row[column] for row in published(shared_data / path)} - {"", "NA"}
    forces = {name: reference.force(name) for name in names}
    assert {name for name, force in forces.items() if not force.territorial} <= NOT_TERRITORIAL
    territorial = {force.code for force in forces.values() if force.territorial}
    assert len(territorial) == FORCES_IN_FILE.get(path.split("/")[1], 43)


@pytest.mark.parametrize(("path", "code", "name"), CODED_COLUMNS)
def test_every_code_is_known_by_the_name_published_beside_it(
    shared_data: Path, path: str, code: str, name: str
) -> None:
    pairs = {(tidy(row[code]), row[name]) for row in published(shared_data / path)} - {("", "")}
    assert pairs
    for published_code, published_name in pairs:
        place = reference.place(published_code)
        same_name = reference.place(published_name, place.kind)
        assert same_name.name == place.name, (published_code, published_name)


def test_force_boundaries_and_police_uk_files_resolve(shared_data: Path) -> None:
    boundaries = json.loads((shared_data / "geography/pfa20.geojson").read_text(encoding="utf-8"))["features"]
    for each in (feature["properties"] for feature in boundaries):
        assert reference.force(each["pfa20_name"]).code == each["pfa20_code"]
    for path in sorted((shared_data / "police_uk").glob("*/*-street.csv"))[::4]:
        for row in published(path):
            assert reference.force(row["Reported by"]).territorial
            assert reference.force(row["Falls within"]).territorial
    slugs = {
        path.name[8:].removesuffix("-street.csv") for path in (shared_data / "police_uk").glob("*/*.csv")
    }
    assert {reference.force(slug).name for slug in slugs} == {"Durham", "Cleveland"}


def test_youth_justice_places_resolve(shared_data: Path) -> None:
    levels = {row["level"] for row in published(shared_data / "yjb_youth/fte_09to20.csv")}
    kinds = {level: reference.place(level).kind for level in levels}
    assert kinds["West Midlands (region)"] is PlaceKind.REGION
    assert kinds["Birmingham"] is PlaceKind.LOCAL_AUTHORITY
    assert kinds["Eng/Wales"] is PlaceKind.COUNTRY


def test_crime_types_and_outcome_texts_of_police_uk_are_all_known(shared_data: Path) -> None:
    types = {row["name"] for row in reference.rows("police_uk_categories")}
    texts = {row["name"] for row in reference.rows("police_uk_outcomes")}
    for path in sorted((shared_data / "police_uk").glob("*/*-street.csv"))[::4]:
        assert {row["Crime type"] for row in published(path)} <= types
        assert {row["Last outcome category"] for row in published(path)} <= texts | {""}
    sample = published(shared_data / "police_uk_schema/2023-06-durham-outcomes.SAMPLE.csv")
    assert {row["Outcome type"] for row in sample} <= texts


def populations(shared_data: Path) -> dict[tuple[str, int], int]:
    """Mid-year population by force and year, summed over the authorities of April 2021."""
    force_of = {
        area: force.code
        for force in reference.forces()
        if force.territorial
        for area in reference.local_authorities(force.code)
    }
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for row in published(shared_data / "national/population_by_local_authority.csv.gz"):
        sums[force_of[tidy(row["code"])], int(row["year"])] += int(row["population"])
    return sums


def test_force_populations_sum_to_the_published_ones(shared_data: Path) -> None:
    """ONS table P3, year ending March 2022: population at mid-2020 rounded to 100, all 43 forces."""
    sums = populations(shared_data)
    checked = 0
    for row in published(shared_data / "recorded_crime/pfa_P3_rates_ye_mar22.csv"):
        place = reference.place(row["Area Code"])
        column = next(name for name in row if tidy(name).startswith("Population figures"))
        if place.kind is PlaceKind.FORCE:
            rounded = int(row[column].replace(",", ""))
            assert abs(sums[place.code, 2020] - rounded) <= 50, place.name
            checked += 1
    assert checked == 43


def test_every_force_has_every_year_from_2001_to_2020(shared_data: Path) -> None:
    assert set(populations(shared_data)) == {
        (force.code, year) for force in reference.forces() if force.territorial for year in range(2001, 2021)
    }


def test_offence_codes_are_as_the_home_office_published_them(shared_data: Path) -> None:
    for row in published(shared_data / "recorded_crime/prc-pfa-mar2013-onwards-tables201718.csv"):
        code = reference.offence_code(row["Offence Code"])
        assert reference.offence_group(row["Offence Group"]) == code.offence_group
        assert reference.offence_group(row["Offence Subgroup"]) == code.subgroup
    for row in published(shared_data / "national/crime_outcomes_2018-19.csv.gz"):
        assert reference.offence_code(row["offence_code"]).code == row["offence_code"]


def test_outcome_codes_are_as_the_home_office_published_them(shared_data: Path) -> None:
    seen = {
        (row["outcome_type"], row["outcome_description"], row["outcome_group"])
        for row in published(shared_data / "national/crime_outcomes_2018-19.csv.gz")
    }
    assert len(seen) == 21
    for code, description, group in seen:
        outcome = reference.outcome_code(code)
        assert (outcome.name, outcome.outcome_group) == (description, group)


def weighted(shared_data: Path) -> Iterator[tuple[str, float]]:
    """Each force and its 2017/18 offences times their weights."""
    weights = reference.severity_weights("ons-codes-2017-18")
    sums: dict[str, float] = defaultdict(float)
    for row in published(shared_data / "recorded_crime/prc-pfa-mar2013-onwards-tables201718.csv"):
        force = reference.force(row["Force Name"])
        if force.territorial and row["Offence Group"] != "Fraud offences":
            sums[force.code] += int(row["Number of Offences"].replace(",", "")) * weights[row["Offence Code"]]
    yield from sums.items()


def severity_differences(shared_data: Path, population_year: int) -> dict[str, float]:
    """Percent by which our score for 2017/18 differs from the published one, by force."""
    scores = {
        row["code"]: float(row["severity_score"])
        for row in published(shared_data / "national/crime_severity_scores_by_force.csv.gz")
        if row["offence_group"] == "Total recorded crime" and row["year_ending"] == "2018-03-31"
        and row["severity_score"] not in (":", "NA", "")
    }  # fmt: skip
    people = populations(shared_data)
    return {
        reference.force(code).name: 100 * (total / people[code, population_year] / scores[code] - 1)
        for code, total in weighted(shared_data)
        if code in scores
    }


def test_crime_severity_score_of_durham(shared_data: Path) -> None:
    """ONS Crime Severity Score, year ending March 2018, Durham: 13.2 published."""
    sums, people = dict(weighted(shared_data)), populations(shared_data)
    durham = reference.force("Durham").code
    assert round(sums[durham] / people[durham, 2018], 1) == 13.0
    assert severity_differences(shared_data, 2018)["Durham"] == pytest.approx(-1.8, abs=0.2)


@pytest.mark.parametrize(("year", "within_2_percent"), [(2016, 34), (2017, 25), (2018, 17)])
def test_crime_severity_scores_of_all_forces(shared_data: Path, year: int, within_2_percent: int) -> None:
    """42 forces have a published score (City of London has none).

    The population of mid-2016 comes nearest, as ONS divides a year ending in March by the population
    of the middle of the calendar year before it began (its table of March 2022 uses mid-2020).
    """
    differences = severity_differences(shared_data, year)
    assert len(differences) == 42
    assert sum(abs(each) < 2 for each in differences.values()) == within_2_percent
    assert differences["Dyfed-Powys"] == pytest.approx(-11, abs=0.5)
    assert differences["Dorset"] == pytest.approx(-5, abs=1)
    assert max(abs(each) for name, each in differences.items() if name != "Dyfed-Powys") < 6.5
