"""access.toml: who may ask for persons' rows, which rows are set apart, and how long data are kept."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import between, identifier, one_line


class Act(enum.StrEnum):
    """What a role may do that no sharing agreement grants, because the law itself asks for it."""

    AUDIT = "audit"
    SUBJECT_ACCESS = "subject access"
    ERASURE = "erasure"
    RETENTION = "retention"
    QUARANTINE = "quarantine"
    REVIEW = "review of links"


class Figures(enum.StrEnum):
    """Whether figures about groups may count the rows of a compartment."""

    COUNTED = "counted"
    LEFT_OUT = "left out"


class Then(enum.StrEnum):
    """What is due when the time of a retention class is over."""

    REVIEW = "review"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True)
class Role(Table):
    """A role in the partnership; agreements name roles, never people."""

    called: ClassVar[str] = "role"

    id: Annotated[str, "A short name, which agreements use.", Defines("role"), identifier]
    title: Annotated[str, "What the role is called.", one_line]
    may: Annotated[tuple[Act, ...], "What it may do without an agreement, because the law asks for it."] = ()


@dataclass(frozen=True, kw_only=True)
class User(Table):
    """Somebody who may ask, known by the operating system's account that they have signed in with."""

    called: ClassVar[str] = "user"

    id: Annotated[str, "A short name.", Defines("user"), identifier]
    name: Annotated[str, "Who it is.", one_line]
    organisation: Annotated[str, "Where they work.", one_line]
    roles: Annotated[tuple[str, ...], "The roles they hold.", RefersTo("role")]
    accounts: Annotated[
        tuple[str, ...], "The accounts of the operating system that are theirs.", one_line
    ] = ()
    cleared_for: Annotated[
        tuple[str, ...], "The compartments they are cleared for.", RefersTo("compartment")
    ] = ()
    valid_from: Annotated[date | None, "The first day on which they may ask."] = None
    valid_until: Annotated[date | None, "The last day on which they may ask."] = None

    def why_not(self) -> tuple[str, str] | None:
        """The days are in order."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            return "valid_until", f"user '{self.id}' ends before they begin"
        return None


@dataclass(frozen=True, kw_only=True)
class Apart(Table):
    """Rows of one table that a compartment holds: all, those with a value, or those about children."""

    called: ClassVar[str] = "rows"

    contract: Annotated[str, "The contract whose rows are meant.", RefersTo("contract"), one_line]
    only: Annotated[
        Mapping[str, str], 'The rows with this value, as { scheme = "Gangs" }; every row when left out.'
    ] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    under_age: Annotated[
        int | None,
        "Only rows about somebody younger than this on the row's day; a row of which that cannot be told is "
        "held too.",
        between(1, 100),
    ] = None
    dated_by: Annotated[str, "With under_age: the column with the row's day.", one_line] = ""

    def why_not(self) -> tuple[str, str] | None:
        """An age is the age on a day."""
        if (self.under_age is None) != (not self.dated_by):
            return (
                "contract",
                "rows by age need both 'under_age' and 'dated_by', the column with the row's day",
            )
        return None

    @property
    def everything(self) -> bool:
        """Whether it holds every row of its table."""
        return not self.only and self.under_age is None


@dataclass(frozen=True, kw_only=True)
class Compartment(Table):
    """Rows set apart: gangs, witnesses, children, health. Only those cleared for it ever see them."""

    called: ClassVar[str] = "compartment"

    id: Annotated[str, "A short name.", Defines("compartment"), identifier]
    title: Annotated[str, "What it holds, in words.", one_line]
    whole_person: Annotated[
        bool, "True where every other row about the same person is set apart as well."
    ] = False
    figures: Annotated[Figures, "Whether figures about groups count these rows."] = Figures.LEFT_OUT
    rows: Annotated[tuple[Apart, ...], "The rows it holds."]


@dataclass(frozen=True, kw_only=True)
class Kept(Table):
    """Rows of one table that a retention class holds."""

    called: ClassVar[str] = "kept"

    contract: Annotated[str, "The contract of the rows it keeps.", RefersTo("contract"), one_line]
    dated_by: Annotated[str, "The column with the day from which the time runs.", one_line]
    only: Annotated[
        Mapping[str, str], 'Rows with this value alone, as { disposal = "custody" }; every row when left out.'
    ] = field(default_factory=lambda: MappingProxyType({}), hash=False)


@dataclass(frozen=True, kw_only=True)
class RetentionClass(Table):
    """How long rows about a person are kept: so many years after the last of them."""

    called: ClassVar[str] = "retention class"

    id: Annotated[str, "A short name.", Defines("retention class"), identifier]
    title: Annotated[str, "What it is for, in words.", one_line]
    years: Annotated[int, "How many years after the person's last day in these rows.", between(0, 100)]
    then: Annotated[Then, "What is due then: review or delete."]
    protects: Annotated[
        bool, "True where the law asks that the rows be kept so long: erasure leaves them until then."
    ] = False
    source: Annotated[str, "Where the rule was taken from, so that it can be checked.", one_line]
    verified: Annotated[bool, "True once somebody has checked the rule against its source."]
    kept: Annotated[tuple[Kept, ...], "The rows that it holds."]


@dataclass(frozen=True, kw_only=True)
class AccessFile(Table):
    """access.toml: who may ask for persons' rows, which rows are set apart, how long they are kept."""

    roles: Annotated[tuple[Role, ...], "The roles."] = ()
    users: Annotated[tuple[User, ...], "The people who may ask."] = ()
    compartments: Annotated[tuple[Compartment, ...], "The rows that are set apart."] = ()
    retention: Annotated[tuple[RetentionClass, ...], "How long rows are kept."] = ()
