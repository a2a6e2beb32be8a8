"""Look up police forces and places by any published name or code, in the tables of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.place import Place, PlaceKind, named_kind, plain_name
from desist.vocabulary.reference_tables import TABLES, rows, unknown


@dataclass(frozen=True, kw_only=True)
class Force:
    """A police force, or a body that records crime without an area, with each publisher's name for it."""

    code: str
    name: str
    kind: str
    region_code: str
    country_code: str
    police_uk_name: str
    police_uk_slug: str
    home_office_name: str
    officers_name: str
    aliases: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, its own first."""
        written = (self.name, self.police_uk_name, self.police_uk_slug, self.home_office_name)
        return tuple(each for each in (*written, self.officers_name, *self.aliases.split("|")) if each)

    @property
    def territorial(self) -> bool:
        """Whether it is one of the 43 forces of England and Wales that police an area."""
        return self.kind == "territorial"


@cache
def forces() -> tuple[Force, ...]:
    """Every force and recording body, in the order of their codes."""
    return tuple(Force(**row) for row in rows("forces"))


@cache
def _forces_by_name() -> Mapping[str, Force]:
    found: dict[str, Force] = {}
    for each in forces():
        for name in (each.code, *each.names):
            found[plain_name(name)] = each
    return MappingProxyType(found)


def force(name_or_code: str) -> Force:
    """The police force that a name or code means, in whichever publisher's spelling."""
    known = _forces_by_name()
    if (key := plain_name(name_or_code)) not in known:
        raise unknown("police force", name_or_code, [each.name for each in forces()])
    return known[key]


def _rows_as_places() -> Iterator[tuple[Place, list[str]]]:
    for each in forces():
        kind = PlaceKind.FORCE if each.territorial else PlaceKind.BODY
        parent = each.region_code or each.country_code
        yield Place(code=each.code, name=each.name, kind=kind, parent=parent), list(each.names)
    for row in rows("regions"):
        kind, names = PlaceKind(row["kind"]), [row["name"], *row["aliases"].split("|")]
        yield Place(code=row["code"], name=row["name"], kind=kind, parent=row["parent_code"]), names
    # Authorities of today first: where a former one bore the same name, the name means today's.
    for row in sorted(rows("areas"), key=lambda row: row["in_april_2024"], reverse=True):
        names = [row["name"], f"{row['name']} UA", *row["aliases"].split("|")]
        kind = PlaceKind.LOCAL_AUTHORITY
        yield Place(code=row["code"], name=row["name"], kind=kind, parent=row["force_code"]), names
    for row in rows("partnerships"):
        kind = PlaceKind.PARTNERSHIP
        yield Place(code=row["code"], name=row["name"], kind=kind, parent=row["force_code"]), [row["name"]]


@cache
def places() -> Mapping[str, Place]:
    """Every place by its code."""
    return MappingProxyType({each.code: each for each, _ in _rows_as_places()})


@cache
def _places_by_name() -> Mapping[PlaceKind, Mapping[str, Place]]:
    found: dict[PlaceKind, dict[str, Place]] = {kind: {} for kind in PlaceKind}
    for each, names in _rows_as_places():
        for name in names:
            if name:
                found[each.kind].setdefault(plain_name(name), each)
    return found


def place(code_or_name: str, kind: PlaceKind | None = None) -> Place:
    """The place that a code or name means.

    A bare name shared by several means the force before the country, region, local authority and
    partnership; say which by ``kind``, or in brackets: 'West Midlands (region)'. A code is always exact.
    """
    tidy = " ".join(code_or_name.split()).upper()
    if tidy in places() and kind in (None, places()[tidy].kind):
        return places()[tidy]
    name, written = named_kind(code_or_name)
    wanted, key = kind or written, plain_name(name)
    for each in [wanted] if wanted else list(PlaceKind):
        if key in _places_by_name()[each]:
            return _places_by_name()[each][key]
    near = [each.name for each in places().values() if wanted in (None, each.kind)]
    raise unknown(wanted or "place", name, near)


@cache
def local_authorities(force_code: str, *, boundaries: int = 2021) -> tuple[str, ...]:
    """Codes of the local authorities that make up a force on the boundaries of April 2021 or 2024.

    The population file is on 2021 boundaries for every year, so its rows sum over these to a force.
    """
    column = f"in_april_{boundaries}"
    if column not in TABLES["areas"]:
        raise OperatorMistake(f"Boundaries of {boundaries} are not held.", hint="Use 2021 or 2024.")
    code = force(force_code).code
    return tuple(row["code"] for row in rows("areas") if row["force_code"] == code and row[column] == "true")
