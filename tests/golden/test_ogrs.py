"""OGRS3 and OGRS4/G give the figures that the Ministry of Justice's own tests give (METHODS 2.1 and 2.2)."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from desist.measures.reoffending import ogrs4 as static_predictor
from desist.measures.reoffending.histories import (
    NEEDS_EXACT_OFFENCE,
    Histories,
    Refusal,
    completed_years,
    group_weights,
    offence_group,
    offence_weights,
)
from desist.measures.reoffending.ogrs3 import chances, ogrs3, people_by_band, percents
from desist.measures.reoffending.ogrs4 import ogrs4


def person(
    *, sex: str, born: str, sanctioned: str, followed: str, sanctions: int, first: int, code: str
) -> Histories:
    return Histories(
        female=np.array([sex == "F"]),
        born=np.array([born], dtype="datetime64[D]"),
        sanctioned=np.array([sanctioned], dtype="datetime64[D]"),
        followed_from=np.array([followed], dtype="datetime64[D]"),
        sanctions=np.array([sanctions]),
        age_at_first=np.array([first]),
        offence=[code],
    )


# Source: OGRS3TransformationHelperTest, and the OASys spreadsheet for the third.
@pytest.mark.parametrize(
    ("z", "one", "two"),
    [(0.0, 0.80259, 0.89299), (1.0, 0.91702, None), (-2.776835807, 0.20193, 0.34183)],
)
def test_a_sum_of_weights_gives_the_published_chances(z: float, one: float, two: float | None) -> None:
    got_one, got_two = chances(np.array([z]))
    assert round(float(got_one[0]), 5) == one
    assert two is None or round(float(got_two[0]), 5) == two


# Source: scenarios of OGRS3RiskProducerServiceTest; the codes are of the groups named there.
@pytest.mark.parametrize(
    ("history", "group", "percent", "band"),
    [
        (
            person(
                sex="M",
                born="1965-12-07",
                sanctioned="2025-05-13",
                followed="2026-12-06",
                sanctions=2,
                first=47,
                code="02400",
            ),
            "soliciting",
            (8, 16),
            "low",
        ),
        (
            person(
                sex="M",
                born="1991-07-17",
                sanctioned="2021-08-05",
                followed="2021-12-12",
                sanctions=2,
                first=21,
                code="05300",
            ),
            "fraud",
            (11, 20),
            "low",
        ),
    ],
)
def test_the_ministrys_scenarios(history: Histories, group: str, percent: tuple[int, int], band: str) -> None:
    assert offence_group("ogrs3", history.offence[0]) == group
    got = ogrs3(history)
    assert got.one_year is not None
    assert (percents(got.one_year)[0], percents(got.two_years)[0]) == percent
    assert people_by_band(got)[band] == 1


# Source: METHODS 2.1, computed from the stated formula.
@pytest.mark.parametrize(
    ("history", "one", "two"),
    [
        (
            person(
                sex="F",
                born="2000-01-01",
                sanctioned="2025-06-01",
                followed="2025-06-01",
                sanctions=1,
                first=25,
                code="04600",
            ),
            14.884,
            26.414,
        ),
        (
            person(
                sex="M",
                born="1993-01-01",
                sanctioned="2025-06-01",
                followed="2025-06-01",
                sanctions=50,
                first=14,
                code="02801",
            ),
            75.789,
            86.533,
        ),
        (
            person(
                sex="M",
                born="2006-01-01",
                sanctioned="2024-06-01",
                followed="2025-06-01",
                sanctions=6,
                first=15,
                code="03400",
            ),
            41.056,
            58.844,
        ),
    ],
    ids=["woman, 25, first theft", "man, 32, fiftieth sanction", "man, 19, robbery"],
)
def test_the_worked_examples(history: Histories, one: float, two: float) -> None:
    got = ogrs3(history)
    assert got.one_year is not None
    assert 100 * got.one_year[0] == pytest.approx(one, abs=6e-4)
    assert 100 * got.two_years[0] == pytest.approx(two, abs=6e-4)


# Source: v4_1_2_oasys_test_data.csv of the Ministry's API: made-up people, edge cases first, and the chance
# its model gives. Its coefficients are published rounded, which costs the tenth decimal; rows marked 4.2 are
# printed to four decimals. Rows whose offence code the Ministry has since removed are left out.
PUBLISHED = (Path(__file__).parent / "published" / "ogrs4_regression.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(PUBLISHED.splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_ogrs4_gives_the_ministrys_regression_rows(row: dict[str, str]) -> None:
    born, first = (np.array([row[name]], dtype="datetime64[D]") for name in ("born", "first_sanction"))
    history = person(
        sex=row["sex"],
        born=row["born"],
        sanctioned=row["sanctioned"],
        followed=row["followed_from"],
        sanctions=int(row["sanctions"]),
        first=int(completed_years(born, first)[0]),
        code=row["code"],
    )
    weight, _ = offence_weights("ogrs4", history.offence)
    # The predictor itself refuses people sanctioned under 10, whom the Ministry's file also holds.
    z = static_predictor.logits(
        female=history.female,
        age=history.age,
        age_at_sanction=history.age_at_sanction,
        age_at_first=history.age_at_first,
        sanctions=history.sanctions,
        free_months=np.array([int(row["free_months"])]),
        offence_weight=weight,
    )
    within = 0.5001 * 10 ** -int(row["decimals"])
    assert 1 / (1 + np.exp(-z[0])) == pytest.approx(float(row["chance"]), abs=within)
    scored = ogrs4(history, free_months=np.array([int(row["free_months"])]))
    if history.age_at_sanction[0] >= 10:
        assert scored.two_years[0] == pytest.approx(float(row["chance"]), abs=within)
    else:
        assert scored.left_out() == {Refusal.AGE_AT_SANCTION: 1}


def test_every_code_has_the_ministrys_ogrs3_weight(shared_data: Path) -> None:
    """The file of the Ministry's own test: 3,028 codes, each with its OGRS3 weight or its error."""
    text = (shared_data / "offence_codes" / "risk-actuarial-ho-code-test-data.json").read_text()
    weights, checked = group_weights("ogrs3"), 0
    for row in json.loads(text):
        code = f"{row['category']:03d}{row['subCategory']:02d}"
        (expected,) = (each for each in row["weightings"] if each["name"] == "ogrs3Weighting")
        group = offence_group("ogrs3", code)
        assert weights.get(group) == expected["value"], code
        assert (group == NEEDS_EXACT_OFFENCE) == (expected["errorCode"] is not None), code
        checked += 1
    assert checked == 3028


def test_every_code_has_the_ministrys_ogrs4_group(shared_data: Path) -> None:
    """One group here for each of the Ministry's categories; only 'unknown' has none."""
    text = (shared_data / "offence_codes" / "actuarial-mapping.json").read_text()
    theirs: dict[str, set[str]] = {}
    for code, entry in json.loads(text).items():
        theirs.setdefault(entry["actuarialCategory"], set()).add(offence_group("ogrs4", code))
    assert all(len(groups) == 1 for groups in theirs.values()), theirs
    assert [category for category, groups in theirs.items() if groups == {""}] == ["UNKNOWN"]
    joined = {category for category, groups in theirs.items() if groups == {"violence"}}
    assert joined == {
        "VIOLENCE_AGAINST_THE_PERSON_ABH_PLUS",
        "VIOLENCE_AGAINST_THE_PERSON_SUB_ABH",
        "WEAPONS_NON_FIREARM",
        "FIREARMS_MOST_SERIOUS",
        "FIREARMS_OTHER",
    }
