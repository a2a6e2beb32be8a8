"""Counts of data.police.uk, month by month, against a plain count of the rows of the files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desist.measures.catalogue import measure
from desist.quarter.reader import Reader
from desist.vocabulary.period import Every, ending, month
from tests.golden.measures.conftest import Read
from tests.golden.measures.published import rows

FORCES = {"durham": "E23000008", "cleveland": "E23000013"}
COUNCILS = {"County Durham": "E06000047", "Darlington": "E06000005"}
COUNCILS |= {
    "Hartlepool": "E06000001",
    "Middlesbrough": "E06000002",
    "Redcar and Cleveland": "E06000003",
    "Stockton-on-Tees": "E06000004",
}
ASB = "Anti-social behaviour"


@pytest.fixture(scope="module")
def counted(shared_data: Path) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """By month and force: how many rows of each category, for the force and for each council."""
    found = {}
    for path in sorted(shared_data.glob("police_uk/*/*-street.csv")):
        when, force = path.name[:7], path.name[8:].removesuffix("-street.csv")
        tally: Counter[tuple[str, str]] = Counter()
        for row in rows(path):
            tally["force", row["Crime type"]] += 1
            tally[row["LSOA name"][:-5], row["Crime type"]] += 1
        found[when, force] = tally
    assert len(found) == 36
    return found


def test_every_month_and_category_of_every_force(
    reader: Reader, counted: dict[tuple[str, str], Counter[tuple[str, str]]]
) -> None:
    for name, code in FORCES.items():
        months = [month(when) for when, force in counted if force == name]
        crimes = reader.read(measure("recorded_offences"), [code], months, by=["crime_type"])
        antisocial = reader.read(measure("antisocial_incidents"), [code], months)
        assert len(crimes) == 13 * len(months) and len(antisocial) == len(months)
        for each in [*crimes, *antisocial]:
            kind = each.breakdown.get("crime_type", ASB)
            assert each.value == counted[f"{each.period.start:%Y-%m}", name]["force", kind], (
                each.period,
                kind,
            )


def test_every_month_of_every_council(
    reader: Reader, counted: dict[tuple[str, str], Counter[tuple[str, str]]]
) -> None:
    for council, code in COUNCILS.items():
        name = "durham" if "Durham" in council or council == "Darlington" else "cleveland"
        months = [month(when) for when, force in counted if force == name]
        for each in reader.read(measure("recorded_offences"), [code], months):
            tally = counted[f"{each.period.start:%Y-%m}", name]
            assert each.value == sum(
                n for (place, kind), n in tally.items() if place == council and kind != ASB
            )


def test_rows_alike_in_every_cell_are_all_counted(shared_data: Path, read: Read) -> None:
    path = shared_data / "police_uk/2025-01/2025-01-durham-street.csv"
    alike = Counter(tuple(row.values()) for row in rows(path) if row["Crime type"] == ASB)
    assert max(alike.values()) > 1
    (each,) = read("antisocial_incidents", "E23000008", month("2025-01"))
    assert each.value == alike.total() == 921


def test_the_one_whole_quarter_with_the_quarter_a_year_before(read: Read, reader: Reader) -> None:
    (each,) = read("offences_change", "E23000008", ending("2025-03", Every.QUARTER))
    assert (each.numerator, each.denominator) == (13_812, 14_842)
    assert round(each.value or 0, 2) == -6.94
    (later,) = read("offences_change", "E23000008", ending("2025-06", Every.QUARTER))
    assert later.mark == "x"  # May and June 2024 are not held
