"""What a sentence is about: the things a Panel report counts, who and where, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

CONCEPTS: dict[str, str] = {
    "reoffending": r"re-?offen[dc]\w*|recidivism|desist\w*|come back to (?:court|crime)|offend(?:s|"
    r"ed)? again",
    "antisocial behaviour": r"\basb\b|anti-?social",
    "solved crime": r"solved|outcomes?\b|detections?|detected|charge rate|resolved",
    "severity": r"severity",
    "satisfaction": r"satisf\w+",
    "confidence": r"confiden(?:ce|t) (?:in|that)|public confidence|\bconfidence\b",
    "casualties": r"casualt\w+|fatalit\w+|killed|seriously injured|\bksis?\b|road deaths",
    "referrals": r"referr(?:als?|ed)",
    "mental health incidents": r"mental[- ]health|mental ill",
    "stop and search": r"stop[s]?[- ]and[- ]search\w*|searches",
    "officer numbers": r"police officers?\b|officer numbers|headcount",
    "first-time entrants": r"first[- ]time entrants?|\bftes?\b",
    "custody visits": r"custody visit\w*",
    "domestic abuse": r"domestic (?:abuse|violence)|\bdv?a\b",
    "violence": r"violen(?:ce|t)|assaults?",
    "sexual offences": r"sexual|rape",
    "robbery": r"robber\w+",
    "burglary": r"burglar\w+",
    "theft": r"thefts?\b|shoplifting|stealing",
    "vehicle crime": r"vehicle crime|vehicle offences",
    "criminal damage and arson": r"criminal damage|arson|vandalism",
    "drug offences": r"drug offences|drug crime",
    "public order": r"public order",
    "weapons": r"knife|weapons?\b",
    "hate crime": r"hate (?:crime|incident)\w*",
    "modern slavery": r"modern slavery|trafficking",
    "employment": r"employment|education, training|\bete\b|into work|\bjobs?\b",
    "accommodation": r"accommodation|housing|homeless\w*",
    "timeliness": r"arrival time|response times?|timeliness|time to outcome",
}
GENERAL = r"\bcrimes?\b|recorded offences|offence rate|total (?:recorded )?offences|\boffending\b"
FACETS: dict[str, str] = {
    "frequency": r"frequen\w+|per re-?offender|average number|number of (?:re-?)?offences|"
    r"offences (?:committed )?per|how often",
    "share": r"(?:proportion|share|percentage) of (?:all )?(?:incidents|calls|crimes?|offences)",
    "quality": r"appropriate\w*|quality|accuracy|compliance",
    "seriousness": r"(?:less|more|most) serious|seriously?|serious\b|fatal\w*",
}
GROUPS: dict[str, str] = {
    "young people": r"young|youth|\byos\b|children|juvenile|under[- ]18",
    "women": r"wom[ae]n|females?|girls",
    "men": r"\bm[ae]n\b|\bmales?\b|\bboys\b",
    "adults": r"\badults?\b",
    "IOM": r"\biom\b|integrated offender|nominals|prolific|persistent offenders",
    "Checkpoint": r"checkpoint",
    "trial": r"randomi[sz]ed|\btrial\b|control group|treat(?:ment|ed) (?:group|cohort)|\brct\b",
    "prison": r"prisons?\b|custodial|leavers",
    "short sentences": r"short sentences?",
    "victims": r"victims?\b",
    "older people": r"older",
    "caseload": r"caseload",
}
PLACES: dict[str, str] = {
    "England and Wales": r"england|nation(?:al|ally|wide)|across the country",
    "North East": r"north east",
    "Cleveland": r"\bcleveland\b",
    "Darlington": r"(?<!durham and )\bdarlington\b(?! and)",
    "Durham": r"\bdurham\b",
    "Herefordshire": r"\bherefordshire\b",
    "West Mercia": r"west mercia",
    "here": r"\blocal(?:ly)?\b|\bour (?:area|force|county)\b|\bthe (?:force|area|county)\b",
    "force": r"\bforce (?:increase|average|wide|area)",
}
# A row's label that means crime as a whole.
WHOLE = r"^\W*(?:all|total|overall|recorded)\b|^\W*(?:crimes?|offences)(?: recorded)?\W*$"
_CONCEPTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CONCEPTS.items()}
_GENERAL = re.compile(GENERAL, re.IGNORECASE)
_WHOLE = re.compile(WHOLE, re.IGNORECASE)
_FACETS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in FACETS.items()}
_GROUPS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in GROUPS.items()}
_PLACES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in PLACES.items()}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What words are about: things counted, which side of them, whose, and where."""

    concepts: frozenset[str] = frozenset()
    facets: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def same(self, other: Subject, *, home: str) -> bool:
        """Whether two sentences speak of the same thing; a place not named is the report's own."""
        return (
            bool(self.concepts & other.concepts)
            and self.facets == other.facets
            and self.groups == other.groups
            and bool(self._where(home) & other._where(home))
        )

    def _where(self, home: str) -> frozenset[str]:
        at_home = {place for place in self.places if place == "here" or place.lower() in home.lower()}
        away = self.places - at_home
        return away | {home} if at_home or not away else away


def concepts(text: str) -> frozenset[str]:
    """The things a text counts; 'crime' only where nothing more exact is named."""
    found = frozenset(name for name, pattern in _CONCEPTS.items() if pattern.search(text))
    if found:
        return found
    return frozenset(["crime"]) if _GENERAL.search(text) else frozenset()


def counted_by(label: str) -> frozenset[str]:
    """What a row of a table counts; crime as a whole only where its label says so, not in 'Other crime'."""
    found = concepts(label)
    return found if found != {"crime"} or _WHOLE.search(label) else frozenset()


def subject_of(text: str) -> Subject:
    """What a clause is about."""
    return Subject(
        concepts=concepts(text),
        facets=frozenset(name for name, pattern in _FACETS.items() if pattern.search(text)),
        groups=frozenset(name for name, pattern in _GROUPS.items() if pattern.search(text)),
        places=frozenset(name for name, pattern in _PLACES.items() if pattern.search(text)),
    )
