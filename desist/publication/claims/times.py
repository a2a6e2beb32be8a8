"""The periods a text names, and what it compares a figure with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desist.vocabulary.period import Period, add_months, month_end

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_COUNTS = {
    "three": 3,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "two": 2,
    "four": 4,
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
}
_N = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_TO = r"\s*(?:to|until|–|—|-|through(?: to)?)\s*"
WINDOW = re.compile(
    rf"(?P<ending>\b(?:year|12 months|twelve months|y/?e)\s+(?:ending|ended|end|to|up to)?\s*"
    rf"(?:\d{{1,2}} )?(?P<m0>{_MONTH})\s+(?P<y0>(?:19|20)\d\d))"
    rf"|(?P<back>\b(?P<n>{_N})[ -]months?(?: period)?\s+(?:ending|ended|to|up to)\s+"
    rf"(?:\d{{1,2}} )?(?P<m1>{_MONTH})\s+(?P<y1>(?:19|20)\d\d))"
    rf"|(?P<quarter>\bquarter\s+(?:ending|ended|to)\s+(?P<m2>{_MONTH})\s+(?P<y2>(?:19|20)\d\d))"
    rf"|(?P<between>\bbetween\s+(?P<m9>{_MONTH})\s*(?P<y9>(?:19|20)\d\d)?\s+and\s+"
    rf"(?P<m10>{_MONTH})\s*(?P<y10>(?:19|20)\d\d))"
    rf"|(?P<span>\b(?P<m3>{_MONTH})\s*(?P<y3>(?:19|20)\d\d)?{_TO}(?P<m4>{_MONTH})\s*(?P<y4>(?:19|20)\d\d))"
    r"|(?P<financial>\b(?P<y5>(?:19|20)\d\d)\s*/\s*(?P<y6>\d\d(?:\d\d)?)\b(?!\s*/))"
    rf"|(?P<month>\b(?P<m7>{_MONTH})\s+(?P<y7>(?:19|20)\d\d))"
    r"|(?P<year>\b(?:in|during|of|for|than|with|and|calendar year|since|to|"
    r"against)\s+(?P<y8>(?:19|20)\d\d)\b(?![/%,]\d))",
    re.IGNORECASE,
)


SAME_TIME = re.compile(
    r"\bsame\s+(?:\w+\s+)?(?:days?|weeks?|months?|quarters?|periods?|time|season)(?:\s+of\s+the\s+year)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A period as a text names it; ``bare`` when it is only a year or month that something happened in."""

    period: Period
    start: int
    end: int
    words: str
    bare: bool


def periods(text: str) -> tuple[Named, ...]:
    """Every period that a text names, in order."""
    found = (_named(text, match) for match in WINDOW.finditer(text))
    return tuple(named for named in found if named is not None)


def _named(text: str, match: re.Match[str]) -> Named | None:
    said = match.groupdict()
    bare = False
    if said["ending"]:
        period = _back(12, said["m0"], said["y0"])
    elif said["back"]:
        period = _back(_count(said["n"]), said["m1"], said["y1"])
    elif said["quarter"]:
        period = _back(3, said["m2"], said["y2"])
    elif said["span"] or said["between"]:
        m3, y3, m4, y4 = ("m3", "y3", "m4", "y4") if said["span"] else ("m9", "y9", "m10", "y10")
        last = _first(said[m4], said[y4])
        first = _first(said[m3], said[y3] or said[y4])
        if first > last:
            return None
        period = Period(first, month_end(last))
    elif said["financial"]:
        start = int(said["y5"])
        if int(said["y6"]) % 100 != (start + 1) % 100:
            return None
        period = Period(date(start, 4, 1), date(start + 1, 3, 31))
    elif said["month"]:
        first = _first(said["m7"], said["y7"])
        period, bare = Period(first, month_end(first)), True
    elif SAME_TIME.search(text[: match.start()]):
        return None  # "the same three months of 2024" is no year
    else:
        year = int(said["y8"])
        period, bare = Period(date(year, 1, 1), date(year, 12, 31)), True
    return Named(period=period, start=match.start(), end=match.end(), words=match.group(0), bare=bare)


def _first(month: str, year: str) -> date:
    return date(int(year), MONTHS.index(month[:3].lower()) + 1, 1)


def _back(months: int, month: str, year: str) -> Period:
    last = _first(month, year)
    return Period(add_months(last, 1 - months), month_end(last))


def _count(word: str) -> int:
    return max(_COUNTS.get(word.lower()) or int(word), 1)


LAST_YEAR = re.compile(
    r"\b(?:last year|previous year|the year before|a year (?:ago|before|earlier)|year[- ]on[- ]year|"
    r"(?:12|twelve) months (?:ago|before|earlier)|same (?:period|month|quarter|time)\b)",
    re.IGNORECASE,
)
SHORT = re.compile(
    r"\b(?:last|previous|preceding) (?:quarter|month)|(?:quarter|month) before\b", re.IGNORECASE
)
MANY_YEARS = re.compile(
    rf"\b(?:past|last|previous|preceding) (?P<n>{_N}|few|several) years|(?P<m>{_N}) years (?:ago|earlier)",
    re.IGNORECASE,
)
LONG = re.compile(
    r"\b(?:historic\w*|long[- ]term|in the past|recent years|previous years|since (?:19|20)\d\d|decades?|"
    r"ever|since (?:records|they|it|we)|long run|pre-?(?:covid|pandemic))\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:england|wales|national(?:ly)?|regional|region|north east|most similar|msg|peers?|other forces|"
    r"average|elsewhere|target|neighbour\w*|others|control|control group)\b",
    re.IGNORECASE,
)
NATION = dict.fromkeys(("england", "wales", "national", "nationally"), "nation")
NAMED_YEAR = re.compile(
    r"\b(?:than|above|below|with|to|as|on)\s+(?:in |those (?:of|in) |that (?:of|in) |the levels? (?:of|in) )*"
    r"((?:19|20)\d\d)(?:\s?/\s?\d\d)?\b",
    re.IGNORECASE,
)
NEAR = 1  # a comparison with last year


@dataclass(frozen=True)
class Base:
    """What a direction is measured from: how many years back, a long past, another place, or not said."""

    kind: str  # "" not said, "years" (back), "short", "long", "named" (years by number), "elsewhere"
    years: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()

    def overlaps(self, other: Base) -> bool:
        """Whether two directions are measured from the same thing, as far as a reader can tell."""
        if self.kind == other.kind and self.kind in ("years", "named"):
            return bool(self.years & other.years)
        if self.kind == other.kind:
            return not self.places or bool(self.places & other.places)
        kinds = {self.kind, other.kind}
        if "" in kinds:
            named = self if other.kind == "" else other
            return named.kind == "short" or (named.kind == "years" and NEAR in named.years)
        return False


def base_of(text: str, *, steady: bool) -> Base:
    """What the words after a direction compare with.

    'Steady over three years' says that it is near each of them; 'rose over three years' compares the
    ends only.
    """
    if LAST_YEAR.search(text):
        return Base("years", frozenset([1]))
    named = NAMED_YEAR.findall(text)
    if named:
        return Base("named", frozenset(int(year) for year in named))
    found = MANY_YEARS.search(text)
    if found:
        said = found["n"] or found["m"] or ""
        years = _count(said) if said.lower() not in ("few", "several") else 3
        if found["n"] and steady and years <= 5:
            return Base("years", frozenset(range(1, years + 1)))
        return Base("years", frozenset([years])) if years <= 5 else Base("long")
    if SHORT.search(text):
        return Base("short")
    if LONG.search(text):
        return Base("long")
    if re.search(r"\b(?:than|above|below|with|to|as|between)\b", text, re.IGNORECASE) and ELSEWHERE.search(
        text
    ):
        places = (match.group(0).lower() for match in ELSEWHERE.finditer(text))
        return Base("elsewhere", places=frozenset(NATION.get(place, place) for place in places))
    return Base("")
