"""Look up offence codes and groups, crime outcomes and severity weights, in the tables of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.place import plain_name
from desist.vocabulary.reference_tables import rows, unknown


@dataclass(frozen=True, kw_only=True)
class OffenceCode:
    """A Home Office offence code with its place in the published groups."""

    code: str
    description: str
    subgroup: str
    offence_group: str
    comparable_group: str
    police_uk_category: str


@dataclass(frozen=True, kw_only=True)
class CrimeOutcome:
    """A Home Office outcome code; ``positive`` is the set named in the table's source notes."""

    code: str
    name: str
    outcome_group: str
    assigned: bool
    charged: bool
    positive: bool
    positive_with_diversion: bool


@cache
def _offence_codes() -> Mapping[str, OffenceCode]:
    columns = OffenceCode.__dataclass_fields__
    return {
        row["code"]: OffenceCode(**{name: row[name] for name in columns}) for row in rows("offence_codes")
    }


def offence_code(code: str) -> OffenceCode:
    """The Home Office offence code with its description, subgroup and group."""
    known = _offence_codes()
    if (key := code.strip().upper() if code.strip().upper() in known else code.strip()) not in known:
        raise unknown("Home Office offence code", code, list(known))
    return known[key]


@cache
def _offence_groups() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows("offence_groups"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name:
                found.setdefault(plain_name(name), row["name"])
    return found


def offence_group(name: str) -> str:
    """The one name used here for an offence group, subgroup or total, however a publisher writes it."""
    known = _offence_groups()
    if (key := plain_name(name)) not in known:
        raise unknown("offence group", name, list(known.values()))
    return known[key]


@cache
def comparable_group(police_uk_category: str) -> str:
    """The finest group in which a data.police.uk crime type can be set beside Home Office figures.

    Empty for anti-social behaviour, which is no crime, and for the former type that spans two groups.
    """
    known = {plain_name(row["name"]): row["comparable_group"] for row in rows("police_uk_categories")}
    if (key := plain_name(police_uk_category)) not in known:
        names = [row["name"] for row in rows("police_uk_categories")]
        raise unknown("crime type of data.police.uk", police_uk_category, names)
    return known[key]


@cache
def _crime_outcomes() -> Mapping[str, CrimeOutcome]:
    return {
        row["code"]: CrimeOutcome(
            code=row["code"],
            name=row["name"],
            outcome_group=row["outcome_group"],
            assigned=row["assigned"] == "true",
            charged=row["charged"] == "true",
            positive=row["positive"] == "true",
            positive_with_diversion=row["positive_with_diversion"] == "true",
        )
        for row in rows("crime_outcomes")
    }


def outcome_code(code: str | int) -> CrimeOutcome:
    """The Home Office outcome with this code, 0 (not yet assigned) to 22."""
    known = _crime_outcomes()
    if (key := str(code).strip().upper()) not in known:
        raise OperatorMistake(f"'{code}' is no Home Office outcome code.", hint="Codes run from 0 to 22.")
    return known[key]


@cache
def severity_versions() -> tuple[str, ...]:
    """The editions of the severity weights that are held, latest last."""
    return tuple(dict.fromkeys(row["version"] for row in rows("severity_weights")))


@cache
def severity_weights(version: str = "") -> Mapping[str, float]:
    """Weight of one offence by Home Office code, for one edition; the latest when none is named."""
    held = severity_versions()
    chosen = version or held[-1]
    if chosen not in held:
        hint = nearest(version, list(held)) or f"Held: {', '.join(held)}."
        raise OperatorMistake(f"Severity weights of '{version}' are not held.", hint=hint)
    weights = {
        row["code"]: float(row["weight"]) for row in rows("severity_weights") if row["version"] == chosen
    }
    return MappingProxyType(weights)
