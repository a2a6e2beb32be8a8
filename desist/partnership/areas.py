"""The areas a partnership serves or is shown beside, and the forces it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines
from desist.partnership.rules import identifier, known_force, known_place, one_line, ons_code
from desist.vocabulary.place import PlaceKind
from desist.vocabulary.reference_places import force, places


@dataclass(frozen=True, kw_only=True)
class Area(Table):
    """A place for which figures are given, by its official code."""

    called: ClassVar[str] = "area"

    code: Annotated[str, "The ONS code of the area.", Defines("area"), ons_code, known_place]
    name: Annotated[
        str, "The name as it is printed; the other files may use it in place of the code.", one_line
    ]
    own: Annotated[
        bool,
        "True for an area the partnership serves; false for one it is only shown beside, as its region.",
    ] = True

    @property
    def kind(self) -> PlaceKind:
        """Whether the code stands for a force, a local authority, a region or a country."""
        return places()[self.code].kind


@dataclass(frozen=True, kw_only=True)
class PeerGroup(Table):
    """A list of forces to compare with, such as the Most Similar Group; a new list gets a new date."""

    called: ClassVar[str] = "peer group"

    id: Annotated[str, "A short name by which an indicator names it.", Defines("peer group"), identifier]
    name: Annotated[str, "The name as it is printed.", one_line]
    valid_from: Annotated[date, "The first day for which this list holds; groups change from year to year."]
    source: Annotated[str, "Where the list was taken from, so that it can be checked."]
    verified: Annotated[
        bool,
        "True once somebody has checked the list against its source. "
        "While false, every comparison with it is printed as unverified.",
    ]
    forces: Annotated[
        tuple[str, ...], "The forces of the group by name or code, without our own.", known_force
    ]

    @property
    def codes(self) -> tuple[str, ...]:
        """The ONS codes of the forces, in the order of the file."""
        return tuple(force(name).code for name in self.forces)

    def why_not(self) -> tuple[str, str] | None:
        """A group holds each of its forces once."""
        twice = [code for code in self.codes if self.codes.count(code) > 1]
        name = places()[twice[0]].name if twice else ""
        return ("forces", f"{name} stands in peer group '{self.id}' twice") if twice else None
