"""Every measure by name."""

from __future__ import annotations

from desist.measures import antisocial, confidence, crime, harm, outcomes, roads, victims, workforce, youth
from desist.measures.families import measures as families
from desist.measures.needs import measures as needs
from desist.measures.reoffending import measures as proven
from desist.measures.reoffending import national
from desist.measures.schemes import measures as schemes
from desist.measures.youth_local import measures as youth_local
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake, nearest

_ROOMS = (
    crime,
    harm,
    antisocial,
    outcomes,
    roads,
    victims,
    national,
    proven,
    schemes,
    youth,
    youth_local,
    needs,
    families,
    confidence,
    workforce,
)

CATALOGUE: dict[str, Measure] = {
    each.name: each
    for room in _ROOMS
    for kept in vars(room).values()
    for each in (kept if isinstance(kept, tuple) else (kept,))
    if isinstance(each, Measure)
}


def measure(name: str) -> Measure:
    """Find a measure by its name; an unknown one is an OperatorMistake with the nearest."""
    if name not in CATALOGUE:
        raise OperatorMistake(
            f"'{name}' is not a measure.",
            hint=nearest(name, list(CATALOGUE)) or "'desist measures' lists them all.",
        )
    return CATALOGUE[name]
