"""A place that figures are about: a police force area, local authority, partnership, region or country."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class PlaceKind(enum.StrEnum):
    """What sort of place it is, from the one a bare name most likely means to the least."""

    FORCE = "force"
    COUNTRY = "country"
    REGION = "region"
    LOCAL_AUTHORITY = "local authority"
    PARTNERSHIP = "community safety partnership"
    BODY = "body without an area"  # British Transport Police, Action Fraud and the like


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place by its official code.

    ``parent`` is the code of the next wider place: the force of a local authority or partnership, the
    region of an English force, the country of a region or Welsh force; empty when there is none.
    """

    code: str
    name: str
    kind: PlaceKind
    parent: str = ""


def plain_name(text: str) -> str:
    """A published name without its footnote mark, odd spaces, ampersand or capitals, for looking up.

    'Northumbria [note 4]' and 'NORTHUMBRIA ' (with a non-breaking space) are one name.
    """
    text = re.sub(r"\[[^\]]*\]", " ", text).replace("&", " and ")
    return " ".join(text.split()).casefold()


def named_kind(text: str) -> tuple[str, PlaceKind | None]:
    """Part a name from the kind that follows it in brackets: 'West Midlands (region)'.

    Gives the name and the kind; the whole text and None when the brackets name no kind.
    """
    found = re.fullmatch(r"\s*(.*?)\s*\(([^()]*)\)\s*", text, flags=re.DOTALL)
    if found:
        for kind in PlaceKind:
            if plain_name(found[2]) == kind.value:
                return found[1], kind
    return text, None
