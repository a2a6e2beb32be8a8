"""One entry of the log that section 62 of the Data Protection Act 2018 asks for."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Kind(enum.StrEnum):
    """What was done, in the words of section 62."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who did what, when, why, to whose record, and who received it; never the data themselves.

    ``act`` is the command or method; ``whose`` are pseudonyms of persons, ``rows`` how many rows came out.
    ``missing`` is the permission that lacked where the request was refused, empty where it was granted.
    ``about`` names what else was touched: a load, an edition, a legal hold.
    """

    kind: Kind
    act: str
    at: str
    account: str
    user: str = ""
    roles: tuple[str, ...] = ()
    organisation: str = ""
    purpose: str = ""
    reason: str = ""
    agreement: str = ""
    tables: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()
    rows: int = 0
    recipients: tuple[str, ...] = ()
    missing: str = ""
    about: str = ""

    @property
    def refused(self) -> bool:
        return bool(self.missing)

    def document(self) -> dict[str, Any]:
        """The entry as plain JSON."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: list(each) if isinstance(each, tuple) else str(each) if isinstance(each, Kind) else each
            for name, each in told.items()
        }


def entry_from(document: Mapping[str, Any]) -> Entry:
    """The entry that a document of the log tells."""
    told: dict[str, Any] = {
        name: tuple(document[name]) if isinstance(document[name], list) else document[name]
        for name in Entry.__dataclass_fields__
    }
    return Entry(**{**told, "kind": Kind(document["kind"])})
