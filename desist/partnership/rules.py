"""Rules that single values keep; each says what the value must be, or None when it is right."""

from __future__ import annotations

import re
from collections.abc import Callable

from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.reference_places import force, forces, places


def identifier(value: str) -> str | None:
    """Small letters, digits, hyphens and underscores: safe in a file name, a link and a sentence."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", value):
        return None
    return "must be small letters, digits, '-' or '_' (at most 64), beginning with a letter or digit"


def ons_code(value: str) -> str | None:
    """A code of the Office for National Statistics: a letter and eight digits."""
    return None if re.fullmatch(r"[EWSNK]\d{8}", value) else "must be an ONS code such as E23000008"


def known_place(value: str) -> str | None:
    """A code that the tables of places hold."""
    if value in places():
        return None
    near = nearest(value, list(places()))
    return f"must be the code of a place in England and Wales{_as_hint(near)}"


def known_force(value: str) -> str | None:
    """A police force, by whichever publisher's name for it, or its code."""
    try:
        force(value)
    except OperatorMistake:
        near = nearest(value, [each.name for each in forces() if each.territorial])
        return f"must be police forces by name or code{_as_hint(near)}"
    return None


def _as_hint(near: str) -> str:
    return f" ({near[:1].lower()}{near[1:]})" if near else ""


def web_address(value: str) -> str | None:
    """A link that a reader can follow, or nothing."""
    return None if not value or re.fullmatch(r"https?://[^\s<>\"]+", value) else "must begin with https://"


def one_line(value: str) -> str | None:
    """A text that stands in a heading or a table cell."""
    return None if "\n" not in value and len(value) <= 300 else "must be one line of at most 300 characters"


def between(low: int, high: int) -> Callable[[float], str | None]:
    """A number in a range, both ends included."""

    def rule(value: float) -> str | None:
        return None if low <= value <= high else f"must be from {low} to {high}"

    return rule
