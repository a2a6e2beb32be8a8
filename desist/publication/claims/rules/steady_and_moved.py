"""What is called steady in one sentence may not have risen or fallen in another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from desist.publication.claims.assertions import ANYWAY, assertions
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble
from desist.publication.claims.prose import Prose
from desist.publication.claims.rules.opposite_directions import disagreement


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Pair statements about one subject whose directions exclude each other, one of them 'no change'."""
    seen: set[int] = set()  # a sentence is reported once, against the first that it disagrees with
    said = [a for a in assertions(prose) if a.moves != ANYWAY]
    for first, second in combinations(said, 2):
        again = id(second.sentence) in seen
        if first.moves & second.moves or 0 not in first.moves | second.moves or again:
            continue
        if first.speaks_of(second, home=evidence.place):
            seen.add(id(second.sentence))
            yield disagreement(first, second)


RULE = Rule(
    name="steady-and-moved",
    why="'Broadly similar' and 'risen above' cannot both be true of one series against one year.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="ASB incidents are broadly similar to the past three years. ASB incidents have risen above "
    "those of "
    "this time last year.",
    right="ASB incidents have risen above those of this time last year, and are almost identical to 2017/18.",
)
