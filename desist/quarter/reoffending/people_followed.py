"""The people of mature cohorts: who was followed up from when, and whether and when each reoffended.

What is read here are rows about persons. They stay in memory: the files beside this one make figures about
groups of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from desist.measures.catalogue import CATALOGUE
from desist.measures.reoffending.cohort import Cohort, quarter
from desist.measures.reoffending.columns import Counts, Days, Flags
from desist.measures.reoffending.histories import Histories, completed_years
from desist.measures.reoffending.measures import SOURCES
from desist.quarter.made_up import is_made_up
from desist.quarter.reader import Reader
from desist.records.places import printed_name
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Every, Period, add_months, month, month_end

ALL = "everybody"
BY_DISPOSAL = "disposal"
QUARTER = 3  # months of the Ministry's cohorts since October 2015
BREAKDOWNS = (
    "age_group",
    "sex",
    "age_band",
    "ethnicity_self",
    "ethnicity_officer",
    "index_offence_group",
    BY_DISPOSAL,
    "previous_offences_band",
    "area",
)
SUPPLY = "Load criminal_history, or courts.proven_offences with police.people and prisons.custody_spells."


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Everybody in the mature cohorts of a period at a place, one entry for each person and cohort.

    The cohorts are of ``months`` months: of 3, in which a person may stand once for each quarter of the
    period, as in the Ministry's annual rate; or of 12, in which everybody stands once.
    ``reoffended_after`` is days to the first proven reoffence (0 where there was none), ``followed`` days to
    the end of the follow-up. ``levels`` holds each person's level of each breakdown asked for.
    """

    place: str
    place_code: str
    period: Period
    source: str
    reaches_to: date
    table: str
    months: int
    person: tuple[str, ...]
    cohort: tuple[date, ...]
    disposal: tuple[str, ...]
    index_date: Days
    female: Flags
    sex_known: Flags
    offence: tuple[str, ...]
    reoffended_after: Counts
    followed: Counts
    levels: Mapping[str, tuple[str, ...]]

    @property
    def people(self) -> int:
        return len(self.person)

    @property
    def reoffended(self) -> Flags:
        return self.reoffended_after > 0

    def asked_sql(self) -> str:
        """The relation offender_asked that holds these people, for another query over them."""
        return asked_sql(self.table, self.source, self.place_code, self.period, self.months)

    def keys(self) -> dict[tuple[str, date, str], int]:
        """Where each person of each cohort stands."""
        return {key: at for at, key in enumerate(zip(self.person, self.cohort, self.disposal, strict=True))}

    def everybody(self) -> Flags:
        """All of them, as a choice of people."""
        return np.ones(self.people, dtype=np.bool_)

    def groups(self, by: str) -> dict[str, Flags]:
        """Who has which level of a breakdown, in the order of the levels; none for an empty ``by``."""
        if not by:
            return {}
        written = np.asarray(self.levels[by], dtype=str)
        return {level: np.asarray(written == level) for level in in_order(self.levels[by])}


def in_order(levels: Iterable[str]) -> list[str]:
    """Each level once: by its first number where it has one, otherwise by its name."""
    numbered = {level: re.match(r"\d+", level) for level in set(levels)}
    return sorted(numbered, key=lambda each: (int(found[0]) if (found := numbered[each]) else 10_000, each))


def sources_held(reader: Reader) -> list[tuple[str, date]]:
    """Each source of proven offences that is held, the preferred one first, and how far it reaches."""
    reach = {row["source"]: row["reaches_to"] for row in reader.ask("select * from data_reach")}
    return [(name, reach[name]) for name in SOURCES if reach.get(name)]


def the_source(reader: Reader) -> tuple[str, date]:
    """The source that answers and the last day it reaches to; agencies' extracts before a single file."""
    held = sources_held(reader)
    if not held:
        raise OperatorMistake("No proven offences are held.", hint=SUPPLY)
    return held[0]


def place_named(reader: Reader, place: str) -> str:
    """A place's name as it stands beside a figure; it says so where people were made up."""
    rate = CATALOGUE["proven_reoffending_rate"]
    return f"{printed_name(place)} (synthetic)" if is_made_up(reader, rate) else printed_name(place)


def mature_period(reader: Reader, start: str = "", end: str = "") -> Period:
    """The whole quarters asked for; left out, the newest year of which every cohort is mature.

    ``start`` and ``end`` are months written 2023-01. Raises OperatorMistake for a period that is not of whole
    quarters, and for one whose last cohort is not mature.
    """
    source, reaches_to = the_source(reader)
    if start or end:
        period = _whole_quarters(start or end, end or start)
    else:
        last = quarter(reaches_to)
        while not Cohort(period=last).is_mature(as_at=reaches_to):
            last = last.moved(-3)
        period = Period(add_months(last.start, -9), last.end)
    final = Cohort(period=quarter(period.end))
    if not final.is_mature(as_at=reaches_to):
        raise OperatorMistake(
            f"The cohorts of {period} are not mature: reoffences may be proven until "
            f"{_said(final.last_waiting_ends)}, and {source} reach to {_said(reaches_to)}.",
            hint="Ask for earlier cohorts; 'desist reoffending nowcast' gives a provisional rate.",
        )
    return period


def people_followed(
    reader: Reader, place: str, period: Period, *, by: Sequence[str] = (), months: int = QUARTER
) -> Followed:
    """Follow up everybody of the cohorts of a period at a place (a code), with the breakdowns asked for.

    ``months`` is the length of the cohorts. By disposal a person counts once for each kind received in a
    cohort. Raises OperatorMistake for an unknown
    breakdown and where nobody is held.
    """
    for name in by:
        if name not in BREAKDOWNS:
            raise OperatorMistake(
                f"People followed up cannot be broken down by '{name}'.",
                hint=nearest(name, list(BREAKDOWNS)) or f"Use one of {', '.join(BREAKDOWNS)}.",
            )
    source, reaches_to = the_source(reader)
    table = "offenders_by_disposal" if BY_DISPOSAL in by else "offenders_followed_up"
    wanted = "".join(f", o.{name}" for name in by if name not in ("sex", BY_DISPOSAL))
    rows = reader.ask(
        f"with {asked_sql(table, source, place, period, months)}\n"
        "select o.person_id, o.period_start, o.disposal, o.index_date, o.sex, o.index_offence_code, "
        "coalesce(date_diff('day', o.index_date, o.first_reoffence_date), 0) as reoffended_after, "
        f"date_diff('day', o.index_date, o.follow_up_ends) as followed{wanted} from offender_asked as o "
        "order by o.person_id, o.period_start, o.disposal"
    )
    if not rows:
        raise _nobody(reader, table, source, place, period, months)
    return Followed(
        place=place_named(reader, place),
        place_code=place,
        period=period,
        source=source,
        reaches_to=reaches_to,
        table=table,
        months=months,
        person=_texts(rows, "person_id"),
        cohort=tuple(row["period_start"] for row in rows),
        disposal=_texts(rows, "disposal"),
        index_date=_days(rows, "index_date"),
        female=np.array([row["sex"] == "female" for row in rows], dtype=np.bool_),
        sex_known=np.array([row["sex"] in ("female", "male") for row in rows], dtype=np.bool_),
        offence=_texts(rows, "index_offence_code"),
        reoffended_after=np.array([row["reoffended_after"] for row in rows], dtype=np.int64),
        followed=np.array([row["followed"] for row in rows], dtype=np.int64),
        levels={name: _texts(rows, name) for name in by},
    )


def _nobody(
    reader: Reader, table: str, source: str, place: str, period: Period, months: int
) -> OperatorMistake:
    """Why nobody is followed up: nobody is held of the place, or of these cohorts of it."""
    (held,) = reader.ask(
        f"select min(o.index_date) as first, max(o.index_date) as last from {table} as o "
        "join person_place as w on w.source = o.source and w.person_id = o.person_id "
        f"where o.cohort_months = {months} and o.source = {_quoted(source)} and w.place = {_quoted(place)}"
    )
    where = place_named(reader, place)
    if held["first"] is None:
        return OperatorMistake(
            f"Nobody of {where} is held who was cautioned, convicted or released.", hint=SUPPLY
        )
    return OperatorMistake(
        f"Data are loaded, but nobody of {where} stands in the cohorts of {period}.",
        hint=f"People were cautioned, convicted or released there from {_said(held['first'])} to "
        f"{_said(held['last'])}: name cohorts of that time with --from and --to. "
        "'desist reoffending nowcast' tells of those that are not final.",
    )


def histories_of(reader: Reader, people: Followed) -> Histories:
    """What a predictor is told about each of them, in the same order."""
    rows = reader.ask(
        f"with {people.asked_sql()}\n"
        f"select * from (\n{written('histories')}\n) order by person_id, period_start, disposal"
    )
    born = _days(rows, "date_of_birth")
    first = _days(rows, "first_sanction")
    return Histories(
        female=people.female,
        born=born,
        sanctioned=_days(rows, "sanctioned"),
        followed_from=people.index_date,
        sanctions=np.array([row["sanctions"] for row in rows], dtype=np.int64),
        age_at_first=completed_years(born, first),
        offence=people.offence,
    )


def asked_sql(table: str, source: str, place: str, period: Period, months: int) -> str:
    """The relation offender_asked: the offenders of one source, place and period, in cohorts of a length."""
    last = period.end if months == QUARTER else period.start
    whose = f"o.source = {_quoted(source)} and w.place = {_quoted(place)}"
    return (
        f"offender_asked as (\n    select o.* from {table} as o\n"
        "    join person_place as w on w.source = o.source and w.person_id = o.person_id\n"
        f"    where o.cohort_months = {months} and {whose}\n"
        f"    and o.period_start >= date '{period.start}' and o.period_start <= date '{last}'\n)"
    )


@cache
def written(name: str) -> str:
    """A query of the measures' room, as it stands in its file."""
    file = resources.files("desist.measures.reoffending").joinpath(f"{name}.sql")
    return file.read_text(encoding="utf-8").strip()


def _whole_quarters(start: str, end: str) -> Period:
    period = Period(month(start).start, month(end).end)
    steps = list(period.steps(Every.QUARTER))
    if (period.start.month - 1) % 3 or not steps or steps[-1].end != month_end(period.end):
        raise OperatorMistake(
            f"{period} is not made of whole calendar quarters, and a cohort is one.",
            hint="Start with January, April, July or October, and end with March, June, September or "
            "December.",
        )
    return period


def _texts(rows: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple("not stated" if row[name] is None else str(row[name]) for row in rows)


def _days(rows: Sequence[Mapping[str, Any]], name: str) -> Days:
    return np.array([row[name] for row in rows], dtype="datetime64[D]")


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
