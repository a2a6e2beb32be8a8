"""How long rows about persons are kept: what is due for review or deletion, and what may not go yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desist.access.one_person import canonical, text
from desist.access.persons import TABLES
from desist.access.visible import exactly, quote
from desist.partnership.access import Kept, RetentionClass, Then
from desist.store.session import Session


@dataclass(frozen=True, kw_only=True)
class Due:
    """One retention class on a day: whose time is over, and of how many persons it holds rows at all."""

    rule: RetentionClass
    persons: tuple[str, ...]
    held: int
    without_date: int

    @property
    def then(self) -> Then:
        return self.rule.then


def due(session: Session, classes: Iterable[RetentionClass], day: date) -> list[Due]:
    """For each class, the persons whose last day in its rows is further back than its years."""
    return [_due(session, rule, day) for rule in classes]


def protected(
    session: Session, classes: Iterable[RetentionClass], references: Sequence[str], day: date
) -> dict[str, RetentionClass]:
    """Tables whose rows about a person the law asks to be kept on a day, and the class that says so."""
    found: dict[str, RetentionClass] = {}
    for rule in classes:
        if not rule.protects:
            continue
        rows = session.ask(
            f"select contract, day from ({_days(rule)}) where person in ("
            f"{', '.join(canonical(text(each)) for each in references)})"
        )
        days = [row["day"] for row in rows if row["day"]]
        # A row without its day is one whose time has not begun to run.
        if rows and (len(days) < len(rows) or years_after(max(days), rule.years) >= day):
            found |= {row["contract"]: rule for row in rows}
    return found


def years_after(day: date, years: int) -> date:
    """The same day some years later; of 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _due(session: Session, rule: RetentionClass, day: date) -> Due:
    rows = session.ask(
        f"select person, max(day) as last, bool_or(day is null) as open from ({_days(rule)}) "
        "group by person order by person"
    )
    over = tuple(
        row["person"] for row in rows if not row["open"] and years_after(row["last"], rule.years) < day
    )
    return Due(rule=rule, persons=over, held=len(rows), without_date=sum(bool(row["open"]) for row in rows))


def _days(rule: RetentionClass) -> str:
    """SQL for each row of a class: its table, the person it is about, and the day its time runs from."""
    return " union all ".join(_rows(each) for each in rule.kept if each.contract in TABLES) or (
        "select null::varchar as contract, null::varchar as person, null::date as day where false"
    )


def _rows(kept: Kept) -> str:
    table = TABLES[kept.contract]
    where = " and ".join(exactly(kept.only, "t")) or "true"
    return (
        f"select {text(kept.contract)} as contract, {canonical('t.' + quote(table.persons[0]))} as person, "
        f"cast(t.{quote(kept.dated_by)} as date) as day from {table.view} as t where {where}"
    )
