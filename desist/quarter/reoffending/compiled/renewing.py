"""Lay out a new state of the store from the layout of an earlier one and the people whom new rows tell of.

Only their histories are asked for again; everybody else's are copied. What must be recounted is set apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.count import last_matured
from desist.measures.reoffending.compiled.days import DayTables, day_tables
from desist.measures.reoffending.compiled.people import PERSON_COLUMNS, Described
from desist.measures.reoffending.compiled.renewed import (
    AS_IT_WAS,
    LONGEST_WAIT,
    Span,
    cut,
    differs_from,
    merged,
    quarter_starts,
)
from desist.measures.reoffending.compiled.sorted_histories import COLUMNS, NEVER, SortedHistories
from desist.quarter.reoffending.compiled.counting import AFTER, BEFORE, ChunkReader, LaidOut
from desist.quarter.reoffending.compiled.layout import OF_PEOPLE, STARTS, Reach
from desist.quarter.reoffending.compiled.part_writer import PartWriter
from desist.store.duck import DuckTables
from desist.store.flat_columns import FlatWriter

EVERY_COLUMN = {*PERSON_COLUMNS, "age_band"}
FAR_BACK = -NEVER


@dataclass(frozen=True, kw_only=True)
class Touched:
    """The people whom new rows tell of, as they are now; the last has no history, for whoever has none left.

    ``take`` has for each person of the base the place here or AS_IT_WAS; ``newcomers`` the places here
    of people whom the base does not hold.
    """

    histories: SortedHistories
    people: Described
    take: NDArray[np.int64]
    newcomers: NDArray[np.int64]


def renew(
    duck: DuckTables,
    base: LaidOut,
    now: LaidOut,
    told_of: str,
    writer: FlatWriter,
    *,
    notes: Mapping[str, Any],
) -> None:
    """Write the layout of the new state.

    ``now`` holds the histories of the people whom the query ``told_of`` names by person_id, as they are
    in the new state; its levels begin with those of ``base``. In the columns BEFORE and AFTER is set
    apart what these people counted for, and what they count for, where that differs.
    """
    touched = _touched(duck, base, now, told_of)
    about, reach = _write_merged(base, touched, writer)
    about |= _set_apart(base, touched, reach, len(now.levels["source"]), writer)
    duck.write(
        f"select number, told_by, person_id from {_people(base)} union all\n"
        f"select n.place, p.told_by, p.person_id from {_people(now)} as p\n"
        "join newcomers as n on n.number = p.number",
        writer.beside("people-0.parquet"),
    )
    told = base.columns.about
    places = sorted({*map(tuple, told["places"]), *map(tuple, now.columns.about["places"])})
    writer.finish({**about, **notes, "base": told["key"], "levels": now.levels, "places": places})


def _people(laid_out: LaidOut) -> str:
    folder = str(laid_out.columns.folder).replace("'", "''")
    return f"read_parquet('{folder}/people-*.parquet')"


def _touched(duck: DuckTables, base: LaidOut, now: LaidOut, told_of: str) -> Touched:
    histories, people = _whole(now)
    # Whoever was told of and is not laid out now has no history any more.
    duck.keep_again(
        "held_before",
        f"select b.number as old, n.number as new\n"
        f"from {_people(base)} as b\n"
        f"join (select distinct person_id from ({told_of})) as t on t.person_id = b.person_id\n"
        f"left join {_people(now)} as n on n.told_by = b.told_by and n.person_id = b.person_id",
    )
    duck.keep_again(
        "newcomers",
        f"select n.number, {base.people} + row_number() over (order by n.number) - 1 as place\n"
        f"from {_people(now)} as n where n.number not in (select new from held_before where new is not null)",
    )
    found = duck.columns(f"select old, coalesce(new, {now.people}) as new from held_before")
    take = np.full(base.people, AS_IT_WAS, dtype=np.int64)
    take[found["old"]] = found["new"]
    newcomers = duck.columns("select number from newcomers order by place")["number"].astype(np.int64)
    return Touched(histories=histories, people=people, take=take, newcomers=newcomers)


def _whole(now: LaidOut) -> tuple[SortedHistories, Described]:
    """All of a small layout, with nobody's empty history at its end."""
    columns = now.columns
    starts = columns.read(STARTS, np.dtype(np.int64), 0, now.people + 1)
    of_people = {
        name: np.append(columns.read(name, kind, 0, now.people), np.zeros(1, dtype=kind))
        for name, kind in OF_PEOPLE.items()
    }
    histories = SortedHistories(
        starts=np.append(starts, starts[-1:]),
        **{name: columns.read(name, kind, 0, now.offences) for name, kind in COLUMNS.items()},
    )
    return histories, Described(
        known=of_people["known"],
        born=of_people["born"],
        levels=np.array([of_people[name] for name in PERSON_COLUMNS], dtype=np.int16),
    )


def _pieces(
    base: LaidOut, touched: Touched
) -> Iterator[tuple[SortedHistories, Described, NDArray[np.int64]]]:
    """The base piece by piece, each with what to take instead; at last the newcomers, empty until then."""
    chunks = base.chunks()
    reader = ChunkReader(base.columns, chunks, "", EVERY_COLUMN)
    for chunk, (person, _) in enumerate(chunks[:-1].tolist()):
        histories, people, _ = reader.read(chunk)
        yield histories, people, touched.take[person : person + histories.people]
    many = len(touched.newcomers)
    nothing = SortedHistories(
        starts=np.zeros(many + 1, dtype=np.int64),
        **{name: np.empty(0, dtype=kind) for name, kind in COLUMNS.items()},
    )
    nobody = Described(
        known=np.zeros(many, dtype=np.bool_),
        born=np.zeros(many, dtype=np.int32),
        levels=np.zeros((len(PERSON_COLUMNS), many), dtype=np.int16),
    )
    yield nothing, nobody, touched.newcomers


def _told(people: Described, touched: Touched, take: NDArray[np.int64]) -> Described:
    """What is told of people in the new state."""
    taken = take != AS_IT_WAS
    known, born, levels = people.known.copy(), people.born.copy(), people.levels.copy()
    known[taken], born[taken] = touched.people.known[take[taken]], touched.people.born[take[taken]]
    levels[:, taken] = touched.people.levels[:, take[taken]]
    return Described(known=known, born=born, levels=levels)


def _write_merged(base: LaidOut, touched: Touched, writer: FlatWriter) -> tuple[dict[str, Any], Reach]:
    state, reach = PartWriter(writer, ""), Reach()
    for histories, people, take in _pieces(base, touched):
        after, told = merged(histories, touched.histories, take), _told(people, touched, take)
        source = told.levels[PERSON_COLUMNS.index("source")]
        reach.add(np.repeat(source, np.diff(after.starts)), after.proof, after.index)
        state.add(after, told)
    return {**state.finish(), "reach": reach.found}, reach


def _set_apart(
    base: LaidOut, touched: Touched, reach: Reach, sources: int, writer: FlatWriter
) -> dict[str, Any]:
    """The ends of histories that count for something else than before."""
    before, after = PartWriter(writer, BEFORE), PartWriter(writer, AFTER)
    old_reach = base.columns.about["reach"]
    spans = [*reach.found.values(), *old_reach.values()]
    days = day_tables(min(span[0] for span in spans), max(span[1] for span in spans))
    ripe = [
        last_matured(days, np.array([known.get(str(level), (0, 0, FAR_BACK))[2] for level in range(sources)]))
        for known in (old_reach, reach.found)
    ]
    for histories, people, take in _pieces(base, touched):
        told = _told(people, touched, take)
        span = _span(histories, people, told, touched, take, ripe, days)
        left, earlier, whose = cut(histories, span, days)
        # The people of the base come before; a newcomer was nobody then, with an empty history.
        before.add(left, _of(people, whose), earlier)
        left, earlier, whose = cut(merged(histories, touched.histories, take), span, days)
        after.add(left, _of(told, whose), earlier)
    return {**before.finish(), **after.finish(), "reach_before": old_reach}


def _of(people: Described, whose: NDArray[np.int64]) -> Described:
    return Described(known=people.known[whose], born=people.born[whose], levels=people.levels[:, whose])


def _span(
    histories: SortedHistories,
    people: Described,
    told: Described,
    touched: Touched,
    take: NDArray[np.int64],
    ripe: list[NDArray[np.int64]],
    days: DayTables,
) -> Span:
    """From which day on each person's history counts for something else, and until which."""
    first = differs_from(histories, touched.histories, take)
    differs = first != NEVER
    first[differs] -= LONGEST_WAIT
    # What is told of a person is told of every cohort.
    other = (people.known != told.known) | (people.born != told.born)
    other |= (people.levels != told.levels).any(axis=0)
    first[other & (take != AS_IT_WAS)] = days.first
    differs |= other & (take != AS_IT_WAS)
    last = np.full(histories.people, NEVER, dtype=np.int32)
    # Whose eighteen months were over only after the base was laid out counts as matured now.
    source = told.levels[PERSON_COLUMNS.index("source")]
    of_person = np.repeat(np.arange(histories.people), np.diff(histories.starts))
    fresh = (histories.index > ripe[0][source][of_person]) & (histories.index <= ripe[1][source][of_person])
    ripened = np.zeros(histories.people, dtype=np.bool_)
    ripened[of_person[fresh]] = True
    from_day = (ripe[0][source] + 1).astype(np.int32)
    first = np.where(ripened, np.minimum(first, from_day), first)
    only = ripened & ~differs
    last[only] = ripe[1][source][only]
    changed = differs | ripened
    first[changed] = quarter_starts(np.maximum(first[changed], days.first))
    return Span(first=np.where(changed, first, NEVER).astype(np.int32), last=last)
