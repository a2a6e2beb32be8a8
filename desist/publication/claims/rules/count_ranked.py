"""A rank among places needs a rate: the smallest place has the fewest of everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.binding import bound_measures, contexts
from desist.publication.claims.direction import cues
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.lexicon import Sense
from desist.publication.claims.prose import Prose
from desist.vocabulary.measure import Kind

_AREAS = (
    r"districts?|forces?|areas?|boroughs?|councils?|wards?|neighbourhoods?|local authorit(?:y|ies)|"
    r"places?|towns?|"
    r"prisons?|counties|county|regions?|partnerships?|country|nation|policing area"
)
AMONG = re.compile(
    rf"\b(?:in|across|within|of) (?:the |all |any |our |its )*(?:[\w-]+ )?(?:{_AREAS}|"
    rf"england(?: and wales)?)\b|"
    rf"than (?:in )?any (?:other )?(?:{_AREAS})\b|\bnational(?:ly)?\b|\bof all (?:{_AREAS})\b",
    re.IGNORECASE,
)
RANKED = re.compile(
    r"\brank(?:s|ed|ing)?\b|\b\d+(?:st|nd|rd|th) (?:in|of|out of)\b|\bfewest\b", re.IGNORECASE
)
COUNTED = re.compile(
    r"\d|\bnumbers?\b|\bfewest\b|\btotal\b|\bcounts?\b|\bmore\b|\bfewer\b|\bvolume\b", re.IGNORECASE
)
RATED = re.compile(
    r"%|per ?cent\b|\brates?\b|\bproportions?\b|\bshares?\b|\bper (?:\d|head|person|capita|thousand|"
    r"hundred|100)|"
    r"\bscores?\b|\baverages?\b|\bin every\b|\bone in\b|\bpopulation\b|\bquartile\b",
    re.IGNORECASE,
)
FRAGMENT = 6  # words: a shorter sentence goes on speaking of the one before


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report ranks and records among places that rest on a count."""
    for sentence, context in contexts(prose):
        text = sentence.text
        spoken = f"{context} {text}" if len(text.split()) < FRAGMENT else text
        record = [cue for cue in cues(text) if cue.sense in (Sense.HIGHEST, Sense.LOWEST)]
        if not (record or RANKED.search(text)) or not AMONG.search(text):
            continue
        kinds = {evidence.measures[m].kind for m in bound_measures(sentence) if m in evidence.measures}
        counts = kinds == {Kind.COUNT} or (not kinds and COUNTED.search(spoken))
        if counts and not RATED.search(spoken):
            yield about(
                sentence,
                f"ranks places by a count (“{' '.join(spoken.split())[:120]}”), which is lowest where "
                f"fewest people live.",
                "Rank a rate: divide by the people, or the calls, that it is counted out of, and give "
                "its interval.",
                start=record[0].start if record else 0,
                end=record[0].end if record else len(text),
            )


RULE = Rule(
    name="count-ranked",
    why="A count is lowest where fewest people live; only a rate can say which place does better.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="40 people called for service twice or more. Lowest in force.",
    right="In Herefordshire 2 in every 1,000 residents called for service twice or more.",
)
