"""Supervision by the organisation that each provider had become by a day, and spells at odds with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desist.contracts.catalogue import CONTRACTS
from desist.partnership.organisations import OrganisationsFile
from desist.quarter.reader import Reader

SUPERVISION, PROVIDER = "probation.supervision", "provider"


@dataclass(frozen=True, kw_only=True)
class Provided:
    """One provider as the extract writes it: how many spells, and how many on days it did not exist.

    ``known`` is false where the partnership's file names no such organisation.
    """

    written: str
    known: bool
    spells: int
    at_odds: int


def as_on(file: OrganisationsFile, day: date, known: date) -> dict[str, str]:
    """The query to read in the place of supervision: every provider by the name it counts under on a day."""
    named = file.named_by(day, known)
    extract = CONTRACTS[SUPERVISION]
    columns = ", ".join(_named(rule.name, named) for rule in extract.columns)
    return {extract.table(): f"select {columns} from {extract.table()} as t"}


def _named(column: str, named: Mapping[str, str]) -> str:
    if column != PROVIDER or not named:
        return f't."{column}"'
    told = " ".join(f"when {_text(written)} then {_text(name)}" for written, name in named.items())
    return f'case lower(trim(t."{column}")) {told} else t."{column}" end as "{column}"'


def provided(file: OrganisationsFile, reader: Reader) -> list[Provided]:
    """Every provider of the supervision that is held, the one with most spells first."""
    rows = reader.ask(
        f"select {PROVIDER} as written, start_date, end_date, count(*) as spells "
        f"from {CONTRACTS[SUPERVISION].table()} group by all"
    )
    found: dict[str, list[int]] = {}
    for row in rows:
        known = file.meant(row["written"])
        odd = known is not None and not known.existed(row["start_date"], row["end_date"])
        counts = found.setdefault(row["written"], [0, 0])
        counts[0] += row["spells"]
        counts[1] += row["spells"] if odd else 0
    each = [
        Provided(written=written, known=file.meant(written) is not None, spells=spells, at_odds=odd)
        for written, (spells, odd) in found.items()
    ]
    return sorted(each, key=lambda one: (-one.spells, one.written))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
