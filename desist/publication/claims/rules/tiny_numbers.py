"""A percentage of a handful of people says little, and may say who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.binding import contexts, measure_concepts, measures_of
from desist.publication.claims.direction import cues
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.lexicon import Sense
from desist.publication.claims.prose import Prose, Sentence
from desist.publication.claims.quantities import (
    PEOPLE,
    WORDS,
    counts_of_people,
    number_of,
    percentages,
    shares,
)
from desist.publication.claims.subjects import concepts
from desist.publication.claims.weigh import TINY
from desist.publication.printed import number
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind
from desist.vocabulary.reading import Reading

BESIDE = 60  # characters between a percentage and the count that gives away its denominator
_NUMBER = rf"(?:\d+|{'|'.join(WORDS)})"
PART_OF = re.compile(
    rf"\b({_NUMBER})\s+(?:out )?of\s+(?:the |these |those |its |"
    rf"their )?({_NUMBER})\s+(?:[\w-]+\s+){{0,2}}?(?:{PEOPLE})\b",
    re.IGNORECASE,
)
RECORDS = (Sense.HIGHEST, Sense.LOWEST)


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report small counts that stand beside their percentage, and rates and records of few people."""
    for sentence, context in contexts(prose):
        small = _disclosed(sentence, evidence.small)
        if small:
            yield about(
                sentence,
                f"gives {small}, from which a reader can work out how few people there are and perhaps who.",
                f"Give no count of people below {evidence.small} and no percentage made of one; "
                "say that there are too few to report.",
            )
            continue
        reading = _unsteady(sentence, context, evidence)
        if reading is not None:
            yield about(
                sentence,
                f"rests on {number(reading.denominator or 0)} people ({reading.measure}, {reading.place}, "
                f"{reading.period}{_interval(reading)}), too few for a rate or a record.",
                f"Say that fewer than {TINY} people are too few to compare, or wait for more cohorts.",
            )


def _disclosed(sentence: Sentence, small: int) -> str:
    text = sentence.text
    for share in shares(text):
        for count, _ in counts_of_people(text):
            apart = max(share.start, count.start) - min(share.end, count.end)
            beside = 0 <= apart <= BESIDE and not re.search(r"[;.]\s", text[share.end : count.start])
            if beside and 0 < count.value < small:
                return f"'{text[share.start : share.end]}' beside '{text[count.start : count.end]}'"
    for found in PART_OF.finditer(text):
        if 0 < number_of(found[1]) < small and number_of(found[2]) > 1:
            return f"'{found.group(0)}'"
    return ""


def _unsteady(sentence: Sentence, context: str, evidence: Evidence) -> Reading | None:
    if Mark.UNRELIABLE.printed in sentence.text:
        return None
    few = [
        r
        for r in evidence.readings
        if r.denominator is not None
        and 0 < r.denominator < TINY
        and r.value is not None
        and r.measure in evidence.measures
        and evidence.measures[r.measure].kind is Kind.PROPORTION
    ]
    named = set(measures_of(sentence, evidence))
    spoken = concepts(sentence.text) or concepts(context)
    said = percentages(sentence.text)
    record = any(cue.sense in RECORDS for cue in cues(sentence.text))
    for reading in few:
        if reading.measure not in named and not spoken & measure_concepts(reading.measure, evidence):
            continue
        printed = any(abs(each.value - (reading.value or 0.0)) <= each.slack + 1e-9 for each in said)
        if printed or (record and (reading.measure in named or not said)):
            return reading
    return None


def _interval(reading: Reading) -> str:
    if reading.lower is None or reading.upper is None:
        return ""
    return f", 95% interval {number(reading.lower, 1)}% to {number(reading.upper, 1)}%"


RULE = Rule(
    name="tiny-numbers",
    why="A percentage beside a count of two gives away that there were fourteen; and of fourteen people "
    "nobody can say which cohort was the lowest.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="Only 14.3% (2 young people) reoffended within six months.",
    right="The cohort is too small to report a rate of reoffending.",
)
