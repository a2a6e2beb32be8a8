"""The areas a partnership serves or is shown beside, and the forces it is compared with."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines
from desist.partnership.rules import identifier, one_line, ons_code


class AreaKind(enum.StrEnum):
    """What sort of area a code stands for."""

    POLICE_FORCE = "police force"
    LOCAL_AUTHORITY = "local authority"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, kw_only=True)
class Area(Table):
    """A place for which figures are given, by its official code."""

    called: ClassVar[str] = "area"

    code: Annotated[str, "The ONS code of the area.", Defines("area"), ons_code]
    name: Annotated[str, "The name as it is printed.", one_line]
    kind: Annotated[AreaKind, "Police force, local authority, region or country."]
    own: Annotated[
        bool, "True for an area the partnership serves; false for one it is only shown beside, as its region."
    ] = True


@dataclass(frozen=True, kw_only=True)
class Peer(Table):
    """A force that this one is compared with."""

    called: ClassVar[str] = "force"

    code: Annotated[str, "The ONS code of the force.", ons_code]
    name: Annotated[str, "The name as it is printed.", one_line]


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
    forces: Annotated[tuple[Peer, ...], "The forces of the group, without our own."]

    def why_not(self) -> tuple[str, str] | None:
        """A force stands in a group once."""
        codes = [force.code for force in self.forces]
        twice = [code for code in codes if codes.count(code) > 1]
        return ("force", f"force '{twice[0]}' stands in peer group '{self.id}' twice") if twice else None
