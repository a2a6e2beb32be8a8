"""What is told of people beside their offences, and how it is sorted into levels, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNKNOWN_BIRTH = 0  # in place of a date of birth written 19960229
OLDEST = 199

# A person has these, whatever brought them into a cohort; the others are those of the index date.
PERSON_COLUMNS = ("source", "sex", "ethnicity_self", "ethnicity_officer", "area", "area_code")
INDEX_COLUMNS = ("age_band", "age_group", "index_offence_group", "disposal", "previous_offences_band")
COLUMNS = (*PERSON_COLUMNS, *INDEX_COLUMNS)


@dataclass(frozen=True, kw_only=True)
class Described:
    """One entry a person: whether any agency describes them, date of birth (19960229), their levels.

    ``levels`` has a row for each of PERSON_COLUMNS: the number of the level in ``Lookups.levels``.
    Somebody whom no agency describes is in no place, so in no count.
    """

    known: NDArray[np.bool_]
    born: NDArray[np.int32]
    levels: NDArray[np.int16]


@dataclass(frozen=True, kw_only=True)
class Lookups:
    """The levels of every column by name, and where an age, a code or a number of offences belongs.

    ``age`` has a row for each completed year up to OLDEST and one more for an age that is not known
    or in no band: the level of age_band and of age_group. ``group_of_code`` has an entry a code of
    five digits; ``least_previous`` the lower bound of each band of previous offences, ascending.
    """

    levels: Mapping[str, tuple[str | None, ...]]
    age: NDArray[np.int16]
    group_of_code: NDArray[np.int16]
    least_previous: NDArray[np.int32]
