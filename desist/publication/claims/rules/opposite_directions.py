"""Two statements about one subject may not point in opposite directions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from desist.publication.claims.assertions import Assertion, assertions
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about, shortened
from desist.publication.claims.prose import Prose


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Pair the directions that speak of one subject, base and date, and report those that are opposed."""
    seen: set[int] = set()  # a sentence is reported once, against the first that it disagrees with
    moved = [a for a in assertions(prose) if a.moves in (frozenset([1]), frozenset([-1]))]
    for first, second in combinations(moved, 2):
        again = id(second.sentence) in seen
        opposed = first.moves != second.moves and not again
        if opposed and first.speaks_of(second, home=evidence.place):
            seen.add(id(second.sentence))
            yield disagreement(first, second)


def disagreement(first: Assertion, second: Assertion) -> Trouble:
    """Two assertions that cannot both hold, reported where the second stands."""
    subject = " and ".join(sorted(first.subject.concepts & second.subject.concepts))
    elsewhere = f"line {first.sentence.line} of {first.sentence.file}"
    return about(
        second.sentence,
        f"says '{second.cue.words.strip()}' of {subject}, but “{shortened(first.words)}” ({elsewhere}) says "
        f"'{first.cue.words.strip()}'.",
        "Say which is right, or name the measure, place and period that make the two different.",
        start=second.cue.start,
        end=second.cue.end,
    )


RULE = Rule(
    name="opposite-directions",
    why="A reader who is told in one place that a figure fell and in another that it rose believes neither.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="There has been a slight decrease in reoffending recently. The percentage of offenders who "
    "reoffend is on an upward trend.",
    right="The percentage of offenders who reoffend is on an upward trend.",
)
