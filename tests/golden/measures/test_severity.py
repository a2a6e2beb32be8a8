"""The Crime Severity Score from counts and weights, beside the one ONS published for 2017/18."""

from __future__ import annotations

from pathlib import Path

from desist.measures.differences import severity_distances
from desist.records.places import ENGLAND_AND_WALES
from desist.vocabulary import reference
from tests.golden.measures.conftest import Read
from tests.golden.measures.published import number, rows

PLACES = [each.code for each in severity_distances()]


def test_every_force_lies_as_far_from_the_published_score_as_is_written_down(read: Read) -> None:
    ours = read("crime_severity_score", PLACES, "2018-03")
    theirs = read("crime_severity_score_published", PLACES, "2018-03")
    found = {
        mine.place: (
            round(mine.value, 2),
            round(published.value, 2),
            round(100 * (mine.value / published.value - 1), 1),
        )
        for mine, published in zip(ours, theirs, strict=True)
        if mine.value and published.value
    }
    assert found == {row.place: (row.recomputed, row.published, row.percent) for row in severity_distances()}
    # 42 forces (ONS publishes none for the City of London), nine regions, both countries, and all of it.
    assert len(found) == 42 + 9 + 3


def test_the_distances_that_the_catalogue_states(read: Read) -> None:
    """Within about 2% for most forces, Dyfed-Powys 11% and Dorset 5% away; Durham 13.06 for 13.23."""
    percent = {row.place: row.percent for row in severity_distances()}
    assert percent["Durham"] == -1.3
    assert percent["Dyfed-Powys"] == -10.9
    assert percent["Dorset"] == -5.1
    assert sum(abs(each) < 2.1 for each in percent.values()) >= 35


def test_the_difference_is_the_one_less_the_other(read: Read) -> None:
    for code in ("E23000008", "W15000004", ENGLAND_AND_WALES):
        (mine,), (theirs,) = (
            read("crime_severity_score", code, "2018-03"),
            read("crime_severity_score_published", code, "2018-03"),
        )
        (apart,) = read("crime_severity_score_difference", code, "2018-03")
        assert abs((apart.value or 0) - ((mine.value or 0) - (theirs.value or 0))) < 1e-9


def test_the_toy_score_of_the_methods_handbook() -> None:
    """METHODS 5.2: 2 homicides, 50 robberies, 400 burglaries, 900 shoplifting among 100,000: 2.4016."""
    harm = 2 * 7978.79308 + 50 * 746 + 400 * 438 + 900 * 13
    assert round(harm / 100_000, 4) == 2.4016


def test_every_published_score_of_the_last_year(read: Read, shared_data: Path) -> None:
    table = {
        row["code"]: number(row["severity_score"])
        for row in rows(shared_data / "national/crime_severity_scores_by_force.csv.gz")
        if row["offence_group"] == "Total recorded crime" and row["year_ending"] == "2020-03-31"
    }
    assert len(table) > 50
    for code, score in table.items():
        if code not in reference.places():
            continue
        (each,) = read("crime_severity_score_published", code, "2020-03")
        assert each.value is None if score is None else abs((each.value or 0) - score) < 1e-9
