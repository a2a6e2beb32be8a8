"""Follow everybody up in one pass: what `offenders_followed_up.sql` says, over sorted arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.compiler import compiled
from desist.measures.reoffending.compiled.days import QUARTER, QUARTER_ENDS, WAIT_LATER, YEAR_LATER, DayTables
from desist.measures.reoffending.compiled.sorted_histories import (
    KINDS,
    NEVER,
    Days,
    Earlier,
    SortedHistories,
    nothing_earlier,
)

LONGEST = 4  # quarters in the longest cohort


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One entry a person and 3-month cohort (or a person, cohort and kind of disposal received).

    ``person`` is the place in the histories; ``quarter`` the cohort's, numbered from 1970; ``gap`` how
    many quarters before it the person was last in a cohort, 4 if that is longer ago or never was: a
    12-month cohort that holds the quarter counts the person here if it begins within the gap.
    ``first_offence`` and ``first_proof`` are NEVER where there is no reoffence.
    """

    person: NDArray[np.int32]
    quarter: NDArray[np.int32]
    gap: NDArray[np.int32]
    index_day: Days
    kind: NDArray[np.int32]
    code: NDArray[np.int32]
    previous: NDArray[np.int32]
    reoffences: NDArray[np.int32]
    first_offence: Days
    first_proof: Days


(PERSON, COHORT, GAP, INDEX_DAY, KIND, CODE, PREVIOUS, REOFFENCES, FIRST_OFFENCE, FIRST_PROOF) = range(10)


def follow_up(
    histories: SortedHistories,
    days: DayTables,
    *,
    each_disposal: bool = False,
    earlier: Earlier | None = None,
) -> Followed:
    """Who is in which cohort, with previous offences and proven reoffences; rows as `Followed` says.

    ``days`` must hold every index day of the histories. With ``each_disposal`` a person counts in a
    cohort once for each kind of disposal received. Rows come in the order of persons and dates.
    """
    rows = room_for(len(histories))
    found = follow(histories, days, rows, each_disposal=each_disposal, dated=True, earlier=earlier)
    return Followed(**dict(zip(Followed.__dataclass_fields__, rows[:, :found], strict=True)))


def room_for(offences: int) -> NDArray[np.int32]:
    """Space for the rows of so many offences: no offence brings anybody into more than one quarter."""
    return np.empty((10, offences), dtype=np.int32)


def follow(
    histories: SortedHistories,
    days: DayTables,
    rows: NDArray[np.int32],
    *,
    each_disposal: bool = False,
    dated: bool = False,
    earlier: Earlier | None = None,
) -> int:
    """Write the rows into space made by ``room_for``; gives how many there are.

    The dates of the first reoffence are found only when asked for (``dated``): counts do without.
    """
    before = earlier or nothing_earlier(histories.people)
    return int(
        compiled(_follow)(
            *histories.arrays,
            before.offences,
            before.quarters,
            days.first,
            days.table,
            each_disposal,
            dated,
            np.empty(len(histories), dtype=np.int64),
            rows,
        )
    )


def _follow(
    starts: NDArray[np.int64],
    proof: Days,
    offence: Days,
    index: Days,
    code: NDArray[np.int32],
    kind: NDArray[np.int8],
    counts: NDArray[np.bool_],
    earlier_offences: NDArray[np.int32],
    earlier_quarters: NDArray[np.int32],
    first_day: int,
    day_table: NDArray[np.int32],
    each_disposal: bool,
    dated: bool,
    order: NDArray[np.int64],
    rows: NDArray[np.int32],
) -> int:
    found = 0
    for person in range(len(starts) - 1):
        begin, end = starts[person], starts[person + 1]
        # The places of index dates in their order. Proofs are in order already, and only custody has an
        # index date other than its proof, so that hardly anything moves.
        indexed = 0
        for at in range(begin, end):
            if index[at] == NEVER:
                continue
            slot = indexed
            while slot > 0 and index[order[slot - 1]] > index[at]:
                order[slot] = order[slot - 1]
                slot -= 1
            order[slot] = at
            indexed += 1
        # Kind 0 stands for all kinds together.
        for wanted in range(1 if each_disposal else 0, KINDS + 1 if each_disposal else 1):
            last_quarter = earlier_quarters[person, wanted]
            proven_before = begin  # the first place whose proof is not before the index day
            turn = 0
            while turn < indexed:
                if wanted and kind[order[turn]] != wanted:
                    turn += 1
                    continue
                day = index[order[turn]]
                on = day - first_day
                year_later, wait_later = day_table[on, YEAR_LATER], day_table[on, WAIT_LATER]
                quarter, quarter_ends = day_table[on, QUARTER], day_table[on, QUARTER_ENDS]
                # Of all disposals of that date the most severe, then the lowest code, stand for it.
                # Offences dealt with by that very disposal are not previous ones, however early proven.
                worst, lowest, own = 0, 0, 0
                while turn < indexed and index[order[turn]] == day:
                    at = order[turn]
                    turn += 1
                    if (wanted and kind[at] != wanted) or kind[at] < worst:
                        continue
                    if kind[at] > worst:
                        worst, lowest, own = kind[at], code[at], 0
                    if code[at] < lowest:
                        lowest = code[at]
                    if proof[at] < day:
                        own += 1
                # Later index dates of the quarter lie in the same cohort, where a person counts once.
                while turn < indexed and index[order[turn]] <= quarter_ends:
                    turn += 1
                while proven_before < end and proof[proven_before] < day:
                    proven_before += 1
                # Nothing is proven before it is committed, so an offence after the index day is proven
                # after it, and in order of proof the first that counts is the first proven.
                reoffences, first_offence, first_proof = 0, NEVER, NEVER
                at = proven_before
                while at < end and proof[at] <= wait_later:
                    # Without a branch: which offences count is anybody's guess, and a wrong guess is dear.
                    reoffences += int(day < offence[at]) & int(offence[at] <= year_later) & int(counts[at])
                    at += 1
                if dated and reoffences:
                    for again in range(proven_before, at):
                        if day < offence[again] <= year_later and counts[again]:
                            first_offence = min(first_offence, offence[again])
                            first_proof = min(first_proof, proof[again])
                rows[PERSON, found] = person
                rows[COHORT, found] = quarter
                rows[GAP, found] = min(quarter - last_quarter, LONGEST)
                rows[INDEX_DAY, found] = day
                rows[KIND, found] = worst
                rows[CODE, found] = lowest
                rows[PREVIOUS, found] = earlier_offences[person] + proven_before - begin - own
                rows[REOFFENCES, found] = reoffences
                rows[FIRST_OFFENCE, found] = first_offence
                rows[FIRST_PROOF, found] = first_proof
                last_quarter = quarter
                found += 1
    return found
