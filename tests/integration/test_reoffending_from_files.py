"""From files to figures: one criminal history, or the agencies' own extracts, give the same rates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.vocabulary.mark import Mark

HISTORY = [
    # person, offence, proof, disposal, release
    ("a", "2015-09-01", "2015-10-05", "caution", ""),
    ("a", "2016-10-05", "2017-04-05", "fine", ""),
    ("b", "2015-01-01", "2015-02-01", "custody", "2015-12-31"),
    ("b", "2016-12-31", "2017-06-30", "community_order", ""),
    ("c", "2015-01-01", "2015-11-01", "suspended_sentence", ""),
    ("c", "2016-11-02", "2017-01-01", "fine", ""),  # a day too late
    ("d", "2015-01-01", "2015-11-01", "custody", ""),  # inside
    ("e", "2015-10-01", "2015-10-01", "youth_caution", ""),
    ("z", "2019-01-01", "2019-01-01", "caution", ""),
]
PEOPLE = {
    "a": ("1990-01-01", "M", "E06000005"),
    "b": ("1990-01-01", "F", "Darlington"),
    "c": ("1990-01-01", "M", "County Durham"),
    "d": ("1990-01-01", "M", "County Durham"),
    "e": ("2001-10-02", "F", ""),
    "z": ("1990-01-01", "M", "Atlantis"),
}


def written(file: Path, header: str, rows: Iterable[Iterable[str]]) -> Path:
    file.write_text("\n".join([header, *(",".join(row) for row in rows), ""]), encoding="utf-8")
    return file


def one_file(home: Home, folder: Path) -> None:
    rows = (
        (person, PEOPLE[person][0], PEOPLE[person][1], "00500", *rest, PEOPLE[person][2])
        for person, *rest in HISTORY
    )
    header = "person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date,area"
    home.load("criminal_history", [written(folder / "history.csv", header, rows)])


def agencies(home: Home, folder: Path) -> None:
    people = ((person, born, sex, "", "", area) for person, (born, sex, area) in PEOPLE.items())
    header = "person_ref,date_of_birth,sex,ethnicity_self,ethnicity_officer,area"
    home.load("police.people", [written(folder / "people.csv", header, people)])
    offences = ((person, "00500", *rest) for person, *rest, _ in HISTORY)
    header = "person_ref,offence_code,offence_date,proof_date,disposal"
    home.load("courts.proven_offences", [written(folder / "offences.csv", header, offences)])
    stays = (
        (person, "HMP Durham", proof, release, "sentence")
        for person, _, proof, disposal, release in HISTORY
        if disposal == "custody"
    )
    header = "person_ref,prison,reception_date,release_date,reason"
    home.load("prisons.custody_spells", [written(folder / "stays.csv", header, stays)])


@pytest.fixture(params=[one_file, agencies], ids=["one file", "agencies"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    create(tmp_path / "durham", "durham")
    opened = desist.open(tmp_path / "durham")
    request.param(opened, tmp_path)
    return opened


def counted(home: Home, **asked: str) -> dict[str, tuple[float | None, float | None]]:
    """Numerator and denominator of the rate by level, for October to December 2015."""
    by = asked.get("by", "")
    found = home.measure("proven_reoffending_rate", from_="2015-10", to="2015-12", **asked)
    return {each.breakdown.get(by, ""): (each.numerator, each.denominator) for each in found}


def test_everybody_counts_in_the_partnership(home: Home) -> None:
    assert counted(home) == {"": (2, 4)}
    assert counted(home, by="sex") == {"female": (1, 2), "male": (1, 2)}
    assert counted(home, by="age_group") == {"adult": (2, 3), "juvenile": (0, 1)}
    assert counted(home, by="area") == {
        "Darlington": (2, 2),
        "County Durham": (0, 1),
        "not stated": (0, 1),
    }


def test_a_local_authority_counts_those_who_live_there(home: Home) -> None:
    assert counted(home, place="Darlington") == {"": (2, 2)}
    assert counted(home, place="County Durham") == {"": (0, 1)}


def test_by_disposal(home: Home) -> None:
    assert counted(home, by="disposal") == {
        "caution": (1, 1),
        "community_order": (0, 0),
        "custody": (1, 1),
        "fine": (0, 0),
        "suspended_sentence": (0, 1),
        "youth_caution": (0, 1),
    }


def test_a_cohort_whose_waits_are_not_over_is_provisional(home: Home) -> None:
    found = home.measure("reoffences_per_offender", from_="2019-01", to="2019-03")[0]
    assert (found.numerator, found.denominator, found.value) == (0, 1, None)
    assert found.mark is Mark.UNRELIABLE
    assert found.provisional
    assert "fewer than 10 people" in found.why
    assert "Provisional" in found.why


def test_another_force_has_no_figure_from_our_file(home: Home) -> None:
    found = home.measure("proven_reoffending_rate", place="Cleveland", from_="2015-10", to="2015-12")[0]
    assert found.mark is Mark.NOT_AVAILABLE
