"""A store into which made-up agencies send how they know their people."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import load
from desist.store import Store

NOW = datetime(2025, 6, 1, 9, 30, tzinfo=UTC)
COLUMNS = ("person_ref", "first_name", "surname", "date_of_birth", "postcode", "pnc_id")
Row = tuple[str, ...]

STARTS = [
    "Ab", "Bel", "Cor", "Dar", "El", "Fen", "Gar", "Hol", "Is", "Jor",
    "Kel", "Lan", "Mor", "Nor", "Os", "Pel", "Quin", "Ros", "Sel", "Tor",
]  # fmt: skip
ENDS = [
    "a", "bert", "den", "field", "gate", "ham", "iel", "kin", "ley",
    "mund", "na", "ner", "on", "ric", "son", "ton", "well", "wick",
]  # fmt: skip


def people(count: int, seed: int = 1) -> list[Row]:
    """People with names, dates of birth, postcodes and numbers, all drawn apart."""
    dice = np.random.default_rng(seed)

    def name() -> str:
        return f"{dice.choice(STARTS)}{dice.choice(ENDS)}"

    def born() -> str:
        return str(np.datetime64("1950-01-01") + int(dice.integers(0, 20_000)))

    def home() -> str:
        letters = "".join(dice.choice(list("ABDEFGHJLNPQRSTUWXYZ"), 2))
        return f"DH{dice.integers(1, 9)} {dice.integers(1, 9)}{letters}"

    return [
        (
            f"A{at:04d}",
            name(),
            name() + str(dice.choice(ENDS)),
            born(),
            home(),
            f"{at:04d}/{at * 7919 % 9973:04d}",
        )
        for at in range(count)
    ]


def as_another_knows(rows: Sequence[Row], agency: str, seed: int = 2) -> list[Row]:
    """The same people under another agency's references, one in three with a letter wrong, some homes new."""
    dice = np.random.default_rng(seed)
    found = []
    for ref, first, surname, born, postcode, pnc in rows:
        if dice.random() < 0.33:
            at = int(dice.integers(1, len(surname)))
            surname = surname[:at] + "x" + surname[at + 1 :]
        if dice.random() < 0.2:
            postcode = "TS1 1AA"
        found.append(
            (f"{agency}{ref[1:]}", first, surname, born, postcode, pnc if dice.random() < 0.5 else "")
        )
    return found


def send(store: Store, folder: Path, agency: str, rows: Sequence[Row], hours: int) -> None:
    """Load what an agency sends, some hours after the beginning."""
    path = folder / f"{agency}.csv"
    with path.open("w", newline="") as text:
        csv.writer(text).writerows([COLUMNS, *rows])
    load(store, CONTRACTS["agency.identities"], [path], now=after(hours), sender=f"Agency {agency}")


def after(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)
