"""Home Office counts and outcomes, officers, road casualties and the Crime Survey, against plain sums."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from desist.measures.catalogue import measure
from desist.quarter.reader import Reader
from desist.records.places import ENGLAND_AND_WALES
from desist.vocabulary import reference
from desist.vocabulary.period import Every, ending
from tests.golden.measures.conftest import Read
from tests.golden.measures.published import number, rows

FORCES = {force.home_office_name: force.code for force in reference.forces() if force.territorial}
POSITIVE = {"1", "2", "3", "4", "6", "7", "8"}


def test_every_quarter_of_every_force_with_its_negative_rows(reader: Reader, shared_data: Path) -> None:
    table = list(rows(shared_data / "recorded_crime/prc-pfa-mar2013-onwards-tables201718.csv"))
    assert sum((number(row["Number of Offences"]) or 0) < 0 for row in table) == 36
    plain: dict[tuple[str, str], float] = defaultdict(float)
    for row in table:
        if not row["Offence Group"].startswith("Fraud"):
            plain[row["Force Name"], row["Financial Quarter"]] += number(row["Number of Offences"]) or 0
    quarters = list(ending("2018-03", Every.YEAR).steps(Every.QUARTER))
    for name, code in FORCES.items():
        found = reader.read(measure("recorded_offences"), [code], quarters)
        assert [each.value for each in found] == [plain[name, str(n)] for n in range(1, 5)], name
    (both,) = reader.read(measure("recorded_offences"), [ENGLAND_AND_WALES], [ending("2018-03", Every.YEAR)])
    assert both.value == sum(plain.values())  # British Transport Police among them


def test_outcomes_of_every_force_by_both_definitions(read: Read, shared_data: Path) -> None:
    recorded: dict[str, float] = defaultdict(float)
    solved: dict[str, float] = defaultdict(float)
    given: dict[str, float] = defaultdict(float)
    for row in rows(shared_data / "national/crime_outcomes_2018-19.csv.gz"):
        if row["offence_group"].startswith("Fraud"):
            continue
        so_far = number(row["force_outcomes_for_offences_recorded_in_quarter"]) or 0
        recorded[row["force_name"]] += so_far
        if row["outcome_type"] in POSITIVE:
            solved[row["force_name"]] += so_far
            given[row["force_name"]] += number(row["force_outcomes_recorded_in_quarter"]) or 0
    codes = list(FORCES.values())
    for name, rate in zip(FORCES, read("solved_rate", codes, "2019-03"), strict=True):
        assert (rate.numerator, rate.denominator) == (solved[name], recorded[name]), name
    for name, rate in zip(FORCES, read("outcomes_assigned_rate", codes, "2019-03"), strict=True):
        assert (rate.numerator, rate.denominator) == (given[name], recorded[name]), name
    (both,) = read("solved_rate", ENGLAND_AND_WALES, "2019-03")
    assert (both.numerator, both.denominator) == (sum(solved.values()), sum(recorded.values()))


def test_the_shares_of_all_outcomes_add_to_the_whole(read: Read) -> None:
    (rate,) = read("solved_rate", "E23000008", "2019-03")
    for breakdown in ("outcome_group", "outcome_type"):
        shares = read("outcome_share", "E23000008", "2019-03", by=[breakdown])
        assert {each.denominator for each in shares} == {rate.denominator}
        assert abs(sum(each.value or 0 for each in shares) - 100) < 1e-9
    types = {each.breakdown["outcome_type"]: each.numerator or 0 for each in shares}
    assert sum(n for kind, n in types.items() if kind in POSITIVE) == rate.numerator


def test_officers_of_every_force_and_year(reader: Reader, shared_data: Path) -> None:
    table = list(rows(shared_data / "national/police_officer_numbers.csv.gz"))
    for year in sorted({row["year"] for row in table}):
        forces = [row for row in table if row["year"] == year]
        codes = [reference.force(row["force_name"]).code for row in forces]
        found = reader.read(measure("police_officers"), codes, [ending(f"{year}-03", Every.YEAR)])
        assert [each.value for each in found] == [pytest.approx(float(row["officers"])) for row in forces]
    (both,) = reader.read(measure("police_officers"), [ENGLAND_AND_WALES], [ending("2019-03", Every.YEAR)])
    assert round(both.value or 0) == 123_171  # Home Office, Police workforce, 31 March 2019


def test_casualties_of_greater_manchester(reader: Reader, read: Read, shared_data: Path) -> None:
    """CATALOGUE: 342 fatal, 3,823 serious, 16,270 slight."""
    table = list(rows(shared_data / "stats19/STATS19_GM_casualties_2019-Jun2024.csv"))
    tally = {
        kind: sum(row["casualty_severity"] == kind for row in table)
        for kind in ("Fatal", "Serious", "Slight")
    }
    assert tally == {"Fatal": 342, "Serious": 3_823, "Slight": 16_270}
    years = [ending(f"{year}-12", Every.YEAR) for year in range(2019, 2024)]
    years += ending("2024-06", Every.QUARTER).moved(-3), ending("2024-06", Every.QUARTER)
    found = reader.read(measure("killed_or_seriously_injured"), ["E23000005"], years, by=["severity"])
    assert sum(each.value or 0 for each in found if each.breakdown["severity"] == "fatal") == 342
    assert sum(each.value or 0 for each in found if each.breakdown["severity"] == "serious") == 3_823
    (durham,) = read("killed_or_seriously_injured", "E23000008", "2019-12")
    assert durham.mark == "x" and "stats19.casualties" in durham.why and "no period is held" in durham.why


def test_the_crime_survey_as_published(read: Read, shared_data: Path) -> None:
    for name, question in {
        "fair_cjs": "fairova1dv",
        "effective_cjs": "cjsovb1dv",
        "police_good_or_excellent": "ratpol3",
        "police_confidence": "patt7",
    }.items():
        (row,) = [
            row
            for row in rows(shared_data / "national/csew_fairness_of_cjs.csv.gz")
            if (row["measurement_var"], row["sex"], row["age"], row["characteristic_var"])
            == (question, "All adults", "16+", "Total")
        ]
        share, error, n = (float(row[key]) for key in ("estimate", "standard_error", "unweighted_count"))
        (each,) = read(name, ENGLAND_AND_WALES, "2018-12")
        assert abs((each.value or 0) - 100 * share) < 1e-9 and each.denominator == n
        assert abs((each.lower or 0) - 100 * (share - 1.959964 * error)) < 1e-4
        (effect,) = read("survey_design_effect", ENGLAND_AND_WALES, "2018-12", question=question)
        assert abs((effect.value or 0) - error**2 * n / (share * (1 - share))) < 1e-9
        (durham,) = read(name, "E23000008", "2018-12")
        assert durham.mark == "x" and "ons.crime_survey" in durham.why
