"""All the real data in one store, read as the report reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import load
from desist.measures.catalogue import measure
from desist.quarter.reader import Reader
from desist.store import Store
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.reading import Reading

FILES = {
    "police_uk.street": "police_uk/*/*.csv",
    "police_uk.stop_and_search": "police_uk_schema/*stop-and-search*",
    "home_office.recorded_crime": "recorded_crime/prc*",
    "home_office.crime_outcomes": "national/crime_outcomes*",
    "home_office.police_officers": "national/police_officer*",
    "ons.force_area_counts": "recorded_crime/pfa_P1*",
    "ons.force_area_rates": "recorded_crime/pfa_P3*",
    "ons.crime_severity_score": "national/crime_severity*",
    "ons.severity_weights": "severity/severity_codes.csv",
    "ons.population": "national/population*",
    "ons.population_by_age": "geography/population20*",
    "ons.crime_survey": "national/csew*",
    "moj.reoffending": "moj_reoffending/*.csv",
    "moj.reoffending_by_offence": "national/reoffending*",
    "yjb.reoffending_by_sex": "yjb_youth/*gender*",
    "yjb.reoffending_by_offence": "yjb_youth/*20_offence*",
    "yjb.first_time_entrants": "yjb_youth/fte*",
    "yjb.disposals": "yjb_youth/disposals*",
    "stats19.casualties": "stats19/*.csv",
}
GIVEN = {
    "ons.population_by_age": "2020-06"
}  # the one file that says its period neither in its rows nor its name

Read = Callable[..., list[Reading]]


@pytest.fixture(scope="session")
def reader(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    store = Store(tmp_path_factory.mktemp("real") / "store")
    for name, pattern in FILES.items():
        files = sorted(shared_data.glob(pattern))
        assert files, f"nothing at {pattern}"
        done = load(
            store, CONTRACTS[name], files, now=datetime(2026, 11, 22, tzinfo=UTC), period=GIVEN.get(name, "")
        )
        assert done.rows_read == done.rows_accepted + done.rows_quarantined
    opened = Reader(store)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Readings of one measure by name; a period as '2022-03', the month in which the year ends."""

    def readings(
        name: str, places: list[str] | str, year: str | Period, *, by: list[str] | None = None, **only: str
    ) -> list[Reading]:
        period = year if isinstance(year, Period) else ending(year, Every.YEAR)
        codes = [places] if isinstance(places, str) else places
        return reader.read(measure(name), codes, [period], by=by or [], only=only)

    return readings
