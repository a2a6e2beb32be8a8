"""Proven offences as arrays: each person's lie together, in the order in which they were proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]  # days since 1 January 1970
NEVER = np.iinfo(np.int32).max  # the index day of a disposal that sets off no follow-up: still inside
KINDS = 9  # kinds of disposal, numbered by severity from 1 to 9 (records/disposal_kind.sql)
LONG_AGO = -1_000_000  # the quarter of an index date that there never was

# One entry a proven offence, and what each is stored as.
COLUMNS: dict[str, np.dtype[Any]] = {
    "proof": np.dtype(np.int32),
    "offence": np.dtype(np.int32),
    "index": np.dtype(np.int32),
    "code": np.dtype(np.int32),
    "kind": np.dtype(np.int8),
    "counts": np.dtype(np.bool_),
}


@dataclass(frozen=True, kw_only=True)
class SortedHistories:
    """What was proven against some people; person p has the places ``starts[p]`` to ``starts[p + 1]``.

    A person's offences are sorted by the day of proof. No offence is proven before it is committed.
    ``index`` is the day from which the disposal sets off a follow-up (NEVER if it does not), ``kind``
    the disposal by its severity, ``code`` the five digits of the offence code as a number, ``counts``
    whether the offence may count as a reoffence (its code is not on the list of those that never do).
    """

    starts: NDArray[np.int64]
    proof: Days
    offence: Days
    index: Days
    code: NDArray[np.int32]
    kind: NDArray[np.int8]
    counts: NDArray[np.bool_]

    @property
    def people(self) -> int:
        return len(self.starts) - 1

    @property
    def arrays(self) -> tuple[NDArray[Any], ...]:
        """``starts`` and then each of COLUMNS, as the compiled loops take them."""
        return (self.starts, *(getattr(self, name) for name in COLUMNS))

    def __len__(self) -> int:
        return len(self.proof)


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What came before the offences given of each person, where only a person's latest are given.

    ``offences`` is how many were proven before them. ``quarters`` has for each person 1 + KINDS
    entries: the last quarter with any index date, and with one of each kind; LONG_AGO for none.
    """

    offences: NDArray[np.int32]
    quarters: NDArray[np.int32]


def nothing_earlier(people: int) -> Earlier:
    """Histories that are given from their beginning."""
    return Earlier(
        offences=np.zeros(people, dtype=np.int32),
        quarters=np.full((people, 1 + KINDS), LONG_AGO, dtype=np.int32),
    )


def gathered(columns: Mapping[str, NDArray[Any]], starts: NDArray[np.int64]) -> SortedHistories:
    """Histories from columns by name, each in the type it is stored as."""
    typed = {
        name: np.ascontiguousarray(columns[name]).astype(kind, copy=False) for name, kind in COLUMNS.items()
    }
    return SortedHistories(starts=starts, **typed)
