"""Every rate of ONS's table P3 (year ending March 2022) from the counts of P1 and the rounded population."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.records.places import printed_name
from desist.vocabulary.reading import Reading
from tests.golden.measures.conftest import Read
from tests.golden.measures.published import number, rows

TOTAL = "Total recorded crime (excluding fraud)"
POPULATION = "Population figures (mid-2020) rounded to 100"
# Column of P3 to the offence group or subgroup that a reading names.
GROUPS = {
    "Violence against the person": "Violence against the person",
    "Sexual offences": "Sexual offences",
    "Robbery": "Robbery",
    "Theft offences": "Theft offences",
    "Criminal damage and arson": "Criminal damage and arson",
    "Drug offences": "Drug offences",
    "Possession of weapons offences": "Possession of weapons offences",
    "Public order": "Public order offences",
    "Miscellaneous": "Miscellaneous crimes against society",
}
SUBGROUPS = {
    "Homicide": "Homicide",
    "Violence with injury": "Violence with injury",
    "Violence without injury": "Violence without injury",
    "Stalking and harassment": "Stalking and harassment",
    "Death or serious injury - unlawful driving": "Death or serious injury - unlawful driving",
    "Residential burglary": "Residential burglary",
    "Non-Residential burglary": "Non-residential burglary",
    "Vehicle offences": "Vehicle offences",
    "Theft from the person": "Theft from the person",
    "Bicycle theft": "Bicycle theft",
    "Shoplifting": "Shoplifting",
    "All other theft offences": "Other theft offences",
}


@pytest.fixture(scope="module")
def printed(shared_data: Path) -> dict[str, dict[str, str]]:
    found = {row["Area Code"]: row for row in rows(shared_data / "recorded_crime/pfa_P3_rates_ye_mar22.csv")}
    assert len(found) == 55
    return found


def column(row: dict[str, str], name: str) -> str:
    """A cell by the beginning of its column's name, whatever footnote follows it."""
    exact = [cell for header, cell in row.items() if header == name]
    return (exact or [cell for header, cell in row.items() if header.startswith(name)])[0]


def near(value: float, cell: str, population: float) -> bool:
    """Within what rounding the population to 100 can do, and never more than 0.02 for a force of 500,000."""
    return abs(value - float(cell)) <= value * 50 / (population - 50) + 1e-9


def test_the_total_rate_of_every_area(read: Read, printed: dict[str, dict[str, str]]) -> None:
    found = read("offences_per_1000", list(printed), "2022-03")
    assert len(found) == 55
    for code, each in zip(printed, found, strict=True):
        cell = column(printed[code], TOTAL)
        if number(cell) is None:
            assert (code, each.mark) == ("E23000034", "u")  # ONS prints [u1] for the City of London
            continue
        assert each.denominator == float(column(printed[code], POPULATION).replace(",", ""))
        assert near(each.value or 0, cell, each.denominator), (code, each.value, cell)
        assert abs((each.value or 0) - float(cell)) < 0.02
        assert each.source == "ONS police force area tables"


@pytest.mark.parametrize(("breakdown", "names"), [("offence_group", GROUPS), ("offence_subgroup", SUBGROUPS)])
def test_the_rate_of_every_group_in_every_area(
    read: Read, printed: dict[str, dict[str, str]], breakdown: str, names: dict[str, str]
) -> None:
    found: dict[str, dict[str, Reading]] = {}
    for each in read("offences_per_1000", list(printed), "2022-03", by=[breakdown]):
        found.setdefault(each.place, {})[each.breakdown[breakdown]] = each
    compared = 0
    for code, row in printed.items():
        for header, level in names.items():
            each = found[printed_name(code)][level]
            if number(column(row, header)) is None:
                assert code == "E23000034" or header == "Death or serious injury - unlawful driving", (
                    code,
                    header,
                )
                continue
            assert near(each.value or 0, column(row, header), each.denominator or 0), (code, header)
            compared += 1
    assert compared == 54 * len(names)


def test_every_count_of_table_p1(read: Read, shared_data: Path) -> None:
    table = {row["Area Code"]: row for row in rows(shared_data / "recorded_crime/pfa_P1_counts_ye_mar22.csv")}
    for code, each in zip(table, read("recorded_offences", list(table), "2022-03"), strict=True):
        assert each.value == number(column(table[code], TOTAL)), code


def test_the_index_of_the_march_2020_report_is_arithmetic_on_its_rates(read: Read) -> None:
    """METHODS 0: Durham's rates for the year ending September 2019 as an index of England and Wales."""
    durham = {"all": 100.1, "violence": 39.9, "sexual": 3.1, "robbery": 0.3, "theft": 28.7, "damage": 14.8}
    both = {"all": 88.8, "violence": 29.0, "sexual": 2.7, "robbery": 1.5, "theft": 33.4, "damage": 9.4}
    printed = {
        "all": 112.7,
        "violence": 137.6,
        "sexual": 114.8,
        "robbery": 20.0,
        "theft": 85.9,
        "damage": 157.4,
    }
    assert {name: round(100 * durham[name] / both[name], 1) for name in durham} == printed
    # No extract here holds that year, so neither rate may be given.
    missing = read("offences_per_1000", ["E23000008", "K04000001"], "2019-09")
    assert [each.mark for each in missing] == ["x", "x"]
