"""Sharing agreements: who may have which fields of which rows, for what, under what law, until when."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import identifier, one_line


class Regime(enum.StrEnum):
    """Which part of data protection law a party is under for this purpose."""

    LAW_ENFORCEMENT = "DPA 2018 Part 3"
    GENERAL = "UK GDPR"


class PartyRole(enum.StrEnum):
    """What a party is in the terms of data protection law."""

    CONTROLLER = "controller"
    JOINT = "joint controller"
    PROCESSOR = "processor"
    RECIPIENT = "recipient"


class State(enum.StrEnum):
    """What an agreement is worth on a day."""

    LIVE = "live"
    NOT_YET = "not yet in force"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class Party(Table):
    """An organisation that the agreement binds."""

    called: ClassVar[str] = "party"

    name: Annotated[str, "The organisation.", one_line]
    role: Annotated[PartyRole, "What it is in the terms of data protection law."]
    regime: Annotated[
        Regime, "The law it is under for this purpose; only a competent authority is under Part 3."
    ]
    contact: Annotated[str, "Whom to ask there, by role.", one_line] = ""
    signed_by: Annotated[str, "Who signed for it, by role.", one_line] = ""
    signed_on: Annotated[date | None, "The day on which it was signed."] = None


@dataclass(frozen=True, kw_only=True)
class SharedTable(Table):
    """One table that the agreement covers: which of its rows, and which fields of them."""

    called: ClassVar[str] = "table"

    contract: Annotated[str, "The contract whose accepted rows may be seen.", RefersTo("contract"), one_line]
    fields: Annotated[tuple[str, ...], "The fields that may be seen, and no others.", one_line]
    only: Annotated[
        Mapping[str, str], 'Rows with this value only, as { scheme = "IOM" }; every row when left out.'
    ] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    why: Annotated[str, "Why the purpose needs these data and no less.", one_line]


@dataclass(frozen=True, kw_only=True)
class Agreement(Table):
    """One sharing agreement. The software reads it at every request: what it does not grant is refused."""

    called: ClassVar[str] = "agreement"

    id: Annotated[str, "A short name, the same as the file's.", Defines("agreement"), identifier]
    title: Annotated[str, "What it is called.", one_line]
    example: Annotated[bool, "True for an example: unsigned, it opens made-up rows alone."] = False
    purpose: Annotated[str, "What the data are shared for, in a sentence or two."]
    purposes: Annotated[tuple[str, ...], "The words in which somebody who asks names the purpose.", one_line]
    controller: Annotated[str, "The party that answers for the data.", one_line]
    legal_basis: Annotated[str, "The lawful basis of the sharing, with section or article."]
    gateway: Annotated[str, "The power to share, as the Crime and Disorder Act 1998, section 115.", one_line]
    sensitive: Annotated[
        str, "The condition for sensitive or special category data, and the appropriate policy document."
    ] = ""
    parties: Annotated[tuple[Party, ...], "The organisations that the agreement binds."]
    tables: Annotated[tuple[SharedTable, ...], "What is shared."]
    recipients: Annotated[tuple[str, ...], "The roles whose holders may see the rows.", RefersTo("role")]
    disclosed_to: Annotated[
        tuple[str, ...], "Parties to whom rows may be handed over in a file; nobody when left out.", one_line
    ] = ()
    compartments: Annotated[
        tuple[str, ...], "Compartments that it opens to recipients cleared for them.", RefersTo("compartment")
    ] = ()
    pseudonyms: Annotated[
        bool, "True where persons come out under made-up references that hold for this agreement alone."
    ] = False
    valid_from: Annotated[date, "The first day on which it grants anything."]
    valid_until: Annotated[date, "The last day on which it grants anything."]
    review: Annotated[date, "When it is looked at again."]
    retention: Annotated[str, "How long recipients may keep what they received, and what they do then."]
    accuracy: Annotated[str, "How the data are kept right, and how a correction reaches the others."]
    security: Annotated[str, "How the data are kept safe."]
    rights: Annotated[str, "How somebody uses their rights, and who answers."]
    breach: Annotated[str, "What is done, by whom and how soon, when data are lost or misused."]

    def why_not(self) -> tuple[str, str] | None:
        """Its days are in order, those it names are parties, and each of them has signed."""
        names = [party.name for party in self.parties]
        if self.valid_until < self.valid_from:
            return "valid_until", f"agreement '{self.id}' ends before it begins"
        if self.controller not in names:
            return "controller", f"'{self.controller}' is none of the parties of agreement '{self.id}'"
        for name in self.disclosed_to:
            if name not in names:
                return "disclosed_to", f"'{name}' is none of the parties of agreement '{self.id}'"
        unsigned = [party.name for party in self.parties if not (party.signed_by and party.signed_on)]
        if unsigned and not self.example:
            return (
                "party",
                f"'{unsigned[0]}' has not signed agreement '{self.id}': give 'signed_by' and 'signed_on', or "
                "mark it example = true, and then it opens made-up rows alone",
            )
        return None

    def state(self, day: date) -> State:
        """What it is worth on a day; from the day after the last it grants nothing."""
        if day < self.valid_from:
            return State.NOT_YET
        return State.LIVE if day <= self.valid_until else State.EXPIRED
