"""Every open-data file of the shared folder loads whole, with as many rows as its publisher wrote."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import load
from desist.store import Store
from tests.extract_examples import NOW, held

FILES = {
    "police_uk.street": "police_uk/*/*.csv",
    "police_uk.outcomes": "police_uk_schema/*outcomes*",
    "police_uk.stop_and_search": "police_uk_schema/*stop*",
    "home_office.recorded_crime": "recorded_crime/prc*",
    "home_office.crime_outcomes": "national/crime_outcomes*",
    "home_office.police_officers": "national/police_off*",
    "ons.force_area_counts": "recorded_crime/pfa_P1*",
    "ons.force_area_rates": "recorded_crime/pfa_P3*",
    "ons.crime_severity_score": "national/crime_sev*",
    "ons.severity_weights": "severity/severity_codes.csv",
    "ons.population": "national/popul*",
    "ons.crime_survey": "national/csew*",
    "moj.reoffending": "moj_reoffending/*",
    "moj.reoffending_by_offence": "national/reoff*",
    "yjb.reoffending_by_sex": "yjb_youth/*gender*",
    "yjb.reoffending_by_offence": "yjb_youth/*20_offence*",
    "yjb.first_time_entrants": "yjb_youth/fte*",
    "yjb.disposals": "yjb_youth/disp*",
    "stats19.casualties": "stats19/*",
    "cambridge.harm_index": "severity/cchi*",
}


def rows_in(path: Path) -> int:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        return sum(1 for row in csv.reader(file) if any(row))


def rows_after_header(path: Path, contract: str) -> int:
    """Rows below the header; the tables of the Office for National Statistics open with notes."""
    return rows_in(path) - 1 if not contract.startswith("ons.force_area") else 55


@pytest.mark.parametrize("name", FILES)
def test_a_published_file_loads_whole(shared_data: Path, tmp_path: Path, name: str) -> None:
    paths = sorted(shared_data.glob(FILES[name]))
    assert paths
    store = Store(tmp_path / "store")
    done = load(store, CONTRACTS[name], paths, now=NOW)
    assert done.rows_read == sum(rows_after_header(path, name) for path in paths)
    assert done.rows_quarantined == 0
    assert len(held(store, name)) == done.rows_accepted


def test_genuine_negatives_stay(shared_data: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    paths = list(shared_data.glob(FILES["home_office.recorded_crime"]))
    load(store, CONTRACTS["home_office.recorded_crime"], paths, now=NOW)
    assert sum(row["offences"] < 0 for row in held(store, "home_office.recorded_crime")) == 36
    paths = list(shared_data.glob(FILES["home_office.crime_outcomes"]))
    load(store, CONTRACTS["home_office.crime_outcomes"], paths, now=NOW)
    outcomes = held(store, "home_office.crime_outcomes")
    assert sum((row["for_recorded"] or 0) < 0 for row in outcomes) == 280
    assert sum((row["given"] or 0) < 0 for row in outcomes) == 148
