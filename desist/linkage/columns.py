"""Which column of a file says what: by --map, or by its usual heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desist.linkage.fields import FIELDS, RECORD_ID, RECORD_ID_USUAL
from desist.vocabulary.mistake import OperatorMistake, nearest

NAMES = (RECORD_ID, *FIELDS)
NONE = "none"


def parse_map(given: str) -> dict[str, tuple[str, ...]]:
    """What --map says: for each field its column, or several joined, as in date_of_birth=by+bm+bd.

    ``record_id=none`` gives a record no id of its own.
    """
    mapped: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (each.strip() for each in given.split(","))):
        field, sign, columns = (each.strip() for each in part.partition("="))
        if not sign or not columns:
            raise OperatorMistake(
                f"--map has '{part}', which is not field=column.",
                hint="For example: --map first_name=given_name,date_of_birth=dob",
            )
        if field not in NAMES:
            raise OperatorMistake(
                f"--map names a field '{field}' that linking does not know.",
                hint=nearest(field, list(NAMES)) or f"It knows {', '.join(NAMES)}.",
            )
        if field in mapped:
            raise OperatorMistake(
                f"--map gives '{field}' twice.", hint="Join columns with +, as in date_of_birth=by+bm+bd."
            )
        own = (field, columns.lower()) != (RECORD_ID, NONE)
        mapped[field] = tuple(each.strip() for each in columns.split("+")) if own else ()
    return mapped


def columns_of(
    headings: Sequence[str], given: Mapping[str, Sequence[str]], file: str
) -> dict[str, tuple[str, ...]]:
    """For each field the headings of a file that hold it: those mapped, else those with a usual heading.

    Where anything but the record's id is mapped, nothing else is guessed: a column left out of the map
    is left out of the linking.
    """
    by_name = {_bare(each): each for each in headings}
    found: dict[str, tuple[str, ...]] = {}
    for field, columns in given.items():
        missing = [each for each in columns if _bare(each) not in by_name]
        if missing:
            raise OperatorMistake(
                f"{file} has no column '{missing[0]}'.",
                hint=nearest(missing[0], list(headings)) or f"Its columns are {', '.join(headings)}.",
            )
        if columns:
            found[field] = tuple(by_name[_bare(each)] for each in columns)
    guessed = [RECORD_ID] if set(given) - {RECORD_ID} else list(NAMES)
    for field in guessed:
        usual = (field, *(RECORD_ID_USUAL if field == RECORD_ID else FIELDS[field].usual))
        heading = next((by_name[_bare(each)] for each in usual if _bare(each) in by_name), None)
        if heading and field not in given:
            found[field] = (heading,)
    if not set(found) - {RECORD_ID}:
        raise OperatorMistake(
            f"{file} has no column that is known to say anything of a person; its columns are "
            f"{', '.join(headings)}.",
            hint="Say which is which: --map first_name=...,surname=...,date_of_birth=...",
        )
    return found


def _bare(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()
