"""Which places make up which: forces in regions and countries, councils in forces; how each is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desist.vocabulary import reference
from desist.vocabulary.mistake import OperatorMistake

ENGLAND_AND_WALES = "K04000001"
BRITISH_TRANSPORT_POLICE = "X-BTP"

# The tables of facts that records are written over, with their columns.
WRITTEN_PLACES = {"written": "VARCHAR", "code": "VARCHAR"}
WIDER_PLACES = {"code": "VARCHAR", "wider": "VARCHAR"}
HOME_PLACES = {"code": "VARCHAR"}
COUNCIL_PLACES = {"written": "VARCHAR", "code": "VARCHAR", "force_code": "VARCHAR"}


def written_places(written: Iterable[str]) -> list[tuple[str, str]]:
    """Each spelling that a loaded file uses for a place, with the place's code.

    A spelling that means no place Desist knows is left out: it has no readings, under any name.
    """
    found = []
    for name in written:
        try:
            found.append((name, reference.place(name).code))
        except OperatorMistake:
            continue
    return found


def wider_places() -> list[tuple[str, str]]:
    """Each force with the places whose figures it is part of: itself, its region, its country and both.

    England and Wales takes in British Transport Police, as the Home Office and ONS count it.
    """
    pairs = []
    for force in reference.forces():
        pairs.append((force.code, force.code))
        if force.territorial:
            pairs += [(force.code, wider) for wider in (force.region_code, force.country_code) if wider]
        if force.territorial or force.code == BRITISH_TRANSPORT_POLICE:
            pairs.append((force.code, ENGLAND_AND_WALES))
    return pairs


def council_places() -> list[tuple[str, str, str]]:
    """Each name of a council with its code and force; a former council's name stands for its successor."""
    return sorted(set(_council_places()))


def _council_places() -> Iterator[tuple[str, str, str]]:
    forces = {row["code"]: row["force_code"] for row in reference.rows("areas")}
    for row in reference.rows("areas"):
        for name in (row["name"], *filter(None, (row["aliases"] or "").split("|"))):
            for code in filter(None, (row["code"], row["successor_code"])):
                yield name, code, forces[code]


def printed_name(code: str) -> str:
    """A place's name as printed: with its kind, or a former place's code, where the name means another."""
    found = reference.place(code)
    meant = reference.place(found.name)
    if meant.code == found.code:
        return found.name
    return f"{found.name} ({found.kind.value if meant.kind is not found.kind else found.code})"
