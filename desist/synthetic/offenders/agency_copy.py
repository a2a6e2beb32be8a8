"""The same people as a second agency knows them: some missing, some twice, some wrong, at known rates.

It is there to test linkage with: the truth is in a key of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.synthetic.offenders import settings
from desist.synthetic.offenders.people import FAMILIES, Ints, People, Words, draw_people, written

NICKNAMES = {
    "James": "Jim",
    "John": "Jack",
    "David": "Dave",
    "Michael": "Mick",
    "Andrew": "Andy",
    "Stephen": "Steve",
    "Daniel": "Dan",
    "Thomas": "Tom",
    "Anthony": "Tony",
    "Robert": "Bob",
    "William": "Billy",
    "Christopher": "Chris",
    "Matthew": "Matt",
    "Joshua": "Josh",
    "Rebecca": "Becky",
    "Samantha": "Sam",
    "Susan": "Sue",
    "Jessica": "Jess",
    "Charlotte": "Lottie",
    "Natalie": "Nat",
}
LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))
COLUMNS = ("agency_ref", "given_name", "middle_name", "family_name", "date_of_birth", "sex", "area")
KEY_COLUMNS = ("agency_ref", "person_ref", "errors")


@dataclass(frozen=True, kw_only=True)
class AgencyCopy:
    """The rows of the second agency, in COLUMNS, and their truth, in KEY_COLUMNS; in the same order.

    In the key ``person_ref`` is empty for somebody whom the first agency does not know, and ``errors`` names
    what is wrong in the row, joined by a plus sign.
    """

    rows: list[tuple[str, ...]]
    key: list[tuple[str, ...]]


def draw_agency_copy(
    people: People, dice: np.random.Generator, errors: settings.Errors = settings.ERRORS
) -> AgencyCopy:
    """Draw what the second agency holds; each error is drawn by itself, so a row may have several."""
    everybody = np.arange(len(people))
    covered = everybody[dice.random(len(people)) < errors.covered]
    twice = covered[dice.random(len(covered)) < errors.held_twice]
    strangers = draw_people(round(len(covered) * errors.unknown_elsewhere), dice)
    rows = [*_described(people, np.concatenate([covered, twice])), *_described(strangers, None)]
    refs = [*people.ref[np.concatenate([covered, twice])].tolist(), *[""] * len(strangers)]
    chances = {name: getattr(errors, name) for name in SPOILED}
    struck = {name: dice.random(len(rows)) < chance for name, chance in chances.items()}
    shuffled = dice.permutation(len(rows))
    copy: list[tuple[str, ...]] = []
    key: list[tuple[str, ...]] = []
    for number, at in enumerate(shuffled.tolist(), 1):
        row, done = rows[at], []
        for name, spoil in SPOILED.items():
            if struck[name][at] and (spoiled := spoil(row, dice)) != row:
                row = spoiled
                done.append(name)
        copy.append((f"A{number:07d}", *row))
        key.append((f"A{number:07d}", str(refs[at]), "+".join(done)))
    return AgencyCopy(rows=copy, key=key)


Row = tuple[str, str, str, str, str, str]


def _described(people: People, which: Ints | None) -> list[Row]:
    at = np.arange(len(people)) if which is None else which
    sex: Words = np.where(people.female[at], "F", "M")
    columns = (people.given[at], people.middle[at], people.family[at])
    words = [column.tolist() for column in columns]
    return list(zip(*words, written(people.born[at]), sex.tolist(), people.area[at].tolist(), strict=True))


def _letter_wrong(row: Row, dice: np.random.Generator) -> Row:
    family = row[2]
    at = int(dice.integers(1, len(family)))
    return (*row[:2], family[:at] + str(dice.choice(LETTERS)) + family[at + 1 :], *row[3:])


def _nickname(row: Row, dice: np.random.Generator) -> Row:
    return (NICKNAMES.get(row[0], row[0][0]), *row[1:])


def _family_name_changed(row: Row, dice: np.random.Generator) -> Row:
    return (*row[:2], str(dice.choice(FAMILIES)), *row[3:])


def _names_swapped(row: Row, dice: np.random.Generator) -> Row:
    return (row[2], row[1], row[0], *row[3:])


def _day_and_month_swapped(row: Row, dice: np.random.Generator) -> Row:
    year, month, day = row[3].split("-")
    return (*row[:3], f"{year}-{day}-{month}" if int(day) <= 12 else f"{year}-{month}-01", *row[4:])


def _digit_of_birth_wrong(row: Row, dice: np.random.Generator) -> Row:
    last = (int(row[3][3]) + int(dice.integers(1, 10))) % 10
    return (*row[:3], f"{row[3][:3]}{last}-{row[3][5:7]}-{min(int(row[3][8:]), 28):02d}", *row[4:])


def _birth_missing(row: Row, dice: np.random.Generator) -> Row:
    return (*row[:3], "", *row[4:])


def _sex_missing(row: Row, dice: np.random.Generator) -> Row:
    return (*row[:4], "", row[5])


# In this order; a missing date comes last, so that nothing is spoiled in an empty cell.
SPOILED = {
    "letter_wrong": _letter_wrong,
    "nickname": _nickname,
    "family_name_changed": _family_name_changed,
    "names_swapped": _names_swapped,
    "day_and_month_swapped": _day_and_month_swapped,
    "digit_of_birth_wrong": _digit_of_birth_wrong,
    "birth_missing": _birth_missing,
    "sex_missing": _sex_missing,
}
