"""The year before people were taken into a scheme against the year after, for each day at liberty.

It shows what happened and never what the scheme did: people are taken in after a bad spell, and a better one
follows anyway. That warning is part of the answer. Source: METHODS 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from desist.intervals.missing import Estimate
from desist.intervals.single import rate_interval
from desist.measures.schemes.before_after import Years, ratio_after_to_before
from desist.partnership.office import SmallNumbers
from desist.partnership.schemes import FollowUpEvent, Scheme
from desist.quarter.reader import Reader
from desist.quarter.reoffending.small_groups import mark_of, too_few
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import add_months

WARNING = (
    "Regression to the mean: people are taken in after a bad spell, so fewer events afterwards are to be "
    "expected without any help at all. This comparison does not show what the scheme does; only a comparison "
    "with like people who were not taken in can."
)
COLUMN = {FollowUpEvent.ARRESTS: "arrests", FollowUpEvent.CHARGES: "charges", FollowUpEvent.PROVEN: "proven"}
TOLD_BY = {FollowUpEvent.PROVEN: "proven"}  # the reach of everything else is that of arrests and charges
YEARS = ("year before that", "year before", "year after")
PER = 1000


@dataclass(frozen=True, kw_only=True)
class OneYear:
    """Everybody's events and days at liberty in one year beside entry, and events per 1,000 of those days."""

    year: str
    events: int
    days_at_liberty: int
    per_1000_days: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, kw_only=True)
class BeforeAfter:
    """People whose year after entry is known to its end, in the years beside it.

    ``left_out`` maps each reason to how many people it leaves out. ``ratio`` is after over before, None with
    its interval on too few people; ``mark`` and ``why`` then say so. ``warning`` belongs to every figure.
    """

    scheme: str
    title: str
    place: str
    event: str
    reaches_to: date
    people: int
    left_out: Mapping[str, int]
    years: tuple[OneYear, ...]
    ratio: Estimate
    mark: Mark
    why: str = ""
    warning: str = WARNING

    @property
    def sentence(self) -> str:
        """The comparison as it may be read out; it never goes without the warning."""
        if self.ratio.value is None:
            return f"{self.why or 'There is nothing to compare.'} {self.warning}"
        moved = 100 * (self.ratio.value - 1)
        said = f"{abs(moved):.0f}% {'fewer' if moved < 0 else 'more'}"
        return (
            f"For each day at liberty there were {said} {self.event} in the year after {self.people:,} "
            f"people were taken into {self.scheme} than in the year before (ratio {self.ratio.value:.2f}, "
            f"95% interval {self.ratio.lower:.2f} to {self.ratio.upper:.2f}). {self.warning}"
        )


def before_after(
    reader: Reader, place: str, scheme: Scheme, *, rule: SmallNumbers, event: FollowUpEvent | None = None
) -> BeforeAfter:
    """Set the year before people first came into a scheme against the year after.

    The event is the one the scheme's partners agreed to follow, unless another is asked for. Somebody whose
    year after, with the six months' wait, is not over yet or whose year before lies before the files is left
    out and counted. Raises OperatorMistake where no member or no such event is held.
    """
    chosen = event or scheme.follow_up
    reach = _reach(reader, chosen)
    rows = reader.ask(_sql(scheme.name, place))
    if not rows:
        raise OperatorMistake(
            f"Nobody is held who was taken into {scheme.name} there.", hint="Load local.cohort_membership."
        )
    by_person: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        by_person.setdefault(row["person_id"], {})[row["year"]] = row
    kept, left_out = _mature(list(by_person.values()), chosen, reach)
    column = COLUMN[chosen]
    known_before = all(each[YEARS[0]]["first_day"] >= reach["first_day"] for each in kept)
    mark = mark_of(len(kept), rule)
    shown = YEARS if known_before else YEARS[1:]
    years = [_one_year(name, [each[name] for each in kept], column, mark) for name in shown]
    return BeforeAfter(
        scheme=scheme.name,
        title=scheme.title,
        place=place,
        event=chosen.value,
        reaches_to=reach["last_day"],
        people=len(kept),
        left_out=left_out,
        years=tuple(years),
        ratio=Estimate(None, None, None) if mark is Mark.CONFIDENTIAL else _ratio(kept, column),
        mark=mark,
        why=too_few(len(kept), rule),
    )


Person = Mapping[str, Mapping[str, Any]]


def _mature(
    people: Sequence[Person], event: FollowUpEvent, reach: Mapping[str, Any]
) -> tuple[list[Person], dict[str, int]]:
    wait = 0 if event is FollowUpEvent.ARRESTS else reach["waiting_months"]
    kept: list[Person] = []
    left_out = {"their year after is not over yet": 0, "their year before lies before the files begin": 0}
    young, old = left_out
    for each in people:
        if add_months(each["year after"]["last_day"], wait) > reach["last_day"]:
            left_out[young] += 1
        elif each["year before"]["first_day"] < reach["first_day"]:
            left_out[old] += 1
        else:
            kept.append(each)
    return kept, left_out


def _ratio(kept: Sequence[Person], column: str) -> Estimate:
    def of(year: str, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array([float(each[year][name]) for each in kept])

    days = "days_at_liberty"
    return ratio_after_to_before(
        Years(
            before=of("year before", column),
            days_before=of("year before", days),
            after=of("year after", column),
            days_after=of("year after", days),
        )
    )


def _one_year(name: str, rows: Sequence[Mapping[str, Any]], column: str, mark: Mark) -> OneYear:
    events = sum(int(row[column]) for row in rows)
    days = sum(int(row["days_at_liberty"]) for row in rows)
    if mark is Mark.CONFIDENTIAL or not days:
        return OneYear(
            year=name, events=events, days_at_liberty=days, per_1000_days=None, lower=None, upper=None
        )
    ends = rate_interval(events, days, per=PER)
    return OneYear(
        year=name,
        events=events,
        days_at_liberty=days,
        per_1000_days=PER * events / days,
        lower=float(ends.lower),
        upper=float(ends.upper),
    )


def _reach(reader: Reader, event: FollowUpEvent) -> Mapping[str, Any]:
    kind = TOLD_BY.get(event, "arrest")
    rows = reader.ask(
        "select r.first_start as first_day, r.last_day, w.months as waiting_months "
        f"from scheme_reach as r cross join event_waiting as w where r.kind = '{kind}'"
    )
    if not rows:
        needed = "courts.proven_offences" if kind == "proven" else "police.arrests_and_charges"
        raise OperatorMistake(f"No {event.value} are held.", hint=f"Load {needed}.")
    if not reader.ask("select 1 as held from scheme_reach where kind = 'custody'"):
        raise OperatorMistake(
            "No stays in custody are held, so days at liberty are not known.",
            hint="Load prisons.custody_spells.",
        )
    return rows[0]


def _sql(scheme: str, place: str) -> str:
    quoted = scheme.replace("'", "''")
    return (
        f"with scheme_asked as (select '{quoted}' as scheme),\n"
        "here as (\n    select s.person_id from scheme_stay as s\n"
        "    join scheme_asked as a on a.scheme = s.scheme\n"
        f"    where s.area_code = '{place}' or '{place}' in (select code from home_places)\n)\n"
        f"select b.* from (\n{_written()}\n) as b where b.person_id in (select person_id from here)"
    )


@cache
def _written() -> str:
    file = resources.files("desist.measures.schemes").joinpath("before_and_after.sql")
    return file.read_text(encoding="utf-8").strip()
