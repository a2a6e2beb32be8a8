"""The made-up county as files: in the contracts' own shapes, and a test of linkage with its key."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from desist.contracts.catalogue import contract as contract_named
from desist.synthetic.offenders import disposals, settings
from desist.synthetic.offenders.agency_copy import COLUMNS, KEY_COLUMNS, draw_agency_copy
from desist.synthetic.offenders.arrests import draw_arrests
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.families import family_links, safeguarding_referrals
from desist.synthetic.offenders.members import draw_members
from desist.synthetic.offenders.outcomes_and_needs import assessed_needs, youth_outcomes
from desist.synthetic.offenders.people import YEAR, Ints, day, written
from desist.synthetic.offenders.supervision import supervision, unbroken_stays
from desist.vocabulary.mistake import OperatorMistake

# Where they lie, so that whoever loads the county never loads the test of linkage with it.
LINKAGE = "linkage"


def write_county(county: County, folder: Path, seed: int) -> dict[str, int]:
    """Write every file into a folder; gives the name of each and its rows, in the order to load them."""
    folder.mkdir(parents=True, exist_ok=True)
    if taken := sorted(each.name for each in folder.iterdir()):
        raise OperatorMistake(
            f"The folder {folder} is not empty: it holds {taken[0]}.", hint="Name a new or empty folder."
        )
    (folder / LINKAGE).mkdir()
    written_rows = {
        f"{contract}.csv": _write(
            folder / f"{contract}.csv", [rule.header for rule in contract_named(contract).columns], columns
        )
        for contract, columns in _contracts(county, seed).items()
    }
    for name, header, rows in _linkage(county, seed):
        written_rows[f"{LINKAGE}/{name}"] = _write_rows(folder / LINKAGE / name, header, rows)
    return written_rows


def _contracts(county: County, seed: int) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """For each contract, its columns by name; whichever a contract has and this leaves out is empty."""
    people, occasions = county.people, county.occasions
    person = occasions.person[county.occasion]
    disposal = np.array(disposals.KINDS)[occasions.disposal[county.occasion]].tolist()
    proven = {
        "person_ref": people.ref[person].tolist(),
        "offence_code": county.code.tolist(),
        "offence_date": written(occasions.offence[county.occasion]),
        "proof_date": written(occasions.proof[county.occasion]),
        "disposal": disposal,
    }
    sex = np.where(people.female, "F", "M")
    described = {"born": np.array(written(people.born)), "sex": sex, "area": people.area}
    release = _left(np.where(occasions.custody, occasions.release, day(settings.LAST_DAY) + 1))
    return {
        "police.people": {
            "person_ref": people.ref.tolist(),
            "date_of_birth": described["born"].tolist(),
            "sex": sex.tolist(),
            "ethnicity_self": people.ethnicity_self.tolist(),
            "ethnicity_officer": people.ethnicity_officer.tolist(),
            "area": people.area.tolist(),
        },
        "courts.proven_offences": proven,
        "prisons.custody_spells": _stays(county, seed),
        "criminal_history": {
            **proven,
            "date_of_birth": described["born"][person].tolist(),
            "sex": sex[person].tolist(),
            "release_date": np.array(release)[county.occasion].tolist(),
            "area": people.area[person].tolist(),
            "ethnicity": people.ethnicity_self[person].tolist(),
        },
        "police.arrests_and_charges": draw_arrests(county, seed),
        "local.cohort_membership": draw_members(county, seed),
        "youth.outcomes": youth_outcomes(county, seed),
        "probation.needs": assessed_needs(county, seed),
        "probation.supervision": supervision(county, seed),
        "local.family_links": family_links(county, seed),
        "youth.safeguarding_referrals": safeguarding_referrals(county, seed),
    }


def _left(days: Ints) -> list[str]:
    """Days of release; empty where the last day comes first."""
    inside = days > day(settings.LAST_DAY)
    return ["" if still else said for still, said in zip(inside.tolist(), written(days), strict=True)]


def _stays(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """One row per unbroken stay: sentences left on the same day were served together."""
    people = county.people
    person, received, released = unbroken_stays(county)
    age = (received - people.born[person]) / YEAR
    dice = np.random.default_rng([seed, len(people), 1])
    men = np.where(dice.random(len(person)) < 0.7, "HMP Durham", "HMP Holme House")
    prison = np.where(people.female[person], "HMP/YOI Low Newton", men)
    prison = np.where(~people.female[person] & (age < 21), "HMP/YOI Deerbolt", prison)
    return {
        "person_ref": people.ref[person].tolist(),
        "prison": np.where(age < 18, "HMYOI Wetherby", prison).tolist(),
        "reception_date": written(received),
        "release_date": _left(released),
        "reason": ["sentence"] * len(person),
    }


def _linkage(county: County, seed: int) -> Iterable[tuple[str, Sequence[str], Sequence[Sequence[str]]]]:
    people = county.people
    names = zip(people.ref, people.given, people.middle, people.family, written(people.born), strict=True)
    places = zip(np.where(people.female, "F", "M"), people.area, strict=True)
    first = [(*who, *where) for who, where in zip(names, places, strict=True)]
    yield "first_agency.csv", ("person_ref", *COLUMNS[1:]), first
    second = draw_agency_copy(people, np.random.default_rng([seed, len(people), 2]))
    yield "second_agency.csv", COLUMNS, second.rows
    yield "truth.csv", KEY_COLUMNS, second.key
    yield "moves.csv", ("person_ref", "moved_on", "from_area", "to_area"), _moves(county, seed)


def _moves(county: County, seed: int) -> list[tuple[str, ...]]:
    """Moves before the area that the contracts hold, which is the last: at most one for each person."""
    people = county.people
    dice = np.random.default_rng([seed, len(people), 3])
    first, last = day(settings.FIRST_DAY), day(settings.LAST_DAY)
    moved = last - (dice.exponential(size=len(people)) / settings.MOVES_A_YEAR * YEAR).astype(np.int64)
    before = dice.choice(list(settings.AREAS), len(people), p=list(settings.AREAS.values()))
    real = np.flatnonzero((moved > np.maximum(first, people.born)) & (before != people.area))
    columns = (
        people.ref[real].tolist(),
        written(moved[real]),
        before[real].tolist(),
        people.area[real].tolist(),
    )
    return list(zip(*columns, strict=True))


def _write(path: Path, header: Sequence[str], columns: Mapping[str, Sequence[str]]) -> int:
    if strange := set(columns) - set(header):
        raise KeyError(f"{path.stem} has no column {', '.join(sorted(strange))}")
    rows = len(next(iter(columns.values())))
    filled = [columns.get(name, [""] * rows) for name in header]
    return _write_rows(path, header, list(zip(*filled, strict=True)))


def _write_rows(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return len(rows)
