"""Files from which little or nothing can be learned: one number and nothing else, or a few records."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desist.linkage.fields import FIELDS, of_one_person
from desist.linkage.files import Linked, link_files

pytest.importorskip("splink")

HEADING = "rec_id,first_name,surname,dob,sex,postcode,nhs_number"
JOHN = "John,Smith,1980-01-02,M,DH1 1AA,"
OTHERS = (
    "Ottoline,Throckmorton,1962-11-23,F,NE4 7QX,",
    "Peregrine,Wigglesworth,1975-05-30,M,DL3 2ZT,",
    "Isolde,Abercrombie,1991-08-14,F,SR2 9KP,",
)


def linked(folder: Path, heading: str, rows: list[str]) -> Linked:
    path = folder / "people.csv"
    path.write_text("\n".join([heading, *(f"r{at},{row}" for at, row in enumerate(rows))]) + "\n")
    return link_files([path], {}, folder / "out.csv", scratch=folder / "scratch", progress=lambda said: None)


def numbers(count: int) -> list[str]:
    dice = np.random.default_rng(7)
    return [str(each) for each in 4_000_000_000 + dice.choice(5_000_000_000, count, replace=False)]


@pytest.mark.parametrize(
    ("heading", "people", "twice"),
    [
        ("nhs_number", 3000, 600),
        ("nhs_number", 1000, 200),
        *((each, 10, 2) for each in of_one_person(FIELDS)),
        *((each, 1, 1) for each in of_one_person(FIELDS)),
    ],
)
def test_a_number_alone_links(tmp_path: Path, heading: str, people: int, twice: int) -> None:
    """Two records that agree on a number of one person are one, however many there are."""
    given = numbers(people)
    done = linked(tmp_path, f"rec_id,{heading}", [*given, *given[:twice]])
    assert done.people == people
    assert done.links.people[people:].tolist() == list(range(twice))


def test_a_number_that_nobody_shares_links_nobody(tmp_path: Path) -> None:
    assert linked(tmp_path, "rec_id,nhs_number", numbers(300)).people == 300


def test_a_number_typed_where_none_is_known_does_not_link(tmp_path: Path) -> None:
    """Forty people under one number, each in two records: it is held by too many to say who is one."""
    people = [f"{first},{last},{1950 + at}-03-0{1 + at % 9}" for at, (first, last) in enumerate(names(40))]
    given = [f"{each},9999999999" for each in people]
    done = linked(tmp_path, "rec_id,first_name,surname,dob,nhs_number", [*given, *given])
    assert done.people == 40


def names(count: int) -> list[tuple[str, str]]:
    dice = np.random.default_rng(3)

    def name() -> str:
        return "".join(dice.choice(list("abcdefghijklmnoprstuvwy"), 8)).capitalize()

    return [(name(), name()) for _ in range(count)]


@pytest.mark.parametrize("others", [0, 1, 3])
def test_two_records_alike_are_one_person_in_the_smallest_file(tmp_path: Path, others: int) -> None:
    done = linked(tmp_path, HEADING, [JOHN, JOHN, *OTHERS[:others]])
    assert done.people == 1 + others
    assert done.links.people[:2].tolist() == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        "Mary,Smith,1982-05-06,F,DH1 1AA,",
        "Mary,Jones,1990-11-22,F,DL5 2BB,",
        ",,,M,,",
        "John,,,M,,",
    ],
    ids=["husband and wife", "strangers", "the same sex", "the same given name"],
)
def test_two_people_stay_two_in_the_smallest_file(tmp_path: Path, other: str) -> None:
    assert linked(tmp_path, HEADING, [JOHN, other]).people == 2


def test_another_persons_number_does_not_outweigh_everything_else(tmp_path: Path) -> None:
    given = [JOHN + "9434765919", "Mary,Jones,1990-11-22,F,DL5 2BB,9434765919", *OTHERS]
    assert linked(tmp_path, HEADING, given).people == 5
