"""The made-up county as its agencies sent it, with their errors, beside the official figure and the truth."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from desist.contracts.catalogue import contract as contract_named
from desist.synthetic.offenders import settings
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.people import Flags, Ints, Words, day, written
from desist.synthetic.official.errors import ERRORS, PUBLISHED, Errors, Published
from desist.synthetic.official.rule import later
from desist.synthetic.official.told import Told, disposal_names, draw_told
from desist.synthetic.official.truth import CAUSES, Truth, truths

# Where they lie, so that whoever loads the county never loads its reconciliation with it.
RECONCILIATION = "reconciliation"
COURTS = "courts.proven_offences"
# What the courts' system held by the day of the Ministry's extract; to be loaded before all of it.
AS_EXTRACTED = f"{COURTS}.as-extracted"
TRUTH_COLUMNS = ("area", "first_day", "cause", "offenders", "reoffenders", "reoffences")
FORCE = "Durham"

Rows = Iterable[Sequence[object]]


def write_official(
    county: County,
    folder: Path,
    seed: int,
    *,
    errors: Errors = ERRORS,
    published: Published = PUBLISHED,
) -> dict[str, int]:
    """Write the files into a new folder; gives the name of each and its rows, in the order to load them.

    A file bears its contract's name, and may say more after it; ``truth.csv`` has no contract.
    """
    folder.mkdir(parents=True)
    told = draw_told(county, seed, errors, published)
    found = truths(told, errors, published)
    written_rows = {}
    for name, rows in _files(told, found, errors, published):
        contract = contract_named(name.removesuffix(".as-extracted"))
        header = [rule.header for rule in contract.columns]
        written_rows[f"{name}.csv"] = _write(folder / f"{name}.csv", header, rows)
    written_rows["truth.csv"] = _write(folder / "truth.csv", TRUTH_COLUMNS, _truth(found))
    return written_rows


def _files(
    told: Told, found: Sequence[Truth], errors: Errors, published: Published
) -> Iterator[tuple[str, Rows]]:
    """Each file's contract and its rows, in the order of the contract's columns."""
    by_extract = told.entered <= day(published.extracted_on)
    yield "police.people", _people(told)
    yield "police.addresses", _addresses(told)
    yield "prisons.custody_spells", _stays(told)
    yield AS_EXTRACTED, _offences(told, by_extract)
    yield COURTS, _offences(told, told.entered <= day(settings.LAST_DAY))
    yield "local.known_links", _links(told)
    yield (
        "moj.offences_not_counted",
        [(code, "breach", settings.FIRST_DAY.isoformat(), "") for code in errors.listed],
    )
    yield "moj.reoffending_by_area", _official(found, published)


def _refs(told: Told, person: Ints, second: Flags) -> Words:
    """References; a person's second is the first with a letter after it."""
    ref = told.county.people.ref[person]
    return np.asarray(np.where(second, np.char.add(ref, "B"), ref))


def _held(told: Told) -> tuple[Ints, Flags]:
    """Everybody by each reference that the force holds: those dealt with here, once or twice."""
    here = ~told.elsewhere & (told.entered <= day(settings.LAST_DAY))
    person, second = told.county.occasions.person[here], told.second[here]
    pairs = np.unique(np.stack([person, second.astype(np.int64)]), axis=1)
    return pairs[0], pairs[1].astype(bool)


def _people(told: Told) -> Rows:
    people = told.county.people
    person, second = _held(told)
    area = np.where(told.area_known[person], told.last_area[person], "")
    return zip(
        _refs(told, person, second).tolist(),
        np.array(written(people.born))[person].tolist(),
        np.where(people.female[person], "F", "M").tolist(),
        people.ethnicity_self[person].tolist(),
        people.ethnicity_officer[person].tolist(),
        area.tolist(),
        strict=True,
    )


def _addresses(told: Told) -> Rows:
    """The area before and the area after each move that is dated, of those whose area is known."""
    person, second = _held(told)
    for ref, who in zip(_refs(told, person, second).tolist(), person.tolist(), strict=True):
        if told.area_known[who] and told.move_known[who] and told.first_area[who] != told.last_area[who]:
            yield ref, settings.FIRST_DAY.isoformat(), told.first_area[who]
            yield ref, written(told.moved[[who]])[0], told.last_area[who]


def _stays(told: Told) -> Rows:
    """One row per unbroken stay: sentences left on one day were served together."""
    occasions = told.county.occasions
    inside = np.flatnonzero(occasions.custody)
    stays = np.stack([occasions.person[inside], occasions.release[inside]])
    first = inside[np.sort(np.unique(stays, axis=1, return_index=True)[1])]
    left = occasions.release[first]
    still = left > day(settings.LAST_DAY)
    return zip(
        _refs(told, occasions.person[first], told.second[first]).tolist(),
        ["HMP Durham"] * len(first),
        written(occasions.proof[first]),
        ["" if not_yet else said for not_yet, said in zip(still.tolist(), written(left), strict=True)],
        ["sentence"] * len(first),
        strict=True,
    )


def _offences(told: Told, entered: Flags) -> Rows:
    county, occasions = told.county, told.county.occasions
    kept = (entered & ~told.elsewhere)[county.occasion]
    of = county.occasion[kept]
    return zip(
        _refs(told, occasions.person[of], told.second[of]).tolist(),
        county.code[kept].tolist(),
        written(occasions.offence[of]),
        written(occasions.proof[of]),
        disposal_names(county)[of].tolist(),
        [FORCE] * len(of),
        strict=True,
    )


def _links(told: Told) -> Rows:
    person, second = _held(told)
    known = second & told.linked[person]
    refs = told.county.people.ref[person[known]].tolist()
    return [(f"{ref}B", ref, "2023-01-01", "fingerprints") for ref in refs]


def _official(found: Sequence[Truth], published: Published) -> Rows:
    for each in found:
        last = later(each.first, 3).toordinal() - 1
        counts = each.official
        yield (
            each.area,
            each.first.isoformat(),
            type(each.first).fromordinal(last).isoformat(),
            counts.offenders,
            counts.reoffenders,
            counts.reoffences,
            published.extracted_on.isoformat(),
        )


def _truth(found: Sequence[Truth]) -> Rows:
    """What each cause adds to our figure: the count before it was put right less the count after it."""
    for each in found:
        for cause, before, after in zip(CAUSES, each.counts, each.counts[1:], strict=False):
            yield (
                each.area,
                each.first.isoformat(),
                cause,
                before.offenders - after.offenders,
                before.reoffenders - after.reoffenders,
                before.reoffences - after.reoffences,
            )


def _write(path: Path, header: Sequence[str], rows: Rows) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        written_rows = list(rows)
        writer.writerows(written_rows)
    return len(written_rows)
