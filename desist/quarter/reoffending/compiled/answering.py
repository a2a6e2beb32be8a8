"""Answer the measures of proven reoffending from one compiled pass instead of from their query.

The query stays the definition: the pass fills a small table with what its rows add up to, and the same
question is put to that table. A measure, a breakdown or an engine that the pass does not know is left to
the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from desist.measures.reoffending.compiled import asked
from desist.measures.reoffending.compiled.compiler import can_compile
from desist.measures.reoffending.compiled.days import QUARTER, quarter_start
from desist.measures.reoffending.compiled.people import COLUMNS, Lookups
from desist.measures.reoffending.compiled.tables import SUMS, Counted, lines
from desist.measures.reoffending.follow_up import waiting_ends
from desist.measures.reoffending.measures import (
    MATURED,
    OFFENDERS,
    PROVEN_REOFFENDING,
    PROVEN_REOFFENDING_12_MONTHS,
    REOFFENDERS,
)
from desist.quarter.reoffending.compiled.counting import LaidOut
from desist.quarter.reoffending.compiled.kept import State, laid_out
from desist.quarter.reoffending.compiled.kept_counts import counted
from desist.quarter.reoffending.compiled.layout import CannotLayOut, offences_held
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import add_months, month_end

LARGEST = 8_000_000  # sums of one table, 64 MB
WORTH_IT = 100_000  # proven offences; below, the query answers before the compiler is loaded

# What each aggregate over the query's rows is over a table of their sums, the longest first.
OVER_SUMS = {
    MATURED: "sum(r.matured)::double / nullif(sum(r.people), 0)",
    "count(r.person_id) filter (where r.previous_offences > 0)": "coalesce(sum(r.with_previous), 0)::bigint",
    REOFFENDERS: "coalesce(sum(r.reoffenders), 0)::bigint",
    OFFENDERS: "coalesce(sum(r.people), 0)::bigint",
    "sum(r.reoffences * r.reoffences)": "sum(r.reoffences_squared)",
    "sum(r.previous_offences * r.previous_offences)": "sum(r.previous_offences_squared)",
}
KNOWN = {*SUMS, "is_final", "reaches_to"}
HELD = "reoffending_counted_held"


class Compiled:
    """What the pass finds of one state of the store; laid out and counted when first asked.

    ``home`` are the places where everybody counts.
    """

    def __init__(self, state: State, home: Sequence[str]) -> None:
        self._state = state
        self._home = home
        self._laid_out: LaidOut | None = None
        self._lookups: Lookups | None = None
        self._counted: set[str] = set()

    def opened(self) -> tuple[LaidOut, Lookups]:
        """The layout of this state, and where ages, codes and numbers of offences belong."""
        if self._laid_out is None or self._lookups is None:
            self._laid_out = laid_out(self._state)
            self._lookups = asked.lookups(self._state.asking.ask, self._laid_out.levels)
            self._state.duck.keep_columns(HELD, _columns(self._held(self._laid_out)))
        return self._laid_out, self._lookups

    def instead(
        self, measure: Measure, columns: Sequence[str], places: Sequence[str], *, at_least: int = WORTH_IT
    ) -> Measure:
        """The measure over counted sums, where the pass can give them; else the measure as it is."""
        answered = over_sums(measure, columns)
        if answered is None or not can_compile():
            return measure
        if offences_held(self._state.duck.ask) < at_least:
            return measure
        try:
            self.opened()
        except (CannotLayOut, OSError):
            return measure  # the query needs no room of its own on the disk
        months = 3 if measure in PROVEN_REOFFENDING else 12
        name = self._count(columns, by_area=not set(places) <= set(self._home), yearly=months == 12)
        in_cohort = f"where cohort_months = {months}"
        return replace(answered, of=f"{name} {in_cohort}", held=f"{HELD} {in_cohort}") if name else measure

    def close(self) -> None:
        if self._laid_out is not None:
            self._laid_out.close()
            self._laid_out = None

    def _count(self, columns: Sequence[str], *, by_area: bool, yearly: bool) -> str:
        """Fill the table of some columns; gives its name, or none where it would be too large."""
        names = sorted(set(columns))
        name = "_".join(["reoffending_counted", *names, *["by_area"] * by_area, *["yearly"] * yearly])
        if name in self._counted:
            return name
        laid_out, lookups = self.opened()
        asked_for = [("source", *names), *[("source", "area_code", *names)] * by_area]
        if laid_out.layout(asked_for, lookups, yearly=yearly).size > LARGEST:
            return ""
        each = "disposal" in names
        layout, parts = counted(laid_out, lookups, asked_for, each_disposal=each, yearly=yearly)
        rows = []
        for table, part in parts.items():
            for line in lines(layout, part, table):
                row = self._row(laid_out, line, table)
                area = row.pop("area_code", None)
                if "area_code" not in table:
                    rows += [{"place": place, **row} for place in self._home]
                elif area is not None and area not in self._home:
                    rows.append({"place": area, **row})
        self._state.duck.keep_columns(name, _columns(rows))
        self._counted.add(name)
        return name

    def _row(self, laid_out: LaidOut, line: Counted, table: Sequence[str]) -> dict[str, Any]:
        levels = dict(zip(table, line.levels, strict=True))
        start, end = _cohort(line.months, line.quarter)
        reaches_to = _date(laid_out.reach[str(levels["source"])][2])
        return {
            **levels,
            "cohort_months": line.months,
            "period_start": start,
            "period_end": end,
            "reaches_to": reaches_to,
            "is_final": waiting_ends(end) <= reaches_to,
            **dict(zip(SUMS, line.sums, strict=True)),
        }

    def _held(self, laid_out: LaidOut) -> list[dict[str, Any]]:
        """For which places and cohorts people can be followed up, as `cohorts_held.sql` says."""
        rows = []
        for source, area in laid_out.columns.about["places"]:
            told_by, code = laid_out.levels["source"][source], laid_out.levels["area_code"][area]
            first, last, _ = laid_out.reach[str(told_by)]
            if first > last:
                continue
            quarters = [int(laid_out.days.table[day - laid_out.days.first, QUARTER]) for day in (first, last)]
            for place in {*self._home, *([code] if code is not None else [])}:
                for months in (3, 12):
                    for quarter in range(quarters[0], quarters[1] - months // 3 + 2):
                        start, end = _cohort(months, quarter)
                        rows.append((place, told_by, months, start, end))
        names = ("place", "source", "cohort_months", "period_start", "period_end")
        return [dict(zip(names, row, strict=True)) for row in sorted(set(rows))]


def over_sums(measure: Measure, columns: Sequence[str]) -> Measure | None:
    """The measure with its aggregates over sums; None where the pass does not give all that they need."""
    if measure not in (*PROVEN_REOFFENDING, *PROVEN_REOFFENDING_12_MONTHS):
        return None
    if not set(columns) <= set(COLUMNS) - {"source", "area_code"}:
        return None
    answered = replace(
        measure,
        once_for_each=(),
        numerator=_over_sums(measure.numerator),
        denominator=_over_sums(measure.denominator),
        spread=_over_sums(measure.spread),
        events=_over_sums(measure.events),
        final=_over_sums(measure.final),
        reaches=_over_sums(measure.reaches),
        matured=_over_sums(measure.matured),
    )
    aggregates = (answered.numerator, answered.denominator, answered.spread, answered.events)
    said = " ".join((*aggregates, answered.final, answered.reaches, answered.matured))
    # An aggregate that is not known above speaks of rows still; the query must answer it.
    known = set(re.findall(r"\br\.(\w+)", said)) <= KNOWN and not re.search(r"count\(|avg\(", said)
    return answered if known else None


def _over_sums(sql: str) -> str:
    for rows, sums in OVER_SUMS.items():
        sql = sql.replace(rows, sums)
    return sql


def _cohort(months: int, quarter: int) -> tuple[date, date]:
    start = quarter_start(quarter)
    return start, month_end(add_months(start, months - 1))


def _date(day: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + day)


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows as one array a column, days as days."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return {
        name: np.array(values, dtype="datetime64[D]" if isinstance(values[0], date) else None)
        for name, values in columns.items()
    }
