"""What a predictor of reoffending is told about people, and why it may refuse to answer for some of them.

OGRS3 and OGRS4/G are the Ministry of Justice's instruments. Desist uses them for one thing: to say how much
reoffending was to be expected of a whole group. What comes out is indicative, not an OASys score, and never
an automated decision about a person (Data Protection Act 2018, sections 49 and 50).
"""

from __future__ import annotations

import csv
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from desist.measures.reoffending.columns import Column, Counts, Days, Flags
from desist.vocabulary.mistake import OperatorMistake

INDICATIVE = (
    "An indicative figure for a group: not an OASys score, and never the ground of a decision about a person "
    "(Data Protection Act 2018, sections 49 and 50)."
)
NEEDS_EXACT_OFFENCE = "needs_exact_offence"
_FOLDER = Path(__file__).parent


class Refusal(enum.StrEnum):
    """Why no prediction is given for a person, in words a reader can be told."""

    NONE = ""
    MISSING_DATE = "the date of birth, of the sanction or of the start of the follow-up is missing"
    AGE_AT_SANCTION = "the person was under 10 at the current sanction"
    FIRST_AFTER_CURRENT = "the age at the first sanction is above the age at the current one"
    NO_SANCTION = "fewer than one sanction is counted, and the current one counts"
    FOLLOWED_BEFORE_SANCTION = "the follow-up starts before the current sanction"
    TOO_OLD = "the person is 110 or older at the start of the follow-up"
    UNKNOWN_CODE = "the offence code has no offence group"
    NEEDS_EXACT = "the offence code is too wide to be scored: details of the exact offence are needed"
    GIRL_UNDER_16 = (
        "OGRS3 is not used for girls under 16: the published weights of the three youngest ages have very "
        "probably lost their minus signs"
    )


# Columns of reasons hold positions in this tuple; 0 is no reason.
REASONS = tuple(Refusal)


@dataclass(frozen=True, kw_only=True)
class Histories:
    """People's criminal histories, as short as the predictors need them: one entry for each person.

    ``sanctioned`` is the date of the current caution or conviction, ``followed_from`` the day the follow-up
    starts (release for custody, otherwise the sanction's date). ``sanctions`` counts all cautions and
    convictions with the current one; ``age_at_first`` is in whole years; ``offence`` is a Home Office code
    of five digits. Dates are numpy days, NaT where one is missing.
    """

    female: Flags
    born: Days
    sanctioned: Days
    followed_from: Days
    sanctions: Counts
    age_at_first: Counts
    offence: Sequence[str]

    def __post_init__(self) -> None:
        lengths = {name: len(getattr(self, name)) for name in self.__dataclass_fields__}
        if len(set(lengths.values())) > 1:
            said = ", ".join(f"{name} {n:,}" for name, n in lengths.items())
            raise OperatorMistake(f"The columns of the histories are not of one length: {said}.")

    @property
    def age(self) -> Counts:
        """Age in whole years at the start of the follow-up."""
        return completed_years(self.born, self.followed_from)

    @property
    def age_at_sanction(self) -> Counts:
        return completed_years(self.born, self.sanctioned)


@dataclass(frozen=True, kw_only=True)
class Predicted:
    """The chance of reoffending that a predictor gives each person, between 0 and 1.

    ``one_year`` and ``two_years`` hold NaN for whoever ``refused`` gives a reason (a position in
    ``REASONS``, otherwise 0); ``one_year`` is None for a predictor that has no such output.
    """

    predictor: str
    one_year: Column | None
    two_years: Column
    refused: Counts

    @property
    def scored(self) -> Flags:
        return ~np.isnan(self.two_years)

    def left_out(self) -> Mapping[Refusal, int]:
        """How many people have no prediction, by the reason."""
        counts = np.bincount(self.refused, minlength=len(REASONS)).tolist()
        return MappingProxyType({REASONS[at]: n for at, n in enumerate(counts) if at and n})


def completed_years(born: Days, on: Days) -> Counts:
    """Whole years of age on a day, 0 where a date is missing (NaT).

    A child of 29 February grows older on 1 March of other years.
    """
    missing = np.isnat(born) | np.isnat(on)
    some = np.datetime64("2000-01-01", "D")
    birth, day = np.where(missing, some, born), np.where(missing, some, on)
    first, last = birth.astype("datetime64[M]"), day.astype("datetime64[M]")
    months = (last - first).astype(np.int64)
    short = (day - last.astype("datetime64[D]")) < (birth - first.astype("datetime64[D]"))
    return np.asarray((months - short) // 12, dtype=np.int64)


def refusals(people: Histories) -> Counts:
    """Why a person's dates and counts cannot be scored by either predictor: a position in ``REASONS``."""
    age, then = people.age, people.age_at_sanction
    return _first_reason(
        len(people.offence),
        (
            np.isnat(people.born) | np.isnat(people.sanctioned) | np.isnat(people.followed_from),
            Refusal.MISSING_DATE,
        ),
        (then < 10, Refusal.AGE_AT_SANCTION),
        (people.age_at_first > then, Refusal.FIRST_AFTER_CURRENT),
        (people.sanctions < 1, Refusal.NO_SANCTION),
        (people.followed_from < people.sanctioned, Refusal.FOLLOWED_BEFORE_SANCTION),
        (age >= 110, Refusal.TOO_OLD),
    )


def offence_weights(predictor: str, codes: Sequence[str]) -> tuple[Column, Counts]:
    """The weight of each person's offence, NaN where there is none, and why (a position in ``REASONS``)."""
    groups, weights = _groups(predictor), group_weights(predictor)
    distinct, which = np.unique(np.asarray(codes, dtype=str), return_inverse=True)
    of_code = [groups.get(code.strip(), "") for code in distinct.tolist()]
    weight = np.array([weights.get(group, np.nan) for group in of_code])
    too_wide = np.array([group == NEEDS_EXACT_OFFENCE for group in of_code], dtype=bool)
    reasons = _first_reason(
        len(which), (too_wide[which], Refusal.NEEDS_EXACT), (np.isnan(weight[which]), Refusal.UNKNOWN_CODE)
    )
    return weight[which], reasons


def offence_group(predictor: str, code: str) -> str:
    """The offence group of a Home Office code in a predictor ('ogrs3' or 'ogrs4'); empty when unmapped."""
    return _groups(predictor).get(code.strip(), "")


@cache
def group_weights(predictor: str) -> Mapping[str, float]:
    """The weight of each offence group of a predictor, in logits."""
    found = {row["group"]: float(row["weight"]) for row in _rows("groups") if row["predictor"] == predictor}
    return MappingProxyType(found)


def first_of(*reasons: Counts) -> Counts:
    """The first reason of each person, 0 where there is none."""
    found = np.zeros_like(reasons[0])
    for each in reversed(reasons):
        found = np.where(each > 0, each, found)
    return found


def _first_reason(people: int, *tests: tuple[Flags, Refusal]) -> Counts:
    found = np.zeros(people, dtype=np.int64)
    for test, reason in reversed(tests):
        found[test] = REASONS.index(reason)
    return found


@cache
def _groups(predictor: str) -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row[f"{predictor}_group"] for row in _rows("codes")})


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"ogrs_offence_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
