"""Made-up supervision: as the contract has it, drawn from the same careers, under the names of its day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.catalogue import CATALOGUE
from desist.synthetic.offenders import supervision as made
from desist.synthetic.offenders.county import County, draw_county
from desist.synthetic.offenders.files import write_county
from desist.synthetic.offenders.people import day
from desist.synthetic.pack import SENDER
from desist.vocabulary.period import Every, ending

AGENCIES = ("police.people", "courts.proven_offences", "prisons.custody_spells", "probation.supervision")
UNIFIED = date(2021, 6, 26)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def county() -> County:
    return draw_county(3_000, 7)


@pytest.fixture(scope="module")
def folder(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(county, folder, 7)
    return folder


@pytest.fixture(scope="module")
def home(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    place = tmp_path_factory.mktemp("home") / "durham"
    create(place, "durham")
    opened = desist.open(place)
    for contract in AGENCIES:
        done = opened.load(contract, [folder / f"{contract}.csv"], sender=SENDER)
        assert done.rows_quarantined == 0, contract
    return opened


def rows(folder: Path, contract: str) -> Rows:
    with (folder / f"{contract}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def orders(folder: Path) -> Rows:
    return rows(folder, "probation.supervision")


def test_every_order_given_to_an_adult_is_supervised_from_that_day(county: County, orders: Rows) -> None:
    begun = {(row["person_ref"], row["kind"], row["start_date"]) for row in orders}
    occasions = county.occasions
    for kind in ("community_order", "suspended_sentence"):
        given = occasions.disposal == made.disposals.KINDS.index(kind)
        which = np.flatnonzero(given & ~occasions.child & (occasions.proof >= day("2015-02-01")))
        told = {
            (ref, kind, str(when))
            for ref, when in zip(
                county.people.ref[occasions.person[which]].tolist(),
                occasions.proof[which].astype("datetime64[D]"),
                strict=True,
            )
        }
        assert len(told) > 100
        assert told <= begun


def test_every_adult_who_leaves_custody_has_a_licence_from_that_day(folder: Path, orders: Rows) -> None:
    licences = {(row["person_ref"], row["start_date"]) for row in orders if row["kind"] == "licence"}
    born = {row["person_ref"]: row["date_of_birth"] for row in rows(folder, "police.people")}
    released = {
        (stay["person_ref"], stay["release_date"])
        for stay in rows(folder, "prisons.custody_spells")
        if stay["release_date"] >= "2015-02-01"
        and int(stay["release_date"][:4]) - int(born[stay["person_ref"]][:4]) > 18
    }
    assert len(released) > 50
    assert released <= licences


def test_providers_bear_the_names_of_their_day(orders: Rows) -> None:
    before = {row["provider"] for row in orders if row["start_date"] < UNIFIED.isoformat()}
    after = {row["provider"] for row in orders if row["start_date"] >= UNIFIED.isoformat()}
    assert before == {made.COMPANY, made.NATIONAL}
    assert after == {made.ONE_SERVICE, made.ELSEWHERE}
    divided = [row for row in orders if row["provider"] in before]
    assert all(row["end_date"] and row["end_date"] < UNIFIED.isoformat() for row in divided)


def test_what_ran_when_probation_was_unified_went_on_the_next_day(orders: Rows) -> None:
    handed = [row for row in orders if row["end_reason"] == made.HANDED_ON]
    taken = {(row["person_ref"], row["kind"]) for row in orders if row["start_date"] == UNIFIED.isoformat()}
    assert len(handed) > 20
    assert {row["end_date"] for row in handed} == {(UNIFIED - timedelta(days=1)).isoformat()}
    assert {(row["person_ref"], row["kind"]) for row in handed} <= taken


def test_whoever_goes_inside_is_no_longer_supervised_outside(folder: Path, orders: Rows) -> None:
    inside = {(stay["person_ref"], stay["reception_date"]) for stay in rows(folder, "prisons.custody_spells")}
    cut = [row for row in orders if row["end_reason"] in made.CUT_SHORT.values()]
    assert len(cut) > 20
    assert all((row["person_ref"], row["end_date"]) in inside for row in cut)
    within = [
        (row["person_ref"], went)
        for row in orders
        for who, went in inside
        if who == row["person_ref"] and row["start_date"] < went < (row["end_date"] or "9999-12-31")
    ]
    assert within == []


def test_a_licence_lasts_as_long_as_the_time_inside_and_a_short_one_is_followed_for_a_year() -> None:
    """Sixty days inside: sixty on licence, and supervision to the end of the first year outside."""
    county = draw_county(3_000, 7)
    person, received, released = made.unbroken_stays(county)
    table = made.supervision(county, 7)
    places = zip(table["person_ref"], table["kind"], table["start_date"], strict=True)
    at = {key: number for number, key in enumerate(places)}
    seen = 0
    for who, begun, left in zip(person.tolist(), received.tolist(), released.tolist(), strict=True):
        out = date(1970, 1, 1) + timedelta(days=left)
        licence = at.get((str(county.people.ref[who]), "licence", out.isoformat()))
        if licence is None or table["end_reason"][licence] != "Completed" or left - begun >= 365:
            continue
        ends = out + timedelta(days=left - begun - 1)
        if not (out < UNIFIED <= ends):
            assert table["end_date"][licence] == ends.isoformat()
        following = (str(county.people.ref[who]), "post_sentence_supervision")
        further = at[(*following, (ends + timedelta(days=1)).isoformat())]
        if table["end_reason"][further] == "Completed":
            assert table["end_date"][further] == (out + timedelta(days=364)).isoformat()
            seen += 1
    assert seen > 10


def test_reoffending_can_be_asked_by_provider(home: Home) -> None:
    reader = home.reader()
    whole, by = (
        reader.read(
            CATALOGUE["proven_reoffending_rate"], ["E23000008"], [ending("2019-12", Every.QUARTER)], by=asked
        )
        for asked in ((), ("provider",))
    )
    reader.close()
    counts = {each.breakdown["provider"]: each.denominator for each in by}
    assert {made.COMPANY, made.NATIONAL, "not stated"} <= set(counts)
    assert sum(counts.values()) == whole[0].denominator
