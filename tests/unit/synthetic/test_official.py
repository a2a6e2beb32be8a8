"""The made-up official figure: its rule agrees with the slow truth, its files are the contracts' own."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from desist.contracts.catalogue import contract
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.official.errors import ERRORS
from desist.synthetic.official.files import write_official
from desist.synthetic.official.rule import Proven, by_person, cohort
from desist.synthetic.official.told import draw_told
from desist.synthetic.official.truth import CAUSES, truths
from tests.generative.test_reoffending_follow_up import CODES, histories
from tests.reference.reoffending.rules import Offence, followed_up


@settings(max_examples=100)
@given(offences=histories())
def test_its_rule_is_that_of_the_slow_truth_beside_every_boundary(offences: list[Offence]) -> None:
    rows = by_person(
        (
            each.person,
            Proven(
                code=each.code,
                committed=each.committed,
                proven=each.proven,
                disposal=each.disposal,
                released=each.released,
            ),
        )
        for each in offences
    )
    never = {CODES[0]: [(date(1900, 1, 1), date(2100, 1, 1))]}
    expected = followed_up(offences, never=never)
    for months, start in {(each.months, each.start) for each in expected}:
        found = [
            (each.who, each.index_date, each.reoffences) for each in cohort(rows, start, months, {CODES[0]})
        ]
        assert found == [
            (each.person, each.index_date, each.reoffences)
            for each in expected
            if (each.months, each.start) == (months, start)
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("official") / "files"
    write_official(draw_county(1_500, 7), folder, 7)
    return folder


def test_the_same_seed_writes_the_same_files(folder: Path, tmp_path: Path) -> None:
    names = write_official(draw_county(1_500, 7), tmp_path / "again", 7)
    assert len(names) == 9
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_the_headers_are_the_contracts_own(folder: Path) -> None:
    for path in sorted(folder.glob("*.csv")):
        if path.name == "truth.csv":
            continue
        name = path.name.removesuffix(".csv").removesuffix(".as-extracted")
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [rule.header for rule in contract(name).columns]


def test_the_parts_lead_from_our_figure_to_the_official_one(folder: Path) -> None:
    told = draw_told(draw_county(1_500, 7), 7, ERRORS)
    with (folder / "moj.reoffending_by_area.csv").open(encoding="utf-8") as file:
        official = {(row["area"], row["cohort_start"]): int(row["offenders"]) for row in csv.DictReader(file)}
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        parts = list(csv.DictReader(file))
    for each in truths(told, ERRORS):
        key = each.area, each.first.isoformat()
        added = [int(row["offenders"]) for row in parts if (row["area"], row["first_day"]) == key]
        assert len(added) == len(CAUSES)
        assert each.counts[0].offenders - sum(added) == official[key] == each.official.offenders
    assert sum(official.values()) > 100
