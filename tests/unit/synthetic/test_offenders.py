"""The made-up county: the same every time, without contradictions, and wrong in names as often as it says."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from desist.contracts.catalogue import contract
from desist.synthetic.offenders import settings
from desist.synthetic.offenders.agency_copy import SPOILED, draw_agency_copy
from desist.synthetic.offenders.county import County, draw_county
from desist.synthetic.offenders.files import write_county
from desist.synthetic.offenders.people import day
from desist.synthetic.offenders.proof import draw_delays
from desist.vocabulary import reference
from desist.vocabulary.mistake import OperatorMistake


@pytest.fixture(scope="module")
def county() -> County:
    return draw_county(3_000, 7)


@pytest.fixture(scope="module")
def folder(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(county, folder, 7)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_writes_the_same_files(folder: Path, tmp_path: Path) -> None:
    write_county(draw_county(3_000, 7), tmp_path / "again", 7)
    names = sorted(path.relative_to(folder) for path in folder.rglob("*.csv"))
    assert len(names) == 15
    assert [(tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes() for name in names] == [
        True
    ] * len(names)
    assert not np.array_equal(draw_county(3_000, 8).people.born, draw_county(3_000, 7).people.born)


def test_everybody_asked_for_is_there_with_something_proven(county: County) -> None:
    assert len(county.people) == 3_000
    assert set(county.occasions.person[county.occasion].tolist()) == set(range(3_000))


def test_few_people_commit_most_offences(county: County) -> None:
    counts = np.sort(np.bincount(county.occasions.person[county.occasion]))[::-1]
    assert counts[: len(counts) // 20].sum() > 0.4 * counts.sum()
    assert (counts == 1).mean() > 0.4


def test_no_date_contradicts_another(county: County) -> None:
    occasions, people = county.occasions, county.people
    last = day(settings.LAST_DAY)
    assert (occasions.proof >= occasions.offence).all()
    assert (occasions.proof <= last).all()
    assert (occasions.release >= occasions.proof).all()
    assert (occasions.offence - people.born[occasions.person] >= 10 * 365.25).all()


def test_stays_inside_never_overlap(folder: Path) -> None:
    until: dict[str, str] = {}
    stays = rows(folder / "prisons.custody_spells.csv")
    for stay in sorted(stays, key=lambda each: (each["person_ref"], each["reception_date"])):
        assert until.get(stay["person_ref"], "") < stay["reception_date"]
        until[stay["person_ref"]] = stay["release_date"] or "9999-12-31"
    assert len(stays) > 100


@pytest.mark.parametrize(
    "name", ["police.people", "courts.proven_offences", "prisons.custody_spells", "criminal_history"]
)
def test_the_headers_are_the_contracts_own(name: str, folder: Path) -> None:
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        assert file.readline().strip().split(",") == [rule.header for rule in contract(name).columns]


def test_every_code_is_a_code_of_the_home_office(county: County) -> None:
    known = {row["code"] for row in rows(reference.table_path("moj_offence_codes"))}
    assert set(county.code.tolist()) <= known


def test_justice_grows_slower() -> None:
    early, late = (
        draw_delays(np.full(20_000, day(when)), np.random.default_rng(1))
        for when in ("2011-05-01", "2023-05-01")
    )
    assert 1.15 < np.median(late) / np.median(early) < 1.35


def test_errors_come_as_often_as_they_are_said_to(county: County) -> None:
    copy = draw_agency_copy(county.people, np.random.default_rng(5))
    made = [set(errors.split("+")) for _, _, errors in copy.key]
    for name in set(SPOILED) - {"nickname", "day_and_month_swapped", "digit_of_birth_wrong"}:
        share = sum(name in each for each in made) / len(made)
        assert share == pytest.approx(getattr(settings.ERRORS, name), rel=0.5)
    strangers = sum(ref == "" for _, ref, _ in copy.key) / len(copy.key)
    assert strangers == pytest.approx(0.08 / 1.11, abs=0.01)


def test_the_key_leads_to_the_same_person(county: County) -> None:
    copy = draw_agency_copy(county.people, np.random.default_rng(5))
    born = dict(zip(county.people.ref, county.people.born.astype("datetime64[D]").astype(str), strict=True))
    right = [
        (row[4], born[ref])
        for row, (_, ref, errors) in zip(copy.rows, copy.key, strict=True)
        if ref and not errors
    ]
    assert len(right) > 1_000
    assert all(said == true for said, true in right)


@pytest.mark.parametrize(("people", "seed"), [(99, 1), (2_000_001, 1), (1_000, -1)])
def test_what_cannot_be_drawn_is_refused(people: int, seed: int) -> None:
    with pytest.raises(OperatorMistake):
        draw_county(people, seed)


def test_a_folder_with_something_in_it_is_left_alone(county: County, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OperatorMistake, match=r"holds mine\.txt"):
        write_county(county, tmp_path, 7)
