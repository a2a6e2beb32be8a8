"""The numbers that a sentence says: percentages, counts of people, fractions in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS = {
    word: number
    for number, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
}
FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
PEOPLE = (
    r"people|persons?|individuals?|offenders?|re-?offenders?|victims?|children|child|adults?|men|women|man|woman|"
    r"boys?|girls?|nominals?|detainees?|prisoners?|participants?|cases?|suspects?|youths?|clients?|callers?"
)
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
COUNT = re.compile(
    rf"(?<![\d.,/])\b(?P<n>{_NUMBER})\s+(?!in\b|out\b|per\b|%|to\b)(?:of (?:the |these |those |them\b ?)?)?"
    rf"(?P<between>(?:(?!per\b|in\b|of\b|or\b|and\b|to\b|years?\b|months?\b|weeks?\b|days?\b)[A-Za-z-]+\s+){{0,2}}?)"
    rf"(?P<who>{PEOPLE})\b",
    re.IGNORECASE,
)
PLAIN = re.compile(rf"(?<![\w.,/])[-−–]?({_NUMBER}(?:\.\d+)?)(?![\w/]|,\d|\.\d)", re.IGNORECASE)
FRACTION = re.compile(
    rf"\b(?:(?:a|one)\s+({'|'.join(FRACTIONS)})|(half)(?= of| the)|"
    rf"({_NUMBER}) (?:in|out of)(?: every)? ({_NUMBER}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A number as said: its value, how far from it the truth may lie, and where it stands."""

    value: float
    slack: float
    start: int
    end: int


def percentages(text: str) -> tuple[Said, ...]:
    """Every percentage of a text, with half a unit of its last digit as slack."""
    return tuple(_said(found, found[1]) for found in PERCENT.finditer(text))


def counts_of_people(text: str) -> tuple[tuple[Said, str], ...]:
    """Every count of people and the noun it counts; "1 in 3 people" is a share and no count."""
    return tuple((_said(found, found["n"]), found["who"].lower()) for found in COUNT.finditer(text))


def numbers(text: str) -> tuple[Said, ...]:
    """Every number of a text, in digits or words."""
    return tuple(_said(found, found[1]) for found in PLAIN.finditer(text))


def shares(text: str) -> tuple[Said, ...]:
    """Every share in percent: percentages, 'a third', 'one in ten'."""
    return percentages(text) + tuple(_fraction(found) for found in FRACTION.finditer(text))


def _fraction(found: re.Match[str]) -> Said:
    word = (found[1] or found[2] or "").lower()
    if word:
        # A fraction in words is a round figure: readers take "a third" for anything near 33%.
        return Said(value=FRACTIONS[word], slack=2.0, start=found.start(), end=found.end())
    part, whole = number_of(found[3]), number_of(found[4])
    value = 100 * part / whole if whole else 0.0
    slack = 50 / whole if whole >= 20 else min(value * 0.1, 2.5)
    return Said(value=value, slack=slack, start=found.start(), end=found.end())


def number_of(word: str) -> float:
    """Read '1,234' or 'twelve'."""
    return float(WORDS[word.lower()]) if word.lower() in WORDS else float(word.replace(",", ""))


def _said(found: re.Match[str], digits: str) -> Said:
    decimals = len(digits.partition(".")[2])
    return Said(value=number_of(digits), slack=0.5 * 10.0**-decimals, start=found.start(), end=found.end())
