"""What new rows change: whose history differs, from which day on, and the least of it that must be recounted.

Counts add up over people. So the counts of a new state are those of the old one, less what the changed
people counted for in it, plus what they count for now; and of each of them only the end of the history
matters, from where it begins to differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.compiler import compiled
from desist.measures.reoffending.compiled.days import QUARTER, DayTables
from desist.measures.reoffending.compiled.sorted_histories import (
    COLUMNS,
    KINDS,
    LONG_AGO,
    NEVER,
    Days,
    Earlier,
    SortedHistories,
)

# An offence proven on a day is in the wait of no index date that lies further back: 18 months are 549 days.
LONGEST_WAIT = 549
AS_IT_WAS = -1  # a person of whom nothing new came


@dataclass(frozen=True, kw_only=True)
class Span:
    """For each person the first and the last day that matters; NEVER as the first: nothing does."""

    first: Days
    last: Days


def differs_from(old: SortedHistories, new: SortedHistories, take: NDArray[np.int64]) -> Days:
    """The first day of proof on which each old history and its new one differ; NEVER where none does.

    ``take`` has for each person the place in the new histories, or AS_IT_WAS.
    """
    found = np.full(old.people, NEVER, dtype=np.int32)
    compiled(_differs_from)(*old.arrays, *new.arrays, take, found)
    return found


def cut(
    histories: SortedHistories, span: Span, days: DayTables
) -> tuple[SortedHistories, Earlier, NDArray[np.int64]]:
    """The offences that matter from the first day of a quarter on, what came before them, and whose they are.

    Kept are offences proven by the last day that were proven, or set off a follow-up, on the first day
    or later. From them the cohorts between the two days are counted exactly.
    """
    kept = np.zeros(len(histories), dtype=np.bool_)
    offences = np.zeros(histories.people, dtype=np.int32)
    quarters = np.full((histories.people, 1 + KINDS), LONG_AGO, dtype=np.int32)
    compiled(_cut)(
        histories.starts,
        histories.proof,
        histories.index,
        histories.kind,
        span.first,
        span.last,
        days.first,
        days.table,
        kept,
        offences,
        quarters,
    )
    whose = np.flatnonzero(span.first != NEVER)
    before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(kept)])
    many = before[histories.starts[1:]] - before[histories.starts[:-1]]
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(many[whose])])
    left = SortedHistories(starts=starts, **{name: getattr(histories, name)[kept] for name in COLUMNS})
    return left, Earlier(offences=offences[whose], quarters=quarters[whose]), whose


def merged(old: SortedHistories, new: SortedHistories, take: NDArray[np.int64]) -> SortedHistories:
    """The old histories with a new one in the place of each that ``take`` names."""
    taken = take != AS_IT_WAS
    many = np.diff(old.starts)
    many[taken] = np.diff(new.starts)[take[taken]]
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(many)])
    columns = []
    for ours, theirs in zip(old.arrays[1:], new.arrays[1:], strict=True):
        into = np.empty(starts[-1], dtype=ours.dtype)
        compiled(_merge)(old.starts, ours, new.starts, theirs, take, into)
        columns.append(into)
    return SortedHistories(starts=starts, **dict(zip(COLUMNS, columns, strict=True)))


def quarter_starts(day: Days) -> Days:
    """The first day of the quarter of each day."""
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    starts = (months // 3 * 3).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(starts, dtype=np.int32)


def _differs_from(
    starts: NDArray[np.int64],
    proof: Days,
    offence: Days,
    index: Days,
    code: NDArray[np.int32],
    kind: NDArray[np.int8],
    counts: NDArray[np.bool_],
    new_starts: NDArray[np.int64],
    new_proof: Days,
    new_offence: Days,
    new_index: Days,
    new_code: NDArray[np.int32],
    new_kind: NDArray[np.int8],
    new_counts: NDArray[np.bool_],
    take: NDArray[np.int64],
    found: Days,
) -> None:
    for person in range(len(starts) - 1):
        other = take[person]
        if other < 0:
            continue
        at, end = starts[person], starts[person + 1]
        new, new_end = new_starts[other], new_starts[other + 1]
        # Both are in one order, so they are alike as far as they agree place by place.
        while (
            at < end
            and new < new_end
            and proof[at] == new_proof[new]
            and offence[at] == new_offence[new]
            and index[at] == new_index[new]
            and code[at] == new_code[new]
            and kind[at] == new_kind[new]
            and counts[at] == new_counts[new]
        ):
            at += 1
            new += 1
        if at < end:
            found[person] = proof[at]
        if new < new_end:
            found[person] = min(found[person], new_proof[new])


def _cut(
    starts: NDArray[np.int64],
    proof: Days,
    index: Days,
    kind: NDArray[np.int8],
    first: Days,
    last: Days,
    first_day: int,
    day_table: NDArray[np.int32],
    kept: NDArray[np.bool_],
    offences: NDArray[np.int32],
    quarters: NDArray[np.int32],
) -> None:
    for person in range(len(starts) - 1):
        if first[person] == NEVER:
            continue
        for at in range(starts[person], starts[person + 1]):
            has_index = index[at] != NEVER
            matters = proof[at] >= first[person] or (has_index and index[at] >= first[person])
            if matters:
                kept[at] = proof[at] <= last[person]
                continue
            offences[person] += 1
            if has_index:
                quarter = day_table[index[at] - first_day, QUARTER]
                quarters[person, 0] = max(quarters[person, 0], quarter)
                quarters[person, kind[at]] = max(quarters[person, kind[at]], quarter)


def _merge(
    starts: NDArray[np.int64],
    values: NDArray[np.generic],
    new_starts: NDArray[np.int64],
    new_values: NDArray[np.generic],
    take: NDArray[np.int64],
    into: NDArray[np.generic],
) -> None:
    slot = 0
    for person in range(len(starts) - 1):
        other = take[person]
        if other < 0:
            for at in range(starts[person], starts[person + 1]):
                into[slot] = values[at]
                slot += 1
        else:
            for at in range(new_starts[other], new_starts[other + 1]):
                into[slot] = new_values[at]
                slot += 1
