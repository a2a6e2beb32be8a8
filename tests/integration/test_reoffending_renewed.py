"""A county that grows by a quarter, is corrected and taken back: renewed layouts answer as the queries do."""

from __future__ import annotations

import csv
import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.catalogue import CATALOGUE
from desist.measures.read import read
from desist.quarter.reoffending.compiled import counting, kept_counts
from desist.records.places import printed_name
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.offenders.files import write_county
from desist.synthetic.pack import SENDER
from desist.vocabulary.period import Every, Period, ending

HOME = "E23000008"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
NEW, CORRECTED = "2021-10", "2021-11"
ASKED: list[tuple[str, tuple[str, ...]]] = [
    ("proven_reoffending_rate", ("age_band", "sex")),
    ("previous_offences_per_offender", ("disposal",)),
    ("reoffences_per_reoffender_12_month_cohort", ("previous_offences_band",)),
]
PERIODS = [
    ending(f"{year}-{month}", Every.QUARTER) for year in (2016, 2019, 2020, 2021) for month in ("03", "12")
]
PERIODS += [ending("2020-03", Every.YEAR), ending("2021-12", Every.YEAR)]


class County:
    """A partnership whose courts send a file a time, and what was counted to answer its questions."""

    def __init__(self, folder: Path) -> None:
        write_county(draw_county(1_200, 5), folder / "files", 5)
        create(folder / "durham", "durham")
        self.home: Home = desist.open(folder / "durham")
        self.folder = folder
        self.parts: list[str] = []
        self._loads = 0
        for contract in ("police.people", "prisons.custody_spells"):
            self.load(contract, self.rows(contract))

    def rows(self, contract: str) -> list[dict[str, str]]:
        with (self.folder / "files" / f"{contract}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def load(self, contract: str, rows: list[dict[str, str]]) -> str:
        self._loads += 1
        path = self.folder / f"{contract}-{self._loads}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        now = NOW + timedelta(minutes=self._loads)
        return self.home.load(contract, [path], sender=SENDER, now=now).id

    def check(self) -> dict[str, Any]:
        """Ask both ways, and compare; gives what is noted of the layout that answered."""
        self.parts.clear()
        reader = self.home.reader()
        assert reader.compiled is not None
        for name, by in ASKED:
            measure = CATALOGUE[name]
            counted = reader.compiled.instead(measure, by, [HOME], at_least=0)
            assert counted is not measure
            places = {HOME: printed_name(HOME)}
            periods: list[Period] = PERIODS
            assert read(counted, reader.ask, places, periods, by=by) == read(
                measure, reader.ask, places, periods, by=by
            )
        folder = reader.compiled.opened()[0].columns.folder
        reader.close()
        about: dict[str, Any] = json.loads((folder / "about.json").read_text())
        return about


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    made = County(tmp_path)

    def noted(*given: Any, **named: Any) -> Any:
        made.parts.append(named.get("part", ""))
        return counting.count(*given, **named)

    monkeypatch.setattr(kept_counts, "count", noted)
    return made


def test_every_change_is_answered_as_the_query_does(county: County) -> None:
    courts = county.rows("courts.proven_offences")
    county.load("courts.proven_offences", [row for row in courts if row["proof_date"] < NEW])
    first = county.check()
    assert "base" not in first
    assert set(county.parts) == {""}

    # A new quarter: only the ends of few histories are counted.
    newer = [row for row in courts if NEW <= row["proof_date"] < "2022-01"]
    county.load("courts.proven_offences", newer)
    grown = county.check()
    assert grown["base"] == first["key"]
    assert set(county.parts) == {"before_", "after_"}
    assert grown["offences"] == first["offences"] + len(newer)
    assert grown["after_offences"] < grown["offences"] / 4

    # A month sent again without its first row and with another's code changed.
    month = [dict(row) for row in newer if row["proof_date"].startswith(CORRECTED)][1:]
    month[0]["offence_code"] = "00500"
    load = county.load("courts.proven_offences", month)
    assert county.check()["offences"] == grown["offences"] - 1

    # Somebody was born on another day and lives elsewhere: all their cohorts change.
    people = county.rows("police.people")
    for row in people[:40]:
        row["date_of_birth"], row["area"] = "1999-12-31", "Atlantis"
    county.load("police.people", people)
    county.check()
    # Most are described by nobody any more, so they are in no figure.
    county.load("police.people", people[:40])
    county.check()

    county.home.undo(load, now=NOW + timedelta(days=1))
    assert county.check()["offences"] == grown["offences"]
    # What was counted of a state is not counted again.
    county.check()
    assert county.parts == []


CODES = ("00100", "00500", "00805", "05300")
KINDS = ("caution", "fine", "community_order", "custody", "custody", "suspended_sentence")


def drawn(dice: random.Random, person: int, since: date, until: date) -> dict[str, str]:
    """One offence of somebody, proven within some days."""
    proven = since + timedelta(days=dice.randrange((until - since).days))
    committed = proven - timedelta(days=dice.choice([0, 1, 30, 200]))
    kind = dice.choice(KINDS)
    released = proven + timedelta(days=dice.choice([0, 90, 400, 800]))
    return {
        "person_ref": f"P{person:04d}",
        "date_of_birth": f"19{70 + person % 25}-02-28",
        "sex": "MF"[person % 2],
        "offence_code": dice.choice(CODES),
        "offence_date": str(committed),
        "proof_date": str(proven),
        "disposal": kind,
        "release_date": str(released) if kind == "custody" and released < until else "",
        "area": ("Darlington", "E06000047", "")[person % 3],
        "ethnicity": ("White", "")[person % 2],
    }


def test_people_told_of_otherwise_are_recounted_from_the_beginning(county: County) -> None:
    dice = random.Random(7)
    start, new, end = date(2014, 1, 1), date(2020, 1, 1), date(2020, 4, 1)
    history = [drawn(dice, int(400 * dice.random() ** 2), start, new) for _ in range(2_000)]
    county.load("criminal_history", history)
    first = county.check()
    # Of the few in the new quarter some are new, some now have an earlier birth, another sex or a new area.
    told = [drawn(dice, dice.choice([3, 8, 40, 77, 120, 200, 500, 501, 502]), new, end) for _ in range(30)]
    for at, row in enumerate(told):
        if at % 3 == 0:
            row["date_of_birth"], row["sex"] = "1969-12-31", "F"
        if at % 4 == 0:
            row["area"], row["ethnicity"] = "Hartlepool", "Asian"
    county.load("criminal_history", told)
    grown = county.check()
    assert grown["base"] == first["key"]
    assert set(county.parts) == {"before_", "after_"}
    assert grown["people"] > first["people"]
    # Another file, of one month of which nothing was held, from far back: cohorts of years ago change.
    county.load(
        "criminal_history", [drawn(dice, dice.choice([3, 5, 300]), date(2013, 6, 1), date(2013, 7, 1))]
    )
    again = county.check()
    assert again["base"] == grown["key"]
