"""The bridge from the courts' codes to the two indices of harm."""

from __future__ import annotations

import csv
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from desist.measures.reoffending.harm_codes import (
    bridge,
    days_by_recorded_code,
    days_by_subgroup,
    recorded_as,
)
from desist.vocabulary import reference


@pytest.mark.parametrize(
    ("code", "recorded", "subgroup"),
    [
        ("04600", "46", "Shoplifting"),
        ("03401", "34B", "Robbery of personal property"),
        ("02802", "28A", "Residential burglary"),
        ("00101", "1", "Homicide"),
        ("00806", "8N", "Violence with injury"),  # the class says so
        ("00826", "10D", "Possession of weapons offences"),  # the code says otherwise than its class
        ("00830", "8L", "Stalking and harassment"),
        ("10501", "105A", "Violence without injury"),
        ("09261", "92E", "Possession of drugs"),
        ("09271", "92A", "Trafficking of drugs"),
        ("01916", "19E", "Rape offences"),
    ],
)
def test_the_longest_beginning_that_fits_decides(code: str, recorded: str, subgroup: str) -> None:
    found = recorded_as(code)
    assert found is not None
    assert (found.code, found.subgroup) == (recorded, subgroup)


@pytest.mark.parametrize("code", ["80301", "14101", "05340", "99999", ""])
def test_what_is_no_recorded_crime_or_has_no_weight_stands_in_no_row(code: str) -> None:
    assert recorded_as(code) is None


def test_every_row_leads_from_a_court_code_to_a_code_that_ons_weighs() -> None:
    courts = [row["code"] for row in reference.rows("moj_offence_codes")]
    weighed = {row["code"] for row in reference.rows("severity_weights")}
    for begins, each in bridge().items():
        assert any(code.startswith(begins) for code in courts), begins
        assert each.code in weighed, begins


def test_every_row_leads_to_a_subgroup_of_the_index_that_cambridge_publishes(shared_data: Path) -> None:
    with (shared_data / "severity" / "cchi_2026_subgroup.csv").open(encoding="utf-8", newline="") as file:
        subgroups = {row["prc_offence_subgroup"] for row in csv.DictReader(file)}
    assert {each.subgroup for each in bridge().values()} <= subgroups


def test_days_are_given_for_the_codes_that_have_any() -> None:
    assert days_by_subgroup(["04600", "80301", "03401"], {"Shoplifting": 1.0}) == {"04600": 1.0}
    written_together = {"1/4.1/4.10/4.2": 7973.4, "46": 11.9}
    assert days_by_recorded_code(["00101", "00401", "04600", "80301"], written_together) == {
        "00101": 7973.4,
        "00401": 7973.4,
        "04600": 11.9,
    }


def test_the_bridge_says_that_nobody_has_verified_it() -> None:
    text = resources.files("desist.measures.reoffending").joinpath("harm_sources.toml").read_text("utf-8")
    assert tomllib.loads(text)["harm_codes"]["verified"] is False
