"""Made-up records of people with known truth, each field at least as faulty as in FEBRL 3."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

Words = np.ndarray[Any, Any]

# Of the later records of a person: how often a field is missing, how often it is wrong (FEBRL 3 measured:
# given name 2.3% and 29.7%, surname 1.4% and 31.8%, address 2.2% and 36.0%, suburb 1.3% and 25.4%,
# postcode 0% and 16.6%, date of birth 1.7% and 6.3%, social security number 0% and 9.7%).
RATES = {
    "first_name": (0.025, 0.32),
    "surname": (0.015, 0.34),
    "date_of_birth": (0.02, 0.07),
    "postcode": (0.01, 0.175),
    "address": (0.025, 0.38),
    "place": (0.015, 0.27),
    "pnc_id": (0.02, 0.11),
}
HEADER = ("record_id", *RATES, "person")
LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))
STARTS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "wh",
    "y",
    "z",
]
MIDDLES = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oo", "ou"]
ENDS = [
    "b",
    "ck",
    "d",
    "dge",
    "ff",
    "g",
    "ld",
    "ll",
    "m",
    "mp",
    "n",
    "nd",
    "ng",
    "nt",
    "p",
    "r",
    "rd",
    "rn",
    "rt",
    "s",
    "sh",
    "ss",
    "st",
    "t",
    "th",
    "tt",
    "x",
]
TAILS = ["son", "ton", "ley", "ford", "ham", "worth", "man", "er", "by", "well"]


def write_records(path: Path, records: int, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Write a CSV of records, a line each; returns the rates that came out (missing, wrong).

    Three records in five are somebody's first and right in every field. Of every two people one has
    later records: one, or, ever more rarely, more.
    """
    dice = np.random.default_rng(seed)
    people = records * 3 // 5
    first = _people(dice, people)
    again = np.minimum(dice.zipf(2.0, size=people), people) - 1
    later = np.repeat(np.arange(people), np.minimum(again, 4))
    later = dice.permutation(np.concatenate([later, dice.integers(0, people, records)]))[: records - people]
    columns, rates = {}, {}
    for name, (missing, wrong) in RATES.items():
        right = first[name][later]
        written = _written_wrong(dice, name, right, wrong)
        lost = dice.random(len(later)) < missing
        rates[name] = (float(lost.mean()), float(((written != right) & ~lost).mean()))
        columns[name] = np.concatenate([first[name], np.where(lost, "", written)])
    order = dice.permutation(records)
    person = np.concatenate([np.arange(people), later])
    table = [order, *(columns[name][order] for name in RATES), person[order]]
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(zip(*(each.tolist() for each in table), strict=True))
    return rates


def _people(dice: np.random.Generator, people: int) -> dict[str, Words]:
    """Names as unevenly common as in life, a street and a postcode that several live in, a number each."""
    surnames, given = _names(dice, 40_000, TAILS), _names(dice, 3_000, ("", "a", "ie", "y"))
    streets = _names(dice, 8_000, ("",))
    kinds = np.array([" street", " road", " close", " avenue", " lane"])
    places = _names(dice, 600, ("ton", "ham", "by", "ford"))
    at = dice.integers(0, 30_000, people)
    in_place = (at * 7919) % 600
    born = np.datetime64("1945-01-01") + dice.integers(0, 365 * 65, people)
    return {
        "first_name": given[_uneven(dice, len(given), people, 0.9)],
        "surname": surnames[_uneven(dice, len(surnames), people, 0.75)],
        "date_of_birth": born.astype("datetime64[D]").astype("U10"),
        "postcode": _joined(
            np.array(["dh", "dl", "ts", "sr"])[at % 4], (1 + at % 29).astype(str), (at % 9).astype(str),
            LETTERS[at // 9 % 26], LETTERS[at // 234 % 26],
        ),
        "address": _joined(
            dice.integers(1, 120, people).astype(str), np.full(people, " "), streets[(at * 31) % 8_000],
            kinds[at % 5],
        ),
        "place": places[in_place],
        "pnc_id": _joined((60 + np.arange(people) % 40).astype(str),
            np.char.zfill(dice.permutation(people).astype(str), 7),
        ),
    }  # fmt: skip


def _names(dice: np.random.Generator, count: int, tails: Any) -> Words:
    def draw(words: Any) -> Words:
        return np.array(words)[dice.integers(0, len(words), count * 3)]

    made = np.unique(_joined(draw(STARTS), draw(MIDDLES), draw(ENDS), draw(tails)))
    return np.resize(dice.permutation(made), count)


def _uneven(dice: np.random.Generator, kinds: int, count: int, slope: float) -> Words:
    """Which kind each is, the k-th commonest 1 / k^slope as common as the first."""
    weights = np.arange(1, kinds + 1) ** -slope
    return np.asarray(np.searchsorted(np.cumsum(weights) / weights.sum(), dice.random(count)))


def _written_wrong(dice: np.random.Generator, name: str, right: Words, share: float) -> Words:
    """The values, a share of them with a letter wrong, left out, put in or swapped, or another value."""
    written = right.copy()
    chosen = np.flatnonzero(dice.random(len(right)) < share)
    slips = [_slip(dice, value, name) for value in right[chosen].tolist()]
    written = written.astype(f"U{max(map(len, slips), default=1) + 1}")
    written[chosen] = slips
    # One slip in ten is another value altogether: a new address, a married name, a number mistaken.
    other = chosen[dice.random(len(chosen)) < 0.1]
    written[other] = right[dice.integers(0, len(right), len(other))]
    return written


def _slip(dice: np.random.Generator, value: str, name: str) -> str:
    letters = "0123456789" if name in ("date_of_birth", "pnc_id") else "abcdefghijklmnopqrstuvwxyz"
    at, kind = int(dice.integers(0, len(value))), int(dice.integers(0, 4))
    if name == "date_of_birth":
        if kind == 0:
            return f"{value[:4]}-{value[8:]}-{value[5:7]}"
        at, kind = (3, 6, 9)[at % 3], 1
    other = letters[int(dice.integers(0, len(letters)))]
    if kind == 0 and at + 1 < len(value):
        return value[:at] + value[at + 1] + value[at] + value[at + 2 :]
    return value[:at] + (other if kind < 2 else "" if kind == 2 else other + value[at]) + value[at + 1 :]


def _joined(*parts: Words) -> Words:
    whole = parts[0]
    for part in parts[1:]:
        whole = np.char.add(whole, part)
    return np.asarray(whole)
