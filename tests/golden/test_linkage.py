"""Linking three published sets of records with known truth, all by the same defaults."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import count
from pathlib import Path

import pytest

from desist.linkage.columns import parse_map
from desist.linkage.files import link_files

pytest.importorskip("splink")

# Set, file, what its columns hold where the headings do not say it, and the least F1 to be reached.
SETS = (
    ("FEBRL 3", "dataset3.csv", "", 0.999),
    ("fake_1000", "fake_1000.csv", "record_id=unique_id,first_name=first_name,surname=surname,"
     "date_of_birth=dob,place=city,email=email", 0.95),
    ("RLdata500", "RLdata500.csv", "first_name=fname_c1,middle_name=fname_c2,surname=lname_c1,"
     "other_surname=lname_c2,date_of_birth=by+bm+bd", 0.97),
)  # fmt: skip


def pairs(groups: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def f1(truth: list[str], found: list[str]) -> float:
    """Of the pairs put together and the pairs that belong together, in how many both agree."""
    both = pairs(zip(truth, found, strict=True))
    return 2 * both / (pairs(truth) + pairs(found))


def truth(folder: Path, file: str) -> list[str]:
    """Who each record is about, in the order of the file, as the set's makers say."""
    if file == "RLdata500.csv":
        with (folder / "identity.RLdata500.csv").open() as rows:
            return [row["id"] for row in csv.DictReader(rows)]
    with (folder / file).open() as rows:
        first = csv.DictReader(rows, skipinitialspace=True)
        return [row["cluster"] if "cluster" in row else row["rec_id"].split("-")[1] for row in first]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "file", "columns", "least"), SETS, ids=[each[0] for each in SETS])
def test_people_are_found_again(
    shared_data: Path, tmp_path: Path, name: str, file: str, columns: str, least: float
) -> None:
    folder, out = shared_data / "linkage", tmp_path / "people.csv"
    said: list[str] = []
    link_files([folder / file], parse_map(columns), out, scratch=tmp_path / "scratch", progress=said.append)
    with out.open() as rows:
        found = [row["person_id"] for row in csv.DictReader(rows)]
    assert f1(truth(folder, file), found) >= least
    assert said, "counts are told on the way"


def test_f1_is_pairwise() -> None:
    numbers = count()
    assert f1(["a", "a", "b"], ["x", "x", "y"]) == 1.0
    assert f1(["a", "a", "b", "b"], [str(next(numbers)) for _ in range(4)]) == 0.0
    assert f1(["a", "a", "a"], ["x", "x", "y"]) == pytest.approx(2 * 1 / (3 + 1))
