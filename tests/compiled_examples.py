"""Records laid out as arrays and followed up by the compiled pass, to be set beside the queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from desist.measures.reoffending.compiled import asked
from desist.measures.reoffending.compiled.count import Counter
from desist.measures.reoffending.compiled.days import QUARTER, DayTables, day_tables, quarter_start
from desist.measures.reoffending.compiled.follow import follow, follow_up, room_for
from desist.measures.reoffending.compiled.people import Described, Lookups
from desist.measures.reoffending.compiled.sorted_histories import COLUMNS, NEVER, SortedHistories
from desist.measures.reoffending.compiled.tables import Counted, Layout, lines, tables_of
from desist.vocabulary.period import add_months

Ask = Callable[[str], list[dict[str, Any]]]
Row = dict[str, Any]
EPOCH = date(1970, 1, 1)


class LaidOut:
    """Everything that the pass needs of some records, asked for in SQL."""

    def __init__(self, ask: Ask) -> None:
        sources = ask(f"select distinct source from (\n{asked.offences_sql()}\n)")
        levels = asked.people_levels(ask, [row["source"] for row in sources])
        parts = (
            f"with offences as (\n{asked.offences_sql()}\n), "
            f"people as (\n{asked.numbered_people_sql(levels)}\n), "
            f"numbered as (\n{asked.numbered_sql('offences', 'people', levels)}\n)\n"
        )
        people = ask(f"{parts} select * from numbered order by number")
        offences = ask(f"{parts} {asked.sorted_sql('offences', 'numbered')}")
        names = ["number", *COLUMNS]
        columns = {name: np.array([row[name] for row in offences], dtype=np.int64) for name in names}
        self.people = [(row["told_by"], row["person_id"]) for row in people]
        self.histories: SortedHistories = asked.histories_of(columns, len(people))
        told = ["known", "born", *asked.PERSON_COLUMNS]
        self.described: Described = asked.described(
            {name: np.array([row[name] for row in people], dtype=np.int64) for name in told}
        )
        self.lookups: Lookups = asked.lookups(ask, levels)
        last = max(
            (row["proof"] if row["index"] == NEVER else max(row["proof"], row["index"]) for row in offences),
            default=0,
        )
        self.reaches_to = np.full(len(levels["source"]), last, dtype=np.int64)
        found = self.histories.index[self.histories.index != NEVER]
        first, last = (int(found.min()), int(found.max())) if len(found) else (0, 0)
        self.days: DayTables = day_tables(first, last)


def followed(laid_out: LaidOut, *, each_disposal: bool = False) -> Iterator[Row]:
    """The rows of the pass in the words of the query, for 3- and 12-month cohorts."""
    found = follow_up(laid_out.histories, laid_out.days, each_disposal=each_disposal)
    disposals = laid_out.lookups.levels["disposal"]
    for at in range(len(found.person)):
        source, person = laid_out.people[found.person[at]]
        quarter = int(found.quarter[at])
        starts = [(3, 0), *((12, before) for before in range(found.gap[at]))]
        for months, before in starts:
            yield {
                "source": source,
                "person_id": person,
                "cohort_months": months,
                "period_start": add_months(quarter_start(quarter), -3 * before),
                "index_date": _day(found.index_day[at]),
                "disposal": disposals[found.kind[at] - 1],
                "index_offence_code": f"{found.code[at]:05d}",
                "previous_offences": int(found.previous[at]),
                "reoffences": int(found.reoffences[at]),
                "first_reoffence_date": _day(found.first_offence[at]),
                "first_proof_date": _day(found.first_proof[at]),
            }


def counted(
    laid_out: LaidOut, tables: Sequence[Sequence[str]], *, each_disposal: bool = False
) -> list[list[Counted]]:
    """The lines of each table, all counted at once."""
    days = laid_out.days
    quarters = days.table[[0, -1], QUARTER]
    layout = Layout(
        tables=tables_of(tables),
        levels=laid_out.lookups.levels,
        first_quarter=int(quarters[0]),
        quarters=int(quarters[1] - quarters[0] + 1),
    )
    rows = room_for(len(laid_out.histories))
    many = follow(laid_out.histories, days, rows, each_disposal=each_disposal)
    counter = Counter(layout, laid_out.lookups, days, laid_out.reaches_to)
    counter.add(rows, many, laid_out.described)
    return [list(lines(layout, layout.part(counter.totals, table), table)) for table in layout.tables]


def _day(day: Any) -> date | None:
    return None if day == NEVER else EPOCH + timedelta(days=int(day))
