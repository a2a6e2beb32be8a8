"""A rate must be per the people it was counted out of, not per those who were counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desist.publication.claims.binding import bound_measures
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.prose import Prose, Sentence


@dataclass(frozen=True, kw_only=True)
class Part:
    """A group that is itself counted out of a wider one.

    ``deed`` is what makes somebody one of them, ``events`` what may sensibly be counted per one of them.
    """

    named: str
    pattern: str
    whole: str
    deed: str
    events: str


PARTS = (
    Part(
        named="reoffenders",
        pattern=r"re-?offenders?|recidivists?",
        whole="offenders",
        deed=r"re-?offended|re-?offend\b|came back|come back|offend(?:ed)? again|reconvicted",
        events=r"re-?offen[cs]es?\b|\boffen[cs]es\b|\bcrimes\b|\btimes\b|occasions",
    ),
    Part(
        named="solved crimes",
        pattern=r"(?:solved|detected|resolved|cleared[- ]up) (?:crimes?|offences|cases)",
        whole="recorded crimes",
        deed=r"\b(?:solved|detected|resolved|cleared up)\b",
        events=r"\bdays\b|\bhours\b|\bweeks\b|suspects|officers|£|arrests|charges",
    ),
    Part(
        named="satisfied victims",
        pattern=r"satisfied (?:victims?|people|respondents?)",
        whole="victims asked",
        deed=r"\bsatisfied\b",
        events=r"\bdays\b|contacts|calls|£",
    ),
)
EFFECT = (
    r"reduc\w+|fewer|lower|less\b|drop\w*|fall\w*|fell|saved?|prevent\w*|decreas\w+|more\b|difference|effect"
)
OUT_OF = r"(?:per|for every|in every|out of every|of every|out of|in|among every)\s+(?:one |a )?"
PER_UNIT = re.compile(r"\bper\s+([\d,]+)\s+(?:of the\s+)?([a-z]+)", re.IGNORECASE)
PEOPLE = {"population", "people", "residents", "inhabitants", "persons", "person"}


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report rates per the group that was counted, and rates in another unit than the measure's own."""
    for sentence in prose.sentences:
        for part in PARTS:
            found = _per_part(sentence.text, part)
            if found:
                yield about(
                    sentence,
                    f"counts per {part.named} ('{found.group(0).strip()}'), but it is {part.whole} "
                    "that they are counted out of.",
                    f"Write the figure out of every 100 {part.whole}.",
                    start=found.start(),
                    end=found.end(),
                )
        yield from _other_unit(sentence, evidence)


def _per_part(text: str, part: Part) -> re.Match[str] | None:
    rate = re.compile(
        rf"\b(?:{OUT_OF}(?P<n>[\d,]+|hundred|thousand|ten)?\s*(?:{part.pattern})\b"
        rf"|\d+(?:\.\d+)?\s?(?:%|per ?cent) of (?:the |those |all )?(?:{part.pattern})\b)",
        re.IGNORECASE,
    )
    for found in rate.finditer(text):
        opening = found.group(0).lower()
        if found["n"] is None and re.match(r"(?:in|out of)\s", opening):
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        counted = re.search(part.deed, rest, re.IGNORECASE)
        effect = "%" not in opening and re.search(rf"\b(?:{EFFECT})", rest, re.IGNORECASE)
        if (counted or effect) and not re.search(part.events, rest, re.IGNORECASE):
            return found
    return None


def _other_unit(sentence: Sentence, evidence: Evidence) -> Iterator[Trouble]:
    units = [evidence.measures[m].unit for m in bound_measures(sentence) if m in evidence.measures]
    own = [found for unit in units if (found := PER_UNIT.search(unit))]
    for said in PER_UNIT.finditer(sentence.text):
        if own and not any(_same_unit(said, unit) for unit in own):
            yield about(
                sentence,
                f"says '{said.group(0)}', but the measure is '{own[0].group(0)}'.",
                "Use the measure's own unit.",
                start=said.start(),
                end=said.end(),
            )


def _same_unit(said: re.Match[str], unit: re.Match[str]) -> bool:
    nouns = said[2].lower(), unit[2].lower()
    alike = nouns[0].rstrip("s") == nouns[1].rstrip("s") or set(nouns) <= PEOPLE
    return alike and said[1].replace(",", "") == unit[1].replace(",", "")


RULE = Rule(
    name="wrong-denominator",
    why="Ten fewer per 100 offenders is not ten fewer per 100 reoffenders: the second sounds twice as large.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="This is a reduction of 10 offenders per 100 re-offenders.",
    right="Of every 100 offenders, 10 fewer reoffended.",
)
