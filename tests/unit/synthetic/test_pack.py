"""The pack that is shipped: drawn anew it is the same, it is small, and its tables tell one story."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.synthetic.pack import FOLDER, SENDER, draw, pack_files, write_pack
from desist.synthetic.table import table
from desist.vocabulary import reference


def rows_of(name: str) -> list[dict[str, str]]:
    with gzip.open(FOLDER / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return dict(draw())


def test_the_pack_drawn_anew_is_the_pack_that_is_shipped(drawn: dict[str, str]) -> None:
    shipped = {path.name.removesuffix(".gz"): gzip.decompress(path.read_bytes()) for *_, path in pack_files()}
    assert sorted(shipped) == sorted(drawn)
    changed = [name for name, text in drawn.items() if shipped[name] != text.encode("utf-8")]
    assert changed == [], "run: python -m desist.synthetic.pack"


def test_writing_it_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_pack(tmp_path / folder)
    one = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert one == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert set(one) == {path.name for *_, path in pack_files()}


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for *_, path in pack_files()) < 300_000


def test_every_file_is_of_a_contract_and_never_from_a_publisher() -> None:
    files = pack_files()
    assert files
    for contract, sender, _ in files:
        assert contract in CONTRACTS
        assert sender == SENDER == "Desist synthetic pack"
    assert SENDER not in {contract.sender for contract in CONTRACTS.values()}


def test_every_place_is_one_that_desist_knows(drawn: dict[str, str]) -> None:
    columns = ("Force Name", "force_name", "Area Name", "name", "place", "Falls within", "level", "area_name")
    for name, text in drawn.items():
        for row in csv.DictReader(io.StringIO(text)):
            for column in columns:
                if column in row:
                    assert reference.place(row[column]).code, name


def test_street_level_crime_is_there_for_every_month_of_both_forces(drawn: dict[str, str]) -> None:
    months: dict[str, set[str]] = {}
    for name, text in drawn.items():
        if name.startswith("police_uk.street"):
            for row in csv.DictReader(io.StringIO(text)):
                months.setdefault(row["Falls within"], set()).add(row["Month"])
    assert set(months) == {"Durham Constabulary", "Cleveland Police"}
    for held in months.values():
        assert len(held) == 39
        assert (min(held), max(held)) == ("2022-01", "2025-03")


def test_street_level_crime_looks_like_street_level_crime() -> None:
    rows = rows_of("police_uk.street.durham-2024.csv.gz")
    incidents = [row for row in rows if row["Crime type"] == "Anti-social behaviour"]
    assert all(not row["Crime ID"] and not row["Last outcome category"] for row in incidents)
    crimes = [row for row in rows if row["Crime ID"]]
    assert len(crimes) + len(incidents) == len(rows)
    assert all(re.fullmatch("[0-9a-f]{64}", row["Crime ID"]) for row in crimes)
    assert len({row["Crime ID"] for row in crimes}) == len(crimes)
    assert any(times > 1 for times in Counter(tuple(row.values()) for row in incidents).values())
    assert {row["Crime type"] for row in rows} <= {
        row["name"] for row in reference.rows("police_uk_categories")
    }
    outcomes = {row["name"] for row in reference.rows("police_uk_outcomes")}
    assert {row["Last outcome category"] for row in crimes} <= outcomes
    placed = [row for row in rows if row["LSOA code"]]
    assert 0 < len(rows) - len(placed) < 0.05 * len(rows)
    assert all(re.fullmatch(r"E0199\d{4}", row["LSOA code"]) for row in placed)
    assert all(re.fullmatch(r"(County Durham|Darlington) \d{3}[A-D]", row["LSOA name"]) for row in placed)


def test_summer_brings_more_anti_social_behaviour() -> None:
    for force in ("durham", "cleveland"):
        rows = [
            row for year in (2022, 2023, 2024) for row in rows_of(f"police_uk.street.{force}-{year}.csv.gz")
        ]
        by_month = Counter(row["Month"][5:] for row in rows if row["Crime type"] == "Anti-social behaviour")
        summer = sum(by_month[at] for at in ("05", "06", "07", "08"))
        assert summer > 1.25 * sum(by_month[at] for at in ("11", "12", "01", "02"))


def test_official_tables_agree_with_each_other() -> None:
    counted = {row["Area Code"]: row for row in rows_of("ons.force_area_counts.ye_mar24.csv.gz")}
    total = "Total recorded crime (excluding fraud)"
    forces = [code for code in counted if code.startswith(("E23", "W15"))]
    assert len(forces) == 43
    outcomes: Counter[str] = Counter()
    for row in rows_of("home_office.crime_outcomes.2024.csv.gz"):
        recorded = row["force_outcomes_for_offences_recorded_in_quarter"]
        outcomes[reference.force(row["force_name"]).code] += int(recorded)
    assert int(counted["K04000001"][total]) == outcomes.total()
    assert outcomes.pop("X-BTP") > 0  # on the railways of both countries, and of no area
    assert {code: int(counted[code][total]) for code in forces} == dict(outcomes)
    for row in rows_of("ons.force_area_rates.ye_mar24.csv.gz"):
        people = float(row["Population figures (mid-2023) rounded to 100"])
        rate = 1000 * int(counted[row["Area Code"]][total]) / people
        assert float(row[total]) == pytest.approx(rate, abs=0.0001)


def test_a_row_with_a_column_that_the_contract_lacks_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"ons\.population has no column 'persons'|persons"):
        table("ons.population", [{"persons": 3}])
